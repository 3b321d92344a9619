import { members } from '../../formats/members.ts';
import { combinations } from '../combinations.ts';

/** Values of a job's matrix by their names, for one run of the job. */
export type MatrixRow = ReadonlyMap<string, unknown>;

/** Runs of one job that are looked at: GitHub allows as many. */
const MAX_ROWS = 256;

/**
 * The runs that a job's matrix makes (docs.github.com, "Running variations of jobs in a workflow"): every combination of its lists,
 * without those that `exclude` names, with what `include` adds. One run without values where there is no matrix, or none that is
 * written as a map.
 */
export function matrixRows(matrix: unknown): readonly MatrixRow[] {
  const named = members(matrix) ?? new Map<string, unknown>();
  const lists = [...named].filter(
    (entry): entry is [string, unknown[]] =>
      entry[0] !== 'include' && entry[0] !== 'exclude' && Array.isArray(entry[1]),
  );
  const rows = combinations(
    lists.map(([name, values]) => values.map((value) => [[name, value] as const])),
    MAX_ROWS,
  );
  const excluded = rowsOf(named.get('exclude'));
  const own = rows.filter((row) => !excluded.some((one) => agrees(one, row)));
  return withIncluded(lists.length === 0 ? [] : own, lists, rowsOf(named.get('include')));
}

/** What is included goes to the combinations whose own values it repeats, and is a run of its own where there is none. */
function withIncluded(
  own: readonly MatrixRow[],
  lists: readonly (readonly [string, unknown])[],
  included: readonly MatrixRow[],
): readonly MatrixRow[] {
  const names = new Set(lists.map(([name]) => name));
  const rows = own.map((row) => new Map(row));
  const more: MatrixRow[] = [];
  for (const one of included) {
    const repeated = new Map([...one].filter(([name]) => names.has(name)));
    const fitting = rows.filter((row) => agrees(repeated, row));
    for (const row of fitting) {
      for (const [name, value] of one) {
        row.set(name, value);
      }
    }
    if (fitting.length === 0) {
      more.push(one);
    }
  }
  const all = [...rows, ...more].slice(0, MAX_ROWS);
  return all.length === 0 ? [new Map()] : all;
}

function rowsOf(value: unknown): readonly MatrixRow[] {
  return Array.isArray(value) ? value.slice(0, MAX_ROWS).flatMap((one) => members(one) ?? []) : [];
}

/** Whether a run has all these values. */
function agrees(some: MatrixRow, row: MatrixRow): boolean {
  return [...some].every(([name, value]) => row.get(name) === value);
}
