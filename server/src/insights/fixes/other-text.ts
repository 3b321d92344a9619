import type { Facts, OtherFile } from '../../rules/types.ts';

/** The text of another file, as the facts were gathered from it; undefined for one that they hold nothing of. */
export function otherTextOf(
  { compose, context }: Pick<Facts, 'compose' | 'context'>,
  file: OtherFile,
): string | undefined {
  if (file.kind === 'compose') {
    return compose?.texts.get(file.place);
  }
  return context?.ignore?.path === file.path ? context.ignore.text : context?.texts.get(file.path);
}
