import type { RunPart } from '../../ecosystems/run-part.ts';

/** True for a command in the quotes of `bash -c "…"`, whose words have no place in the text. */
export function isNested({ command: { words } }: RunPart): boolean {
  return words.every(({ span }) => span.start === span.end);
}
