import type { RuleDocs } from '../types.ts';

/** The page of `context/lock-file-missing`. */
export const lockFileMissingDocs: RuleDocs = {
  whatItDoes:
    'Reports an install that goes by a lock file alone where the build context holds none: `npm ci`, `pnpm install --frozen-lockfile`, `yarn install --immutable` (yarn 2 and newer), `uv sync --frozen` and `--locked`, `pipenv sync`, `bundle install --deployment` and frozen, `dart pub get --enforce-lockfile`, `cargo build --locked`. It says where a folder above has one.',
  whyItMatters:
    'The build fails, always: these commands never make the file. A copy by wildcard hides it, since `COPY package*.json ./` is content with package.json. In repositories of several packages the lock file often lies in the root, while the context is the folder of one of them.',
  examples: [
    {
      title: 'A wildcard that finds package.json alone',
      files: { 'package.json': '{}', 'index.js': '', '.dockerignore': 'node_modules\n' },
      before:
        'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY index.js .\nCMD ["node", "index.js"]\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY index.js .\nCMD ["node", "index.js"]\n',
      afterFiles: {
        'package.json': '{}',
        'package-lock.json': '{"lockfileVersion":3,"packages":{"":{}}}',
        'index.js': '',
        '.dockerignore': 'node_modules\n',
      },
      fix: undefined,
    },
  ],
  fixSafety: 'There is no fix: only the package manager can make the file.',
  staysSilent:
    'Silent without a build context or where it is too large to be seen in full, where a `.gitignore` of the context or of a folder above leaves the lock file out of the repository, where the file is there and the ignore file leaves it out, where the context is a guess and a folder above has one, in the folder of a workspace around it, where a copy names the file (`context/source-missing`) or brings it under another name, where a stage, a mount, a `RUN` that Strata does not know or another install may make it, in images that may hold a project, behind `||` and in conditions, and in stages that are not built. Silent for commands that resolve versions without the file: `yarn install --frozen-lockfile` of yarn 1, `bun install --frozen-lockfile`, `poetry install`, `composer install`.',
};
