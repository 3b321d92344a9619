import type { RuleDocs } from '../types.ts';
import { SMALL_TWICE } from './shown-size.ts';

/** The page of `size/ownership-duplicates-files`. */
export const ownershipDuplicatesFilesDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` with `chown -R`, `chgrp -R` or `chmod -R` over files that a `COPY` or `ADD` above has brought, and how many bytes that are; `find … -exec chown … {} +` over all files is the same, and so is `chmod` of one large file, or of all files in a folder (`chmod +x bin/*`). Commands of a RUN, and RUNs of a stage, that change owners or modes to the same are one finding. Counted as well is what a `RUN` above has installed, where its command alone tells the folder: `node_modules` of npm, pnpm, Yarn and Bun, `vendor` of Composer, virtual environments (`python -m venv`, uv, Poetry and Pipenv where they keep them in the project), the gems of Bundler where their folder is set, modules and programs of `go mod download` and `go install …@version` where GOPATH is known (`golang` images set it), clones of git, and archives that are downloaded, or copied, and unpacked (`tar -x`, `unzip`). So is what the base image holds, where all of it is changed: `/`, `/usr`, `/usr/bin`, `/usr/lib`, and the folders that images for languages fill (`/usr/local` of `python` and `node`, `/usr/local/cargo` of `rust`, `/opt/conda`, …).',
  whyItMatters:
    "A layer holds whole files. When a later step changes the owner or the mode of one, its layer holds all of that file again, and the image grows by as much. `COPY --chown` and `COPY --chmod` set them while the files are copied. The user has to be there when the files are copied: `--chown` of a name that is not yet in `/etc/passwd` leaves the files to root, or fails; numbers need no user. With `--link`, `--chown` takes numbers only, and `--chmod` undoes the `--link`. Where only one folder of a copy is changed, copy that one on its own, and leave it out of the other copy (`--exclude`): the user who runs the program need not own all of it.\n\nTo give files the owner that they have already (`COPY --chown=app . /app` and `chown -R app /app`) changes nothing, and still writes them once more: Docker's overlay2 storage keeps that in the image, containerd's and BuildKit's own compare the files and leave them out. So it is told in other words. A mode that files of the build context have already (where their modes are known, which they are not on Windows) is not told: another machine may need that `chmod`.\n\nWhat a `RUN` installs has no such flag. In the same `RUN`, `chown -R` costs nothing, as the layer is not written yet. Or make the folder for the user (`mkdir` and `chown` without `-R`) and install below `USER`. Packages that a program only reads may stay root's, and so may the system.",
  examples: [
    {
      title: 'The owner',
      files: { 'assets/film.mp4': ' '.repeat(2 * SMALL_TWICE) },
      before: 'FROM node:22\nCOPY . /app\nRUN chown -R node:node /app\nUSER node\n',
      after: 'FROM node:22\nCOPY --chown=node:node . /app\nUSER node\n',
      fix: undefined,
    },
    {
      title: 'A user that is made too late',
      files: { 'assets/film.mp4': ' '.repeat(2 * SMALL_TWICE) },
      before: 'FROM alpine:3.22\nCOPY . /app\nRUN adduser -D app && chown -R app:app /app\nUSER app\n',
      after: 'FROM alpine:3.22\nRUN adduser -D app\nCOPY --chown=app:app . /app\nUSER app\n',
      fix: undefined,
    },
    {
      title: 'What is installed',
      files: {
        'package.json': '{ "name": "app", "version": "1.0.0" }',
        'package-lock.json': '{ "name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": {} }',
      },
      before:
        'FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nRUN chown -R node:node /app\nUSER node\n',
      after:
        'FROM node:22\nWORKDIR /app\nRUN chown node:node /app\nUSER node\nCOPY --chown=node:node package*.json ./\nRUN npm ci\n',
      fix: undefined,
    },
    {
      title: 'The mode',
      files: { 'scripts/tool': ' '.repeat(2 * SMALL_TWICE) },
      before: 'FROM alpine:3.22\nWORKDIR /srv\nCOPY scripts/ ./scripts/\nRUN chmod -R a+rx ./scripts\n',
      after: 'FROM alpine:3.22\nWORKDIR /srv\nCOPY --chmod=755 scripts/ ./scripts/\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'There is no fix: `chown -R` also changes folders and what other steps have put there, which `--chown` does not.',
  staysSilent:
    'Silent in stages that are not shipped, without `-R` for all but a file that is named itself and whose size is known, for a `find` that passes over some files, for files that have the mode already in the build context, for a copy that sets another owner (or any mode) itself, or whose owner may be the same under another name, for root where another stage may have made the files, for what an earlier `RUN` has given the same, for files of less than 1 MB where their sizes are known, for manifests and other files of other stages that are small by their names, for small folders that another stage only passes on from the context, for paths that only the build knows, for folders that no copy and no known install brings, for what a `RUN` in between, or the same one, removes, for installs by the very user, or into mounts, for archives of less than 1 MB, or of which some files alone are unpacked, for modes that installed files have anyway (`a+rX`), or that files of the base image may have, and where the command is conditional.',
};
