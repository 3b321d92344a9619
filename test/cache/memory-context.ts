import { isWantedText } from '../../server/src/context/wanted-texts.ts';
import type { ContextEntry } from '../../server/src/context/types.ts';
import type { BuildInputs } from '../../server/src/cache/types.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { BuildOptions } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** What stands at a path: a file, a symlink, or an empty or listed folder. */
export interface MemoryEntry {
  readonly kind: 'file' | 'symlink' | 'directory';
  /** A file's text or a symlink's target. */
  readonly content: string;
  readonly mode: number;
}

/** A context in memory, by path. Folders above a path need not be listed. */
export type MemoryContext = ReadonlyMap<string, MemoryEntry>;

/** A file of the usual mode. */
export function file(content: string, mode = 0o644): MemoryEntry {
  return { kind: 'file', content, mode };
}

/** A folder of the usual mode. */
export function folder(mode = 0o755): MemoryEntry {
  return { kind: 'directory', content: '', mode };
}

/** What a build of a Dockerfile in such a context reads; the ignore file is found as BuildKit finds it. */
export function inputsOf(
  context: MemoryContext,
  dockerfile: string,
  options: BuildOptions = {},
): BuildInputs {
  const entries = new Map<string, ContextEntry>();
  for (const [path, { kind }] of context) {
    const segments = path.split('/');
    for (let depth = 1; depth < segments.length; depth += 1) {
      entries.set(segments.slice(0, depth).join('/'), { kind: 'directory' });
    }
    entries.set(path, { kind });
  }
  const texts = new Map(
    [...context].filter(([path]) => isWantedText(path)).map(([path, { content }]) => [path, content]),
  );
  const ignorePath = [`${dockerfile}.dockerignore`, '.dockerignore'].find((path) => context.has(path));
  return {
    model: buildModel(parse(context.get(dockerfile)?.content ?? ''), options),
    context: {
      label: '.',
      dockerfile,
      entries,
      closed: new Set(),
      complete: true,
      texts,
      ignore:
        ignorePath === undefined
          ? undefined
          : { path: ignorePath, text: context.get(ignorePath)?.content ?? '' },
    },
    contents: (path) => context.get(path) ?? (entries.has(path) ? folder() : undefined),
  };
}
