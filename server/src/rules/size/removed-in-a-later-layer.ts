import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { copyStepOf, type CopyStep, type ImagePath } from '../../fixes/moving/copy-step.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { shown } from '../../fixes/moving/words.ts';
import { findListsUsers, type ListsUser } from '../../fixes/update-alone/users.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { goesBy } from './lists-user-words.ts';
import { downloadsIn } from './downloads.ts';
import { covers, landedIn } from './landings.ts';
import { removalsIn } from './removals.ts';
import { shownSize, SMALL } from './shown-size.ts';

const ID = 'size/removed-in-a-later-layer';

/** Files that one layer brings and a later one hides: the image holds them all the same (domain.md 1.1: a step is a layer). */
export const removedInALaterLayer: Rule = {
  id: ID,
  summary:
    'files are removed in a later layer than the one that brings them, which makes the image no smaller',
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

const LISTS = '/var/lib/apt/lists';

/** The key of findings about what a RUN has downloaded. */
export const DOWNLOAD = 'removed:download';

/** Copies, and downloads, above one RUN that are looked at, the nearest first, so that long stages don't take quadratic time. */
const MAX_BROUGHT = 100;

function inStage(facts: Facts, { first, end }: Stage): readonly Finding[] {
  const { model } = facts;
  const found: Finding[] = [];
  const copies: CopyStep[] = [];
  let downloads: readonly Download[] = [];
  let fetching: Node | undefined;
  for (const node of model.nodes.slice(first + 1, end)) {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    const { removed, moved } = removalsIn(model, node);
    if (node.instruction.keyword === 'RUN' && usesApt(model, node)) {
      const isCleaned = node.instruction.text.includes(LISTS);
      fetching = isCleaned ? undefined : node;
    } else if (fetching !== undefined && removed.some(({ at }) => at.path === LISTS)) {
      const user = findListsUsers(model).get(fetching.index);
      found.push(listsFinding(node, fetching, user));
      fetching = undefined;
    }
    for (const copied of removed.length === 0 ? [] : copies.slice(-MAX_BROUGHT).reverse()) {
      const landed = removed
        .map((target) => landedIn(copied, target, facts))
        .find((one) => one !== undefined);
      if (landed !== undefined && (landed.bytes === undefined || landed.bytes >= SMALL)) {
        found.push(copyFinding(node, copied, landed.bytes));
        break;
      }
    }
    const gone = downloads.find(({ file }) => removed.some((target) => covers(target, file)));
    if (gone !== undefined) {
      found.push(downloadFinding(node, gone.node));
    }
    const taken = [...removed, ...moved.map((at) => ({ at }))];
    const kept =
      taken.length === 0
        ? downloads
        : downloads.filter(({ file }) => !taken.some((target) => covers(target, file)));
    const own = downloadsIn(model, node).map((file) => ({ node, file }));
    downloads = own.length === 0 ? kept : [...kept, ...own].slice(-MAX_BROUGHT);
  }
  return found;
}

/** A file that a RUN has downloaded. */
interface Download {
  readonly node: Node;
  readonly file: ImagePath;
}

function usesApt(model: Model, node: Node): boolean {
  const script = scriptOf(model.file, node.instruction);
  return (
    script !== undefined &&
    runParts(script).some(
      ({ role, ecosystem, command }) =>
        role === 'system' && ecosystem === 'apt' && command.words.some(({ text }) => text === 'update'),
    )
  );
}

function lineOf(node: Node): string {
  return `${shown(node)} (line ${node.instruction.line})`;
}

function copyFinding(node: Node, { node: source, copy }: CopyStep, bytes: number | undefined): Finding {
  const size = bytes === undefined ? '' : `, ${shownSize(bytes)},`;
  const isFetched = copy.sources.some(({ kind }) => kind === 'url' || kind === 'git');
  const advice = isFetched
    ? 'Mount it from a stage that fetches it, or download and remove it in one RUN.'
    : 'Mount it with RUN --mount=type=bind, or leave it out of the copy.';
  return findingOf(node, source, {
    what: `what ${lineOf(source)} brings${size}`,
    advice,
    key: 'removed:copy',
  });
}

function downloadFinding(node: Node, source: Node): Finding {
  const what = `what ${lineOf(source)} downloads`;
  return findingOf(node, source, { what, advice: 'Remove it in the same RUN.', key: DOWNLOAD });
}

function listsFinding(node: Node, source: Node, user: ListsUser | undefined): Finding {
  const advice =
    user === undefined || user.node.index > node.index
      ? 'Remove them in the same RUN.'
      : `${goesBy(user)} them, so put both in one RUN, and remove them at its end.`;
  return findingOf(node, source, {
    what: `the lists of apt that ${lineOf(source)} fetches`,
    advice,
    key: 'removed:lists',
  });
}

function findingOf(
  node: Node,
  source: Node,
  { what, advice, key }: { readonly what: string; readonly advice: string; readonly key: string },
): Finding {
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `Removing ${what} makes the image no smaller: its layer keeps the files. ${advice}`,
    related: [{ span: firstLineOf(source), message: 'The layer of this step keeps what is removed later.' }],
    key,
  };
}
