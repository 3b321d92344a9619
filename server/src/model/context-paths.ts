import type { Detail } from './types.ts';

/** What a COPY or ADD names of the build context, after expansion; empty for everything else. */
export function contextPaths(detail: Detail): readonly string[] {
  return detail.kind === 'copy' && detail.copy.from.kind === 'context'
    ? detail.copy.sources.filter(({ kind }) => kind === 'path').map(({ text }) => text)
    : [];
}

/** The same with what bind mounts read there, but for those of all of it. */
export function namedContextPaths(detail: Detail): readonly string[] {
  return detail.kind === 'run'
    ? detail.mounts.flatMap(({ type, from, source }) =>
        type === 'bind' && from.kind === 'context' && !/^[./]*$/.test(source) ? [source] : [],
      )
    : contextPaths(detail);
}
