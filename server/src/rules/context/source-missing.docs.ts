import type { RuleDocs } from '../types.ts';

/** The page of `context/source-missing`. */
export const sourceMissingDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY`, an `ADD` or a bind mount that names a file which the build context does not have, or wildcards in a folder which it does not have (`conf/*.conf`), and the path that was probably meant: the name in another case, relative to the Dockerfile instead of the context, with a slip of the finger, or in another folder. Of `COPY ../x` it says that `..` does not lead out of the context. Where Compose, Bake, a setting or a person names a context that has less than half of what is copied, and a folder above has all of it, it says so once and how that folder is named; of a file in a submodule that git has not fetched yet it says that.',
  whyItMatters:
    'The build fails with “not found”, perhaps after minutes. Wildcards that match nothing are no error, but in a folder that is not there they are one. Sources are always relative to the build context, and upper and lower case count, also where the files lie on a disk to which they are the same. Nothing outside of the context can be copied: BuildKit takes `../x` as `x` and does not find it, and the older builder says “forbidden path outside the build context”.',
  examples: [
    {
      title: 'Another case',
      files: { 'requirements.txt': 'flask==3.1.0\n', 'app.py': '' },
      before:
        'FROM python:3.13\nWORKDIR /app\nCOPY Requirements.txt ./requirements.txt\nRUN pip install -r requirements.txt\n',
      after:
        'FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt ./requirements.txt\nRUN pip install -r requirements.txt\n',
      fix: 'Copy requirements.txt',
    },
    {
      title: 'A lock file of another package manager',
      files: { 'package.json': '{}', 'package-lock.json': '{}' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN npm ci\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Always for review: the fix names what was probably meant. It renames every such source of the instruction. Wildcards keep their words, and only get another folder. There is none where nothing comes near, where a folder above the context has the file as it is written or it belongs to a submodule, for mounts, and for names that would have to be quoted.',
  staysSilent:
    'Silent without a build context or where it is too large to be seen in full, for wildcards in a folder that is there, in the context’s root or with `--parents`, for variables, addresses, heredocs and copies from elsewhere, in stages that are not built, behind symlinks and in folders that Strata does not enter, for what the ignore file leaves out (`context/ignored-path-copied`), and for what is usually made before the build: folders such as `dist` and `target`, `.env` files and keys, what a `.gitignore` of the context or of a folder above it names, files with an example beside them, folders that are not there for a Dockerfile in `.github` (a workflow fills them), and names without an ending unless something comes near; none of these excuses `../dist` where it is outside of the context, seen from its root and from the Dockerfile. At least half of what the Dockerfile copies must be in the context, unless a person named it or something comes near; for `..` it is enough that a setting, Compose or Bake names it. Of a folder that nobody names and that lacks most of what is copied neither this nor any other rule says anything: it is not the build context. `../x` is no finding where the context has an `x`, which the build takes. In a template (`WORKDIR ${project.folder}`, `COPY {{ name }}.jar /`), what lies beside it is not the build context.',
};
