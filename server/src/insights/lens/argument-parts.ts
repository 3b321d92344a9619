import { variableReader } from '../../cache/value-reach.ts';
import type { Node } from '../../model/types.ts';
import { scanWords } from '../words/scan-words.ts';
import { count } from '../text.ts';
import type { Analysis } from '../types.ts';
import { unseenAt } from '../words/unset-words.ts';

/** What a new value of a build argument reruns, or who sees it. */
export function argumentParts(analysis: Analysis, node: Node): string[] {
  const pairs = node.detail.kind === 'pairs' ? node.detail.pairs : [];
  const scan = scanWords(analysis, node);
  if (scan !== undefined) {
    return [scan, 'reruns nothing'];
  }
  if (node.stage === undefined) {
    const unseen = unseenAt(
      analysis.model,
      pairs.map(({ name }) => name),
    );
    return [
      `for FROM lines only, ${unseen === undefined ? 'adds nothing' : `line ${unseen} does not see it`}`,
    ];
  }
  const steps = analysis.reach.withValue(node.index).steps;
  if (pairs.every((pair) => pair.value === undefined)) {
    const drag = steps === 0 ? '' : `, which then reruns ${count(steps, 'step')}`;
    return [`no value unless the build gives one${drag}`];
  }
  return [
    steps === 0
      ? isNamedBelow(analysis, node)
        ? 'rebuilds nothing'
        : 'no step below uses it'
      : `${analysis.builder === 'classic' ? 'another --build-arg' : 'a new value'} reruns ${count(steps, 'step')}`,
  ];
}

/** Instructions in which the name of a build argument is looked for. */
const MAX_LOOKED_AT = 50;

/** Whether an instruction below names a build argument, if only a LABEL or EXPOSE, which add nothing to build. */
function isNamedBelow({ model }: Analysis, { index, stage, detail }: Node): boolean {
  const end = stage === undefined ? 0 : (model.stages[stage]?.end ?? 0);
  const names = new Set(detail.kind === 'pairs' ? detail.pairs.map(({ name }) => name) : []);
  const namesIn = variableReader(model);
  return model.nodes
    .slice(index + 1, Math.min(end, index + MAX_LOOKED_AT))
    .some((node) => namesIn(node).some((name) => names.has(name)));
}
