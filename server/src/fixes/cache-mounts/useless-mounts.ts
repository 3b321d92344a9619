import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { runParts, type RunPart } from '../../ecosystems/run-parts.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Mount, Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { placesOf } from '../moving/places.ts';
import type { TextEdit } from '../types.ts';
import { CONTRADICTIONS, type CacheUse, type Contradictions } from './contradictions.ts';
import { downloads } from './downloads.ts';
import { runUser } from './run-user.ts';
import { beforeWildcard, flagEdits, gapBefore, withoutPart } from './taking-out.ts';

/** Cache mounts of a RUN that are of no use to the package manager whose cache they are. */
export interface UselessMount {
  readonly node: Node;
  /** The package manager. */
  readonly id: string;
  /** Where they are, in the image. */
  readonly targets: readonly string[];
  /** `unused`: an option or a variable keeps it from its cache. `emptied`: a command of the same RUN empties it. */
  readonly kind: 'unused' | 'emptied';
  /** What does so, as it is written. */
  readonly by: string;
  /** Takes that out, relative to the instruction's start; undefined where it can't be. */
  readonly edits: readonly TextEdit[] | undefined;
}

/** After so many in one file nothing more is looked for. */
const MAX_FOUND = 100;

/** Finds the cache mounts that stay empty, in stages that are built, in document order. */
export const findUselessMounts = rememberedWith(find);

function find(model: Model): readonly UselessMount[] {
  const found: UselessMount[] = [];
  const places = placesOf(model);
  for (const node of model.nodes) {
    const mounts = node.detail.kind === 'run' ? node.detail.mounts.filter(isCache) : [];
    if (mounts.length === 0 || found.length >= MAX_FOUND || !mayInstall(node.instruction)) {
      continue;
    }
    const stage = model.stages[node.stage ?? -1];
    const script = scriptOf(model.file, node.instruction);
    const isReadable = places[node.index]?.readableShell === true || script?.form === 'exec';
    if (script?.complete === true && isReadable && stage !== undefined && stage.role !== 'unused') {
      const useless = uselessIn(model, node, mounts, runParts(script));
      // The words of the JSON form are no words of a text.
      found.push(
        ...(script.form === 'exec' ? useless.map((one) => ({ ...one, edits: undefined })) : useless),
      );
    }
  }
  return found;
}

/** One that another stage fills is not empty, whatever happens here. */
function isCache({ type, from, target }: Mount): boolean {
  return type === 'cache' && from.kind === 'context' && target !== '';
}

/** A package manager's commands in a RUN. */
interface Group {
  readonly id: string;
  readonly contradictions: Contradictions;
  readonly parts: readonly RunPart[];
}

function uselessIn(
  model: Model,
  node: Node,
  mounts: readonly Mount[],
  parts: readonly RunPart[],
): readonly UselessMount[] {
  return groupsIn(parts).flatMap((group): readonly UselessMount[] => {
    const used = group.contradictions.uses.flatMap((use) => {
      const folder = folderOf(model, node, use);
      const mount = folder === undefined ? undefined : mounts.find(({ target }) => isWithin(folder, target));
      return folder === undefined || mount === undefined ? [] : [{ folder, mount, use }];
    });
    const first = used[0];
    if (first === undefined || isElsewhere(model, node, group)) {
      return [];
    }
    const unused = unusedBy(model, node, group);
    if (unused !== undefined) {
      return [{ node, id: group.id, targets: [first.mount.target], kind: 'unused', ...unused }];
    }
    return parts.flatMap((_part, index) => {
      const emptied = emptiedBy(node, parts, index, { id: group.id, used });
      return emptied === undefined ? [] : [{ node, id: group.id, kind: 'emptied', ...emptied } as const];
    });
  });
}

function groupsIn(parts: readonly RunPart[]): readonly Group[] {
  const groups = new Map<string, RunPart[]>();
  for (const part of parts) {
    const id = downloads(part) ? idOf(part) : undefined;
    if (id !== undefined && CONTRADICTIONS.has(id)) {
      const group = groups.get(id) ?? [];
      group.push(part);
      groups.set(id, group);
    }
  }
  return [...groups].flatMap(([id, own]) => {
    const contradictions = CONTRADICTIONS.get(id);
    return contradictions === undefined ? [] : [{ id, contradictions, parts: own }];
  });
}

/** `uv pip install` installs as pip does, out of uv's cache. */
function idOf({ ecosystem, install, command }: RunPart): string | undefined {
  const id = ecosystem ?? install?.ecosystem.id;
  return id === 'pip' && commandOf(command)?.name === 'uv' ? 'uv' : id;
}

/** Where the folder is; undefined where that is not known. */
function folderOf(model: Model, node: Node, { folder, told }: CacheUse): string | undefined {
  const named = told && valueAbove(model, node, told);
  if (named !== undefined) {
    return /^\/[\w./-]+$/.test(named) ? resolvePath('/', named) : undefined;
  }
  const isYarns = folder.endsWith('/yarn');
  const user = folder.startsWith('~/') || isYarns ? runUser(model, node) : undefined;
  if (folder.startsWith('~/')) {
    return user && `${user.home}${folder.slice(1)}`;
  }
  // What yarn takes for root's home is there.
  return isYarns && (user === undefined || user.ids !== undefined) ? undefined : folder;
}

