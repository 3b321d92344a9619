import type { Reported, Severity } from '../rules/types.ts';
import type { Colors } from './colors.ts';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** How many findings there are of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** Counts findings by severity. */
export function countsOf(findings: readonly Reported[]): Counts {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) {
    counts[severity] += 1;
  }
  return counts;
}

/** `1 error, 2 warnings`; empty when there is nothing to count. */
export function countsTitle(counts: Counts): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => {
      const plural = counts[severity] === 1 || severity === 'information' ? '' : 's';
      return `${counts[severity]} ${severity}${plural}`;
    })
    .join(', ');
}

/** True when a finding is as bad as `limit` or worse. */
export function reaches(counts: Counts, limit: Severity | 'never'): boolean {
  return (
    limit !== 'never' &&
    SEVERITIES.slice(0, SEVERITIES.indexOf(limit) + 1).some((severity) => counts[severity] > 0)
  );
}

/** The word for a severity in its colour. */
export function severityWord(colors: Colors, severity: Severity): string {
  switch (severity) {
    case 'error':
      return colors.red(severity);
    case 'warning':
      return colors.yellow(severity);
    case 'information':
      return colors.blue(severity);
    case 'hint':
      return colors.cyan(severity);
  }
}
