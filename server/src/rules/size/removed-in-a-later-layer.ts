import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { copyStepOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { shown } from '../../fixes/moving/words.ts';
import { findListsUsers, type ListsUser } from '../../fixes/update-alone/users.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { goesBy } from './lists-user-words.ts';
import { landedIn } from './landings.ts';
import { pathCommands } from './path-commands.ts';
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

/** Copies above one RUN that are looked at, the nearest first, so that long stages don't take quadratic time. */
const MAX_COPIES = 100;

function inStage({ model, context }: Facts, { first, end }: Stage): readonly Finding[] {
  const found: Finding[] = [];
  const copies: CopyStep[] = [];
  let fetching: Node | undefined;
  for (const node of model.nodes.slice(first + 1, end)) {
    const place = placesOf(model)[node.index];
    const step = place && copyStepOf(node, place);
    if (step !== undefined) {
      copies.push(step);
    }
    const removals = pathCommands(model, node).filter(({ name }) => name === 'rm');
    const paths = removals.flatMap(({ paths: own }) => own);
    if (node.instruction.keyword === 'RUN' && usesApt(model, node)) {
      const isCleaned = node.instruction.text.includes(LISTS);
      fetching = isCleaned ? undefined : node;
    } else if (fetching !== undefined && paths.some(({ path }) => path === LISTS)) {
      const user = findListsUsers(model).get(fetching.index)?.get('apt');
      found.push(
        findingOf(node, fetching, `the lists of apt that ${lineOf(fetching)} fetches`, undefined, user),
      );
      fetching = undefined;
    }
    for (const copied of paths.length === 0 ? [] : copies.slice(-MAX_COPIES).reverse()) {
      const landed = paths.map((path) => landedIn(copied, path, context)).find((one) => one !== undefined);
      if (landed !== undefined && (landed.bytes === undefined || landed.bytes >= SMALL)) {
        found.push(findingOf(node, copied.node, `what ${lineOf(copied.node)} brings`, landed.bytes));
        break;
      }
    }
  }
  return found;
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

function findingOf(
  node: Node,
  source: Node,
  what: string,
  bytes: number | undefined,
  user?: ListsUser,
): Finding {
  const size = bytes === undefined ? '' : `, ${shownSize(bytes)},`;
  const isCopy = source.instruction.keyword !== 'RUN';
  const advice = isCopy
    ? 'Mount it with RUN --mount=type=bind, or leave it out of the copy.'
    : user === undefined || user.node.index > node.index
      ? 'Remove them in the same RUN.'
      : `${goesBy(user)} them, so put both in one RUN, and remove them at its end.`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `Removing ${what}${size} makes the image no smaller: its layer keeps the files. ${advice}`,
    related: [{ span: firstLineOf(source), message: 'The layer of this step keeps what is removed later.' }],
    key: `removed:${isCopy ? 'copy' : 'lists'}`,
  };
}
