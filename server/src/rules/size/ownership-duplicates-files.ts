import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { copyStepOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { code, shown } from '../../fixes/moving/words.ts';
import type { Node, Stage } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { landedIn } from './landings.ts';
import { pathCommands, type PathCommand } from './path-commands.ts';
import { shownSize, SMALL } from './shown-size.ts';

const ID = 'size/ownership-duplicates-files';

/** A changed owner or mode puts the whole file into another layer: layers hold files, not changes of them (domain.md 1.1). */
export const ownershipDuplicatesFiles: Rule = {
  id: ID,
  summary: 'chown -R or chmod -R of copied files puts all of them into the image a second time',
  defaultSeverity: 'information',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  check(facts) {
    return facts.model.stages
      .filter(({ role }) => role === 'shipped')
      .flatMap((stage) => inStage(facts, stage));
  },
  fixes: () => [],
};

/** Copies above one RUN that are looked at, the nearest first, so that long stages don't take quadratic time. */
const MAX_COPIES = 100;

function inStage({ model, context }: Facts, { first, end }: Stage): readonly Finding[] {
  const found: Finding[] = [];
  const copies: CopyStep[] = [];
  for (const node of model.nodes.slice(first + 1, end)) {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    const above = copies.slice(-MAX_COPIES);
    for (const command of pathCommands(model, node).filter(isRecursive)) {
      const finding = findingOf(node, command, above, context);
      if (finding !== undefined) {
        found.push(finding);
        break;
      }
    }
  }
  return found;
}

function isRecursive({ name, options }: PathCommand): boolean {
  const isOwnership = name === 'chown' || name === 'chmod';
  return isOwnership && options.some((option) => option === '--recursive' || /^-[A-Za-z]*R/.test(option));
}

function findingOf(
  node: Node,
  { name, paths, leading }: PathCommand,
  copies: readonly CopyStep[],
  context: Facts['context'],
): Finding | undefined {
  const hits = copies.flatMap((step) => {
    const isSet = name === 'chown' ? step.copy.chown !== undefined : step.copy.chmod !== undefined;
    const landed = isSet
      ? undefined
      : paths.map((path) => landedIn(step, path, context)).find((one) => one !== undefined);
    return landed === undefined ? [] : [{ step, bytes: landed.bytes }];
  });
  const [hit] = hits;
  const bytes = hits.every((one) => one.bytes !== undefined)
    ? hits.reduce((sum, one) => sum + (one.bytes ?? 0), 0)
    : undefined;
  if (hit === undefined || (bytes !== undefined && bytes < SMALL)) {
    return undefined;
  }
  const [value] = leading;
  const isPlain = name === 'chown' && value?.literal === true && /^[\w.:-]+$/.test(value.text);
  const flag = `--${name}${isPlain ? `=${value.text}` : ''}`;
  const what = bytes === undefined ? 'all files' : shownSize(bytes);
  const from = hits.length === 1 ? '' : ` and ${hits.length - 1} more`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${code(`${name} -R`)} puts ${what} of ${shown(hit.step.node)} (line ${hit.step.node.instruction.line})${from} into the image a second time. Copy with ${flag} instead.`,
    related: hits.slice(0, 3).map(({ step }) => ({
      span: firstLineOf(step.node),
      message: `Brings files that line ${node.instruction.line} puts into another layer again.`,
    })),
    key: name,
  };
}
