import type { Note } from './notes.ts';

/** By the case's id. Every difference is what the title of the fix tells a person to look at. */
export const REORDER_NOTES: ReadonlyMap<string, Note> = new Map<string, Note>([
  [
    '5 only the node_modules at the root is ignored, a member has its own',
    {
      differences: [
        'app/packages/a/node_modules: only before',
        'app/packages/a/node_modules/of-the-host.txt: only before',
      ],
    },
  ],
  [
    '13 a member with a program to link',
    { differences: ['app/node_modules/.bin: only before', 'app/node_modules/.bin/a: only before'] },
  ],
  [
    '15 npm install with a lock file',
    { differences: ['app/dist/app.txt: content', 'app/package-lock.json: content'] },
  ],
  [
    '21 --chown and USER',
    {
      skip: 'WORKDIR makes /app for root: npm may not write there, before and after; see the fixture npm-chown',
    },
  ],
  // Stand-ins say on their output that they install, which goes nowhere: what is built is compared all the same.
  ...[
    '20 output that goes nowhere: npm ci > /dev/null',
    '20 output that goes nowhere: npm ci >/dev/null 2>&1',
    '20 output that goes nowhere, in front of a build',
  ].map((id): [string, Note] => [id, { cache: false }]),
  ['the folder of all is made by another copy: COPY --chown=app . /app', { differences: ['app: owner'] }],
  ...[
    'the folder of all is made by another copy: COPY --chmod=700 . /app',
    'the folder of all is made by WORKDIR for a user',
  ].map((id): [string, Note] => [
    id,
    { skip: 'COPY makes /app for root: npm may not write there for node, before the fix' },
  ]),
  [
    'a folder above that of a copy with an owner is made by what runs before it',
    { differences: ['x: owner'] },
  ],
  ...[
    'manifests of another folder, and what is written is there',
    'what is written is brought by one of two folders',
  ].map((id): [string, Note] => [id, { differences: ['app/vendor/autoload.php: only before'] }]),
  [
    'an environment of conda in a folder that is renamed: conda env create -f env/environment.yml',
    { skip: 'there is no stand-in for conda' },
  ],
  [
    'corepack may write the version that it takes',
    { differences: ['app/dist/app.txt: content', 'app/package.json: content'] },
  ],
]);
