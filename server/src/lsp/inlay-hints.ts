import type { InlayHint, Range } from 'vscode-languageserver';
import { lenses } from '../insights/lens/lens.ts';
import { offsetAt, positionAt } from '../syntax/positions.ts';
import type { StepMeasure } from '../measured/types.ts';
import type { Analysed } from './analyses.ts';
import { measuredTitles, withMeasure } from './code-lens.ts';

/** The lenses as hints behind the first line of each instruction in a range: one each, with the text in its tooltip too. */
export function inlayHints(
  { analysis, settings }: Analysed,
  range: Range,
  measures: ReadonlyMap<number, StepMeasure> = new Map(),
): InlayHint[] {
  if (settings.annotations !== 'inlayHint') {
    return [];
  }
  const { file } = analysis.model;
  const all: InlayHint[] = [];
  const measured = measuredTitles(measures);
  for (const lens of lenses(analysis)) {
    const { line } = lens;
    if (line - 1 < range.start.line || line - 1 > range.end.line) {
      continue;
    }
    // A hint is not a button: what could only be clicked is left out.
    const told = withMeasure(lens, measured).filter(({ action }) => action.kind !== 'copy');
    const label = told.map(({ text }) => text).join(' · ');
    if (label === '') {
      continue;
    }
    const tooltips = told.flatMap(({ tooltip }) => tooltip ?? []);
    all.push({
      position: positionAt(file, offsetAt(file, { line: line - 1, character: Infinity })),
      label,
      // Editors cut long hints off; the tooltip has all of it.
      tooltip: [label, ...tooltips].join('\n\n'),
      paddingLeft: true,
    });
  }
  return all;
}
