import type { Model, Node } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { applyEdits } from '../apply-edits.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { holdsInstructions } from '../moving/proof.ts';
import { relocate } from '../moving/relocate.ts';
import { listed, listedBriefly } from '../moving/words.ts';
import type { Fix, TextEdit } from '../types.ts';
import type { Volatile } from './find.ts';
import type { Passed } from './passed.ts';

/**
 * Moves volatile variables down to the first instruction that may read them, or below the last step that is passed; undefined
 * where other variables would move along, or the result does not prove to be what was planned.
 */
export function volatileFix(model: Model, volatile: Volatile): Fix | undefined {
  const { moving, names, mixed } = volatile;
  const below = mixed ? undefined : lastPassed(volatile);
  if (below === undefined) {
    return undefined;
  }
  const eol = lineEndOf(model.file, below.instruction);
  const lines = moving.map((node) => ({ node, moving: blockOf(model.file, node).text(eol), staying: '' }));
  const edits = relocate(model, lines, { node: below, side: 'below' });
  if (!isProven(model, moving, below, edits)) {
    return undefined;
  }
  const managers = volatile.passed.filter(({ node }) => node.index <= below.index);
  const scripted = namesOf(managers.filter(({ system }) => !system));
  const [first] = moving;
  const list = listed([...names]);
  const reasons = [
    ...(scripted.length === 0 ? [] : [`scripts that ${runs(scripted)} must not read ${list}`]),
    ...(managers.some(({ upgrades }) => upgrades)
      ? ['the upgrade then runs only when what stands above it changes']
      : []),
    ...(isUnread(volatile) && volatile.refetching.length === 0
      ? [`nothing reads ${list}, which must not be there to run the step again`]
      : []),
    ...(volatile.refetching.length === 0 ? [] : [`${list} must not be there for ${downloadsOf(volatile)}`]),
  ];
  const review = reasons.length === 0 ? '' : ` (review: ${reasons.join('; ')})`;
  const along = [
    ...(moving.some(({ instruction }) => instruction.keyword === 'LABEL') ? ['its labels'] : []),
    ...(moving.some(({ instruction }) => instruction.keyword === 'RUN') ? ['what prints it'] : []),
  ];
  const together = along.length === 0 ? '' : ` with ${listed(along)}`;
  const what = `Move ${first.instruction.keyword} ${list}${together} below ${listed(namesOf(managers))}`;
  return {
    title: `${what}${review}`,
    safety: reasons.length === 0 ? 'safe' : 'review',
    edits: [{ file: 'dockerfile', edits }],
  };
}

function runs(managers: readonly string[]): string {
  return `${listed(managers)} ${managers.length === 1 ? 'runs' : 'run'}`;
}

function downloadsOf({ refetching }: Volatile): string {
  const lines = refetching.map(({ node }) => `${node.instruction.line}`);
  return lines.length === 1
    ? `what line ${listed(lines)} downloads`
    : `what lines ${listedBriefly(lines, 3, '')} download`;
}

/** Programs that people know better than the id of the package manager. */
function namesOf(passed: readonly Passed[]): readonly string[] {
  return [...new Set(passed.flatMap(({ manager }) => manager ?? []))].map((id) =>
    id === 'apt' ? 'apt-get' : id,
  );
}

/**
 * The instruction below which they go: the one above the reader. Without a reader, the last step, so that the settings at the
 * end of a stage stay together.
 */
function lastPassed({ passed, reader }: Volatile): Node | undefined {
  const nodes = passed.map(({ node }) => node);
  return reader === undefined ? nodes.findLast(({ kind }) => kind === 'layer') : nodes[nodes.length - 1];
}

/** Reads the result again (domain.md 6.2, step 7). */
function isProven(model: Model, moving: readonly Node[], below: Node, edits: readonly TextEdit[]): boolean {
  const { file, nodes } = model;
  const moved = new Set(moving);
  const texts = nodes.flatMap((node) => {
    const own = moved.has(node) ? [] : [node.instruction.text];
    return node === below ? [...own, ...moving.map(({ instruction }) => instruction.text)] : own;
  });
  return holdsInstructions(file, parse(applyEdits(file.text, edits), file), texts);
}

/** Whether no instruction uses a time that is declared: who sets it by `--build-arg` may do so to run the step again each day. */
function isUnread({ names, reader, moving, inherited }: Volatile): boolean {
  return (
    [...names].some((name) => /date|time/i.test(name)) &&
    reader === undefined &&
    inherited.length === 0 &&
    moving.every(({ instruction }) => instruction.keyword === 'ARG')
  );
}
