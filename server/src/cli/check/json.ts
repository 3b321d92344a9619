import type { Safety } from '../../fixes/types.ts';
import type { Severity } from '../../rules/types.ts';
import type { CheckedFile, CheckedFinding } from './checked-file.ts';
import { findingPlace, relatedPlaces, type FindingPlace } from './finding-place.ts';
import type { RangeJson } from './range-json.ts';
import { countsOf, type Counts } from '../severities.ts';

/** What `strata check --format json` prints (docs/cli.md). */
export interface CheckJson {
  readonly files: readonly { readonly path: string; readonly findings: readonly FindingJson[] }[];
  readonly counts: Counts;
}

/** A place; `path` is only there for one in another file than the Dockerfile. */
interface PlaceJson extends RangeJson {
  readonly path?: string;
}

/** A finding with the places that explain it. */
export interface FindingJson extends PlaceJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The rule's page, relative to the root of Strata's repository. */
  readonly documentation: string;
  /** The most recommended fix; null when there is none. */
  readonly fix: { readonly title: string; readonly safety: Safety } | null;
  readonly related: readonly (PlaceJson & { readonly message: string })[];
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

function findingJson(checked: CheckedFile, finding: CheckedFinding): FindingJson {
  const { rule, severity, message, fix } = finding;
  const here = <P extends FindingPlace>({ path, ...place }: P): Omit<P, 'path'> & { path?: string } =>
    path === checked.path ? place : { path, ...place };
  return {
    rule,
    severity,
    message,
    documentation: `docs/rules/${rule}.md`,
    ...here(findingPlace(checked, finding)),
    fix: fix ?? null,
    related: relatedPlaces(checked, finding.related).map(here),
  };
}
