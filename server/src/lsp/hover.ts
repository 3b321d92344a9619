import type { Hover, Position } from 'vscode-languageserver';
import { ClientCommand } from '../../../shared/wire.ts';
import type { DocumentArguments } from '../../../shared/wire.ts';
import { hoverAt } from '../insights/hover.ts';
import { measureSentence } from '../insights/measured-words.ts';
import type { StepMeasure } from '../measured/types.ts';
import { offsetAt } from '../syntax/positions.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { rangeOf } from './ranges.ts';

/** The hover at a position, or null between instructions. */
export function hoverOf(
  { uri, analysis }: Analysed,
  position: Position,
  { lineLinks, linksSelectContext, markdownHover }: ClientAbilities,
  measures: ReadonlyMap<number, StepMeasure> = new Map(),
): Hover | null {
  const { file } = analysis.model;
  const target = withoutParentheses(uri);
  const link = lineLinks ? (line: number) => `${target}#L${line}` : undefined;
  const context = linksSelectContext ? contextLink(uri) : undefined;
  const hover = hoverAt(analysis, offsetAt(file, position), link, context);
  if (hover === undefined) {
    return null;
  }
  const measure = [...measures.values()].find((one) => one.offset === hover.span.start);
  const sentence = measure && measureSentence(measure, Date.now());
  const value = sentence === undefined ? hover.markdown : `${hover.markdown}\n\n${sentence}`;
  return {
    contents: { kind: markdownHover ? 'markdown' : 'plaintext', value },
    range: rangeOf(file, hover.span),
  };
}

function contextLink(uri: string): string {
  const args: DocumentArguments = [uri];
  return `command:${ClientCommand.selectContext}?${withoutParentheses(encodeURIComponent(JSON.stringify(args)))}`;
}

/** A bare parenthesis would end the Markdown link. */
function withoutParentheses(target: string): string {
  return target.replaceAll('(', '%28').replaceAll(')', '%29');
}
