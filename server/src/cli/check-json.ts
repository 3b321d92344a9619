import type { Reported, Severity } from '../rules/types.ts';
import { positionAt } from '../syntax/positions.ts';
import type { Span } from '../syntax/types.ts';
import type { CheckedFile } from './checked-file.ts';
import { countsOf, type Counts } from './severities.ts';

/** What `strata check --format json` prints (docs/cli.md). */
export interface CheckJson {
  readonly files: readonly { readonly path: string; readonly findings: readonly FindingJson[] }[];
  readonly counts: Counts;
}

/** A range: lines and columns are 1-based, columns count UTF-16 units, the end is behind the last one. */
export interface RangeJson {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding with the places that explain it. */
export interface FindingJson extends RangeJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (RangeJson & { readonly message: string })[];
}

/** All files that were checked, those without findings too. */
export function checkJson(files: readonly CheckedFile[]): CheckJson {
  return {
    files: files.map((checked) => ({
      path: checked.path,
      findings: checked.findings.map((finding) => findingJson(checked, finding)),
    })),
    counts: countsOf(files.flatMap(({ findings }) => findings)),
  };
}

function findingJson(
  checked: CheckedFile,
  { rule, severity, message, span, related }: Reported,
): FindingJson {
  return {
    rule,
    severity,
    message,
    ...rangeJson(checked, span),
    related: related.map((one) => ({ message: one.message, ...rangeJson(checked, one.span) })),
  };
}

function rangeJson({ file }: CheckedFile, { start, end }: Span): RangeJson {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}
