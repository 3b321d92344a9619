import { historyOf } from '../model/history.ts';
import type { HistoryEntry, Model } from '../model/types.ts';
import { parsedOf } from '../syntax/instruction.ts';

/** What the engine tells of an image. */
export interface ImageHistory {
  /** Newest first, as Docker prints them. */
  readonly entries: readonly ImageEntry[];
  /** How many layers it has. */
  readonly layers: number | undefined;
}

/** An entry of `docker history --no-trunc`: what made it, and the bytes of its layer. */
export interface ImageEntry {
  readonly createdBy: string;
  readonly size: number;
}

/** What an image's history says of the Dockerfile. */
export type ImageMatch =
  | {
      readonly kind: 'same';
      /** Node index -> bytes of its layer, for each step that is shipped. */
      readonly bytes: ReadonlyMap<number, number>;
      /** What came from the base image; layers are undefined where the classic builder may have left out empty ones. */
      readonly base: {
        readonly entries: number;
        readonly layers: number | undefined;
        readonly bytes: number;
      };
      readonly bytesAbove: number;
      readonly builder: 'buildkit' | 'classic';
    }
  | {
      /** It was built from another version of the Dockerfile, or from another one. */
      readonly kind: 'different';
      /** The last instruction for which the image has something else; undefined where the image is too short. */
      readonly node: number | undefined;
      /** What the image has there. */
      readonly createdBy: string | undefined;
    }
  | {
      /** The history fits, and the layers were put together afterwards: nobody knows which step added what. */
      readonly kind: 'squashed';
      readonly layers: number;
      readonly steps: number;
    };

/**
 * Maps an image's history (newest first, as Docker prints it) to the target's instructions, from the last one up. Either every
 * instruction has its entry, or it is said which one has not: nothing is guessed. What is left over is the base image's, whose ONBUILD
 * triggers stand between both and count as its own. Formats: domain.md 1.1.
 */
