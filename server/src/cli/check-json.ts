import type { Safety } from '../fixes/types.ts';
import type { Reported, Severity } from '../rules/types.ts';
import type { CheckedFile } from './checked-file.ts';
import { rangeJson, type RangeJson } from './range-json.ts';
import { countsOf, type Counts } from './severities.ts';

/** What `strata check --format json` prints (docs/cli.md). */
export interface CheckJson {
  readonly files: readonly { readonly path: string; readonly findings: readonly FindingJson[] }[];
  readonly counts: Counts;
}

/** A finding with the places that explain it. */
export interface FindingJson extends RangeJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The most recommended fix; null when there is none. */
  readonly fix: { readonly title: string; readonly safety: Safety } | null;
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

function findingJson(checked: CheckedFile, finding: Reported): FindingJson {
  const { rule, severity, message, span, related } = finding;
  const fix = checked.fixOf(finding);
  return {
    rule,
    severity,
    message,
    ...rangeJson(checked, span),
    fix: fix === undefined ? null : { title: fix.title, safety: fix.safety },
    related: related.map((one) => ({ message: one.message, ...rangeJson(checked, one.span) })),
  };
}
