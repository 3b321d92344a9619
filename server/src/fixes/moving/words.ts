import type { Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { firstLineIn } from '../../syntax/first-line.ts';
import type { Instruction } from '../../syntax/types.ts';

/** An instruction as it is named in a sentence: its first line, shortened, as code. */
export function shown({ instruction }: Node): string {
  return firstLine(instruction);
}

/** One instruction may be the subject of thousands of findings. */
const firstLine = rememberedWith(({ text }: Instruction): string => {
  const line = firstLineIn(text.slice(0, READ));
  const goesOn = line.endsWith('\\') || line.endsWith('`');
  return code(goesOn ? line.slice(0, -1) : line);
});

/** Characters that are looked at of what is shown: one instruction may be a megabyte. */
const READ = 1000;

/** Text as code in a sentence, on one line and not long. */
export function code(text: string): string {
  const line = text.slice(0, READ).replace(/\s+/g, ' ').trim();
  return `\`${line.length > 48 ? `${line.slice(0, 47)}…` : line}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;
}

/** Items, the last of them as a number where there are many. */
export function listedBriefly(items: readonly string[], most: number, rest: string): string {
  return items.length <= most
    ? listed(items)
    : listed([
        ...items.slice(0, most - 1),
        `${items.length - most + 1} more${rest === '' ? '' : ` ${rest}`}`,
      ]);
}
