import { realpath } from 'node:fs/promises';
import type { FileSystem } from '../../workspace/files.ts';
import { findDockerfiles } from '../../workspace/find-dockerfiles.ts';
import { noDockerfileIn } from '../dockerfile-input.ts';
import { progressOn } from '../progress.ts';
import { placeOf, shownPlace, typedPath } from '../places.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** A Dockerfile that a person named, or that was found in a folder. */
export interface Target {
  /** As it is read and named: a path relative to the working directory, or `-`. */
  readonly name: string;
  /** The folder that was searched for it, or undefined. */
  readonly searched: string | undefined;
}

/** What became of a list of paths. */
export interface Outcomes<T> {
  readonly results: readonly T[];
  /** What could not be read, as sentences without a full stop. */
  readonly problems: readonly string[];
}

/** Which Dockerfiles. */
export interface TargetsOptions {
  readonly paths: readonly string[];
  readonly terminal: Terminal;
}

/**
 * Does something with every Dockerfile among these paths, once each, one after another in the order of the paths; folders are
 * searched. One that can't be read is a problem, and does not keep the others from their turn.
 */
export async function forEachTarget<T>(
  files: FileSystem,
  options: TargetsOptions,
  run: (target: Target) => Promise<T>,
): Promise<Outcomes<T>> {
  const targets = await findTargets(files, options);
  const progress = progressOn(options.terminal, targets.results.length);
  const results: T[] = [];
  const problems = [...targets.problems];
  for (const target of targets.results) {
    progress.next(target.name);
    const done = await unlessUnreadable(async () => [await run(target)]);
    results.push(...done.results);
    problems.push(...done.problems);
  }
  progress.end();
  return { results, problems: onceEach(problems) };
}

/** A team's file that is wrong is wrong for all its Dockerfiles, and told once. */
export function onceEach(problems: readonly string[]): readonly string[] {
  return [...new Set(problems)];
}

/** The Dockerfiles among these paths, once each, in their order; folders are searched. */
export async function findTargets(
  files: FileSystem,
  { paths, terminal }: TargetsOptions,
): Promise<Outcomes<Target>> {
  const found: Outcomes<Target>[] = [];
  for (const path of paths) {
    found.push(await unlessUnreadable(() => targetsOf(files, terminal.cwd, path)));
  }
  const targets = new Map<string, Target>();
  for (const target of found.flatMap(({ results }) => results)) {
    const place = placeOf(terminal.cwd, target.name);
    targets.set(place, targets.get(place) ?? target);
  }
  return { results: [...targets.values()], problems: found.flatMap(({ problems }) => problems) };
}

/** What some work comes to; what can't be read is a problem, in a sentence. */
export async function unlessUnreadable<T>(work: () => Promise<readonly T[]>): Promise<Outcomes<T>> {
  try {
    return { results: await work(), problems: [] };
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    return { results: [], problems: [error.message] };
  }
}

async function targetsOf(files: FileSystem, cwd: string, path: string): Promise<readonly Target[]> {
  const place = placeOf(cwd, path);
  if (path === '-' || (await files.list(place)) === undefined) {
    return [{ name: typedPath(path), searched: undefined }];
  }
  const found = await withoutLinks(files, await findDockerfiles(files, place, { named: true }));
  if (found.length === 0) {
    throw new UsageError(noDockerfileIn(path));
  }
  return found.map((dockerfile) => ({ name: shownPlace(cwd, dockerfile), searched: place }));
}

/** One of the places of each file: what is found in a file to which symlinks lead is told once, under its own name where that is there. */
async function withoutLinks(files: FileSystem, places: readonly string[]): Promise<readonly string[]> {
  const byFile = new Map<string, string[]>();
  for (const place of places) {
    const file = await realpath(place).catch(() => place);
    byFile.set(file, [...(byFile.get(file) ?? []), place]);
  }
  const kept = new Set<string | undefined>();
  for (const names of byFile.values()) {
    const kinds = names.length > 1 ? await Promise.all(names.map((name) => files.kind(name))) : [];
    kept.add(names[Math.max(kinds.indexOf('file'), 0)]);
  }
  return places.filter((place) => kept.has(place));
}
