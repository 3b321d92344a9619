import { commandOf } from '../../ecosystems/command.ts';
import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { placesOf } from '../moving/places.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** A RUN that only fetches lists of packages, and the RUN below that installs by them. */
export interface UpdateAlone {
  readonly node: Node;
  /** The command that fetches them. */
  readonly update: RunPart;
  /** True when the RUN does nothing else. */
  readonly only: boolean;
  readonly install: Node;
  /** The first command of that RUN that installs by the lists. */
  readonly installPart: RunPart;
  /** True when USER, SHELL or the like stands between the two. */
  readonly apart: boolean;
}

interface Lists {
  readonly family: string;
  readonly kind: 'update' | 'install';
}

/** Which programs share their lists, and what fetches and uses them. `yum update` upgrades packages: it is none of these. */
const PROGRAMS: ReadonlyMap<
  string,
  { readonly family: string; readonly update: ReadonlySet<string>; readonly install: ReadonlySet<string> }
> = new Map(
  (
    [
      [
        'apt',
        ['apt-get', 'apt', 'aptitude'],
        ['update'],
        ['install', 'upgrade', 'dist-upgrade', 'full-upgrade'],
      ],
      ['apk', ['apk'], ['update'], ['add', 'upgrade']],
      ['dnf', ['dnf', 'yum', 'microdnf'], ['makecache'], ['install', 'update', 'upgrade']],
      ['zypper', ['zypper'], ['refresh', 'ref'], ['install', 'in', 'update', 'up']],
    ] as const
  ).flatMap(([family, programs, update, install]) =>
    programs.map(
      (program) =>
        [program, { family, update: new Set<string>(update), install: new Set<string>(install) }] as const,
    ),
  ),
);

/** `apk add` that fetches the lists itself. */
const FETCHES = new Set(['--no-cache', '-U', '--update', '--update-cache']);

/** Lists that are fetched in a step of their own, in document order. */
export const findUpdatesAlone = rememberedWith(find);

function find(model: Model): readonly UpdateAlone[] {
  return model.stages.filter(({ role }) => role !== 'unused').flatMap((stage) => inStage(model, stage));
}

interface Open {
  readonly node: Node;
  readonly update: RunPart;
  readonly only: boolean;
  apart: boolean;
}

function inStage(model: Model, { first, end }: Stage): readonly UpdateAlone[] {
  const found: UpdateAlone[] = [];
  const open = new Map<string, Open>();
  for (const node of model.nodes.slice(first + 1, end)) {
    const { keyword } = node.instruction;
    if (keyword !== 'RUN') {
      for (const one of open.values()) {
        one.apart ||= keyword === 'USER' || keyword === 'SHELL' || keyword === 'ONBUILD';
      }
      continue;
    }
    const parts = partsOf(model, node);
    const fresh = new Map<string, RunPart>();
    for (const part of parts) {
      const lists = listsOf(part);
      if (lists?.kind === 'update') {
        fresh.set(lists.family, part);
        open.delete(lists.family);
      }
      const alone = lists?.kind === 'install' ? open.get(lists.family) : undefined;
      if (lists?.kind === 'install') {
        open.delete(lists.family);
        fresh.delete(lists.family);
      }
      if (alone !== undefined) {
        const { node: updating, update, only, apart } = alone;
        found.push({ node: updating, update, only, apart, install: node, installPart: part });
      }
    }
    for (const [family, update] of fresh) {
      const isKept = node.detail.kind === 'run' && node.detail.mounts.some(({ type }) => type === 'cache');
      if (!isKept && !node.instruction.text.includes('/var/lib/apt/lists')) {
        open.set(family, { node, update, only: parts.length === 1, apart: false });
      }
    }
  }
  return found.sort((a, b) => a.node.index - b.node.index);
}

function partsOf(model: Model, node: Node): readonly RunPart[] {
  const script = scriptOf(model.file, node.instruction);
  const isRead = placesOf(model)[node.index]?.readableShell === true || script?.form === 'exec';
  return script?.complete === true && isRead ? runParts(script) : [];
}

function listsOf({ command }: RunPart): Lists | undefined {
  const read = commandOf(command);
  const program = read && PROGRAMS.get(read.name);
  if (read === undefined || program === undefined) {
    return undefined;
  }
  const words = read.args.map(({ text }) => text);
  const verb = words.find((word) => program.update.has(word) || program.install.has(word));
  if (verb === undefined) {
    return undefined;
  }
  const fetches = program.family === 'apk' && words.some((word) => FETCHES.has(word));
  return { family: program.family, kind: program.update.has(verb) || fetches ? 'update' : 'install' };
}