/** Whether the cache may be in another folder all the same: another home, options, variables, a later version of yarn. */
function isElsewhere(model: Model, node: Node, { parts }: Group): boolean {
  return (
    parts.some(
      ({ command: { words, assignments } }) =>
        words[0]?.text === 'sudo' ||
        words.some(({ text }) => ELSEWHERE.test(text)) ||
        assignments.some(({ name }) => /^HOME$|CACHE|^GOPATH$/i.test(name)),
    ) || VARIABLES.some((name) => valueAbove(model, node, name) !== undefined)
  );
}

/** Variables that move the caches of several package managers, or of one beside another variable. */
const VARIABLES = ['XDG_CACHE_HOME', 'GOPATH', 'CONDA_PKGS_DIRS', 'YARN_GLOBAL_FOLDER', 'NPM_CONFIG_CACHE'];

const ELSEWHERE =
  /^--(?:cache|cache-dir|cache-folder|global-folder|cachedir|root|installroot|immutable)(?:=|$)/;

type Way = Pick<UselessMount, 'by' | 'edits'>;

/** What keeps all commands of a package manager from its cache. */
function unusedBy(model: Model, node: Node, { id, contradictions, parts }: Group): Way | undefined {
  const { flags = [], variable } = contradictions;
  const flagged = parts.map(({ command }) => command.words.find(({ text }) => flags.includes(text)));
  const [flag] = flagged;
  if (flag !== undefined && flagged.every((one) => one !== undefined)) {
    const known = new Set(flags);
    const edits = parts.flatMap((part) => flagEdits(part, known, id));
    const isWritten = edits.every(({ start, end }) => end > start);
    return { by: flag.text, edits: isWritten ? edits : undefined };
  }
  const isOn =
    variable !== undefined &&
    !parts.some(({ command }) => command.assignments.some(({ name }) => name === variable)) &&
    /^(?:1|true|yes|on)$/i.test(valueAbove(model, node, variable) ?? '');
  return isOn ? { by: variable, edits: undefined } : undefined;
}

/** A folder of a cache that is mounted. */
interface Used {
  readonly folder: string;
  readonly mount: Mount;
  readonly use: CacheUse;
}

/** What one command of a RUN empties; it may be taken out where all of that is in the mounts, and nothing in the image. */
function emptiedBy(
  node: Node,
  parts: readonly RunPart[],
  index: number,
  { id, used }: { readonly id: string; readonly used: readonly Used[] },
): (Way & Pick<UselessMount, 'targets'>) | undefined {
  const part = parts[index];
  const read = part === undefined || part.command.conditional ? undefined : commandOf(part.command);
  if (part === undefined || read === undefined) {
    return undefined;
  }
  const by = textOf(node, part);
  if (idOf(part) === id) {
    const line = withoutYes(read.args.map(({ text }) => text).join(' '));
    const gone = used.filter(({ use }) => use.emptied.includes(line));
    // apt removes what it has made of the lists with the archives, one folder above them.
    const isInMounts = gone.every(({ folder, mount }) =>
      isWithin(folder.replace(/\/archives$/, ''), mount.target),
    );
    const edit = isInMounts ? withoutPart(node, parts, index) : undefined;
    return gone.length === 0 ? undefined : { targets: targetsOf(gone), by, edits: edit && [edit] };
  }
  const operands = read.name === 'rm' ? read.args.filter(({ text }) => !text.startsWith('-')) : [];
  const words = operands.filter(({ text }) => used.some(({ folder }) => empties(text, folder)));
  if (words.length === 0) {
    return undefined;
  }
  const gone = used.filter(({ folder }) => words.some(({ text }) => empties(text, folder)));
  const isInMounts = words.every(({ text }) =>
    gone.some(({ mount }) => isWithin(pathOf(text), mount.target)),
  );
  const all =
    words.length === operands.length
      ? [withoutPart(node, parts, index)]
      : words.map((word) => gapAnd(node, word));
  const edits = all.filter((edit) => edit !== undefined);
  return {
    targets: targetsOf(gone),
    by,
    edits: isInMounts && edits.length === all.length ? edits : undefined,
  };
}

function gapAnd(node: Node, { span: { start, end } }: ShellWord): TextEdit {
  return { start: gapBefore(node, start), end, newText: '' };
}

function targetsOf(used: readonly Used[]): readonly string[] {
  return [...new Set(used.map(({ mount }) => mount.target))];
}

/** Options of package managers that answer their questions say nothing of what is emptied. */
function withoutYes(line: string): string {
  return line.replace(/(?:^| )(?:-y|--yes|-q|-qq|--quiet)(?= |$)/g, '').trim();
}

/** Whether all of a folder goes away. */
function empties(written: string, folder: string): boolean {
  return written.startsWith('/') && pathOf(written) !== '/' && isWithin(folder, pathOf(written));
}

function pathOf(written: string): string {
  const path = resolvePath('/', beforeWildcard(written));
  // `/var/lib/apt/li*` is no folder of that name.
  return /[^/][*?[{]/.test(written) ? '/' : path;
}

function textOf({ instruction }: Node, { command }: RunPart): string {
  return instruction.text.slice(command.span.start, command.span.end);
}
