import { isWithin } from '../../ecosystems/paths.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Mount, Node } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { TextEdit } from '../types.ts';
import { runUser, userOf } from '../moving/run-user.ts';

/** Cache mounts of a RUN that belong to root, though another user runs it. */
export interface UnwritableMount extends MountingRun {
  /** Undefined where nothing tells the number. */
  readonly uid: string | undefined;
  readonly targets: readonly string[];
  /** What names the user's number, relative to the instruction's start; undefined where that is not known. */
  readonly edits: readonly TextEdit[] | undefined;
}

/** RUNs with such mounts after which nothing more is looked for: each asks for the USER above. */
const MAX_MOUNTING = 100;

/**
 * Finds the cache mounts that nobody but root can write, under a USER: BuildKit makes their folder for user 0 with mode 0755, whatever the
 * image has there (Dockerfile reference, "RUN --mount=type=cache"). Silent where the RUN may become root, and where another
 * user's RUN has the same cache.
 */
export const findUnwritableMounts = rememberedWith((model: Model): readonly UnwritableMount[] => {
  const mounting = mountingIn(model, isRoots);
  const users = new Map<string, Set<string>>();
  for (const { node, user } of mounting) {
    for (const mount of mountsOf(node).filter(isRoots)) {
      users.set(idOf(mount), (users.get(idOf(mount)) ?? new Set()).add(user));
    }
  }
  return mounting.flatMap(({ node, user }): readonly UnwritableMount[] => {
    const own = mountsOf(node).filter((mount) => isRoots(mount) && users.get(idOf(mount))?.size === 1);
    if (own.length === 0 || !isOthers(model, { node, user })) {
      return [];
    }
    const uid = numberOf(model, node, user);
    const edits = uid === undefined ? undefined : editsFor(model, node, { own, uid });
    return [{ node, user, uid, targets: own.map(({ target }) => target), edits }];
  });
});

/** A RUN with the USER that runs it. */
export interface MountingRun {
  readonly node: Node;
  /** As it is written. */
  readonly user: string;
}

/** The RUNs with a mount of a kind, where the Dockerfile names a USER at all; at most {@link MAX_MOUNTING}. */
export function mountingIn(model: Model, isMeant: (mount: Mount) => boolean): readonly MountingRun[] {
  return model.nodes.some(({ instruction }) => instruction.keyword === 'USER')
    ? model.nodes
        .filter((node) => mountsOf(node).some(isMeant))
        .slice(0, MAX_MOUNTING)
        .map((node) => ({ node, user: userOf(model, node) }))
    : [];
}

/** Whether a RUN that is built is another user's than root's, and does not become root. */
export function isOthers(model: Model, { node, user }: MountingRun): boolean {
  return (
    isOther(user) &&
    isBuiltAtAll(model, model.stages[node.stage ?? -1]) &&
    !holdsWord(node.instruction.text, (word) => BECOME_ROOT.has(word))
  );
}

const BECOME_ROOT: ReadonlySet<string> = new Set(['sudo', 'doas', 'su']);

/** The mounts of a RUN; none of other instructions. */
export function mountsOf({ detail }: Node): readonly Mount[] {
  return detail.kind === 'run' ? detail.mounts : [];
}

/**
 * Whether a cache mount is made for root. What lies in root's home nobody else gets to, whoever may write it (closed-mounts.ts). One
 * that begins as a folder of a stage belongs to whom that does.
 */
function isRoots({ type, from, target, options }: Mount): boolean {
  const isOpen = ['uid', 'gid', 'mode', 'ro', 'readonly'].some((name) => options.has(name));
  return (
    type === 'cache' && from.kind === 'context' && target !== '' && !isWithin(target, '/root') && !isOpen
  );
}

function idOf({ id, target }: Mount): string {
  return id ?? target;
}

/** Whether a user is another one than root for certain. */
function isOther(user: string): boolean {
  const [name = ''] = user.split(':');
  return /^\d+$/.test(name) ? Number(name) > 0 : /^[a-z_][\w-]*$/.test(name) && name !== 'root';
}

function numberOf(model: Model, node: Node, user: string): string | undefined {
  const [name = ''] = user.split(':');
  return /^\d+$/.test(name) ? name : runUser(model, node)?.ids?.uid;
}

function editsFor(
  model: Model,
  node: Node,
  { own, uid }: { readonly own: readonly Mount[]; readonly uid: string },
): readonly TextEdit[] | undefined {
  const flags = parsedOf(model.file, node.instruction).flags.filter(({ name }) => name === 'mount');
  const mounts = mountsOf(node);
  if (flags.length !== mounts.length) {
    return undefined;
  }
  return flags.flatMap(({ span }, index) => {
    const mount = mounts[index];
    return mount !== undefined && own.includes(mount)
      ? [{ start: span.end, end: span.end, newText: `,uid=${uid}` }]
      : [];
  });
}
