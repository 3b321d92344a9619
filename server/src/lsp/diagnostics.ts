import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Severity } from '../rules/types.ts';
import type { Reported } from '../rules/types.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { rangeOf } from './ranges.ts';

/** What makes a diagnostic besides the finding. */
export interface DiagnosticOptions {
  readonly abilities: ClientAbilities;
  /** As in `Runtime`. */
  readonly rulePages: string | undefined;
}

/** The name under which our diagnostics appear. */
export const SOURCE = 'strata';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics of a document, in its order. */
export function diagnosticsOf(analysed: Analysed, options: DiagnosticOptions): Diagnostic[] {
  return analysed.analysis.findings.map((finding) => diagnosticOf(analysed, finding, options));
}

/** One finding as a diagnostic. */
export function diagnosticOf(
  { uri, analysis }: Analysed,
  finding: Reported,
  { abilities, rulePages }: DiagnosticOptions,
): Diagnostic {
  const { file } = analysis.model;
  const diagnostic: Diagnostic = {
    range: rangeOf(file, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
  };
  if (abilities.codeDescription && rulePages !== undefined) {
    diagnostic.codeDescription = { href: `${rulePages}/${finding.rule}.md` };
  }
  if (abilities.relatedInformation && finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map(({ span, message }) => ({
      location: { uri, range: rangeOf(file, span) },
      message,
    }));
  }
  return diagnostic;
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
