import { hasWildcards } from '../../context/copy-wildcards.ts';
import { contextPath } from '../../context/facts.ts';
import { baseName } from '../../context/path-parts.ts';
import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { ParsedInstruction } from '../../syntax/types.ts';
import { sourcesByWords } from '../moving/brought-names.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import type { Plan } from './plan.ts';

/**
 * The text of a copy that moves below the installs: without the manifests that it names, where they are copied above these from now
 * on, unless these may rewrite them; with an absolute destination where it passes a WORKDIR, below which it would mean another place.
 */
export function movedCopy(
  model: Model,
  step: CopyStep,
  { sources, installs, directory }: Pick<Plan, 'sources' | 'installs' | 'directory'>,
): string {
  const { node, copy } = step;
  const { text } = node.instruction;
  const parsed = parsedOf(model.file, node.instruction);
  const dest = parsed.args[parsed.args.length - 1];
  const areKept = installs.every(({ install }) => install.frozen);
  const copied = sources.flatMap((source) => (areKept && source.step === step ? [source.path] : []));
  const kept = withoutNamed(text, parsed, namedAgain(step, copied));
  if (node.index >= directory || dest === undefined || dest.text.startsWith('/')) {
    return kept;
  }
  const written = parsed.json ? JSON.stringify(copy.resolvedDest) : copy.resolvedDest;
  return kept.slice(0, kept.length - (text.length - dest.span.start)) + written + text.slice(dest.span.end);
}

/**
 * Which sources of a copy are files among these paths, by their places; none of which another source in front may bring in its place.
 */
function namedAgain(step: CopyStep, copied: readonly string[]): ReadonlySet<number> {
  const read = sourcesByWords(step);
  const found = new Set<number>();
  for (const [index, { source }] of read.entries()) {
    const name = baseName(contextPath(source.text));
    const isCopied = !hasWildcards(source.text) && copied.includes(contextPath(source.text));
    const isFirst = !read.slice(0, index).some((other, at) => !found.has(at) && other.brings(name));
    if (isCopied && isFirst) {
      found.add(index);
    }
  }
  return found;
}

/** A copy without some of its sources; as it is where nothing else would be left, or a comment stands between them. */
function withoutNamed(text: string, { args, flags }: ParsedInstruction, named: ReadonlySet<number>): string {
  const isPlain = !flags.some(({ name }) => name === 'parents') && !/^[ \t]*#/m.test(text);
  if (!isPlain || named.size === args.length - 1) {
    return text;
  }
  let result = text;
  for (let at = args.length - 2; at >= 0; at--) {
    const [start, end] = [args[at]?.span.start, args[at + 1]?.span.start];
    if (named.has(at) && start !== undefined && end !== undefined) {
      result = result.slice(0, start) + result.slice(end);
    }
  }
  return result;
}
