import type { Node, Source } from '../../model/types.ts';

/**
 * The stages and images that a RUN mounts, each once: their content is part of its cache key, as that of a COPY --from is (domain.md
 * 2.1). An image by its digest is left out, since its content never differs.
 */
export function mountedSources({ detail }: Node): readonly Source[] {
  const found = new Map<string, Source>();
  for (const { type, from } of detail.kind === 'run' ? detail.mounts : []) {
    const isRead = type === 'bind' || type === 'cache';
    if (isRead && from.kind === 'stage') {
      found.set(`${from.stage}`, from);
    } else if (isRead && from.kind === 'image' && !from.name.includes('@')) {
      found.set(from.name, from);
    }
  }
  return [...found.values()];
}
