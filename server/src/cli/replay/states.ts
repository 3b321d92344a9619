import { posix } from 'node:path';
import type { BuildInputs, ContentLookup, ContextFiles, PathContent } from '../../cache/types.ts';
import type { ContextEntry, ContextSnapshot } from '../../context/types.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { isRequirementsName, isWantedText, MAX_TEXT_BYTES } from '../../context/wanted-texts.ts';
import { buildModel } from '../../model/build.ts';
import { refusedAt } from '../../model/refused.ts';
import type { BuildOptions, Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { MAX_BYTES } from '../read-text.ts';
import { readBlobs, treesOf } from './history.ts';
import type { RepositoryPlace, ReplayCommit, ReplayHistory, Tree, TreeEntry } from './history.ts';

/** What a fresh checkout of a commit would build, as git tells it. */
export interface CommitState {
  readonly commit: ReplayCommit;
  /** The Dockerfile; undefined when the commit has none that can be read. */
  readonly dockerfile: string | undefined;
  /** False when there is an ignore file that can't be read: what is copied is then not known. */
  readonly knowsIgnore: boolean;
  readonly context: ContextSnapshot;
  readonly contents: ContentLookup;
  /** The files of the contexts beside it, by name. */
  readonly others: BuildInputs['others'];
}

const SYMLINK = '120000';
const SUBMODULE = '160000';

/** The states of a history, newest first; each call of what is returned begins anew. Texts are read from git once. */
export async function readStates(
  history: ReplayHistory,
  { hasGitFolder }: { readonly hasGitFolder: boolean },
): Promise<() => Generator<CommitState>> {
  const { place } = history;
  const linkIds = new Set<string>();
  for (const entry of entriesOf(history)) {
    if (entry?.mode === SYMLINK) {
      linkIds.add(entry.id);
    }
  }
  const links = textsOf(await readBlobs(place.root, linkIds));
  const textIds = new Set<string>();
  for (const [, tree] of treesOf(history)) {
    const otherIgnores = [...place.others.values()].map((folder) => `${folder}${IGNORE_FILE}`);
    for (const path of [place.dockerfile, ...ignorePaths(place), ...otherIgnores]) {
      const entry = followed(tree, links, path);
      if (entry !== undefined) {
        textIds.add(entry.id);
      }
    }
  }
  const texts = textsOf(await readBlobs(place.root, textIds));
  return function* () {
    for (const [commit, tree] of treesOf(history)) {
      yield stateOf(commit, tree, { place, links, texts, hasGitFolder });
    }
  };
}

/**
 * The newest commit's context as `loadContext` reads it from a disk, for an analysis: with the texts of manifests, and without a
 * look into `.git` and submodules.
 */
export async function analysedContext(
  { place, newest }: ReplayHistory,
  { context }: CommitState,
): Promise<ContextSnapshot> {
  const wanted = new Map<string, string>();
  const entries = new Map<string, ContextEntry>();
  const closed = new Set(context.closed);
  const withRequirements = new Set(
    [...context.entries.keys()].filter((path) => isRequirementsName(baseName(path))).map(parentPath),
  );
  for (const [path, entry] of context.entries) {
    const { id, mode, size } = newest.get(place.prefix + path) ?? {};
    if (mode === SUBMODULE) {
      entries.set(path, { kind: 'directory' });
    } else if (path === GIT_FOLDER || !path.startsWith(`${GIT_FOLDER}/`)) {
      entries.set(path, { ...entry, size });
    }
    const isWanted = isWantedText(path, { besideRequirements: withRequirements.has(parentPath(path)) });
    if (id !== undefined && entry.kind === 'file' && isWanted && (size ?? 0) <= MAX_TEXT_BYTES) {
      wanted.set(path, id);
    }
  }
  if (entries.has(GIT_FOLDER)) {
    closed.add(GIT_FOLDER);
  }
  const found = textsOf(await readBlobs(place.root, new Set(wanted.values())));
  const texts = new Map<string, string>();
  for (const [path, id] of wanted) {
    const text = found.get(id);
    if (text !== undefined) {
      texts.set(path, text);
    }
  }
  return { ...context, entries, closed, texts };
}

/** A Dockerfile as a build would read it, or why there would be none. */
export function modelOf(
  { dockerfile: text, knowsIgnore }: Pick<CommitState, 'dockerfile' | 'knowsIgnore'>,
  build: BuildOptions,
): { readonly model: Model } | { readonly problem: string } {
  if (text === undefined) {
    return { problem: 'it has no such Dockerfile that can be read' };
  }
  if (!knowsIgnore) {
    return { problem: "its ignore file can't be read" };
  }
  const model = buildModel(parse(text), build);
  const [problem] = model.file.problems;
  const refused = model.nodes.find((node) => node.kind === 'unknown' || refusedAt(model, node) !== undefined);
  const line = problem?.line ?? refused?.instruction.line;
  if (line !== undefined) {
    return { problem: `its Dockerfile does not build: line ${line}` };
  }
  if (model.stages.length === 0) {
    return { problem: 'its Dockerfile has no FROM' };
  }
  return model.unknownTarget ? { problem: `there is no stage ${build.target ?? ''}` } : { model };
}

/** A state with a Dockerfile and an ignore file of one's choice. */
export function inputsOf(
  { context, contents, others }: CommitState,
  model: Model,
  ignore: ContextSnapshot['ignore'],
): BuildInputs {
  return { model, context: { ...context, ignore }, contents, others };
}

function* entriesOf({ newest, replaced }: ReplayHistory): Generator<TreeEntry | undefined> {
  yield* newest.values();
  for (const changes of replaced.values()) {
    yield* changes.values();
  }
}

/** The ignore files that may count for the main context. */
function ignorePaths({ prefix, dockerfile }: RepositoryPlace): readonly string[] {
  return [`${dockerfile}${IGNORE_FILE}`, `${prefix}${IGNORE_FILE}`];
}

const IGNORE_FILE = '.dockerignore';

/** As in Linux, a longer chain of symlinks is taken for a loop. */
const MAX_LINKS = 40;

/** The file at a path, behind symlinks; undefined when there is none, or it lies outside of what was read. */
function followed(tree: Tree, links: ReadonlyMap<string, string>, start: string): TreeEntry | undefined {
  let path = start;
  for (let hops = 0; hops < MAX_LINKS; hops += 1) {
    const entry = tree.get(path);
    if (entry?.mode !== SYMLINK) {
      return entry?.mode === SUBMODULE ? undefined : entry;
    }
    const target = links.get(entry.id);
    if (target === undefined || target.startsWith('/')) {
      return undefined;
    }
    path = posix.join(posix.dirname(path), target);
  }
  return undefined;
}

interface Read {
  readonly place: RepositoryPlace;
  /** Targets of symlinks, and texts of Dockerfiles and ignore files, by object id. */
  readonly links: ReadonlyMap<string, string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly hasGitFolder: boolean;
}

const GIT_FOLDER = '.git';

function stateOf(commit: ReplayCommit, tree: Tree, read: Read): CommitState {
  const { place, links, texts } = read;
  const { prefix, dockerfile } = place;
  const file = followed(tree, links, dockerfile);
  const main = filesAt(tree, { prefix, dockerfile, ignorePaths: ignorePaths(place) }, { ...read, commit });
  const others = new Map<string, ContextFiles>();
  for (const [name, folder] of place.others) {
    const ignored = `${folder}${IGNORE_FILE}`;
    const found = filesAt(
      tree,
      { prefix: folder, dockerfile: '', ignorePaths: [ignored] },
      { ...read, commit },
    );
    if (found.knowsIgnore) {
      others.set(name, found);
    }
  }
  return { commit, dockerfile: file && texts.get(file.id), others, ...main };
}

interface FolderAt {
  /** Its path from the repository's top with a slash at its end. */
  readonly prefix: string;
  /** The Dockerfile's path from there; empty for a context without one. */
  readonly dockerfile: string;
  /** The ignore files that may count, the first one that is there does (domain.md 3.1). */
  readonly ignorePaths: readonly string[];
}

/** What a fresh checkout of a commit has in a folder. */
function filesAt(
  tree: Tree,
  { prefix, dockerfile, ignorePaths: candidates }: FolderAt,
  { links, texts, hasGitFolder, commit }: Read & { readonly commit: ReplayCommit },
): Pick<CommitState, 'knowsIgnore' | 'context' | 'contents'> {
  const entries = new Map<string, ContextEntry>();
  const closed = new Set<string>();
  const contents = new Map<string, PathContent>();
  const add = (path: string, kind: ContextEntry['kind'], content: PathContent): void => {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      entries.set(path.slice(0, slash), FOLDER);
    }
    entries.set(path, { kind, mode: content.mode });
    contents.set(path, content);
  };
  for (const [path, { mode, id }] of tree) {
    const inside = insideOf(prefix, path);
    if (inside === undefined) {
      continue;
    }
    if (mode === SYMLINK) {
      add(inside, 'symlink', { content: links.get(id), mode: 0o777 });
    } else {
      add(inside, 'file', { content: id, mode: mode === '100755' ? 0o755 : 0o644 });
    }
    if (mode === SUBMODULE) {
      // It counts as one file that changes with its commit; of what is in it nothing is known.
      closed.add(inside);
    }
  }
  if (hasGitFolder && prefix === '') {
    // A checkout writes its index anew, so that no two commits have the same `.git`.
    add(`${GIT_FOLDER}/index`, 'file', { content: commit.id, mode: 0o644 });
  }
  const ignorePath = candidates.find((path) => tree.has(path));
  const ignored = ignorePath === undefined ? undefined : followed(tree, links, ignorePath);
  const ignoreText = ignored && texts.get(ignored.id);
  return {
    knowsIgnore: ignorePath === undefined || ignoreText !== undefined,
    context: {
      label: '.',
      dockerfile: dockerfile === '' ? undefined : insideOf(prefix, dockerfile),
      entries,
      closed,
      complete: true,
      texts: new Map(),
      ignore:
        ignorePath === undefined || ignoreText === undefined
          ? undefined
          : { path: insideOf(prefix, ignorePath) ?? ignorePath, text: ignoreText },
    },
    contents: (path) =>
      contents.get(path) ?? (entries.has(path) ? { content: '', mode: FOLDER.mode } : undefined),
  };
}

/** A path of the repository as the context of a folder knows it; undefined when it lies outside. */
function insideOf(prefix: string, path: string): string | undefined {
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** Git keeps no modes of folders: a checkout gives all of them the same one. */
const FOLDER = { kind: 'directory', mode: 0o755 } as const;

/** As UTF-8; what is no text, or too much for one, is left out. */
function textsOf(blobs: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [id, bytes] of blobs) {
    if (bytes.length <= MAX_BYTES && !bytes.includes(0)) {
      texts.set(id, Buffer.from(bytes).toString('utf8'));
    }
  }
  return texts;
}
