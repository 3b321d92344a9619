import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { copyStepOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { listed, shown } from '../../fixes/moving/words.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { landedIn } from './landings.ts';
import { ownershipAdvice } from './ownership-advice.ts';
import { ownershipChanges, type OwnershipChange } from './ownership-change.ts';
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

function inStage(facts: Facts, stage: Stage): readonly Finding[] {
  const { model } = facts;
  const groups = new Map<string, Group>();
  const copies: CopyStep[] = [];
  for (const node of model.nodes.slice(stage.first + 1, stage.end)) {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    const changes = ownershipChanges(model, node);
    const found =
      changes.length === 0 ? undefined : duplicatesOf(facts, node, changes, copies.slice(-MAX_COPIES));
    if (found !== undefined) {
      const key = found.changes.map((change) => `${change.shown} ${change.value?.text ?? ''}`).join('\n');
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { found, others: [], count: 0 });
      } else {
        group.count++;
        if (group.count <= MAX_RELATED) {
          group.others.push(found);
        }
      }
    }
  }
  return [...groups.values()].map((group) => findingOf(model, stage, group));
}

/** Other places that are shown with a finding. */
const MAX_RELATED = 20;

/** The RUNs of a stage that change owners or modes to the same, of which the first one is reported. */
interface Group {
  readonly found: Duplicates;
  /** Of the others, those that are shown. */
  readonly others: Duplicates[];
  count: number;
}

/** A RUN that puts what copies bring into another layer again. */
interface Duplicates {
  readonly node: Node;
  readonly changes: readonly OwnershipChange[];
  /** The largest first. */
  readonly hits: readonly Hit[];
  readonly bytes: number | undefined;
}

/** A copy whose files get into another layer again. */
interface Hit {
  readonly step: CopyStep;
  readonly bytes: number | undefined;
}

/** The first change that does so, and one of the other kind where it changes the same copies: either would do it alone. */
function duplicatesOf(
  facts: Facts,
  node: Node,
  changes: readonly OwnershipChange[],
  copies: readonly CopyStep[],
): Duplicates | undefined {
  let found: Duplicates | undefined;
  for (const change of changes) {
    if (found?.changes[0]?.kind === change.kind) {
      continue;
    }
    const hits = hitsOf(facts, change, copies);
    const bytes = hits.every((one) => one.bytes !== undefined)
      ? hits.reduce((sum, one) => sum + (one.bytes ?? 0), 0)
      : undefined;
    if (hits.length === 0 || (bytes !== undefined && bytes < SMALL_TWICE)) {
      continue;
    }
    if (found === undefined) {
      found = { node, changes: [change], hits, bytes };
    } else if (isSame(found.hits, hits)) {
      return { ...found, changes: [...found.changes, change] };
    }
  }
  return found;
}

function hitsOf(
  facts: Facts,
  { kind, targets }: OwnershipChange,
  copies: readonly CopyStep[],
): readonly Hit[] {
  return copies
    .flatMap((step): readonly Hit[] => {
      const isSet = (kind === 'owner' ? step.copy.chown : step.copy.chmod) !== undefined;
      const landed = isSet
        ? undefined
        : targets
            .map((target) => ({ target, found: landedIn(step, target, facts) }))
            // What is named alone is a file for certain where its size is known.
            .find(
              ({ target, found }) =>
                found !== undefined && (target.alone !== true || found.bytes !== undefined),
            );
      return landed === undefined ? [] : [{ step, bytes: landed.found?.bytes }];
    })
    .sort((a, b) => weightOf(b) - weightOf(a));
}

function isSame(some: readonly Hit[], others: readonly Hit[]): boolean {
  const steps = new Set(others.map(({ step }) => step));
  return some.length === others.length && some.every(({ step }) => steps.has(step));
}

/** What is of unknown size comes behind what is known to be large. */
function weightOf({ bytes = SMALL_TWICE }: Hit): number {
  return bytes;
}

function findingOf(model: Model, stage: Stage, { found, others, count }: Group): Finding {
  const { node, changes, hits, bytes } = found;
  const [hit] = hits;
  const what = bytes === undefined ? 'all files' : shownSize(bytes);
  const which =
    hit === undefined ? '' : ` of ${shown(hit.step.node)} (line ${hit.step.node.instruction.line})`;
  const more = hits.length === 1 ? '' : ` and ${hits.length - 1} more`;
  const puts = changes.length === 1 ? 'puts' : 'put';
  const steps = new Set([found, ...others].flatMap((one) => one.hits.map(({ step }) => step)));
  const copied = [...steps].sort((a, b) => a.node.index - b.node.index);
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${listed(changes.map((one) => one.shown))} ${puts} ${what}${which}${more} into the image a second time${repeated(others, count)}. ${ownershipAdvice(model, stage, { node, changes, copies: copied })}`,
    related: [
      ...hits.slice(0, 3).map(({ step }) => ({
        span: firstLineOf(step.node),
        message: `Brings files that line ${node.instruction.line} puts into another layer again.`,
      })),
      ...others.map((other) => ({
        span: firstLineOf(other.node),
        message: `Puts ${sizeOf(other)} into another layer again, too.`,
      })),
    ],
    key: changes[0]?.program ?? '',
  };
}

function sizeOf({ hits: [hit], bytes }: Duplicates): string {
  const what = bytes === undefined ? 'files' : shownSize(bytes);
  return hit === undefined
    ? what
    : `${what} of ${shown(hit.step.node)} (line ${hit.step.node.instruction.line})`;
}

function repeated([other]: readonly Duplicates[], count: number): string {
  return other === undefined
    ? ''
    : count === 1
      ? `, as does line ${other.node.instruction.line} with others`
      : `, as do ${count} more RUNs with others`;
}
