import type { RuleDocs } from '../types.ts';

/** The page of `cache/lock-file-not-copied`. */
export const lockFileNotCopiedDocs: RuleDocs = {
  whatItDoes:
    'Reports an install by a manifest that is copied without the lock file beside it, although the build context holds one: `COPY package.json ./` above `npm install`, with package-lock.json in the project.',
  whyItMatters:
    'What is not there can’t be read: the install takes the newest versions that the manifest allows, on the day on which its step runs, and other ones than on your machine. And the lock file is no part of what the step is cached by: after `npm update` and a commit of package-lock.json the build still takes the layer of before, until package.json changes. A later `COPY . .` then puts a lock file into the image that says something else than what is installed.',
  examples: [
    {
      title: 'package.json alone',
      files: {
        'package.json': '{}',
        'package-lock.json': '{}',
        'server.js': '',
        '.dockerignore': 'node_modules\n.dockerignore\nDockerfile\n',
      },
      before:
        'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
      fix: 'review: its versions are installed then',
    },
  ],
  fixSafety:
    'The fix names the lock file in the same `COPY`. For review, since the versions that it holds are installed then, and may be older than those of the last build. There is none for a mount, a `COPY` in JSON form, a manifest that comes with a folder or gets another name, and a `COPY` that names the lock file already.',
  staysSilent:
    'Silent without a build context, where that holds no lock file or the ignore file leaves it out, where the command says that it wants none (`--no-package-lock`, `--skip-lock`) or would not read it (yarn.lock below `npm ci`, which takes package-lock.json or npm-shrinkwrap.json alone, and below an npm that may be 6), where a stage, a mount or a `RUN` may bring it, for packages that are named on the command line, and for go.sum, without which Go takes the same versions.',
};
