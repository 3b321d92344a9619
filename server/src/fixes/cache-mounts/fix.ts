import type { ContextSnapshot } from '../../context/types.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { buildModelAgain } from '../../model/build-again.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { listed } from '../moving/words.ts';
import { editedInstruction } from '../moving/edited-instruction.ts';
import type { Fix, TextEdit } from '../types.ts';
import { DOCKER_CLEAN, isCleanOff, withoutDockerClean } from './docker-clean.ts';
import { mountFlags } from './mount-flags.ts';
import { findUncachedRuns, type UncachedManager, type UncachedRun } from './uncached-runs.ts';
import { uncachedWords } from './uncached-words.ts';

/** A RUN with its cache mounts, and what a person has to check. */
export interface CachedRun {
  /** Values of `--mount`. */
  readonly values: readonly string[];
  /** Changes of the RUN's words, relative to the instruction's start; ascending. */
  readonly edits: readonly TextEdit[];
  readonly review: readonly string[];
}

/**
 * The fix that mounts the folders in which a RUN's package managers keep their downloads, and takes out what contradicts it. For
 * review: other commands of the RUN, and steps below it, may use such a folder, of which the image has nothing then. Undefined where
 * the folders aren't known, or where the result does not prove to be what was meant.
 */
export function cacheMountFix(
  model: Model,
  context: ContextSnapshot | undefined,
  run: UncachedRun,
): Fix | undefined {
  const { node, managers } = run;
  const cached = cachedRun(model, run);
  const text = cached && withMounts(model, node, cached);
  if (cached === undefined || text === undefined || !isProven(model, context, node, text)) {
    return undefined;
  }
  const targets = managers.flatMap(({ mounts }) => mounts.map(({ target }) => target));
  const isSystem = managers.some(({ ecosystem }) => ecosystem.family === 'system');
  const review =
    cached.review.length > 0
      ? cached.review
      : [isSystem ? 'files of the system' : `nothing else may need what is in ${listed(targets)}`];
  const { start, end } = node.instruction;
  return {
    title: `Keep downloads in a cache mount (review: ${review.join('; ')})`,
    safety: 'review',
    edits: [{ file: 'dockerfile', edits: [{ start, end, newText: text }] }],
  };
}

/** What changes in a RUN that gets cache mounts; undefined where that is not known. */
export function cachedRun(
  model: Model,
  { node, parts, managers, obstacle }: UncachedRun,
): CachedRun | undefined {
  const script = scriptOf(model.file, node.instruction);
  if (obstacle !== undefined || script === undefined) {
    return undefined;
  }
  const words = uncachedWords(node, parts, managers);
  const setup = setupEdits(model, node, parts, managers);
  if (setup === undefined || (script.form === 'exec' && (words.edits.length > 0 || setup.length > 0))) {
    return undefined;
  }
  const values = managers.flatMap(({ mounts }) => mounts.map(({ text }) => text));
  const kept = managers.filter(({ ecosystem }) => !words.cleaned.has(ecosystem.id));
  return {
    values,
    edits: [...words.edits, ...setup].sort((a, b) => a.start - b.start || a.end - b.end),
    review: [
      ...words.left,
      ...(setup.some(({ newText }) => newText.includes(DOCKER_CLEAN))
        ? ['the image loses docker-clean']
        : []),
      ...(kept.length === 0
        ? []
        : [
            `the image no longer holds ${listed(kept.flatMap(({ mounts }) => mounts.map(({ target }) => target)))}`,
          ]),
      ...(values.some((value) => value.includes('uid=')) ? ['the number of the user'] : []),
    ],
  };
}

/** The text of a RUN with mounts and changed words; undefined when two changes meet. */
export function withMounts(
  model: Model,
  node: Node,
  { values, edits }: Pick<CachedRun, 'values' | 'edits'>,
): string | undefined {
  const { text } = node.instruction;
  const all = [mountFlags(model.file, node, values), ...edits];
  const out: string[] = [];
  let at = 0;
  for (const { start, end, newText } of all) {
    if (start < at) {
      return undefined;
    }
    out.push(text.slice(at, start), newText);
    at = end;
  }
  return out.join('') + text.slice(at);
}

/** What must run or be set for the mounted folder to be used; undefined where there is no place for it. */
function setupEdits(
  model: Model,
  node: Node,
  parts: readonly RunPart[],
  managers: readonly UncachedManager[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { ecosystem, parts: own, mounts } of managers) {
    for (const env of new Set(mounts.flatMap((mount) => mount.env ?? []))) {
      const name = env.slice(0, env.indexOf('='));
      for (const { command } of own) {
        const start = command.words[0]?.span.start;
        if (start === undefined || command.words[0]?.text === 'sudo') {
          return undefined;
        }
        if (!command.assignments.some((one) => one.name === name)) {
          edits.push({ start, end: start, newText: `${env} ` });
        }
      }
    }
    if (ecosystem.id !== 'apt' || isCleanOff(model, node)) {
      continue;
    }
    const setup = withoutDockerClean(parts, own);
    if (setup === undefined) {
      return undefined;
    }
    edits.push(setup);
  }
  return edits;
}

/** The result must be the same instructions, with this one in its place, and the RUN must no longer be found. */
function isProven(model: Model, context: ContextSnapshot | undefined, node: Node, newText: string): boolean {
  const whole = { start: 0, end: node.instruction.text.length, newText };
  const edited = editedInstruction(model, node, [whole]);
  return (
    edited !== undefined &&
    !findUncachedRuns(buildModelAgain(edited.result, model.options, model), context).some(
      (one) => one.node.index === node.index,
    )
  );
}
