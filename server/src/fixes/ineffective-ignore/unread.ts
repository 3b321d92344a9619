import { filesIn } from '../../context/facts.ts';
import { blameIndex } from '../../context/ignore/blame.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { ignoreLines, type IgnoreLine } from '../context-reads/ignore-lines.ts';
import { firstBringing, leftOutBy } from './left-out-by.ts';

/** A `.dockerignore` beside a Dockerfile that is built from another folder, whose root has the only one that is read (domain.md 3.1). */
export interface UnreadIgnore {
  /** Of the context. */
  readonly path: string;
  /** The line of it that would leave out the first of what is brought. */
  readonly line: IgnoreLine;
  /** What stands in front of its patterns where they are written for the root of the context: the folder with a slash, or nothing. */
  readonly prefix: string;
  /** The first instruction that brings what it would leave out. */
  readonly reader: Node;
  /** What that brings of it. */
  readonly brought: readonly string[];
}

/**
 * The ignore file that is not read, where it is sure for whom it was written: the project names the context, nothing that is known
 * is built from the Dockerfile's own folder, and no other Dockerfile lies there of which nobody says that. Undefined where its lines would change nothing.
 */
export function unreadIgnore(model: Model, context: ContextSnapshot): UnreadIgnore | undefined {
  const unread = unreadLines(context);
  if (unread === undefined) {
    return undefined;
  }
  const { path, prefix, lineOf, paths } = unread;
  const found = firstBringing(model, context, paths);
  const line = found && lineOf(found.brought[0]);
  return found === undefined || line === undefined ? undefined : { path, line, prefix, ...found };
}

/** The same before anybody asks who brings the paths. */
interface UnreadLines extends Pick<UnreadIgnore, 'path' | 'prefix'> {
  readonly lineOf: (path: string) => IgnoreLine | undefined;
  /** What its lines would leave out; folders stand for all that is in them. */
  readonly paths: ReadonlySet<string>;
}

const unreadLines = rememberedWith((context: ContextSnapshot): UnreadLines | undefined => {
  const folder = parentPath(context.dockerfile ?? '');
  const path = `${folder}/.dockerignore`;
  const text = context.texts.get(path);
  const isSure =
    context.named === 'alone' && context.complete && folder !== '' && !holdsOthers(context, folder);
  // Who has a file of the Dockerfile's own name knows what is read.
  if (!isSure || text === undefined || context.ignore?.path === `${context.dockerfile ?? ''}.dockerignore`) {
    return undefined;
  }
  const lines = ignoreLines(text);
  const blame = blameIndex(text);
  const own = leftOutBy(context, text, { folder, shift: (one) => one.slice(folder.length + 1) });
  // Where they mean nothing in their own folder, they are written by somebody who believes that they count for the context's root.
  const prefix = own.size === 0 ? '' : `${folder}/`;
  return {
    path,
    prefix,
    lineOf: (one) => lines[blame(one.slice(prefix.length)) ?? -1],
    paths: own.size === 0 ? leftOutBy(context, text, { shift: (one) => one }) : own,
  };
});

/** Whether a Dockerfile lies in a folder which somebody may build from there: no project says from where. */
function holdsOthers(context: ContextSnapshot, folder: string): boolean {
  const known = new Set(context.elsewhere?.beside ?? []);
  return filesIn(context, folder).some(
    (path) =>
      path !== context.dockerfile &&
      !known.has(baseName(path)) &&
      /dockerfile|containerfile/i.test(baseName(path)) &&
      !path.endsWith('.dockerignore'),
  );
}
