import type { Hover, Position } from 'vscode-languageserver';
import { ClientCommand } from '../../../shared/wire.ts';
import type { DocumentArguments } from '../../../shared/wire.ts';
import { hoverAt } from '../insights/hover/hover.ts';
import { measureSentence } from '../insights/words/measured-words.ts';
import { sharedSentence } from '../insights/shared-layers.ts';
import type { SharedLayers } from '../insights/shared-layers.ts';
import type { StepMeasure } from '../measured/types.ts';
import type { Model } from '../model/types.ts';
import { offsetAt } from '../syntax/positions.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { rangeOf } from './ranges.ts';

/** What is known of steps besides the analysis, by node. */
export interface KnownSteps {
  readonly measures: ReadonlyMap<number, StepMeasure>;
  readonly shared: SharedLayers;
}

/** The hover at a position, or null between instructions. */
export function hoverOf(
  { uri, analysis }: Analysed,
  position: Position,
  { lineLinks, linksSelectContext, markdownHover }: ClientAbilities,
  { measures, shared }: KnownSteps,
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
  const places = [...shared].find(([node]) => startOf(analysis.model, node) === hover.span.start)?.[1];
  const paragraphs = [
    hover.markdown,
    measure && measureSentence(measure, Date.now()),
    places &&
      sharedSentence(places, (place) =>
        lineLinks ? `${withoutParentheses(place.uri)}#L${place.line}` : undefined,
      ),
  ];
  const value = paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n');
  return {
    contents: { kind: markdownHover ? 'markdown' : 'plaintext', value },
    range: rangeOf(file, hover.span),
  };
}

function startOf({ nodes }: Model, node: number): number | undefined {
  return nodes[node]?.instruction.start;
}

function contextLink(uri: string): string {
  const args: DocumentArguments = [uri];
  return `command:${ClientCommand.selectContext}?${withoutParentheses(encodeURIComponent(JSON.stringify(args)))}`;
}

/** A bare parenthesis would end the Markdown link. */
function withoutParentheses(target: string): string {
  return target.replaceAll('(', '%28').replaceAll(')', '%29');
}
