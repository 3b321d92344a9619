import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Node } from '../../model/types.ts';

/** What stands in front of a command that runs by `sudo`, its options and a blank included; the empty text for others. */
export function sudoOf({ instruction }: Node, { command }: RunPart): string {
  const { start, end } = command.span;
  // The commands of `sudo sh -c '…'` have the span of the shell, and no words in the text.
  const text = instruction.text.slice(start, Math.min(end, start + READ));
  if (!text.includes('sudo')) {
    return '';
  }
  const [, sudo] = /^(?:\w+=\S*\s+)*(sudo(?:[ \t]+-[EHn])*)\s/.exec(text) ?? [];
  return sudo === undefined ? '' : `${sudo} `;
}

/** Characters that are looked at. */
const READ = 1000;
