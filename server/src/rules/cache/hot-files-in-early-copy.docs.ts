import type { RuleDocs } from '../types.ts';

const FILES = { 'package.json': '{}', 'package-lock.json': '{}', 'openapi.json': '{}', 'index.js': '' };

/** The page of `cache/hot-files-in-early-copy`. */
export const hotFilesInEarlyCopyDocs: RuleDocs = {
  whatItDoes:
    'Reports a `COPY` or `ADD` above an install that changed in at least a fifth of the last commits, nearly always because of one, two or three files that the install does not read: `CHANGELOG.md`, `openapi.json`, a list of translations. The counts are those of git.',
  whyItMatters:
    'Everything below a `COPY` runs again when one of its files has changed. One file that every release edits, among ten that nobody touches, makes the install below as slow as if everything had changed. Copied on its own below the install, it costs nothing.',
  examples: [
    {
      title: 'A description of the interface beside the manifests, changed by 9 of 12 commits',
      files: FILES,
      commits: [
        ...Array.from({ length: 9 }, () => ['openapi.json', 'index.js']),
        ...Array.from({ length: 3 }, () => ['index.js']),
      ],
      before:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json openapi.json ./\nRUN npm ci\nCOPY index.js .\n',
      after:
        'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY openapi.json index.js ./\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'There is no fix: an install may run scripts and read settings that only its packages know, so that nobody but you can say that it does not need the file.',
  staysSilent:
    'Silent without a history of at least ten commits, where more than three files change or the others change as well, for manifests and files that a manifest names above what installs from manifests or may read settings there, for installs of package managers alone (`pip install --upgrade pip`), where any `RUN` up to the install may read the file: one that names it, runs scripts of the project or does something that Strata does not know; where `cache/copy-before-install` or `cache/system-packages-after-copy` tell of the same steps, in stages that are not built, and for shells that Strata cannot read.',
};
