import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { findOwnFiles, type OwnFiles } from '../../fixes/own-dockerfile/find.ts';
import type { SlowRun } from '../../fixes/own-dockerfile/slow-run.ts';
import { listedBriefly, shown, shownCommand } from '../../fixes/moving/words.ts';
import { builtOnlyFor } from '../../model/built-stages.ts';
import type { Model } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import { imageTitle } from '../layer-words.ts';
import type { Rule } from '../types.ts';

const ID = 'cache/copies-its-own-dockerfile';

/** The Dockerfile among the copied files: an edit below the copy changes what the copy reads (domain.md 2.2). */
export const copiesItsOwnDockerfile: Rule = {
  id: ID,
  summary:
    'the Dockerfile is among the files that it copies, so every edit of it runs the steps below the copy again',
  defaultSeverity: 'hint',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  // Every edit of any file reinstalls then.
  yieldsTo: ['cache/copy-before-install'],
  check({ model, context }) {
    const own = findOwnFiles(model, context);
    if (own === undefined) {
      return [];
    }
    const { node, paths, run } = own;
    const files = listedBriefly(paths, 3, 'such files');
    const line = `${nameOf(run)} (line ${run.node.instruction.line})`;
    return [
      {
        rule: ID,
        node: node.index,
        span: firstLineOf(node),
        message: `${shown(node)} (line ${node.instruction.line}) brings ${files}, which only the build reads: ${buildsOf(model, own)}every edit runs ${line} and what follows again. Leave ${paths.length === 1 ? 'it' : 'them'} out by the ignore file.`,
        related: [{ span: firstLineOf(run.node), message: `Runs again after every edit of ${files}.` }],
        key: 'own-files',
      },
    ];
  },
  fixes({ model, context }) {
    const own = findOwnFiles(model, context);
    const fix = own && context && leaveOutFix(model, context, own.out.paths, own.out.patterns);
    return fix === undefined ? [] : [fix];
  },
};

/** Whose builds these are, where the copy is in the image at hand and the step is not. */
function buildsOf(model: Model, { node, run }: OwnFiles): string {
  const [copied, ran] = [node, run.node].map(({ stage = -1 }) => builtOnlyFor(model, model.stages[stage]));
  return copied === undefined && ran !== undefined ? `in builds of ${imageTitle(ran)}, ` : '';
}

function nameOf({ node, part }: SlowRun): string {
  return part === undefined ? shown(node) : shownCommand(node, part.command);
}
