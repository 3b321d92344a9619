import { buildMap, pairsOf } from './merge.ts';
import { isRemoteContext } from './paths.ts';
import { isPlace, placeFrom } from './places.ts';
import type { ComposeBuild, ComposeMap } from './types.ts';
import { isAssumed, textAt, valueAt } from './values.ts';

/**
 * The `build` of a merged service whose paths are resolved; undefined when it has none. `folder` is the context where
 * none is named, `variables` gives arguments without a value theirs.
 */
export function readBuild(
  service: ComposeMap,
  { folder, variables }: { folder: string; variables: ReadonlyMap<string, string> },
): ComposeBuild | undefined {
  const value = valueAt(service, 'build');
  const build = value === undefined ? undefined : buildMap(value);
  if (build?.kind !== 'map') {
    return undefined;
  }
  const named = valueAt(build, 'context');
  const namesContext = named?.kind === 'scalar' && named.text !== undefined;
  const context = localContext(namesContext ? textAt(build, 'context') : folder);
  const inline = valueAt(build, 'dockerfile_inline') !== undefined;
  const path = valueAt(build, 'dockerfile');
  const defaultDockerfile = path?.kind !== 'scalar' || path.text === undefined || path.text === '';
  const dockerfile = defaultDockerfile ? 'Dockerfile' : textAt(build, 'dockerfile');
  const target = textAt(build, 'target');
  const args = knownArgs(build, variables);
  const additionalContexts = knownPairs(build, 'additional_contexts');
  return {
    place: build.place,
    context,
    dockerfile:
      inline || context === undefined || dockerfile === undefined
        ? undefined
        : placeFrom(context, dockerfile),
    defaultDockerfile,
    namesContext,
    target: target === '' ? undefined : target,
    args,
    additionalContexts,
    exact: isExact(build, { args, additionalContexts }) && valueAt(service, 'platform') === undefined,
    assumed: ['context', 'dockerfile', 'target'].some((key) => isAssumed(valueAt(build, key))),
  };
}

/** Keys of `build` that are read above, and those that no step depends on (compose-spec's build.md). */
const READ: ReadonlySet<string> = new Set(['context', 'dockerfile', 'target', 'args', 'additional_contexts']);
const HARMLESS: ReadonlySet<string> = new Set([
  ...['cache_from', 'cache_to', 'labels', 'provenance', 'pull', 'sbom', 'secrets', 'ssh', 'tags'],
]);

/** Whether all that steps depend on is known: a text or pair with a variable that only the shell knows is not. */
function isExact(
  build: ComposeMap,
  { args, additionalContexts }: Pick<ComposeBuild, 'args' | 'additionalContexts'>,
): boolean {
  return (
    [...build.entries].every(
      ([key, { value }]) =>
        HARMLESS.has(key) ||
        key.startsWith('x-') ||
        (READ.has(key) && !(value.kind === 'scalar' && value.unsure)),
    ) &&
    args.size === pairsOf(valueAt(build, 'args')).size &&
    additionalContexts.size === pairsOf(valueAt(build, 'additional_contexts')).size
  );
}

function localContext(text: string | undefined): string | undefined {
  return text === undefined || !isPlace(text) || (isRemoteContext(text) && !text.startsWith('file://'))
    ? undefined
    : placeFrom(text, '.');
}

function knownArgs(build: ComposeMap, variables: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const args = new Map<string, string>();
  for (const [name, { value }] of pairsOf(valueAt(build, 'args'))) {
    if (value.kind === 'scalar' && !value.unsure) {
      const text = value.text ?? variables.get(name);
      if (text !== undefined) {
        args.set(name, text);
      }
    }
  }
  return args;
}

function knownPairs(build: ComposeMap, key: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const [name, { value }] of pairsOf(valueAt(build, key))) {
    if (value.kind === 'scalar' && !value.unsure && value.text !== undefined) {
      pairs.set(name, value.text);
    }
  }
  return pairs;
}
