import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import type { ImagePath } from '../moving/copy-step.ts';
import { imagePaths } from '../moving/image-paths.ts';
import { filesWorkedOn } from '../moving/leaves-alone.ts';
import { isHidden, isSetting } from '../moving/setting-names.ts';
import { placesOf } from '../moving/places.ts';
import { redirectsToFile, runTextOf } from '../moving/redirections.ts';
import { SPEAKING } from '../moving/speaking.ts';

/** A command of a RUN that changes one file, which it names. */
export interface FileEdit {
  readonly node: Node;
  readonly command: ShellCommand;
  /** What it changes of the file. */
  readonly kind: 'mode' | 'owner' | 'content';
  /** The mode of chmod, as it is written; undefined for the others. */
  readonly mode: string | undefined;
  readonly path: ImagePath;
}

/** What a RUN does with files. */
export interface RunEdits {
  readonly edits: readonly FileEdit[];
  /** Whether all of its commands are such edits, so that it can move as a whole. */
  readonly alone: boolean;
  /** Whether it may read a file as it is, or do something else with it than to change it in such a way. */
  readonly uses: (path: ImagePath) => boolean;
}

/** The edits of a RUN in any case, in order; undefined for other instructions, and where it mounts files of the context. */
export function runEdits(model: Model, node: Node, context: ContextSnapshot): RunEdits | undefined {
  const place = placesOf(model)[node.index];
  if (
    node.detail.kind !== 'run' ||
    place === undefined ||
    node.detail.mounts.some(({ type }) => type === 'bind')
  ) {
    return undefined;
  }
  const run = runTextOf(node.instruction.text);
  const commands = commandsIn(model, node).map((part): ReadCommand => {
    const worked = filesWorkedOn(part, run);
    const named = worked && imagePaths(worked, place);
    const isOne = named?.length === 1 && part.command.words.every(({ literal }) => literal);
    const what = isOne && runsInAnyCase(part) ? changeOf(part) : undefined;
    return { part, named, what };
  });
  return {
    edits: commands.flatMap(({ part: { command }, named, what }) =>
      what === undefined ? [] : (named ?? []).map((path) => ({ node, command, ...what, path })),
    ),
    alone:
      commands.length > 0 &&
      commands.every(({ what, part }) => what !== undefined || part.role === 'options'),
    uses: (path) => commands.length === 0 || commands.some((one) => mayUse(one, path, context)),
  };
}

interface ReadCommand {
  readonly part: RunPart;
  /** The files that it works on; undefined where it may work on others. */
  readonly named: readonly ImagePath[] | undefined;
  readonly what: Pick<FileEdit, 'kind' | 'mode'> | undefined;
}

/** What a command changes of the one file that it names; undefined for one that reads it, or changes folders. */
function changeOf({ command }: RunPart): ReadCommand['what'] {
  const read = commandOf(command);
  const words = (read?.args ?? []).map(({ text }) => text);
  const redirects = redirectsToFile(command);
  switch (read?.name) {
    case 'chmod':
      return redirects || words.some(isRecursive)
        ? undefined
        : { kind: 'mode', mode: words.find((word) => !/^--?[cfv]/.test(word)) };
    case 'chown':
    case 'chgrp':
      return redirects || words.some(isRecursive) ? undefined : { kind: 'owner', mode: undefined };
    case 'sed':
      return redirects || !words.some((word) => /^(-[a-zA-Z]*i|--in-place)/.test(word)) ? undefined : CONTENT;
    case 'dos2unix':
    case 'unix2dos':
      return redirects ? undefined : CONTENT;
    default:
      return read !== undefined && redirects && SAYS.has(read.name) ? CONTENT : undefined;
  }
}

const CONTENT = { kind: 'content', mode: undefined } as const;
const SAYS = new Set(SPEAKING);

function isRecursive(word: string): boolean {
  return /^(-[a-zA-Z]*R|--recursive)/.test(word);
}

/** Commands that go by names of packages, and settings. */
const BY_NAME: ReadonlySet<RunPart['role']> = new Set([
  'packages',
  'system',
  'companion',
  'options',
  'variables',
  'directory',
]);

/** Whether a command may need a file as it is: one that is not known may need all. */
function mayUse({ part, named, what }: ReadCommand, path: ImagePath, context: ContextSnapshot): boolean {
  if (named !== undefined) {
    return (
      what === undefined &&
      named.some(
        (one) =>
          one.anchored !== path.anchored || one.path === path.path || path.path.startsWith(`${one.path}/`),
      )
    );
  }
  const name = baseName(path.path);
  if (part.command.words.some(({ text }) => text.includes(name))) {
    return true;
  }
  return part.role === 'install'
    ? !STARTS_CONTAINERS.test(name) || isNamedInManifests(name, context)
    : !BY_NAME.has(part.role) || (INSTALLS.has(part.role) && maySetInstalls(path));
}

/** Scripts that start a container, which no install runs unless a hook of the project's names them. */
const STARTS_CONTAINERS = /^(.*entry.?point.*|start[\w-]*|run[\w-]*)(\.sh)?$/i;

function isNamedInManifests(name: string, { texts }: ContextSnapshot): boolean {
  return [...texts].some(([path, text]) => isManifest(path) && text.includes(name));
}

const INSTALLS: ReadonlySet<RunPart['role']> = new Set(['packages', 'system']);

/** Whether a file may be a setting of what installs packages by name: a mirror, a proxy, a certificate. */
function maySetInstalls({ path }: ImagePath): boolean {
  return isSetting(path) || isHidden(path) || /^\/(etc|usr|root|home|opt|var)\//.test(path);
}
