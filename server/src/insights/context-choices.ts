import { reasonTitle } from '../context/location/choice-reason.ts';
import type { ContextCandidate, ContextChoice } from '../context/location/types.ts';
import { count, listed, shorten } from './text.ts';

/** One way to build a Dockerfile, in words. */
export interface ContextOption {
  readonly id: string;
  /** What says so: `Compose service web (compose.yaml)`. */
  readonly title: string;
  /** With which folder and stage, as Compose writes it: `context: ./api · target: dev`. */
  readonly build: string;
  /** Whether it is used and why, what it builds with, or why it can't be taken. May be empty. */
  readonly detail: string;
  readonly chosen: boolean;
  readonly refused: boolean;
  /** The place of the context's folder. */
  readonly root: string;
}

/** The ways to build a Dockerfile, the chosen one first. */
export interface ContextOptions {
  readonly options: readonly ContextOption[];
  /** What is taken where nobody picks: `Compose service web (compose.yaml)`. */
  readonly automatic: string;
  /** True when a person picked one, though it may be gone. */
  readonly picked: boolean;
  /** What was picked is not there any more: a sentence; undefined otherwise. */
  readonly lost: string | undefined;
}

/** Names a folder for people: relative to the workspace where it lies there. */
export type ShowFolder = (place: string) => string;

/** What a person can choose from. */
export function contextOptions(choice: ContextChoice, show: ShowFolder): ContextOptions {
  const { candidates, chosen, automatic, picked } = choice;
  const isAsked = candidates.some(({ target }) => target !== undefined);
  return {
    options: candidates.map((candidate) => ({
      id: candidate.id,
      title: shorten(reasonTitle(candidate), 100),
      build: buildOf(candidate, show, isAsked),
      detail: detailOf(candidate, choice),
      chosen: candidate === chosen,
      refused: candidate.refused !== undefined,
      root: candidate.root,
    })),
    automatic: shorten(reasonTitle(automatic), 100),
    picked: picked !== 'no',
    lost: picked === 'lost' ? 'The build context that you picked is not there any more.' : undefined,
  };
}

/** A build context for the status bar. */
export interface ContextTitle {
  /** `Compose web → dev +2`: it builds the stage dev, and two others build in another way. */
  readonly text: string;
  readonly tooltip: string;
}

/**
 * The build context in a few words, with how many others are as good. Undefined where there is nothing to choose or to
 * wonder about: the Dockerfile's own folder, which nobody says anything else of. `doubt`: a sentence of what speaks against it.
 */
export function contextTitle(
  { chosen, rivals, picked, reason }: ContextChoice,
  show: ShowFolder,
  doubt?: string,
): ContextTitle | undefined {
  if (chosen.kind === 'own' && rivals.length === 0 && picked === 'no' && doubt === undefined) {
    return undefined;
  }
  const others = rivals.length === 0 ? '' : ` +${rivals.length}`;
  return {
    text: `${nameOf(chosen, show)}${others}`,
    tooltip: [
      `Build context ${written(show(chosen.root))}: ${reason}`,
      ...(doubt === undefined ? [] : [doubt]),
    ].join(' '),
  };
}

function nameOf({ kind, service, root, target }: ContextCandidate, show: ShowFolder): string {
  const stage = target === undefined ? '' : ` → ${shorten(target, 30)}`;
  switch (kind) {
    case 'compose':
      return `Compose ${shorten(service ?? '', 30)}${stage}`;
    case 'bake':
      return `Bake ${shorten(service ?? '', 30)}${stage}`;
    default:
      return `context ${shorten(written(show(root)), 30)}`;
  }
}

/** `isAsked`: others build a certain stage, so that it is said who builds the last one. */
function buildOf({ root, target }: ContextCandidate, show: ShowFolder, isAsked: boolean): string {
  const last = isAsked ? ' · the last stage' : '';
  const stage = target === undefined ? last : ` · target: ${shorten(target, 40)}`;
  return `context: ${shorten(written(show(root)), 60)}${stage}`;
}

function detailOf(candidate: ContextCandidate, { chosen, picked }: ContextChoice): string {
  const { refused, args, lacksTarget } = candidate;
  if (refused !== undefined) {
    return `Can't be taken. ${refused}`;
  }
  const used =
    candidate === chosen
      ? [picked === 'taken' ? 'Used now: picked by you' : 'Used now: found by Strata']
      : [];
  const lacking = lacksTarget ? ['The Dockerfile has no such stage'] : [];
  const names = [...args.keys()].map((name) => shorten(name, 30));
  const given = names.length === 0 ? [] : [`${count(names.length, 'build argument')}: ${listed(names, 4)}`];
  return [...used, ...lacking, ...given].join(' · ');
}

/** As Compose and people write a folder of the workspace: `.`, `./api`. */
function written(folder: string): string {
  return folder === '.' || /^(\/|[A-Za-z]:|[a-z][\w+.-]*:\/\/)/.test(folder) ? folder : `./${folder}`;
}
