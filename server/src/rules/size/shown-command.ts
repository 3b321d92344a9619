import type { RunPart } from '../../ecosystems/run-parts.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Node } from '../../model/types.ts';

/** A command of a RUN as it is named in a sentence, with its instruction's line: `npm ci` (line 4). */
export function shownCommand({ instruction: { text, line } }: Node, { command: { span } }: RunPart): string {
  return `${code(text.slice(span.start, span.end))} (line ${line})`;
}
