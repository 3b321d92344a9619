import { isInContext } from '../../context/facts.ts';
import { listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import type { Answer } from './words.ts';

/** Sentences about what an answer leaves out or takes for granted. */
export function whatIfNotes({ facts, builder }: Analysis, { change, verdicts }: Answer): readonly string[] {
  const notes: string[] = [];
  const { context } = facts;
  if (change.kind === 'files') {
    if (change.outside.length > 0 && change.paths.length > 0) {
      notes.push(`Outside the build context: ${named(change.outside)}.`);
    }
    const ignored = context ? change.paths.filter((path) => isInContext(context, path) === 'no') : [];
    if (context?.ignore && ignored.length > 0 && ignored.length < change.paths.length) {
      notes.push(`${context.ignore.path} leaves out ${named(ignored)}.`);
    }
  }
  if (change.kind === 'earlier') {
    notes.push(`Compared with a build of ${change.title}. Files that git ignores count as unchanged.`);
  }
  if (context === undefined) {
    notes.push('The build context is not known: its files count as unchanged.');
  } else if (!verdicts.complete) {
    notes.push(
      'Some of what is copied could not be looked at (symlinks, other build contexts, or folders such as node_modules and .git): it counts as unchanged.',
    );
  }
  if (builder === 'classic') {
    notes.push('Classic builder: every instruction is a step that stands on the one above.');
  }
  notes.push('“Cached” means that nothing has left the build cache since.');
  return notes;
}

function named(paths: readonly string[]): string {
  return listed(
    paths.map((path) => shorten(path, 60)),
    3,
  );
}
