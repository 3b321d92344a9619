import type { ContextSnapshot } from '../../context/types.ts';
import { ECOSYSTEMS } from '../../ecosystems/index.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Ecosystem } from '../../ecosystems/types.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove, variableNames } from '../../model/variables.ts';
import { frontendOf } from '../frontend.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { cacheMounts, cacheVariable, mountsAny, toldFolder, type CacheMount } from './cache-folders.ts';
import { downloads } from './downloads.ts';
import { runUser } from '../moving/run-user.ts';

/** A package manager in a RUN that keeps nothing of what it downloads for the next build. */
export interface UncachedManager {
  readonly ecosystem: Ecosystem;
  /** Its commands that download. */
  readonly parts: readonly RunPart[];
  /** What to mount; empty where `obstacle` says why that is not known. */
  readonly mounts: readonly CacheMount[];
}

/** A RUN with such package managers. */
export interface UncachedRun {
  readonly node: Node;
  readonly parts: readonly RunPart[];
  readonly managers: readonly UncachedManager[];
  /** Why no mount can be written, as a clause. */
  readonly obstacle: string | undefined;
}

const BY_ID: ReadonlyMap<string, Ecosystem> = new Map(ECOSYSTEMS.map((one) => [one.id, one]));

/** After so many in one file nothing more is looked for. */
const MAX_FOUND = 100;

/**
 * Finds every RUN in stages that are built which downloads packages and mounts none of the folders that their package manager
 * would keep them in (domain.md section 4, column 6). None for a syntax that has no cache mounts.
 */
export const findUncachedRuns = rememberedWith(findAnew);

function findAnew(model: Model, context: ContextSnapshot | undefined): readonly UncachedRun[] {
  const found: UncachedRun[] = [];
  if (!hasCacheMounts(model)) {
    return found;
  }
  for (const node of model.nodes) {
    const stage = node.stage === undefined ? undefined : model.stages[node.stage];
    if (
      node.detail.kind !== 'run' ||
      !isBuiltAtAll(model, stage) ||
      found.length >= MAX_FOUND ||
      !mayInstall(node.instruction)
    ) {
      continue;
    }
    const run = uncachedRun(model, context, node, commandsIn(model, node));
    if (run !== undefined) {
      found.push(run);
    }
  }
  return found;
}

/** False where `# syntax=` names a version without `RUN --mount`, or a frontend of somebody else. */
export function hasCacheMounts(model: Model): boolean {
  const { isDockers, tag } = frontendOf(model.file);
  if (!isDockers || tag === undefined) {
    return isDockers;
  }
  const version = /^(\d+)(?:\.(\d+))?/.exec(tag);
  const isOld = version !== null && version[1] === '1' && version[2] !== undefined && Number(version[2]) < 2;
  return !isOld || /experimental|labs/.test(tag);
}

function uncachedRun(
  model: Model,
  context: ContextSnapshot | undefined,
  node: Node,
  parts: readonly RunPart[],
): UncachedRun | undefined {
  const groups = new Map<Ecosystem, RunPart[]>();
  for (const part of parts) {
    const ecosystem = downloads(part)
      ? BY_ID.get(part.ecosystem ?? part.install?.ecosystem.id ?? '')
      : undefined;
    if (ecosystem !== undefined && ecosystem.caches.length > 0) {
      const group = groups.get(ecosystem) ?? [];
      group.push(part);
      groups.set(ecosystem, group);
    }
  }
  if (groups.size === 0) {
    return undefined;
  }
  const own = node.detail.kind === 'run' ? node.detail.mounts : [];
  const open = [...groups].filter(([ecosystem]) => !mountsAny(ecosystem, own, []));
  if (open.length === 0) {
    return undefined;
  }
  const valueOf = (name: string): string | undefined => valueAbove(model, node, name);
  const user = runUser(model, node);
  let obstacle: string | undefined;
  const managers: UncachedManager[] = [];
  for (const [ecosystem, ownParts] of open) {
    const [part] = ownParts;
    const told = ownParts.map(({ command }) => toldFolder(ecosystem, command));
    const [first] = told;
    const isEmptied = parts.some((one) => one.ecosystem === ecosystem.id && empties(one));
    const mounts =
      user === undefined || part === undefined
        ? []
        : cacheMounts(ecosystem, part.command, { user, valueOf, context, told: first?.target, isEmptied });
    if (mountsAny(ecosystem, own, mounts) || (user !== undefined && mounts.length === 0)) {
      continue;
    }
    const option = told.find((one) => one !== undefined)?.option;
    if (
      option !== undefined &&
      told.some((one) => one?.target === undefined || one.target !== first?.target)
    ) {
      obstacle ??= `\`${option}\` says where the cache is`;
    }
    const names = [
      ...variableNames(model).filter((name) => valueOf(name) !== undefined),
      ...ownParts.flatMap(({ command }) => command.assignments.map(({ name }) => name)),
    ];
    const variable = cacheVariable(ecosystem, names);
    if (variable !== undefined) {
      obstacle ??= `${variable} says where the cache is, or that there is none`;
    }
    obstacle ??= offlineReader(model, node, ecosystem);
    managers.push({ ecosystem, parts: ownParts, mounts });
  }
  if (user === undefined) {
    obstacle ??= 'the home directory or the number of the user is not known';
  }
  return managers.length === 0 ? undefined : { node, parts, managers, obstacle };
}

/** `yarn cache clean`. */
function empties({ role, command: { words } }: RunPart): boolean {
  return role === 'companion' && words.some(({ text }) => text === 'clean');
}

/**
 * A later RUN of the stage that insists on finding the packages where they were downloaded to, and does not mount that folder, as a
 * clause.
 */
function offlineReader(model: Model, node: Node, ecosystem: Ecosystem): string | undefined {
  const option = OFFLINE.get(ecosystem.id);
  if (option === undefined || node.stage === undefined) {
    return undefined;
  }
  for (let index = node.index + 1; index < (model.stages[node.stage]?.end ?? 0); index++) {
    const later = model.nodes[index];
    const mounts = later?.detail.kind === 'run' ? later.detail.mounts : undefined;
    if (
      later !== undefined &&
      mounts !== undefined &&
      later.instruction.text.includes(option) &&
      !mountsAny(ecosystem, mounts, [])
    ) {
      return `\`${option}\` on line ${String(later.instruction.line)} reads what is downloaded where it is`;
    }
  }
  return undefined;
}

/** Options by which commands do without downloads of their own. */
const OFFLINE: ReadonlyMap<string, string> = new Map([
  ['dotnet', '--no-restore'],
  ['maven', '--offline'],
  ['gradle', '--offline'],
  ['cargo', '--offline'],
  ['pnpm', '--offline'],
]);
