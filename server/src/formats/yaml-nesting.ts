import { CST, Lexer } from 'yaml';

/** Levels of a YAML text that is parsed: a Compose file has about six. */
const MAX_LEVELS = 150;

/**
 * True for a text that nests so deep that the parser, which recurses, could overflow the stack. That must never happen:
 * V8 ends the whole process when a regular expression is compiled on the last bit of stack. What the lexer finds is
 * counted without recursion; block levels are bounded by a line's indentation and the indicators on it.
 */
export function nestsTooDeep(text: string): boolean {
  let flow = 0;
  let line = 0;
  let atStart = true;
  for (const token of new Lexer().lex(text)) {
    switch (CST.tokenType(token)) {
      case 'newline':
        line = 0;
        atStart = true;
        continue;
      case 'space':
        line += atStart ? token.length : 0;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        flow++;
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        flow = Math.max(0, flow - 1);
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
      case 'map-value-ind':
        line++;
        if (flow === 0 && line > MAX_LEVELS) {
          return true;
        }
        break;
      default:
        break;
    }
    if (flow > MAX_LEVELS) {
      return true;
    }
    atStart = false;
  }
  return false;
}
