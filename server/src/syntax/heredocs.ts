import { sourceSpan, type Folded } from './fold.ts';
import { findTerminator } from './heredoc-bodies.ts';
import { heredocWordsOf } from './heredoc-words.ts';
import type { Heredoc } from './types.ts';

/**
 * The heredocs of one instruction's text with their bodies. A heredoc that nothing ends (the scanner closed it in front of
 * the next instruction) has the rest of the text as its body, and those announced after it are empty.
 */
export function heredocsOf(text: string, folded: Folded, escape: string): Heredoc[] {
  let position = folded.next;
  let line = folded.lines;
  return heredocWordsOf(folded.text, escape).map(({ name, expand, chomp, start, end }) => {
    const bodyStart = position;
    const bodyLine = line;
    const found = findTerminator(text, position, { name, chomp });
    const bodyEnd = found?.bodyEnd ?? text.length;
    position = found?.next ?? text.length;
    line += found?.lines ?? 0;
    return {
      name,
      expand,
      chomp,
      content: text.slice(bodyStart, bodyEnd),
      span: sourceSpan(folded, start, end),
      bodySpan: { start: bodyStart, end: bodyEnd },
      bodyLine,
    };
  });
}
