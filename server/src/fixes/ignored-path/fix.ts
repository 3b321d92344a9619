import { isInContext } from '../../context/facts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { appended } from '../leave-out/appended.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { Fix } from '../types.ts';

/**
 * Brings a path back by a `!` pattern at the end of the ignore file. Somebody left it out, and copies of the folder above bring
 * it, too, so it is for review. Undefined for names that mean something else in a pattern, and for what is not known to exist.
 */
export function bringBackFix(model: Model, context: ContextSnapshot, path: string): Fix | undefined {
  const made = fixesByPath(model, context);
  if (!made.has(path)) {
    made.set(path, fixOf(model, context, path));
  }
  return made.get(path);
}

/** Thousands of words of one COPY may ask for the same path, and each answer reads the ignore file anew. */
const fixesByPath: (model: Model, context: ContextSnapshot) => Map<string, Fix | undefined> = rememberedWith(
  () => new Map(),
);

function fixOf(model: Model, context: ContextSnapshot, path: string): Fix | undefined {
  const { ignore, entries } = context;
  if (ignore === undefined || !entries.has(path) || !/^[\w.][\w./-]*$/.test(path)) {
    return undefined;
  }
  const text = appended(ignore.text, [`!${path}`], model.file.text);
  return isInContext({ ...context, ignore: { path: ignore.path, text } }, path) === 'yes'
    ? {
        title: `Bring ${path} back by ${ignore.path} (review: copies of the folder around it bring it, too)`,
        safety: 'review',
        edits: [{ file: 'context', path: ignore.path, exists: true, text }],
      }
    : undefined;
}
