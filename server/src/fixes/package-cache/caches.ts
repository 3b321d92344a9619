import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { isBerry } from '../../ecosystems/javascript/yarn-version.ts';
import { programOf } from '../../ecosystems/program-by-path.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import { cacheVariable, mountsAny } from '../cache-mounts/cache-folders.ts';
import { meetsFolder } from './cache-places.ts';
import { callOf, hasOption, type Call } from './call.ts';
import { cleanUpsOf, removesFolder } from './clean-ups.ts';
import type { Keeper } from './keeper.ts';
import { keepersOf } from './keepers.ts';
import type { CacheLeft, Fill, Remedy } from './left.ts';
import type { WithoutManifest } from './no-manifest.ts';
import { reachedOf } from './reached.ts';
import { emptyBy, removeBehind, type Called, type RunOf } from './remedies.ts';
import { exportsOf, noteVariable, setsCache } from './settings.ts';
import { sudoOf } from './sudo.ts';
import { tellingOf } from './telling.ts';

/** What a RUN finds. */
export interface Around {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  readonly withoutManifest: WithoutManifest;
}

/** The caches that a RUN leaves behind; adds to `told` what it sets for those further down. */
export function readCaches(
  node: Node,
  all: readonly RunPart[],
  told: Set<string>,
  { model, context, withoutManifest }: Around,
): readonly CacheLeft[] {
  const reads = all.map((part) => ({ part, read: programOf(part.command) }));
  const keepers = keepersOf(reads.flatMap(({ read }) => read?.name ?? []));
  return keepers.flatMap((keeper) => {
    const called = reads.flatMap(({ part, read }): readonly Own[] => {
      const args = read && keeper.args(read);
      return read === undefined || args === undefined
        ? []
        : [{ part, read, args, call: callOf(args, keeper.valued) }];
    });
    const run = { model, node, all, called: new Map(called.map((one) => [one.part, one])) };
    const fills = called.length === 0 ? [] : fillsLeft(keeper, run, told);
    const telling = tellingOf(keeper, fills, () => withoutManifest(node, all));
    return telling !== undefined &&
      !mounts(node, keeper) &&
      (keeper.id !== 'yarn' || areClassic(fills, context))
      ? leftBy(keeper, run, fills, telling)
      : [];
  });
}

/** A command of one package manager. */
interface Own extends Called {
  readonly call: Call;
}

interface Run extends RunOf {
  readonly model: Model;
  readonly called: ReadonlyMap<RunPart, Own>;
}

/** The commands that fill the cache behind the last one that empties it. */
function fillsLeft(keeper: Keeper, { model, node, all, called }: Run, told: Set<string>): readonly Own[] {
  const { parts } = reachedOf(all);
  const { empties, atEnd } = cleanUpsOf(parts, node.instruction.text, (part, read) => {
    const args = read && keeper.args(read);
    return (
      removesFolder(keeper.folders, part, read) ||
      (args !== undefined && keeper.empties(callOf(args, keeper.valued)))
    );
  });
  const { tells = setsCache, costs } = keeper;
  const exported = new Set<string>();
  let hasInstalled = false;
  let fills: Own[] = [];
  for (const part of parts) {
    const own = called.get(part);
    for (const name of exportsOf(part)) {
      noteVariable(name, exported);
    }
    if (own !== undefined && tells(own.call)) {
      told.add(keeper.id);
    } else if (own !== undefined && keeper.fills(own.call)) {
      const isOff =
        hasOption(own.call, keeper.off) ||
        told.has(keeper.id) ||
        exported.has(keeper.id) ||
        cacheVariable(keeper.ecosystem, own.read.env.keys()) !== undefined ||
        costs?.(own, node, model) === false;
      hasInstalled ||= keeper.once === true;
      fills.push(...(isOff ? [] : [own]));
    } else if (empties(part, own?.read ?? programOf(part.command))) {
      fills = [];
    }
  }
  if (hasInstalled) {
    told.add(keeper.id);
  }
  return atEnd ? [] : fills;
}

