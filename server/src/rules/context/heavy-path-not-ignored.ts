import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { heavyCopies, patternsFor, type HeavyCopy } from '../../fixes/heavy-path/find.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import { shownSize } from '../size/shown-size.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'context/heavy-path-not-ignored';

/** Folders that tools make again: sent to the builder, and part of what the copy reads (domain.md 2.2). */
export const heavyPathNotIgnored: Rule = {
  id: ID,
  summary:
    'a copy brings a large folder that a build does not need from outside, such as `node_modules` or `.git`',
  defaultSeverity: 'information',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      'Reports a `COPY` or `ADD` of a folder that brings folders which tools make again or which only the development machine needs: `.git`, `node_modules`, `.venv`, `target`, `bin` and `obj` of .NET, caches and coverage reports.',
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
      'Always for review: the image no longer holds the folders, and a build that reads `.git` for its version finds none.',
    staysSilent:
      'Silent without a build context, in stages that are not built, for bind mounts, for folders below 1 MB where their size is known, for a folder that a `COPY` names, for packages and results that no step makes, for `.git` where a step mentions git or a version, and for what the ignore file or `--exclude` leaves out.',
  },
  check({ model, context }) {
    return context === undefined ? [] : heavyCopies(model, context).map((heavy) => findingOf(context, heavy));
  },
  fixes({ model, context }, { node }) {
    const heavy = context && heavyCopies(model, context).find((one) => one.node.index === node);
    const paths = heavy?.paths.map(({ path }) => path) ?? [];
    const fix =
      context && paths.length > 0 ? leaveOutFix(model, context, paths, patternsFor(paths)) : undefined;
    return fix === undefined ? [] : [fix];
  },
};

/** More than this many folders are not named one by one. */
const NAMED = 4;

function findingOf({ ignore }: ContextSnapshot, { node, paths }: HeavyCopy): Finding {
  const folders = paths.map(({ path, bytes }) =>
    bytes === undefined ? path : `${path} (${shownSize(bytes)})`,
  );
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) brings ${listedBriefly(folders, NAMED, 'folders')}, which a build does not need from outside: every build sends ${paths.length === 1 ? 'it' : 'them'}, and a change in ${paths.length === 1 ? 'it' : 'them'} runs what follows again. Leave ${paths.length === 1 ? 'it' : 'them'} out by ${ignore?.path ?? '.dockerignore'}.`,
    related: [],
    key: 'heavy',
  };
}
