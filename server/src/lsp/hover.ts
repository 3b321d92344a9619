import type { Hover, Position } from 'vscode-languageserver';
import { hoverAt } from '../insights/hover.ts';
import { offsetAt } from '../syntax/positions.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { rangeOf } from './ranges.ts';

/** The hover at a position, or null between instructions. */
export function hoverOf(
  { uri, analysis }: Analysed,
  position: Position,
  { lineLinks, markdownHover }: ClientAbilities,
): Hover | null {
  const { file } = analysis.model;
  // A bare parenthesis would end the Markdown link.
  const target = uri.replaceAll('(', '%28').replaceAll(')', '%29');
  const link = lineLinks ? (line: number) => `${target}#L${line}` : undefined;
  const hover = hoverAt(analysis, offsetAt(file, position), link);
  if (hover === undefined) {
    return null;
  }
  return {
    contents: { kind: markdownHover ? 'markdown' : 'plaintext', value: hover.markdown },
    range: rangeOf(file, hover.span),
  };
}
