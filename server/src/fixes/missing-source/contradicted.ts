import { exists } from '../../context/facts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { sameOptions } from '../../model/build-again.ts';
import { rewritingBetween } from '../../model/rewriting.ts';
import type { Model } from '../../model/types.ts';
import { neededOfContext } from '../context-reads/needed.ts';
import type { ContextRead } from '../context-reads/find.ts';
import { CONFIGURATION } from '../moving/configuration.ts';
import { hasPlaceholders } from '../placeholders.ts';
import { nearest } from './nearest.ts';
import { sortedReads, WRITTEN } from './sorted-reads.ts';

/**
 * Whether a Dockerfile itself says that a context which is a guess is not the one that it is built with: the greater part of what it
 * copies, and of what its commands can't run without, is not there. One name alone says so if people write such files, since others
 * may be what a build makes. What lies there is then not what is copied, and nothing is to rest on it. Nobody doubts a context that a
 * project or a person names: there it is the copies that are wrong. `before`: the model of an earlier text, whose answer may still hold.
 */
export function isContradicted(model: Model, context: ContextSnapshot, before?: Model): boolean {
  const { reason, named, complete } = context;
  if (reason === undefined || named !== undefined || !complete || hasPlaceholders(model)) {
    return false;
  }
  const known = before && answers.get(before);
  const answer =
    known?.context === context && readsTheSame(model, before) ? known.answer : readsOthers(model, context);
  answers.set(model, { context, answer });
  return answer;
}

const answers = new WeakMap<Model, { readonly context: ContextSnapshot; readonly answer: boolean }>();

/** Whether nothing but instructions which read no files was written anew since. */
function readsTheSame(model: Model, before: Model | undefined): boolean {
  const rewriting = before && rewritingBetween(model, before);
  return (
    rewriting?.keywords.every((keyword) => CONFIGURATION.has(keyword)) === true &&
    sameOptions(model.options, before?.options ?? {})
  );
}

function readsOthers(model: Model, context: ContextSnapshot): boolean {
  const { there, missing } = sortedReads(model, context);
  const elsewhere = missing.filter((read) => isElsewhere(context, read));
  const tells = elsewhere.length > 1 || elsewhere.some(({ path }) => WRITTEN.test(path));
  const found = missing.length - elsewhere.length + there.length;
  return tells && elsewhere.length > found && elsewhere.length > found + neededThere(model, context);
}

/** What is there in another case or with a slip of the finger is meant; what is there without the folders in front is not. */
function isElsewhere(context: ContextSnapshot, { source, path }: ContextRead): boolean {
  const near = nearest(context, source);
  return near === undefined || path.endsWith(`/${near}`);
}

/** How much of what commands need below a copy of all lies there. */
function neededThere(model: Model, context: ContextSnapshot): number {
  return neededOfContext(model).filter((paths) => paths.some((path) => exists(context, path) === 'yes'))
    .length;
}
