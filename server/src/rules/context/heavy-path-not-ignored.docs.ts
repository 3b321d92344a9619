import type { RuleDocs } from '../types.ts';

/** The page of `context/heavy-path-not-ignored`. */
export const heavyPathNotIgnoredDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` of a folder that brings folders which tools make again or which only the development machine needs: `.git`, `node_modules`, `.venv`, `target`, `bin` and `obj` of .NET, caches and coverage reports. Where a `.dockerignore` above the context names them it says that this one is not read.',
  whyItMatters:
    'The folders are sent to the builder and land in the layer, where those of the development machine may not even run. Every change in them, and `.git` changes with every commit, runs what follows the copy again.',
  examples: [
    {
      title: 'The packages of the development machine',
      files: {
        'package.json': '{}',
        'index.js': '',
        'node_modules/left-pad/index.js': '',
        '.dockerignore': 'Dockerfile\n',
      },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n',
      afterFiles: {
        'package.json': '{}',
        'index.js': '',
        'node_modules/left-pad/index.js': '',
        '.dockerignore': 'Dockerfile\nnode_modules\n',
      },
      fix: 'Leave node_modules out by .dockerignore',
    },
    {
      title: 'The history, without an ignore file',
      files: { 'main.c': '', '.git/HEAD': 'ref: refs/heads/main\n' },
      before: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      after: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
      afterFiles: {
        'main.c': '',
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.dockerignore': '.git\n.dockerignore\n',
      },
      fix: 'Leave .git out by .dockerignore',
    },
  ],
  fixSafety:
    'Always for review: the image, or a builder stage, no longer holds the folders, and a build that reads `.git` for its version finds none. A `!` line of the ignore file that asked for one goes, and the title says so.',
  staysSilent:
    'Silent without a build context, in stages that are not built, for bind mounts, for folders below 1 MB where their size is known, for a folder that a `COPY` names, for packages and results that no step makes, among them `node_modules` without a `package.json` beside it, for `.git` where a step, a build file such as a Makefile, or a `!` line of the ignore file asks for git or a version, and for what the ignore file or `--exclude` leaves out.',
};
