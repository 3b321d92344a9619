import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import type { Paths } from '../moving/command-paths.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import type { ImagePath } from '../moving/copy-step.ts';
import { filesWorkedOn } from '../moving/leaves-alone.ts';
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
  /** Whether it may read a file, or do something else with it than to change it in such a way. */
  readonly uses: (path: ImagePath) => boolean;
}

/** The edits of a RUN in any case, in order; undefined for other instructions, and where it mounts files of the context. */
export function runEdits(model: Model, node: Node): RunEdits | undefined {
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
    const named = worked && placed(worked, place);
    const what = named?.length === 1 && runsInAnyCase(part) ? changeOf(part) : undefined;
    return { part, named, what };
  });
  return {
    edits: commands.flatMap(({ part: { command }, named, what }) =>
      what === undefined ? [] : (named ?? []).map((path) => ({ node, command, ...what, path })),
    ),
    alone:
      commands.length > 0 &&
      commands.every(({ what, part }) => what !== undefined || part.role === 'options'),
    uses: (path) => commands.length === 0 || commands.some((one) => mayUse(one, path)),
  };
}

interface ReadCommand {
  readonly part: RunPart;
  /** The files that it works on; undefined where it may work on others. */
  readonly named: readonly ImagePath[] | undefined;
  readonly what: Pick<FileEdit, 'kind' | 'mode'> | undefined;
}

function placed(
  { absolute, relative }: Paths,
  { directory, anchored }: { readonly directory: string; readonly anchored: boolean },
): readonly ImagePath[] {
  return [
    ...absolute.map((path) => ({ path, anchored: true })),
    ...relative.map((path) => ({ path: resolvePath(directory, path), anchored })),
  ];
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

/** Commands that go by names of packages, and settings; what they read of a project is manifests. */
const BY_NAME: ReadonlySet<RunPart['role']> = new Set([
  'packages',
  'system',
  'companion',
  'options',
  'variables',
  'directory',
]);

/** Whether a command may need a file as it is: one that is not known may need all, and an install all but scripts that start a container. */
function mayUse({ part, named, what }: ReadCommand, { path, anchored }: ImagePath): boolean {
  if (named !== undefined) {
    return (
      what === undefined &&
      named.some((one) => one.anchored !== anchored || one.path === path || path.startsWith(`${one.path}/`))
    );
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isNamed = part.command.words.some(({ text }) => text.includes(name));
  const isApart =
    BY_NAME.has(part.role) || (part.role === 'install' && /entry.?point|^start|^run/i.test(name));
  return isNamed || !isApart;
}
