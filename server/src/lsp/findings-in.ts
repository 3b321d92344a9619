import type { CodeAction, Diagnostic, Position, Range } from 'vscode-languageserver';
import type { Reported } from '../rules/types.ts';
import { offsetAt } from '../syntax/positions.ts';
import type { Span } from '../syntax/types.ts';
import type { Analysed } from './analyses.ts';
import type { DiagnosticOptions } from './diagnostics/diagnostics.ts';
import { diagnosticOf, placeInOther, SOURCE } from './diagnostics/diagnostics.ts';

/** What findings are looked for with: the diagnostics that the client shows at the place, and the URI where that is in another file. */
export interface FindingsOptions extends DiagnosticOptions {
  readonly shown: readonly Diagnostic[];
  readonly inOther: string | undefined;
}

/** The findings that a person has in front of them at a range, those that are meant most first. */
export function findingsIn(analysed: Analysed, range: Range, options: FindingsOptions): Reported[] {
  const { findings } = analysed.analysis;
  if (options.inOther !== undefined) {
    return findings.filter((finding) => {
      const place = placeInOther(analysed, finding, options);
      return place !== undefined && place.uri === options.inOther && touch(place.range, range);
    });
  }
  const exact = spanOf(analysed, range);
  const lines = linesOf(analysed, range);
  // What the document itself says wrongly at the very place comes first, what another file does wrongly with it last.
  const order = (finding: Reported): number =>
    placeInOther(analysed, finding, options) !== undefined ? 2 : meet(finding.span, exact) ? 0 : 1;
  return findings.filter(({ span }) => meet(span, lines)).sort((one, other) => order(one) - order(other));
}

/**
 * A person on the line of a finding gets its fixes, wherever on it: editors look for others nearby only where there are none at all,
 * and a mistake of another file that the whole instruction tells of would hide them.
 */
function linesOf(analysed: Analysed, { start, end }: Range): Span {
  const last = { line: end.line, character: Number.MAX_SAFE_INTEGER };
  return spanOf(analysed, { start: { line: start.line, character: 0 }, end: last });
}

function meet(one: Span, other: Span): boolean {
  return one.start <= other.end && one.end >= other.start;
}

function touch(one: Range, other: Range): boolean {
  return isInOrder(one.start, other.end) && isInOrder(other.start, one.end);
}

function isInOrder(first: Position, second: Position): boolean {
  return first.line < second.line || (first.line === second.line && first.character <= second.character);
}

/**
 * The diagnostic as the client shows it, if it told; editors match actions to diagnostics by identity of content. None in
 * the Dockerfile for what is shown in another file.
 */
export function shownDiagnostics(
  analysed: Analysed,
  finding: Reported,
  options: FindingsOptions,
): Pick<CodeAction, 'diagnostics'> {
  if (options.inOther === undefined && placeInOther(analysed, finding, options) !== undefined) {
    return {};
  }
  const ours = diagnosticOf(analysed, finding, options);
  const same = options.shown.find(
    ({ source, code, range }) =>
      source === SOURCE &&
      code === ours.code &&
      range.start.line === ours.range.start.line &&
      range.start.character === ours.range.start.character,
  );
  return { diagnostics: [same ?? ours] };
}

/** The span of a client's range. */
export function spanOf({ analysis }: Analysed, { start, end }: Range): Span {
  const { file } = analysis.model;
  return { start: offsetAt(file, start), end: offsetAt(file, end) };
}
