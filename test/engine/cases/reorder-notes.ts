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
  [
    '48 a step in front of ./generate.sh && go build',
    { skip: 'its context has no generate.sh, so that the build fails before and after' },
  ],
  [
    'corepack may write the version that it takes',
    { differences: ['app/dist/app.txt: content', 'app/package.json: content'] },
  ],
]);
