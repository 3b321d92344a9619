import { compileIgnore, compilePatterns } from '../../context/ignore/ignore.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { code, listed, listedBriefly } from '../moving/words.ts';
import { isHistory } from '../heavy-path/history-needed.ts';
import type { Fix } from '../types.ts';
import { withoutExceptions } from './exceptions.ts';
import { heldBy, noLonger, type Holder } from './held-by.ts';
import { ignoreWith } from './ignore-with.ts';

/**
 * Leaves files that a copy of a folder brings out by the ignore file. The image loses them, or a builder stage whose commands may
 * read them, so it is for review, as is a `!` line that asked for them and goes. Undefined for names that mean something else in a
 * pattern. BuildKit still reads its own files, the Dockerfile among them (domain.md section 3). `patterns` are written in place of
 * the paths, where they are shorter.
 */
export function leaveOutFix(
  model: Model,
  context: ContextSnapshot,
  paths: readonly string[],
  patterns: readonly string[] = paths,
): Fix | undefined {
  const rest = withoutExceptions(context, paths);
  if (rest === undefined || !patterns.every((one) => /^(\*\*\/|\*(?=\.))?[\w.][\w./-]*\*?$/.test(one))) {
    return undefined;
  }
  const { text, taken } = rest;
  const needed = taken.length === 0 ? patterns : neededOf(patterns, paths, text);
  const edit = ignoreWith(model, context, needed, text);
  const changed = edit && compileIgnore(edit.text);
  return edit !== undefined && changed !== undefined && paths.every((one) => changed.leavesOut(one))
    ? {
        title: `Leave ${listed(patterns)} out by ${edit.path} (review: ${reviewOf(paths, taken, heldBy(model, context, paths))})`,
        safety: 'review',
        edits: [edit],
      }
    : undefined;
}

/** The patterns without which this ignore file would keep one of the paths: an exception is made to a line that is there. */
function neededOf(
  patterns: readonly string[],
  paths: readonly string[],
  text: string | undefined,
): readonly string[] {
  const before = compileIgnore(text ?? '');
  const kept = paths.filter((path) => !before.leavesOut(path));
  return patterns.filter((pattern) => {
    const one = compilePatterns([pattern]);
    return kept.some((path) => one.leavesOut(path));
  });
}

/** More lines than this are not named one by one. */
const NAMED = 3;

function reviewOf(paths: readonly string[], taken: readonly string[], holder: Holder): string {
  const history = paths.find(isHistory);
  const version =
    history === undefined ? '' : `, and a build that takes its version from ${history} gets none`;
  const lost = `${noLonger(holder)} ${paths.length === 1 ? 'it' : 'them'}${version}`;
  const lines = listedBriefly(taken.map(code), NAMED, 'lines');
  return taken.length === 0 ? lost : `${lines} ${taken.length === 1 ? 'goes' : 'go'}, and ${lost}`;
}
