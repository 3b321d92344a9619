import type { RunPart } from '../../ecosystems/run-part.ts';
import { firstOf } from '../first-of.ts';
import type { TextEdit } from '../types.ts';
import { putBehind, type RunScript } from './behind.ts';
import type { CleanUp } from './left.ts';

/** Where a clean-up is put. */
export interface Place {
  /** What it stands behind. */
  readonly part: RunPart;
  /** Relative to the instruction's start. */
  readonly edit: TextEdit;
  /** True where nothing follows in the text: of a heredoc, its end does. */
  readonly isEnd: boolean;
}

/** The first plain place for a clean-up; undefined where there is none. */
export function placeOf(run: RunScript, { behind, command }: CleanUp): Place | undefined {
  return firstOf(behind, (part) => {
    const edit = putBehind(run, part, command);
    return edit && { part, edit, isEnd: run.text.slice(edit.end).trim() === '' };
  });
}
