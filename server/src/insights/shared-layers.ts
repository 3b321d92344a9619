import { sharedSteps } from '../cache/shared-steps.ts';
import type { PlacedBuild } from '../cache/shared-steps.ts';
import type { Builder } from '../cache/types.ts';
import type { Model } from '../model/types.ts';
import { code, listed } from './text.ts';

/** Another Dockerfile of the workspace and what it is built with. */
export interface OtherDockerfile extends PlacedBuild {
  /** Its path for people. */
  readonly name: string;
  readonly uri: string;
}

/** Where a layer is made too. */
export interface SharedPlace {
  readonly name: string;
  readonly uri: string;
  /** 1-based. */
  readonly line: number;
}

/** The layers that other Dockerfiles have too, by node; those of nobody else are not in it. */
export type SharedLayers = ReadonlyMap<number, readonly SharedPlace[]>;

/** Tells which layers of a Dockerfile others have too; the context is that of {@link PlacedBuild}. */
export type FindSharedLayers = (model: Model, context: string | undefined) => SharedLayers;

/**
 * Learns the layers of other Dockerfiles, one Dockerfile between two yields. What they have in common with one that is asked about, one
 * builder builds and stores once.
 */
export function* sharedLayers(
  others: readonly OtherDockerfile[],
  builder: Builder,
): Generator<undefined, FindSharedLayers> {
  const find = yield* sharedSteps(others, { builder });
  return (model, context) => {
    const shared = new Map<number, readonly SharedPlace[]>();
    for (const [node, steps] of find({ model, context })) {
      // Triggers of ONBUILD are reported at their FROM, and to the classic builder everything is a step.
      if (model.nodes[node]?.kind === 'layer') {
        shared.set(
          node,
          steps.flatMap((step) => placeOf(others[step.build], step.node)),
        );
      }
    }
    return shared;
  };
}

function placeOf(other: OtherDockerfile | undefined, node: number): SharedPlace[] {
  const line = other?.model.nodes[node]?.instruction.line;
  return other === undefined || line === undefined ? [] : [{ name: other.name, uri: other.uri, line }];
}

/** Files that are named; more are counted. */
const NAMED = 3;

/**
 * ``Shared with `api/Dockerfile` (line 4): built and stored once.`` in Markdown.
 * @param link a Markdown link target, or undefined where lines can't be linked
 */
export function sharedSentence(
  places: readonly SharedPlace[],
  link: (place: SharedPlace) => string | undefined,
): string {
  const names = places.map((place) => {
    const target = link(place);
    const line = `line ${place.line}`;
    return `${code(place.name)} (${target === undefined ? line : `[${line}](${target})`})`;
  });
  return `Shared with ${listed(names, NAMED)}: built and stored once.`;
}

/** The same without any formatting. */
export function sharedText(places: readonly SharedPlace[]): string {
  const names = places.map(({ name, line }) => `${name} (line ${line})`);
  return `Shared with ${listed(names, NAMED)}: built and stored once.`;
}
