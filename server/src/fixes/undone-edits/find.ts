import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { copyStepOf, delivery, type CopyStep } from '../moving/copy-step.ts';
import { writesTo } from '../moving/landing.ts';
import { placesOf } from '../moving/places.ts';
import { mayUnpack } from '../moving/unpacking.ts';
import { runEdits, type FileEdit, type RunEdits } from './edits.ts';

/** An edit of a file that a copy further down brings again, so that the image has nothing of it. */
export interface UndoneEdit extends FileEdit {
  readonly step: CopyStep;
  /** The file of the context that the copy brings in its place. */
  readonly source: string;
  readonly together: Pending['together'];
}

/** Most RUNs hold none of these, and need not be read. */
const CHANGES = /chmod|chown|chgrp|sed\s|2dos|dos2/;
const MAY_EDIT = new RegExp(`${CHANGES.source}|>`);

/** More edits than these are not followed: nobody makes as many. */
const MAX_EDITS = 100;

/**
 * Edits of files that nothing uses before a copy of the context writes the same files in the same stage, in document order. What a copy
 * writes has the content of its source, and the mode and owner of that or of its flags (domain.md 2.2, 3.4).
 */
export function findUndoneEdits(model: Model, context: ContextSnapshot | undefined): readonly UndoneEdit[] {
  return context === undefined ? [] : model.stages.flatMap((stage) => inStage(model, stage, context));
}

interface Pending extends FileEdit {
  /** How many edits its RUN consists of; undefined where that does more. */
  readonly together: number | undefined;
}

function inStage(model: Model, { first, end }: Stage, context: ContextSnapshot): readonly UndoneEdit[] {
  let found: readonly UndoneEdit[] = [];
  let pending: readonly Pending[] = [];
  for (const node of model.nodes.slice(first + 1, end)) {
    const { keyword, text } = node.instruction;
    if (keyword === 'RUN' && (pending.length > 0 || MAY_EDIT.test(text))) {
      const run = runEdits(model, node, context);
      found = found.filter((edit) => !redoes(node, run, edit));
      pending = behindRun(run, pending);
    } else if (keyword !== 'RUN' && pending.length > 0) {
      const step = stepAt(model, node);
      const undone = step === undefined ? [] : pending.flatMap((edit) => undoneBy(edit, step, context));
      found = [...found, ...undone];
      pending = step === undefined ? pending : pending.filter(({ path }) => !writesTo(step, path));
    }
  }
  return found.toSorted((a, b) => a.node.index - b.node.index || a.command.span.start - b.command.span.start);
}

/** Whether a RUN below the copy makes an edit again, or may do so with a folder around it. */
function redoes({ instruction }: Node, run: RunEdits | undefined, { path, kind }: UndoneEdit): boolean {
  const isAgain = run?.edits.some((one) => one.kind === kind && one.path.path === path.path) === true;
  return isAgain || (CHANGES.test(instruction.text) && run?.uses(path) !== false);
}

function behindRun(run: RunEdits | undefined, pending: readonly Pending[]): readonly Pending[] {
  if (run === undefined) {
    return [];
  }
  const together = run.alone ? run.edits.length : undefined;
  const own = run.edits.map((edit): Pending => ({ ...edit, together }));
  return [...pending, ...own].filter(({ path }) => !run.uses(path)).slice(0, MAX_EDITS);
}

function stepAt(model: Model, node: Node): CopyStep | undefined {
  const place = placesOf(model)[node.index];
  return place && copyStepOf(node, place);
}

function undoneBy(edit: Pending, step: CopyStep, context: ContextSnapshot): readonly UndoneEdit[] {
  const { copy } = step;
  const isSet =
    (edit.kind === 'mode' && copy.chmod !== undefined) || (edit.kind === 'owner' && copy.chown !== undefined);
  const brought = isSet || mayUnpack(step, context) ? undefined : delivery(step, edit.path, context);
  return brought === undefined ? [] : [{ ...edit, step, source: brought.file.path }];
}