function mounts({ detail }: Node, { ecosystem, folders }: Keeper): boolean {
  const own = detail.kind === 'run' ? detail.mounts : [];
  return (
    mountsAny(ecosystem, own, []) ||
    own.some(
      ({ type, target }) =>
        ['cache', 'tmpfs', 'bind'].includes(type) && folders.some((folder) => meetsFolder(target, folder)),
    )
  );
}

/** Later versions of yarn may run programs out of their cache. */
function areClassic(fills: readonly Own[], context: ContextSnapshot | undefined): boolean {
  const words = new Set(fills.flatMap(({ call }) => call.words));
  const query = context && queryOf(context);
  const isPlain = words.has('--frozen-lockfile') || words.has('global') || query?.has('.yarnrc.yml') === 'no';
  return isPlain && !words.has('--immutable') && (query === undefined || !isBerry('', query));
}

function leftBy(keeper: Keeper, run: Run, fills: readonly Own[], { part }: Own): readonly CacheLeft[] {
  const { model, node } = run;
  const last = fills[fills.length - 1];
  if (last === undefined) {
    return [];
  }
  const { id, ecosystem, remedy } = keeper;
  if ('remove' in remedy) {
    const rm = remedy.remove(last, node, model);
    // Whose home it is in is not known then.
    const isElsewhere = fills.some(({ part: one, read }) => read.env.has('HOME') || sudoOf(node, one) !== '');
    return rm === undefined || isElsewhere
      ? []
      : [
          {
            node,
            id,
            part,
            kind: 'cache',
            remedy: removeBehind(run, last.part, [], rm),
            user: undefined,
            shared: undefined,
          },
        ];
  }
  // What the system's package managers keep lies in one place, whoever calls them.
  const isOwn = 'words' in remedy && ecosystem.family !== 'system';
  const shared = isOwn ? sharedBy(node, fills) : undefined;
  return [
    {
      node,
      id,
      part,
      kind: 'cache',
      remedy:
        'words' in remedy
          ? emptyBy(run, last, remedy.words, shared !== undefined)
          : withFlag(run, fills, id, remedy.flag),
      user: undefined,
      shared,
    },
  ];
}

function sharedBy(node: Node, fills: readonly Own[]): CacheLeft['shared'] {
  const sudos = new Set(fills.map(({ part }) => sudoOf(node, part)));
  const homes = new Set(fills.map(({ read: { env } }) => (env.has('HOME') ? env.get('HOME') : '')));
  return sudos.size > 1 ? 'sudo' : homes.size > 1 ? 'HOME' : undefined;
}

/** Only apk has a command that does nothing but fill the cache. */
function withFlag(run: Run, fills: readonly Own[], id: string, flag: string): Remedy {
  const filling = fills.map(({ part }) => part);
  const updates = fills.filter(({ call: { verb } }) => id === 'apk' && verb?.text === 'update');
  if (updates.length === 0) {
    return { kind: 'flag', flag, fills: fills.map(fillOf) };
  }
  const others = [...run.called.values()].filter(
    ({ call: { verb } }) => !NEED_NO_INDEX.has(verb?.text ?? ''),
  );
  if (updates.length === fills.length && others.length === 0) {
    return { kind: 'drop', parts: filling };
  }
  const last = reachedOf(run.all).parts.findLast((part) => run.called.has(part));
  return last === undefined
    ? { kind: 'drop', parts: filling }
    : removeBehind(run, last, filling, 'rm -rf /var/cache/apk/*');
}

/** Those that fetch the index where it is missing or older than four hours, and leave it alone with --no-cache. */
const NEED_NO_INDEX = new Set(['add', 'upgrade', 'update', 'del']);

function fillOf({ part, call: { verb } }: Own): Fill {
  return {
    part,
    flagAt: verb === undefined || verb.span.end === verb.span.start ? undefined : verb.span.end,
  };
}
