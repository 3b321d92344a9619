import type {
  Diagnostic,
  DiagnosticRelatedInformation,
  DocumentDiagnosticReport,
  Location,
} from 'vscode-languageserver';
import { DiagnosticSeverity } from '../protocol.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Reported, Severity } from '../../rules/types.ts';
import type { Span } from '../../syntax/types.ts';
import type { Analysed } from '../analyses.ts';
import type { ClientAbilities } from '../client-abilities.ts';
import { locatedPlace } from '../other-places.ts';
import type { LocatedPlace, OtherFiles } from '../other-places.ts';
import { rangeOf } from '../ranges.ts';
import { rulePageLink } from '../rule-pages.ts';

/** What makes a diagnostic besides the finding. */
export interface DiagnosticOptions extends OtherFiles {
  readonly abilities: ClientAbilities;
}

/** The name under which our diagnostics appear. */
export const SOURCE = 'strata';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics of a document, in its order; without those of other files. */
export function diagnosticsOf(analysed: Analysed, options: DiagnosticOptions): Diagnostic[] {
  return analysed.analysis.findings
    .filter((finding) => placeInOther(analysed, finding, options) === undefined)
    .map((finding) => diagnosticOf(analysed, finding, options));
}

/** The diagnostics of another file. */
export interface OtherDiagnostics {
  /** The text that their ranges count in. */
  readonly text: string;
  readonly diagnostics: Diagnostic[];
}

/** What a Dockerfile's analysis finds in other files, by URI. */
export function otherDiagnosticsOf(
  analysed: Analysed,
  options: DiagnosticOptions,
): ReadonlyMap<string, OtherDiagnostics> {
  const found = new Map<string, OtherDiagnostics>();
  for (const finding of analysed.analysis.findings) {
    const place = placeInOther(analysed, finding, options);
    if (place !== undefined) {
      const { uri, text } = place;
      const others = found.get(uri) ?? { text, diagnostics: [] };
      others.diagnostics.push(diagnosticOf(analysed, finding, options));
      found.set(uri, others);
    }
  }
  return found;
}

/** Where a finding is shown that another file makes; undefined for one that is shown in the document. */
export function placeInOther(
  analysed: Analysed,
  { at }: Reported,
  options: DiagnosticOptions,
): LocatedPlace | undefined {
  return at && locatedPlace(analysed, at, options);
}

/** One finding as a diagnostic of the file in which it is shown. */
export function diagnosticOf(analysed: Analysed, finding: Reported, options: DiagnosticOptions): Diagnostic {
  const { abilities } = options;
  const { file } = analysed.analysis.model;
  const diagnostic: Diagnostic = {
    range: placeInOther(analysed, finding, options)?.range ?? rangeOf(file, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
  };
  if (abilities.linksRules) {
    diagnostic.codeDescription = { href: rulePageLink(finding.rule) };
  }
  const related = abilities.relatedInformation ? relatedOf(analysed, finding, options) : [];
  if (related.length > 0) {
    diagnostic.relatedInformation = related;
  }
  return diagnostic;
}

/** From another file there is always a way to the Dockerfile. */
function relatedOf(
  analysed: Analysed,
  finding: Reported,
  options: DiagnosticOptions,
): DiagnosticRelatedInformation[] {
  const inDocument = (span: Span): Location => ({
    uri: analysed.uri,
    range: rangeOf(analysed.analysis.model.file, span),
  });
  const related = finding.related.flatMap(({ span, file, message }) => {
    const place = file && locatedPlace(analysed, { file, span }, options);
    if (file !== undefined && place === undefined) {
      return [];
    }
    return [{ location: place ? { uri: place.uri, range: place.range } : inDocument(span), message }];
  });
  const wordsAt = ({ start, end }: Span): string => code(analysed.analysis.model.file.text.slice(start, end));
  const isElsewhere = placeInOther(analysed, finding, options) !== undefined;
  return isElsewhere && finding.related.every(({ file }) => file !== undefined)
    ? [
        ...related,
        { location: inDocument(finding.span), message: `The Dockerfile's ${wordsAt(finding.span)}.` },
      ]
    : related;
}

/**
 * The answer to a pull. Its result id is a digest of the diagnostics themselves, so that nothing has to be remembered
 * about earlier answers, and an edit that changes no diagnostic is answered with "unchanged".
 */
export function diagnosticReport(items: Diagnostic[], previousResultId: unknown): DocumentDiagnosticReport {
  const resultId = digest(JSON.stringify(items));
  return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/** Two independent 32-bit FNV-like hashes and the length: enough that two lists in a row don't collide. */
function digest(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995) ^ (b >>> 15);
  }
  return `${text.length}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}
