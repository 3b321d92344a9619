import { jsonValue } from '../../formats/json.ts';
import { members, memberAt } from '../../formats/members.ts';
import type { CheckedFile } from './checked-file.ts';

/** Findings that are known and accepted for now: how many there are of each, by file. */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The only version of the format so far. */
const VERSION = 1;

/** Reads what {@link baselineJson} wrote; undefined for any other text. */
export function readBaseline(text: string): Baseline | undefined {
  const value = jsonValue(text);
  const files = members(memberAt(value, 'files'));
  if (memberAt(value, 'version') !== VERSION || files === undefined) {
    return undefined;
  }
  const baseline = new Map<string, ReadonlyMap<string, number>>();
  for (const [path, entries] of files) {
    if (!Array.isArray(entries)) {
      return undefined;
    }
    const counts = new Map<string, number>();
    for (const entry of entries as unknown[]) {
      const [rule, instruction, count] = ['rule', 'instruction', 'count'].map((name) =>
        memberAt(entry, name),
      );
      if (typeof rule !== 'string' || typeof instruction !== 'string' || typeof count !== 'number') {
        return undefined;
      }
      counts.set(keyOf(rule, instruction), count);
    }
    baseline.set(path, counts);
  }
  return baseline;
}

/** What to keep of these findings: files and instructions by their text, since lines move. `pathOf` says how files are named in it. */
export function baselineJson(files: readonly CheckedFile[], pathOf: (file: CheckedFile) => string): string {
  const entries = files
    .filter(({ findings }) => findings.length > 0)
    .map((checked): [string, unknown] => {
      const counted = new Map<string, { rule: string; instruction: string; count: number }>();
      for (const finding of checked.findings) {
        const { rule, instruction } = finding;
        const key = keyOf(rule, instruction);
        const entry = counted.get(key) ?? { rule, instruction, count: 0 };
        entry.count += 1;
        counted.set(key, entry);
      }
      return [pathOf(checked), [...counted.values()]];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ version: VERSION, files: Object.fromEntries(entries) }, undefined, 2)}\n`;
}

/** The same files without the findings that the baseline knows; of several equal ones, those further down are new. */
export function withoutKnown(
  files: readonly CheckedFile[],
  baseline: Baseline,
  pathOf: (file: CheckedFile) => string,
): readonly CheckedFile[] {
  return files.map((checked) => {
    const left = new Map(baseline.get(pathOf(checked)) ?? []);
    const findings = checked.findings.filter((finding) => {
      const key = keyOf(finding.rule, finding.instruction);
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count <= 0;
    });
    return { ...checked, findings, known: checked.findings.length - findings.length };
  });
}

function keyOf(rule: string, instruction: string): string {
  return `${rule}\n${instruction}`;
}
