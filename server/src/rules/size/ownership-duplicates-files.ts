import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { copyStepOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { code, shown } from '../../fixes/moving/words.ts';
import type { Node, Stage } from '../../model/types.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { landedIn } from './landings.ts';
import { pathCommands, type PathCommand } from './path-commands.ts';
import { shownSize, SMALL_TWICE } from './shown-size.ts';

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
  const hits = copies
    .flatMap((step): readonly Hit[] => {
      const isSet = name === 'chown' ? step.copy.chown !== undefined : step.copy.chmod !== undefined;
      const landed = isSet
        ? undefined
        : paths.map((path) => landedIn(step, path, context)).find((one) => one !== undefined);
      return landed === undefined ? [] : [{ step, bytes: landed.bytes }];
    })
    .sort((a, b) => weightOf(b) - weightOf(a));
  const [hit] = hits;
  const bytes = hits.every((one) => one.bytes !== undefined)
    ? hits.reduce((sum, one) => sum + (one.bytes ?? 0), 0)
    : undefined;
  if (hit === undefined || (bytes !== undefined && bytes < SMALL_TWICE)) {
    return undefined;
  }
  const what = bytes === undefined ? 'all files' : shownSize(bytes);
  const from = hits.length === 1 ? '' : ` and ${hits.length - 1} more`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${code(`${name} -R`)} puts ${what} of ${shown(hit.step.node)} (line ${hit.step.node.instruction.line})${from} into the image a second time. ${adviceOf(name, leading[0], hits)}`,
    related: hits.slice(0, 3).map(({ step }) => ({
      span: firstLineOf(step.node),
      message: `Brings files that line ${node.instruction.line} puts into another layer again.`,
    })),
    key: name,
  };
}

/** A copy whose files get into another layer again. */
interface Hit {
  readonly step: CopyStep;
  readonly bytes: number | undefined;
}

/** What is of unknown size comes behind what is known to be large. */
function weightOf({ bytes = SMALL_TWICE }: Hit): number {
  return bytes;
}

/** A linked copy knows nobody by name, and is no longer linked where it sets a mode (domain.md, correction 6). */
function adviceOf(name: string, value: ShellWord | undefined, hits: readonly Hit[]): string {
  const isLinked = hits.some(({ step }) => step.copy.link);
  if (name === 'chmod') {
    return isLinked
      ? 'Set the modes where the files come from instead: with --chmod, --link has no effect.'
      : 'Copy with --chmod instead.';
  }
  const owner = value?.literal === true && /^[\w.:-]+$/.test(value.text) ? value.text : undefined;
  if (isLinked && (owner === undefined || !/^\d+(:\d+)?$/.test(owner))) {
    return 'Copy with --chown and the numbers of the user and the group instead: --link knows no names.';
  }
  return `Copy with --chown${owner === undefined ? '' : `=${owner}`} instead.`;
}
