import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import type { FileEdit } from '../types.ts';
import { appended } from './appended.ts';
import { broughtBy } from './brought.ts';
import { isNamed } from './named.ts';

/**
 * The ignore file with these lines at its end, or a new one. A new one that a copy would bring lists itself: no image gets a
 * file that it did not have. Undefined for one that is there and could not be read. `text` is what it holds before.
 */
export function ignoreWith(
  model: Model,
  { ignore, entries }: ContextSnapshot,
  lines: readonly string[],
  text: string | undefined = ignore?.text,
): Extract<FileEdit, { file: 'context' }> | undefined {
  if (ignore !== undefined) {
    const { path } = ignore;
    return { file: 'context', path, exists: true, text: appended(text, lines, model.file.text) };
  }
  return entries.has(NEW)
    ? undefined
    : {
        file: 'context',
        path: NEW,
        exists: false,
        text: appended(undefined, isBrought(model) ? [...lines, NEW] : lines, model.file.text),
      };
}

const NEW = '.dockerignore';

/** A context that holds nothing but the new file. */
const ALONE: ContextSnapshot = {
  label: '.',
  dockerfile: undefined,
  entries: new Map([[NEW, { kind: 'file' }]]),
  closed: new Set(),
  complete: true,
  texts: new Map(),
  ignore: undefined,
};

const NEW_ONLY: ReadonlySet<string> = new Set([NEW]);

/** An instruction that names it may need it. */
function isBrought(model: Model): boolean {
  return (
    !isNamed(model, [NEW]) && model.nodes.some((node) => broughtBy(model, ALONE, node, NEW_ONLY).length > 0)
  );
}
