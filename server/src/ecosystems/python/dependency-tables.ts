import { memberAt, members } from '../../formats/members.ts';
import type { Collector } from '../collector.ts';
import { hasDynamicDependencies, isRemote, localRequirements, requirementTexts } from './pyproject.ts';

/**
 * Notes what `uv pip install -r pyproject.toml` and `pip install --group` need beside the file, whose path in the context is
 * given: nothing, as long as its tables say all.
 */
export function readDependencyTables(found: Collector, path: string): void {
  const value = found.context.toml(path);
  if (members(value) === undefined) {
    found.refuse(`${path} can't be read`);
    return;
  }
  if (memberAt(value, 'project') === undefined && memberAt(value, 'dependency-groups') === undefined) {
    found.refuse(`${path} has no \`[project]\` table`);
  }
  if (hasDynamicDependencies(value)) {
    found.refuse(`the dependencies of ${path} are dynamic`);
  }
  const [local] = localRequirements(requirementTexts(value));
  if (local !== undefined) {
    found.refuse(`${path} installs \`${local}\` from the sources`);
  }
  const sources = [...(members(memberAt(value, 'tool', 'uv', 'sources')) ?? [])];
  for (const [name, source] of sources) {
    const isLocal = (Array.isArray(source) ? (source as unknown[]) : [source]).some(
      (one) => memberAt(one, 'path') !== undefined || memberAt(one, 'workspace') === true,
    );
    if (isLocal) {
      found.refuse(`${path} takes \`${name}\` from the sources`);
    }
  }
  refuseLocalIndexes(found, memberAt(value, 'tool', 'uv'), path);
}

/** Refuses package indexes and folders with packages that lie among the sources, in settings of uv. */
export function refuseLocalIndexes(found: Collector, settings: unknown, path: string): void {
  const indexes = memberAt(settings, 'index');
  const places: readonly unknown[] = [
    memberAt(settings, 'index-url'),
    ...listOf(memberAt(settings, 'extra-index-url')),
    ...listOf(memberAt(settings, 'find-links')),
    ...listOf(indexes).map((one) => memberAt(one, 'url')),
  ].filter((place) => place !== undefined);
  if (!places.every(isRemote)) {
    found.refuse(`${path} names an index among the sources`);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
