import type { RuleDocs } from '../types.ts';

/** The page of `context/ignored-path-copied`. */
export const ignoredPathCopiedDocs: RuleDocs = {
  whatItDoes:
    "Reports a `COPY`, an `ADD` or a bind mount whose source the ignore file leaves out, and names the pattern and its line. BuildKit's check `CopyIgnoredFile` names some of these, but not the pattern. It gives up at the first `!` in the ignore file, and it only compares what is written: it sees no bind mount, no source with a leading slash, and not whether wildcards or a folder still find anything.",
  whyItMatters:
    'What the ignore file leaves out is not in the build context. The build then fails with “not found” although the file is there. Where wildcards match nothing else, or nothing is left of a folder, it may also go on without the files and say nothing.',
  examples: [
    {
      title: 'A folder that the build needs',
      files: { 'dist/server.js': '', '.dockerignore': 'node_modules\ndist\n' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY dist ./dist\nCMD ["node", "dist/server.js"]\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY dist ./dist\nCMD ["node", "dist/server.js"]\n',
      afterFiles: { 'dist/server.js': '', '.dockerignore': 'node_modules\ndist\n!dist\n' },
      fix: 'Bring dist back by .dockerignore',
    },
    {
      title: 'Exceptions that miss a file',
      files: { 'package.json': '{}', 'package-lock.json': '{}', '.dockerignore': '*\n!package.json\n' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
      afterFiles: {
        'package.json': '{}',
        'package-lock.json': '{}',
        '.dockerignore': '*\n!package.json\n!package-lock.json\n',
      },
      fix: 'Bring package-lock.json back by .dockerignore',
    },
  ],
  fixSafety:
    'Always for review: somebody left the path out, and copies of the folder around it bring it again. There is no fix for wildcards that match nothing, unless their whole folder is left out, and for what does not exist yet.',
  staysSilent:
    'Silent without a build context or an ignore file, in stages that are not built, for sources with variables, for copies from other stages, images and addresses, for files that may be missing (`.npmrc*`), where a `!` pattern brings back anything below the source, behind symlinks, for what is not there and is no product of a build by its name where nothing else of what is copied lies in a context that nobody names (GoReleaser builds in a folder of its own), and in a template (`WORKDIR ${project.folder}`), whose context is made with it.',
};
