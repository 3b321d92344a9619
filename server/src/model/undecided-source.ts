import type { Copy, Source } from './types.ts';

/**
 * Whether a copy reads what may be an image or a build context that nobody names here: a name without a tag, of which paths are read
 * as of a folder of sources.
 */
export function isUndecided(source: Source, paths: readonly string[]): boolean {
  return (
    source.kind === 'image' &&
    paths.length > 0 &&
    /^[\w-]+$/.test(source.name) &&
    paths.every((path) => !OF_IMAGES.test(path))
  );
}

/** What a COPY reads of its source, for {@link isUndecided}. */
export function copyPaths({ sources }: Copy): readonly string[] {
  return sources.map(({ text }) => text);
}

/** Paths as they are written of an image's files, and those of which nothing is known. */
const OF_IMAGES = /^(\/|(bin|etc|home|lib|opt|root|sbin|srv|usr|var)(\/|$))|[$\\:]/;
