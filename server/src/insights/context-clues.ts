import { contextReads } from '../context/prepare-selections.ts';
import type { ContextRead } from '../context/prepare-selections.ts';
import { buildModel } from '../model/build.ts';
import { buildModelAgain } from '../model/build-again.ts';
import { namedContextPaths } from '../model/context-paths.ts';
import { namedBelowCopy } from '../model/named-below-copy.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Model } from '../model/types.ts';
import { parse } from '../syntax/parse.ts';
import type { Dockerfile } from '../syntax/types.ts';
import { neededOfContext } from '../fixes/context-reads/needed.ts';

/** What the text of a Dockerfile says of its build context. */
export interface ContextClues {
  /** What its COPY and ADD instructions and bind mounts take from the context, as they name it after expansion. */
  readonly sources: readonly string[];
  /** What it names below a copy of all. */
  readonly named: readonly string[];
  /** What its commands can't run without below a copy of all. */
  readonly needed: readonly (readonly string[])[];
  /** The names of its stages, undefined for one without. */
  readonly stages: readonly (string | undefined)[];
  /** What its instructions will ask of a snapshot. */
  readonly reads: readonly ContextRead[];
}

let last: Model | undefined;

/**
 * Reads what helps to find the build context of a Dockerfile. One text is asked for several times while its context is loaded, and
 * the next ones while somebody writes on. `file`: what was read of the text, where that is known.
 */
export function contextClues(text: string, file?: Dockerfile): ContextClues {
  if (last?.file.text !== text) {
    const parsed = file ?? parse(text);
    last = last === undefined ? buildModel(parsed) : buildModelAgain(parsed, {}, last);
  }
  return cluesOf(last);
}

/** The same of a model that was built of nothing but the text: what is told of a build may name another last stage. */
export const cluesOf = rememberedWith((model: Model): ContextClues => {
  const { nodes, stages } = model;
  const sources = nodes.flatMap(({ detail }) => namedContextPaths(detail));
  const reads = contextReads(nodes.map(({ detail }) => detail));
  return {
    sources,
    named: namedBelowCopy(model),
    needed: neededOfContext(model),
    stages: stages.map(({ name }) => name),
    reads,
  };
});
