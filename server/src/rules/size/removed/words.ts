import type { RunPart } from '../../../ecosystems/run-part.ts';
import { listedBriefly, shown, shownCommand } from '../../../fixes/moving/words.ts';
import type { ListsUser } from '../../../fixes/update-alone/users.ts';
import type { Node } from '../../../model/types.ts';
import { firstLineOf } from '../../first-line.ts';
import type { Finding } from '../../types.ts';
import type { LandedCopy } from '../landings.ts';
import { goesBy } from '../lists-user-words.ts';
import type { PrunedSource } from './pruned-source.ts';
import type { PackageInstall } from './taken-packages.ts';
import { totalSize } from '../total-size.ts';
import { shownSize } from '../shown-size.ts';

/** The rule whose findings these are. */
export const ID = 'size/removed-in-a-later-layer';

/** The keys of findings about what a copy brings, and about lists of apt. */
export const COPY = 'removed:copy';
export const LISTS_OF_APT = 'removed:lists';

/** What a RUN removes of what copies have brought; the nearest of them is named. */
export function copiesRemoved(node: Node, first: LandedCopy, others: readonly LandedCopy[]): Finding {
  const all = [first, ...others];
  const total = totalSize(all.map(({ bytes }) => bytes));
  const size = total === undefined ? '' : `, ${shownSize(total)},`;
  const more = others.length === 0 ? ' brings' : ` and ${others.length} more bring`;
  return findingOf(
    node,
    all.map(({ step }) => step.node),
    { what: `what ${lineOf(first.step.node)}${more}${size}`, advice: adviceFor(all), key: COPY },
  );
}

/** What is fetched is not in the context, out of which it could be mounted or left. */
function adviceFor(all: readonly LandedCopy[]): string {
  const fetched = all.filter(({ step }) =>
    step.copy.sources.some(({ kind }) => kind === 'url' || kind === 'git'),
  );
  if (fetched.length === all.length) {
    return 'Mount it from a stage that fetches it, or download and remove it in one RUN.';
  }
  const copies = all.length === 1 ? 'copy' : 'copies';
  return `Mount it with RUN --mount=type=bind${fetched.length > 0 ? '' : `, or leave it out of the ${copies}`}.`;
}

/** A file that a RUN removes, and an earlier one has downloaded. */
export function downloadRemoved(node: Node, source: Node): Finding {
  const what = `what ${lineOf(source)} downloads`;
  return findingOf(node, [source], { what, advice: 'Remove it in the same RUN.', key: 'removed:download' });
}

/** A command that fetches lists. */
export interface Fetching {
  readonly node: Node;
  readonly part: RunPart;
}

/** Lists of apt that a RUN removes, and who goes by them in between. */
export function listsRemoved(
  node: Node,
  { node: source, part }: Fetching,
  user: ListsUser | undefined,
): Finding {
  const advice =
    user === undefined
      ? 'Remove them in the same RUN.'
      : `${goesBy(user)} them, so put it and all else that does into that RUN, and remove them at its end.`;
  const line = source.instruction.line;
  const what = `the lists of apt that ${shown(source, part.command)} (line ${line}) fetches`;
  return findingOf(node, [source], { what, advice, key: LISTS_OF_APT });
}

/** Packages of the system that a RUN removes, and an earlier one has installed. */
export function packagesRemoved(
  node: Node,
  { node: source, part }: PackageInstall,
  names: readonly string[],
): Finding {
  const it = names.length === 1 ? 'it' : 'them';
  return findingOf(node, [source], {
    what: `${listedBriefly(names, 3, '')} of ${commandOf(source, part)}`,
    advice: `Install, use and remove ${it} in one RUN, or in a stage that only builds.`,
    key: `removed:packages:${names[0] ?? ''}`,
  });
}

/** Packages for development that a RUN takes out of a `node_modules`. */
export function packagesPruned(node: Node, { node: source, part, flag }: PrunedSource): Finding {
  const advice =
    part === undefined
      ? 'Prune in the stage that it copies from.'
      : `Install with ${flag}, or build and prune in another stage and copy node_modules from there.`;
  return findingOf(node, [source], {
    what: `what ${part === undefined ? lineOf(source) : commandOf(source, part)} brings for development`,
    advice,
    key: 'removed:pruned',
  });
}

function lineOf(node: Node): string {
  return `${shown(node)} (line ${node.instruction.line})`;
}

function findingOf(
  node: Node,
  sources: readonly Node[],
  { what, advice, key }: { readonly what: string; readonly advice: string; readonly key: string },
): Finding {
  const keeps = sources.length === 1 ? 'its layer keeps' : 'their layers keep';
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `Removing ${what} makes the image no smaller: ${keeps} the files. ${advice}`,
    related: sources.map((source) => ({
      span: firstLineOf(source),
      message: 'The layer of this step keeps what is removed later.',
    })),
    key,
  };
}

function commandOf(node: Node, { command }: RunPart): string {
  return `${shownCommand(node, command)} (line ${node.instruction.line})`;
}
