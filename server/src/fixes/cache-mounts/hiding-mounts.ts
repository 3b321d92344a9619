import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Command } from '../../ecosystems/types.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import { fromChain } from '../../model/from-chain.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Mount, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { placesOf } from '../moving/places.ts';

/** A cache mount that lies over what a step above has made for it, so that the RUN does not find that. */
export interface HidingMount {
  readonly node: Node;
  readonly target: string;
  /** The step above, and the command of it. */
  readonly maker: Node;
  readonly made: string;
  /** The command of the RUN that does without it. */
  readonly reader: string;
  readonly what: 'compiled' | 'downloaded';
}

/** RUNs with cache mounts that are looked at, and RUNs above each. */
const MAX_MOUNTING = 50;
const MAX_ABOVE = 50;

/**
 * Finds the mounts that hide what nothing but their RUN is there for: dependencies that a step above has compiled or downloaded without
 * the mount. What is in an image at the place of a cache mount is not seen below it (Dockerfile reference, "RUN --mount=type=cache").
 */
export const findHidingMounts = rememberedWith((model: Model): readonly HidingMount[] =>
  model.nodes
    .filter((node) => cachesOf(node).length > 0 && mayInstall(node.instruction))
    .slice(0, MAX_MOUNTING)
    .flatMap((node) => hidingIn(model, node)),
);

function hidingIn(model: Model, node: Node): readonly HidingMount[] {
  const stage = model.stages[node.stage ?? -1];
  if (!isBuiltAtAll(model, stage)) {
    return [];
  }
  const readers = commandsIn(model, node).flatMap(({ command }) => commandOf(command) ?? []);
  const above = fromChain(model, stage?.index)
    .flatMap(({ first, end }) => model.nodes.slice(first, Math.min(end, node.index)))
    .filter((one) => one.detail.kind === 'run' && mayInstall(one.instruction))
    .slice(0, MAX_ABOVE);
  for (const maker of above) {
    for (const made of madeBy(model, maker)) {
      const mount = cachesOf(node).find(({ target }) => isWithin(made.folder, target));
      const reader = readers.find(
        ({ name, args }) => name === made.program && READS.has(args[0]?.text ?? ''),
      );
      const isFilled = above.some((one) => one.index > maker.index && fills(one, made));
      if (mount !== undefined && reader !== undefined && !isFilled) {
        const { text, what } = made;
        return [{ node, target: mount.target, maker, made: text, reader: nameOf(reader), what }];
      }
    }
  }
  return [];
}

/** Whether another RUN may have put the same into the cache. */
function fills(node: Node, { folder, program }: Made): boolean {
  return (
    node.instruction.text.includes(program) && cachesOf(node).some(({ target }) => isWithin(folder, target))
  );
}

/** One that another stage fills holds what that has made. */
function cachesOf({ detail }: Node): readonly Mount[] {
  return detail.kind === 'run'
    ? detail.mounts.filter(
        ({ type, from, target }) => type === 'cache' && from.kind === 'context' && target.startsWith('/'),
      )
    : [];
}

/** What a command leaves in the image for one of the same program. */
interface Made extends Pick<HidingMount, 'what'> {
  readonly program: string;
  readonly text: string;
  readonly folder: string;
}

function madeBy(model: Model, node: Node): readonly Made[] {
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const isSeen = ({ folder }: Made): boolean =>
    mounts.every(({ target }) => !isWithin(folder, target) && !isWithin(target, folder));
  return commandsIn(model, node)
    .flatMap((part) => madeByPart(model, node, part))
    .filter(isSeen);
}

function madeByPart(model: Model, node: Node, part: RunPart): readonly Made[] {
  const command = part.command.conditional ? undefined : commandOf(part.command);
  const maker = command && MAKERS.find(({ commands }) => commands.includes(nameOf(command, 3)));
  const isElsewhere =
    maker?.variables.some(
      (name) =>
        valueAbove(model, node, name) !== undefined ||
        part.command.assignments.some((assignment) => assignment.name === name),
    ) !== false;
  if (command === undefined || maker === undefined || isElsewhere || hasOption(command)) {
    return [];
  }
  const made = { program: command.name, text: nameOf(command, 3) };
  const downloaded = { ...made, folder: maker.downloads, what: 'downloaded' as const };
  const target = made.text === COOK ? targetOf(model, node, part) : undefined;
  return target === undefined ? [downloaded] : [{ ...made, folder: target, what: 'compiled' }, downloaded];
}

const COOK = 'cargo chef cook';

interface Maker {
  readonly commands: readonly string[];
  readonly downloads: string;
  readonly variables: readonly string[];
}

/**
 * Commands that are there for those below alone, where the official images keep what these download, and the variables that put it
 * elsewhere.
 */
const MAKERS: readonly Maker[] = [
  { commands: ['go mod download'], downloads: '/go/pkg/mod', variables: ['GOPATH', 'GOMODCACHE', 'GOFLAGS'] },
  {
    commands: ['cargo fetch', COOK],
    downloads: '/usr/local/cargo/registry',
    variables: ['CARGO_HOME', 'CARGO_TARGET_DIR', 'CARGO_BUILD_TARGET_DIR'],
  },
];

/** Verbs of commands that need what is made. */
const READS = new Set(['build', 'check', 'clippy', 'install', 'run', 'test', 'vet']);

function hasOption({ args }: Command): boolean {
  return args.some(({ text }) => text.startsWith('--target-dir') || text === '--manifest-path');
}

/** Where cargo compiles to; undefined where the directory is not known. */
function targetOf(model: Model, { index }: Node, { directory }: RunPart): string | undefined {
  const place = placesOf(model)[index];
  return directory === undefined || place === undefined || place.variable || !place.anchored
    ? undefined
    : resolvePath(resolvePath(place.directory, directory), 'target');
}

/** `cargo build`: the program and the verbs behind it. */
function nameOf({ name, args }: Command, most = 2): string {
  const verbs = args.findIndex(({ text }) => !/^[a-z]+$/.test(text));
  return [name, ...args.slice(0, verbs < 0 ? undefined : verbs).map(({ text }) => text)]
    .slice(0, most)
    .join(' ');
}
