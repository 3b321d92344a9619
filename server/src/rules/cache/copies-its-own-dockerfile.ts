import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { findOwnFiles } from '../../fixes/own-dockerfile/find.ts';
import { listed, shown } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import type { Rule } from '../types.ts';

const ID = 'cache/copies-its-own-dockerfile';

/** The Dockerfile among the copied files: an edit below the copy changes what the copy reads (domain.md 2.2). */
export const copiesItsOwnDockerfile: Rule = {
  id: ID,
  summary:
    'the Dockerfile is among the files that it copies, so every edit of it runs the steps below the copy again',
  defaultSeverity: 'hint',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      'Reports a `COPY` or `ADD` of a folder that brings the Dockerfile itself, the ignore file or Compose files, with a `RUN` below.',
    whyItMatters:
      'Only the build reads these files. When they are copied, an edit of the last line of the Dockerfile changes what the copy reads, and everything below the copy runs again. BuildKit reads them even where the ignore file leaves them out of the context.',
    examples: [
      {
        title: 'The Dockerfile',
        files: { 'main.c': '' },
        before: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
        after: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
        afterFiles: { 'main.c': '', '.dockerignore': 'Dockerfile\n.dockerignore\n' },
        fix: 'Leave Dockerfile out by .dockerignore',
      },
      {
        title: 'Beside an ignore file and a Compose file',
        files: { 'main.c': '', '.dockerignore': '.git\n', 'compose.yaml': '' },
        before: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
        after: 'FROM gcc:15\nWORKDIR /src\nCOPY . .\nRUN make\n',
        afterFiles: {
          'main.c': '',
          '.dockerignore': '.git\nDockerfile\n.dockerignore\ncompose.yaml\n',
          'compose.yaml': '',
        },
        fix: 'the image no longer holds them',
      },
    ],
    fixSafety:
      'Always for review: the image no longer holds the files. There is no fix for names that mean something else in an ignore file.',
    staysSilent:
      'Silent without a build context or where it is too large to be seen in full, where the ignore file leaves them out, where they are copied by name or named by another instruction, where no `RUN` stands below the copy, for copies from other stages, and in stages that are not built.',
  },
  check({ model, context }) {
    const own = findOwnFiles(model, context);
    if (own === undefined) {
      return [];
    }
    const { node, paths, run } = own;
    const line = `${shown(run)} (line ${run.instruction.line})`;
    return [
      {
        rule: ID,
        node: node.index,
        span: firstLineOf(node),
        message: `${shown(node)} (line ${node.instruction.line}) brings ${listed(paths)}, which only the build reads: every edit runs ${line} and what follows again. Leave ${paths.length === 1 ? 'it' : 'them'} out by the ignore file.`,
        related: [{ span: firstLineOf(run), message: `Runs again after every edit of ${listed(paths)}.` }],
        key: 'own-files',
      },
    ];
  },
  fixes({ model, context }) {
    const own = findOwnFiles(model, context);
    const fix = own && context && leaveOutFix(model, context, own.paths);
    return fix === undefined ? [] : [fix];
  },
};
