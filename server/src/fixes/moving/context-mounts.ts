import type { Mount, Node } from '../../model/types.ts';
import type { CopyStep } from './copy-step.ts';
import type { Place } from './places.ts';

/**
 * The bind mounts of a RUN that read the build context, as if each were a copy above it: they bring files, and a change of one of
 * these runs the RUN again (domain.md 2.1). None for mounts that BuildKit would refuse.
 */
export function contextMounts(node: Node, place: Place): readonly CopyStep[] {
  const { detail, stage } = node;
  if (detail.kind !== 'run' || stage === undefined) {
    return [];
  }
  return detail.mounts.flatMap((mount) =>
    isContextMount(mount) ? [{ ...stepOf(mount, place), node, stage, place }] : [],
  );
}

/** Whether a mount binds files of the build context. */
export function isContextMount({ type, from, target }: Mount): boolean {
  return type === 'bind' && from.kind === 'context' && target !== '';
}

function stepOf(
  { source, target, options }: Mount,
  place: Place,
): Pick<CopyStep, 'copy' | 'folder' | 'anchored'> {
  const written = options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '';
  return {
    copy: {
      from: { kind: 'context' },
      sources: [{ kind: 'path', text: source, span: { start: 0, end: 0 } }],
      dest: target,
      resolvedDest: target,
      link: false,
      parents: false,
      exclude: [],
      chown: undefined,
      chmod: undefined,
    },
    folder: target,
    anchored: place.anchored || written.startsWith('/'),
  };
}
