import type { RuleDocs } from '../types.ts';

const LOCKED = { 'package.json': '{}', 'package-lock.json': '{}', 'index.js': '' };

/** The page of `cache/copy-before-install`. */
export const copyBeforeInstallDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` that brings sources of a project above the `RUN` that installs what its manifests (`package.json`, a lock file, `requirements.txt`) name, whether the manifests come with them or on their own and whatever name the copy gives their folder, and a bind mount of all of the context in that `RUN`. A build that downloads on its way (`go build`) counts as well, and so does an install or a build inside a script of package.json or a target of a Makefile, as far as plain rules and variables say what that runs. A `go mod tidy` above which no sources are copied fetches nothing, and does not count as an install. So do sources of a folder beside that of the install (`COPY frontend frontend` above `pip install` in `backend`), where nothing down to the install may use them. What another stage makes of sources counts too: `COPY --from=build /app/dist ./dist` above `npm ci --omit=dev`; and so do the sources that `turbo prune --docker` leaves (`out/full`), above an install for which `out/json` brings the manifests. So does git’s own folder, which is another at every commit: `COPY .git .git` above `npm ci`. Also reports a `RUN` below a copy of sources that installs packages named on its command line (`pip install flask`, `npm install -g pm2`, and `npm install sharp` in a folder into which no copy brings a package.json), or several that one fix moves: they need nothing of what is copied.',
  whyItMatters:
    'BuildKit runs a step again when anything above it in its stage has changed. With `COPY . .` above `npm ci`, a changed comment in one source file installs every dependency anew. Copied on their own, the manifests change rarely, and the install stays cached.',
  examples: [
    {
      title: 'npm with a lock file',
      files: { ...LOCKED, '.dockerignore': '**/node_modules\n' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n',
      fix: 'Copy manifests first',
    },
    {
      title: 'Requirement files that name others',
      files: {
        'requirements.txt': '-r base.txt\nflask==3.1.0\n',
        'base.txt': 'requests==2.32.3\n',
        'app.py': '',
      },
      before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n',
      after:
        'FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt base.txt ./\nRUN pip install -r requirements.txt\nCOPY . .\n',
      fix: 'Copy manifests first',
    },
    {
      title: 'Install and build in one RUN: for review',
      files: { ...LOCKED, '.dockerignore': '**/node_modules\n' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n',
      fix: 'review: the RUN is cut in two',
    },
    {
      title: 'A build that downloads modules: for review',
      files: {
        'go.mod': 'module example.org/app\n\nrequire example.org/lib v1.0.0\n',
        'go.sum': 'example.org/lib v1.0.0 h1:x\n',
        'main.go': '',
      },
      before: 'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build -o /bin/app .\n',
      after:
        'FROM golang:1.24\nWORKDIR /app\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /bin/app .\n',
      fix: 'review: adds a step',
    },
    {
      title: 'What a stage builds, above the install of the final one',
      files: { ...LOCKED, '.dockerignore': '**/node_modules\n' },
      before:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n\nFROM node:22-slim\nWORKDIR /app\nCOPY --from=build /app/dist ./dist\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCMD ["node", "dist/index.js"]\n',
      after:
        'FROM node:22 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n\nFROM node:22-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY --from=build /app/dist ./dist\nCMD ["node", "dist/index.js"]\n',
      fix: 'Copy what is built after the install',
    },
    {
      title: 'Packages named on the command line',
      files: { 'app.py': '' },
      before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask\n',
      after: 'FROM python:3.13\nWORKDIR /app\nRUN pip install flask\nCOPY . .\n',
      fix: 'Install packages before the copy',
    },
    {
      title: 'A script that builds the project while it is installed: reported, for you to rewrite',
      files: { ...LOCKED, 'package.json': '{"scripts":{"prepare":"tsc"}}' },
      before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --ignore-scripts\nCOPY . .\nRUN npm run prepare\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Safe where the install cannot change the lock file, runs no scripts of the project, reads nothing but the copied manifests, and what it writes is left out of the context by the ignore file; the fix adds that pattern where it is missing. The manifests take the place of the copy that brings them, below the `WORKDIR`, the variables and the users that it depends on. For review where the lock file may be rewritten, a script reads files that may need more, a `RUN` has to be cut in two, an existing folder is newly ignored, another stage copies such a folder and makes none itself (the ignore file holds for all stages, and the title names the stage), or a folder that another instruction then makes may get another owner or mode: the title says which. Where the command needs the sources as well, a step that only downloads is added in front of them, or takes the place of a `go mod tidy` that finds none, always for review; pnpm gets none for an install of some members of a workspace (`--filter`), as `pnpm fetch` brings the packages of all; Gradle still fetches most jars in its build, which a cache mount keeps, and for cargo the message says what a person can do. There is no fix where a script builds the project (the message says how to install without it; packages that have install scripts then need an `npm rebuild` with their names, which the message says for npm), an install that reads nothing else is hidden in a script or target, a local package lies outside, a copy brings files into what the install writes or could overwrite what another one brings, a `!` pattern of the ignore file brings files of node_modules back by that name, or something between the copy and the install may read or change the copied files: the message says why. A `RUN` between them that only sets modes of single files of the sources or makes folders there (`chmod +x entrypoint.sh`, `mkdir logs`), and none that the install reads or writes, goes along behind the copy; for review where it writes files (`cp .env.example .env`). A file of settings that is read in front of the install (`. /tmp/rid.txt && dotnet restore`) goes along with it where no copied source can be that file, for review but for those of nvm and rustup. A copy of `.git` moves for review: scripts of packages may set up hooks there. A copy from another stage moves below the install as it is: safe where it writes to other places than the install reads and writes, or brings the manifests of `out/json` again (`out/full`, with node_modules ignored in all folders), for review where a script of the project runs with the install. What only goes on with an install stays with it: `npm rebuild` with the names of packages. Packages named on the command line move above the copy, with the same grades; those of a folder for review, as their scripts may look at what is copied. Where the install never writes its manifests, a second fix mounts them, and a cache, instead of copying them. What `uv pip` installs does not move above the `uv sync` that makes its environment.',
  staysSilent:
    'Silent when only manifests are copied first, when they come from another stage in one copy with what it builds or are mounted one by one, when an install in the same directory already ran above, when a stage of its own brings what cargo builds in and its registry, for folders of packages of others (`vendor`) that come with the manifests, for a RUN that brings a newer pip, setuptools, wheel or npm alone, when a cache mount keeps all that a build downloads, for `.git` where a command down to the install, or the install itself, may make a version of it, for entry point scripts, a file that is copied by its name for a `RUN` above the install which runs it (`RUN python setup_tools.py`), configuration files and folders of scripts and tools of which a command down to the install may run something, for installs of the project itself (`pip install .`), when a manifest is missing (the build fails anyway), in stages that are not built, and for shells that Strata cannot read. A hint where at least 40 commits are known and no more than one in 25 of them would have made it run again.',
};
