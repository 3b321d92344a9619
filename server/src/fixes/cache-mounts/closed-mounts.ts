import { isWithin } from '../../ecosystems/paths.ts';
import type { Model, Mount } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { isOthers, mountingIn, mountsOf, type MountingRun } from './unwritable-mounts.ts';

/** Cache mounts of a RUN in the home of root, though another user runs it. */
export interface ClosedMount extends MountingRun {
  readonly targets: readonly string[];
}

/** Modes and owners that a command gives to root's home; people write less in between. */
const OPENED = /\b(chmod|chown|chgrp|setfacl|install|usermod)\b[^&|;\n]{0,200}\s\/root\/?(\s|$)/;

/**
 * Finds the cache mounts that nobody but root gets to: images make `/root` with mode 0700 (Debian, Ubuntu, Alpine) or 0550 (Fedora), and
 * package managers of other users look in their own home. Silent where the RUN may become root, and where a command opens `/root`.
 */
export const findClosedMounts = rememberedWith((model: Model): readonly ClosedMount[] => {
  const mounting = mountingIn(model, isInHome).filter((run) => isOthers(model, run));
  return mounting.length === 0 || model.nodes.some(({ instruction }) => OPENED.test(instruction.text))
    ? []
    : mounting.map(({ node, user }) => ({
        node,
        user,
        targets: mountsOf(node)
          .filter(isInHome)
          .map(({ target }) => target),
      }));
});

function isInHome({ type, target }: Mount): boolean {
  return type === 'cache' && target !== '' && isWithin(target, '/root');
}
