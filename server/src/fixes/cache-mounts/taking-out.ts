import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Node } from '../../model/types.ts';
import type { TextEdit } from '../types.ts';

const APK_UPDATES = new Set(['-U', '--update', '--update-cache']);

/** The edits that take flags out of a command which keep its package manager from using a cache. */
export function flagEdits({ command }: RunPart, flags: ReadonlySet<string>, id: string): readonly TextEdit[] {
  return command.words.flatMap((word, index) => {
    const before = command.words[index - 1];
    if (!flags.has(word.text) || before === undefined) {
      return [];
    }
    // Without a local index, apk finds nothing: what fetched it was this flag.
    return id === 'apk' && !command.words.some(({ text }) => APK_UPDATES.has(text))
      ? [{ start: word.span.start, end: word.span.end, newText: '--update-cache' }]
      : [{ start: before.span.end, end: word.span.end, newText: '' }];
  });
}

/** A path up to its first wildcard. */
export function beforeWildcard(path: string): string {
  let end = 0;
  while (end < path.length && !'*?[{'.includes(path.charAt(end))) {
    end += 1;
  }
  return path.slice(0, end);
}

/** The edit that takes a command out of a list of commands; undefined where it is more than one of a list. */
export function withoutPart(node: Node, parts: readonly RunPart[], index: number): TextEdit | undefined {
  const part = parts[index]?.command;
  const before = parts[index - 1]?.command;
  const after = parts[index + 1]?.command;
  const isListed =
    part !== undefined &&
    before !== undefined &&
    part.depth === 0 &&
    before.depth === 0 &&
    !part.conditional &&
    (part.join === '&&' || part.join === ';') &&
    (after === undefined || (after.depth === 0 && (after.join === '&&' || after.join === ';')));
  if (!isListed) {
    return undefined;
  }
  const gap = node.instruction.text.slice(before.span.end, part.span.start);
  return gap.includes('#') ? undefined : { start: before.span.end, end: part.span.end, newText: '' };
}

/** Where the blanks in front of an offset begin. */
export function gapBefore({ instruction }: Node, offset: number): number {
  let start = offset;
  while (start > 0 && /[ \t]/.test(instruction.text.charAt(start - 1))) {
    start--;
  }
  return start;
}
