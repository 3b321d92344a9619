import type { Detail } from './types.ts';

/** What a COPY or ADD names of the build context, after expansion; empty for everything else. */
export function contextPaths(detail: Detail): readonly string[] {
  return detail.kind === 'copy' && detail.copy.from.kind === 'context'
    ? detail.copy.sources.filter(({ kind }) => kind === 'path').map(({ text }) => text)
    : [];
}
