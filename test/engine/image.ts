import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { readTar } from './tar.ts';

/** A file, folder or link of an image; its time of change does not count. */
interface ImageEntry {
  readonly type: string;
  readonly mode: string;
  readonly owner: string;
  readonly size: number;
  readonly content: string;
  readonly target: string;
}

/** An image as far as two of them are compared. */
export interface Image {
  readonly tree: ReadonlyMap<string, ImageEntry>;
  /** The image configuration as `docker image inspect` shows it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What the stand-ins write anew in each run. */
const RANDOM = '.stand-in-run';

/** The tree in a tar archive of an image's file system. */
export function readTree(archive: Buffer): Image['tree'] {
  const tree = new Map<string, ImageEntry>();
  for (const { path, type, mode, uid, gid, target, content } of readTar(archive)) {
    const counts = !path.endsWith(`/${RANDOM}`);
    tree.set(path, {
      type,
      mode: mode.toString(8),
      owner: `${uid}:${gid}`,
      size: counts ? content.length : 0,
      content: counts ? digestOf(content) : '',
      target,
    });
  }
  return tree;
}

/** The SHA-256 of a text or bytes, as a tree holds it. */
export function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Texts that a fix changes, before (undefined: there was no such file) and after. */
export interface EditedText {
  /** The file's name without its folders. */
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * How two images differ, in lines such as `app/package-lock.json: content` and `configuration: Env`; empty when they are
 * equal. Where a COPY takes along a file that the fix edits (the Dockerfile, the ignore file), that file differs as it must.
 */
export function compareImages(before: Image, after: Image, edited: readonly EditedText[]): string[] {
  const found: string[] = [];
  for (const path of [...new Set([...before.tree.keys(), ...after.tree.keys()])].sort()) {
    const old = before.tree.get(path);
    const now = after.tree.get(path);
    if (old === undefined || now === undefined) {
      if (!edited.some((text) => isEdited(text, path, old, now))) {
        found.push(`${path}: only ${old === undefined ? 'after' : 'before'}`);
      }
      continue;
    }
    const isOurs = edited.some((text) => isEdited(text, path, old, now));
    const names = (['type', 'mode', 'owner', 'content', 'target'] as const).filter(
      (name) => old[name] !== now[name] && !(isOurs && name === 'content'),
    );
    if (names.length > 0) {
      found.push(`${path}: ${names.join(', ')}`);
    }
  }
  for (const name of new Set([...Object.keys(before.config), ...Object.keys(after.config)])) {
    if (!isDeepStrictEqual(before.config[name], after.config[name])) {
      found.push(`configuration: ${name}`);
    }
  }
  return found;
}

function isEdited(
  { name, before, after }: EditedText,
  path: string,
  old: ImageEntry | undefined,
  now: ImageEntry | undefined,
): boolean {
  return (
    path.slice(path.lastIndexOf('/') + 1) === name &&
    old?.content === (before === undefined ? undefined : digestOf(before)) &&
    now?.content === digestOf(after)
  );
}
