import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Mount, Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { managerOf } from './cached-manager.ts';
import { CONTRADICTIONS, type CacheUse, type Contradictions } from './contradictions.ts';
import { dockerCleanIn, withoutDockerClean } from './docker-clean.ts';
import { downloads } from './downloads.ts';
import { emptiedBy, lossOf, type Loss, type Way } from './emptied-by.ts';
import { runUser } from '../moving/run-user.ts';
import { flagEdits } from './taking-out.ts';

/** Cache mounts of a RUN that are of no use to the package manager whose cache they are. */
export interface UselessMount extends Loss, Way {
  readonly node: Node;
  /** The package manager. */
  readonly id: string;
  /**
   * `unused`: an option or a variable keeps it from its cache. `emptied`: a command of the same RUN empties it. `cleaned`: a setting of
   * the base image does, behind every install.
   */
  readonly kind: 'unused' | 'emptied' | 'cleaned';
}

/** After so many in one file nothing more is looked for. */
const MAX_FOUND = 100;

/** Finds the cache mounts that stay empty, in stages that are built, in document order. */
export const findUselessMounts = rememberedWith(find);

function find(model: Model): readonly UselessMount[] {
  const found: UselessMount[] = [];
  const isCleaned = dockerCleanIn(model);
  for (const node of model.nodes) {
    const mounts = node.detail.kind === 'run' ? node.detail.mounts.filter(isCache) : [];
    if (mounts.length === 0 || found.length >= MAX_FOUND || !mayInstall(node.instruction)) {
      continue;
    }
    const stage = model.stages[node.stage ?? -1];
    if (isBuiltAtAll(model, stage)) {
      const useless = uselessIn({ model, node, mounts, parts: commandsIn(model, node), isCleaned });
      // The words of the JSON form are no words of a text.
      const isArray = scriptOf(model.file, node.instruction)?.form === 'exec';
      found.push(...(isArray ? useless.map((one) => ({ ...one, edits: undefined })) : useless));
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

/** A RUN with cache mounts. */
interface Mounting {
  readonly model: Model;
  readonly node: Node;
  readonly mounts: readonly Mount[];
  readonly parts: readonly RunPart[];
  readonly isCleaned: (node: Node) => boolean;
}

function uselessIn({ model, node, mounts, parts, isCleaned }: Mounting): readonly UselessMount[] {
  return groupsIn(parts).flatMap((group): readonly UselessMount[] => {
    const { id } = group;
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
      return [{ node, id, ...lossOf([first]), kind: 'unused', ...unused }];
    }
    const emptied = parts.flatMap((_part, index): readonly UselessMount[] => {
      const way = emptiedBy(node, parts, index, { id, used });
      return way === undefined ? [] : [{ node, id, kind: 'emptied', ...way }];
    });
    const archives = id === 'apt' ? used.find(({ use }) => use.holds === undefined) : undefined;
    if (archives === undefined || !group.parts.some(installs) || !isCleaned(node)) {
      return emptied;
    }
    const edit = withoutDockerClean(parts, group.parts);
    const cleaned = { kind: 'cleaned', by: 'docker-clean', edits: edit && [edit] } as const;
    return [...emptied, { node, id, ...lossOf([archives]), ...cleaned }];
  });
}

/** Without an install, nothing is done behind it. */
function installs({ command: { words } }: RunPart): boolean {
  return !words.some(({ text }) => text === '-d' || text === '--download-only');
}

function groupsIn(parts: readonly RunPart[]): readonly Group[] {
  const groups = new Map<string, RunPart[]>();
  for (const part of parts) {
    const id = downloads(part) ? managerOf(part) : undefined;
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