export function matchImage(model: Model, { entries: history, layers }: ImageHistory): ImageMatch {
  const expected = historyOf(model);
  const builder = isClassic(history, expected.length) ? 'classic' : 'buildkit';
  const entries = builder === 'classic' ? withTriggers(model, expected) : expected;
  const bytes = new Map<number, number>();
  for (let back = 0; back < entries.length; back++) {
    const entry = entries[entries.length - 1 - back];
    const found = history[back];
    if (entry === undefined || found === undefined || !isSame(model, entry, found.createdBy, builder)) {
      return { kind: 'different', node: found && entry?.node, createdBy: found?.createdBy };
    }
    if (entry.layer) {
      bytes.set(entry.node, found.size);
    }
  }
  // BuildKit adds a layer a step, even if it changes nothing.
  if (builder === 'buildkit' && layers !== undefined && layers < bytes.size) {
    return { kind: 'squashed', layers, steps: bytes.size };
  }
  const rest = history.slice(entries.length);
  return {
    kind: 'same',
    bytes,
    base: {
      entries: rest.length,
      layers: layers === undefined || builder === 'classic' ? undefined : layers - bytes.size,
      bytes: sum(rest.map(({ size }) => size)),
    },
    bytesAbove: sum(history.slice(0, entries.length).map(({ size }) => size)),
    builder,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** The classic builder's entries say `/bin/sh -c #(nop)` for everything but RUN; BuildKit's never do. */
function isClassic(history: readonly ImageEntry[], own: number): boolean {
  const newest = history.slice(0, Math.max(1, own));
  return (
    newest.some(({ createdBy }) => NOP.test(createdBy)) ||
    // A Dockerfile with nothing but RUN.
    newest.every(({ createdBy }) => /^(\|\d+ |\/bin\/sh -c )/.test(createdBy))
  );
}

const NOP = / #\(nop\) +/;

/** The classic builder writes an entry for each ONBUILD of the target's chain, too (domain.md 1.1). */
function withTriggers(model: Model, entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const stages = new Set<number>();
  for (let at = model.target; at !== undefined;) {
    stages.add(at);
    const base: Model['stages'][number]['base'] | undefined = model.stages[at]?.base;
    at = base?.kind === 'stage' ? base.stage : undefined;
  }
  const triggers = model.nodes
    .filter(({ kind, stage }) => kind === 'trigger' && stage !== undefined && stages.has(stage))
    .map(({ index }): HistoryEntry => ({ node: index, layer: false, createdBy: 'ONBUILD' }));
  // An ONBUILD stands before what it triggers, which bears its number.
  return triggers.length === 0
    ? entries
    : [...triggers, ...entries].sort((one, other) => one.node - other.node);
}

function isSame(
  model: Model,
  { node, createdBy }: HistoryEntry,
  found: string,
  builder: 'buildkit' | 'classic',
): boolean {
  const keyword = /^[A-Z]+/.exec(createdBy)?.[0] ?? '';
  if (builder === 'buildkit') {
    // What stands behind these two differs between versions (domain.md 1.1).
    return keyword === 'EXPOSE' || keyword === 'HEALTHCHECK'
      ? found.startsWith(`${keyword} `)
      : isLike(keyword, folded(createdBy), folded(found));
  }
  return isSameClassic(model, { node, keyword, createdBy }, found);
}

function isSameClassic(
  model: Model,
  {
    node,
    keyword,
    createdBy,
  }: { readonly node: number; readonly keyword: string; readonly createdBy: string },
  found: string,
): boolean {
  if (keyword === 'RUN') {
    return isSameCommand(model, node, { expected: createdBy, found });
  }
  const nop = NOP.exec(found);
  const said = nop === null ? '' : found.slice(nop.index + nop[0].length);
  switch (keyword) {
    case 'COPY':
    case 'ADD': {
      // Names are hashes there; the destination is as it stands in the Dockerfile, or as it is resolved.
      const { detail } = model.nodes[node] ?? {};
      const [, shown, dest] = /^(COPY|ADD) .*? in (.*)$/.exec(said.trim()) ?? [];
      return shown === keyword && detail?.kind === 'copy' && isDestination(detail.copy, dest ?? '');
    }
    case 'EXPOSE':
    case 'HEALTHCHECK':
    case 'ONBUILD':
    case 'VOLUME':
      return said.startsWith(keyword);
    case 'ARG':
      // Without the value that the build gives.
      return withoutQuotes(said) === withoutQuotes(writtenText(model, node));
    case 'LABEL':
    case 'ENV':
      return said.startsWith(`${keyword} `) && isLike(keyword, withoutQuotes(createdBy), withoutQuotes(said));
    default:
      return isLike(keyword, withoutQuotes(createdBy), withoutQuotes(said));
  }
}

/** Instructions whose words are expanded in the history. */
const EXPANDED: ReadonlySet<string> = new Set(
  'ADD ARG COPY ENV LABEL STOPSIGNAL USER VOLUME WORKDIR'.split(' '),
);

/** Whether an entry is the expected one, in which variables of unknown value stand as written: the image knows those (`ENV PATH=/a:$PATH`). */
function isLike(keyword: string, expected: string, found: string): boolean {
  if (!expected.includes('$') || !EXPANDED.has(keyword)) {
    return expected === found;
  }
  const [start = '', ...parts] = expected.split(/\$(?:\w+|\{[^}]*\})/);
  const end = parts.pop();
  if (end === undefined) {
    return expected === found;
  }
  let at = start.length;
  for (const part of parts) {
    const next = found.indexOf(part, at);
    if (next < 0) {
      return false;
    }
    at = next + part.length;
  }
  return found.startsWith(start) && found.endsWith(end) && found.length >= at + end.length;
}

/**
 * The classic builder writes no `RUN `, and only those arguments that have values, sorted: `|1 A=x /bin/sh -c make`. Since values may hold
 * anything, the command is compared from its end, and then the shell in front of it.
 */
function isSameCommand(
  model: Model,
  node: number,
  { expected, found }: { readonly expected: string; readonly found: string },
): boolean {
  const instruction = model.nodes[node]?.instruction;
  const args = instruction === undefined ? [] : parsedOf(model.file, instruction).args;
  const command = folded(args.map(({ text }) => text).join(' '));
  const [before, foundBefore] = [expected.replace(/ # buildkit$/, ''), found].map((text) =>
    folded(text).endsWith(command) ? folded(text).slice(0, -command.length).trim() : undefined,
  );
  return before !== undefined && foundBefore !== undefined && shellOf(before) === shellOf(foundBefore);
}

/** The last two words in front of a command: `/bin/sh -c`, `pipefail -c`; nothing for the form without a shell. */
function shellOf(before: string): string {
  const words = before.split(' ').filter((word) => word !== '' && word !== 'RUN');
  return words.slice(-2).every((word) => /=|^\|\d+$/.test(word)) ? '' : words.slice(-2).join(' ');
}

/** The instruction on one line. */
function writtenText({ file, nodes }: Model, node: number): string {
  const instruction = nodes[node]?.instruction;
  return instruction === undefined
    ? ''
    : [instruction.keyword, ...parsedOf(file, instruction).args.map(({ text }) => text)].join(' ');
}

function isDestination(
  copy: { readonly dest: string; readonly resolvedDest: string },
  found: string,
): boolean {
  const plain = (path: string): string => path.trim().replace(/(?<=.)\/$/, '');
  return plain(found) === plain(copy.dest) || plain(found) === plain(copy.resolvedDest);
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function withoutQuotes(text: string): string {
  return folded(text.replace(/["'\\]/g, ''));
}
