import { refusedAt, type Refused } from '../../model/refused.ts';
import type { Node } from '../../model/types.ts';
import { isWrittenAt } from '../../rules/written-at.ts';
import { closestKeyword } from '../../syntax/closest-keyword.ts';
import { isUnfinished } from '../../syntax/unfinished.ts';
import { code, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import { builderName, builderTitle } from './builder-words.ts';

/** Room that a word has which is no keyword. */
const LIMIT = 30;

/** Why the build stops at an instruction of no kind, for its lens: in the words of the build's own message where it is unknown. */
export function refusedTitle({ builder }: Analysis, { instruction: { keyword, known } }: Node): string {
  if (known) {
    return `No stage yet: ${builderName(builder)} wants FROM first`;
  }
  const meant = closestKeyword(keyword);
  return `${builderTitle(builder)} refuses ${shorten(keyword, LIMIT)}: unknown instruction${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}

/** The same in a sentence for Markdown. */
export function refusedSentence({ builder }: Analysis, { instruction: { keyword, known } }: Node): string {
  if (known) {
    return `${builderTitle(builder)} refuses instructions before the first \`FROM\`; only \`ARG\` may stand there.`;
  }
  const meant = closestKeyword(keyword);
  return `${builderTitle(builder)} does not know this instruction and refuses the file.${meant === undefined ? '' : ` Did you mean ${code(meant)}?`}`;
}

/** What BuildKit stops at in a complete instruction, for its lens; undefined for nothing, and while somebody writes there. */
export function stoppedTitle(analysis: Analysis, node: Node): string | undefined {
  const refused = stoppedAt(analysis, node);
  return refused && `BuildKit refuses ${shorten(refused.what, LIMIT)}: ${refused.why}`;
}

/** The same in sentences for Markdown. */
export function stoppedSentence(analysis: Analysis, node: Node): string | undefined {
  const refused = stoppedAt(analysis, node);
  return (
    refused &&
    [`BuildKit refuses ${code(refused.what)}: ${refused.why}.`, refused.advice ?? ''].join(' ').trimEnd()
  );
}

function stoppedAt(analysis: Analysis, node: Node): Refused | undefined {
  return analysis.builder === 'classic' || isBeingWritten(analysis, node)
    ? undefined
    : refusedAt(analysis.model, node);
}

/** Whether the build stops at an instruction of no kind. What somebody is writing will be another. */
export function isRefused(analysis: Analysis, node: Node): boolean {
  return node.kind === 'unknown' && !isBeingWritten(analysis, node);
}

/** By its own text, or by where somebody writes. */
export function isBeingWritten({ model, facts }: Analysis, node: Node): boolean {
  return isUnfinished(model.file, node.instruction) || isWrittenAt(node, facts.writing);
}
