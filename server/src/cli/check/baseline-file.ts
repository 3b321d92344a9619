import { dirname } from 'node:path';
import { baselineJson, readBaseline, type Baseline } from './baseline.ts';
import type { CheckedFile } from './checked-file.ts';
import { placeOf, shownPlace } from '../places.ts';
import { readTextFile } from '../read-text.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { writeTextFile } from '../write-text.ts';

/** A baseline, and how it names files: relative to its own folder, so that it means the same wherever it is used from. */
export interface LoadedBaseline {
  readonly known: Baseline;
  readonly pathOf: (file: CheckedFile) => string;
}

/** Reads the baseline that was named; undefined when none was. Throws a UsageError for what is none. */
export async function baselineFor(
  name: string | undefined,
  { cwd }: Terminal,
): Promise<LoadedBaseline | undefined> {
  if (name === undefined) {
    return undefined;
  }
  const place = placeOf(cwd, name);
  const known = readBaseline(await readTextFile(place, name));
  if (known === undefined) {
    throw new UsageError(`${name} is no baseline: make one with --write-baseline`);
  }
  return { known, pathOf: relativeTo(dirname(place), cwd) };
}

/** Writes all findings to a new baseline. Throws a UsageError where that can't be. */
export async function writeBaseline(
  checked: readonly CheckedFile[],
  name: string,
  terminal: Terminal,
): Promise<void> {
  const folder = dirname(placeOf(terminal.cwd, name));
  await writeTextFile(name, baselineJson(checked, relativeTo(folder, terminal.cwd)), terminal);
}

function relativeTo(folder: string, cwd: string): (file: CheckedFile) => string {
  return ({ path }) => shownPlace(folder, placeOf(cwd, path));
}
