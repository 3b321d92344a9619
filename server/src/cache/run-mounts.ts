import { cleanPath } from '../model/paths.ts';
import type { Mount, Source } from '../model/types.ts';
import type { Read, ReadFrom } from './definition.ts';
import { dedupeSelectors } from './selector.ts';
import type { Selector } from './selector.ts';

/** What the mounts of a RUN add to its key. */
export interface MountParts {
  /** The mounts without what they read. */
  readonly text: string;
  readonly reads: readonly Read[];
}

/**
 * The mounts as they count in a RUN's key (ExecOp.CacheMap in solver/llbsolver/ops/exec.go; domain.md 2.3 and 2.4): in order
 * of their targets, without the paths they read (their content counts instead), without the contents of secrets and
 * caches. A cache's id and sharing count only while they are the default.
 */
export function mountParts(mounts: readonly Mount[]): MountParts {
  const sorted = [...mounts].sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0));
  const selectors = new Map<string, { index: number; from: ReadFrom; selectors: Selector[] }>();
  const files: unknown[] = [];
  const secrets: unknown[] = [];
  for (const mount of sorted) {
    if (mount.type === 'bind' || (mount.type === 'cache' && mount.from.kind !== 'context')) {
      const name = sourceName(mount.from);
      const group = selectors.get(name) ?? {
        index: selectors.size,
        from: readFrom(mount.from),
        selectors: [],
      };
      group.selectors.push({ source: mount.source, parents: false, exclude: [] });
      selectors.set(name, group);
      files.push([mount.type, mount.target, group.index, isReadOnly(mount), cacheText(mount), owner(mount)]);
    } else if (mount.type === 'cache') {
      files.push([mount.type, mount.target, isReadOnly(mount), cacheText(mount), owner(mount)]);
    } else if (mount.type === 'tmpfs') {
      files.push([mount.type, mount.target, mount.options.get('size')]);
    }
  }
  for (const { type, target, id, options } of mounts) {
    if (type === 'secret' || type === 'ssh') {
      const name = type === 'secret' ? (options.get('source') ?? id ?? baseOf(target)) : id;
      const extras = ['env', 'uid', 'gid'].map((key) => options.get(key));
      const isFile = type === 'secret' && target === '' && !options.has('env');
      const place = isFile ? `/run/secrets/${baseOf(name ?? '')}` : target;
      secrets.push([type, name, place, isRequired(options), octal(options.get('mode')), ...extras]);
    }
  }
  return {
    text: JSON.stringify([files, secrets]),
    reads: [...selectors.values()].map((group) => ({
      from: group.from,
      selectors: dedupeSelectors(group.selectors),
    })),
  };
}

/** A source of the model as something to read from. */
export function readFrom(source: Source): ReadFrom {
  return source.kind === 'image' ? { kind: 'named', name: source.name } : source;
}

function sourceName(source: Source): string {
  return source.kind === 'stage'
    ? `stage ${source.stage}`
    : source.kind === 'image'
      ? `image ${source.name}`
      : '';
}

/** Bind mounts can only be read unless they say otherwise, caches the other way round (parseMount). */
function isReadOnly({ type, options }: Mount): boolean {
  const isTrue = (value: string): boolean => /^(1|t|true|)$/i.test(value);
  const writable = options.get('readwrite');
  const readonly = options.get('readonly');
  if (writable !== undefined || readonly !== undefined) {
    return writable === undefined ? isTrue(readonly ?? '') : !isTrue(writable);
  }
  return type === 'bind';
}

/** checkShouldClearCacheOpts: the id counts when it is the target itself, shared; any other is left out. */
function cacheText({ type, target, id, options }: Mount): string {
  if (type !== 'cache') {
    return '';
  }
  const name = id === undefined || id === '' ? cleanPath(options.get('target') ?? '') : id;
  const sharing = (options.get('sharing') ?? 'shared').toLowerCase();
  return sharing !== 'private' && sharing !== 'locked' && (name === target || `/${name}` === target)
    ? name
    : '';
}

/** uid, gid and mode of a cache make a folder of their own, whose header is read like a file. */
function owner({ options }: Mount): readonly (string | undefined)[] {
  return [octal(options.get('mode')), options.get('uid'), options.get('gid')];
}

/** A mode as BuildKit parses it: `644` for `0644`; anything else stays. */
export function octal(mode: string | undefined): string | undefined {
  return mode === undefined || !/^[0-7]+$/.test(mode) ? mode : Number.parseInt(mode, 8).toString(8);
}

function isRequired(options: ReadonlyMap<string, string>): boolean {
  const required = options.get('required');
  return required !== undefined && /^(1|t|true|)$/i.test(required);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
