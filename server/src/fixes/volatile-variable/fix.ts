import type { Model, Node } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { holdsInstructions } from '../moving/proof.ts';
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
  const edits = editsOf(model, moving, below);
  if (!isProven(model, moving, below, edits)) {
    return undefined;
  }
  const managers = volatile.passed.filter(({ node }) => node.index <= below.index);
  const scripted = namesOf(managers.filter(({ system }) => !system));
  const [first] = moving;
  const list = listed([...names]);
  const reasons = [
    ...(scripted.length === 0 ? [] : [`scripts that ${runs(scripted)} must not read ${list}`]),
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

/** The lines of each are taken out, with one of the blank lines around them, and put below another instruction. */
function editsOf(model: Model, moving: readonly Node[], below: Node): readonly TextEdit[] {
  const { file } = model;
  const eol = lineEndOf(file, below.instruction);
  const edits: TextEdit[] = [];
  const texts: string[] = [];
  let separate = false;
  for (const node of moving) {
    const block = blockOf(file, node);
    const after = /^[ \t]*\r?\n/.exec(file.text.slice(block.end, block.end + 200))?.[0];
    const isBlankAbove = /\n[ \t]*\r?\n$/.test(file.text.slice(Math.max(0, block.start - 200), block.start));
    const end = after !== undefined && isBlankAbove ? block.end + after.length : block.end;
    separate ||= end > block.end;
    edits.push({ start: block.start, end, newText: '' });
    texts.push(block.text(eol));
  }
  const { end } = blockOf(file, below);
  const isOpen = !file.text.slice(0, end).endsWith('\n');
  const text = texts.join('');
  const newText = isOpen
    ? `${eol}${separate ? eol : ''}${text.endsWith(eol) ? text.slice(0, -eol.length) : text}`
    : `${separate ? eol : ''}${text}`;
  return [...edits, { start: end, end, newText }];
}

/** Reads the result again (domain.md 6.2, step 7). */
function isProven(model: Model, moving: readonly Node[], below: Node, edits: readonly TextEdit[]): boolean {
  const { file, nodes } = model;
  let text = '';
  let at = 0;
  for (const { start, end, newText } of edits) {
    text += file.text.slice(at, start) + newText;
    at = end;
  }
  text += file.text.slice(at);
  const moved = new Set(moving);
  const texts = nodes.flatMap((node) => {
    const own = moved.has(node) ? [] : [node.instruction.text];
    return node === below ? [...own, ...moving.map(({ instruction }) => instruction.text)] : own;
  });
  return holdsInstructions(file, parse(text, file), texts);
}
