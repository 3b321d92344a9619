import { isWithin } from '../../ecosystems/paths.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { otherUserOf } from './unwritable-mounts.ts';

/** Cache mounts of a RUN in the home of root, though another user runs it. */
export interface ClosedMount {
  readonly node: Node;
  /** As USER names them. */
  readonly user: string;
  readonly targets: readonly string[];
}

/** Modes and owners that a command gives to root's home. */
const OPENED = /\b(chmod|chown|chgrp|setfacl|install|usermod)\b[^&|;\n]*\s\/root\/?(\s|$)/;

/**
 * Finds the cache mounts that nobody but root gets to: images make `/root` with mode 0700 (Debian, Ubuntu, Alpine) or 0550 (Fedora), and
 * package managers of other users look in their own home. Silent where the RUN may become root, and where a command opens `/root`.
 */
export const findClosedMounts = rememberedWith((model: Model): readonly ClosedMount[] => {
  const mounting = model.nodes.filter((node) => targetsOf(node).length > 0);
  return mounting.length === 0 || model.nodes.some(({ instruction }) => OPENED.test(instruction.text))
    ? []
    : mounting.flatMap((node) => {
        const user = isBuiltAtAll(model, model.stages[node.stage ?? -1])
          ? otherUserOf(model, node)
          : undefined;
        return user === undefined ? [] : [{ node, user, targets: targetsOf(node) }];
      });
});

function targetsOf({ detail }: Node): readonly string[] {
  return detail.kind === 'run'
    ? detail.mounts.flatMap(({ type, target }) =>
        type === 'cache' && target !== '' && isWithin(target, '/root') ? [target] : [],
      )
    : [];
}
