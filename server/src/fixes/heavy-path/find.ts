import { filesIn, isInContext } from '../../context/facts.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { joinPath } from '../../ecosystems/paths.ts';
import { rememberedOfContext } from '../../context/same-context.ts';
import { select, type Selection } from '../../context/selection.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { commandsOf, isHistory, readsHistory } from './history-needed.ts';

/** A folder that no build needs from outside. */
export interface HeavyPath {
  readonly path: string;
  /** Of its files; undefined where it was not looked into. */
  readonly bytes: number | undefined;
}

/** A copy with the heavy folders that it is the first to bring. */
export interface HeavyCopy {
  readonly node: Node;
  readonly paths: readonly HeavyPath[];
}

/** The copies that bring folders which tools make again, in document order. */
export function heavyCopies(model: Model, context: ContextSnapshot): readonly HeavyCopy[] {
  const heavy = heavyPathsOf(context);
  if (heavy.length === 0) {
    return [];
  }
  const reads = contextReads(model);
  const isUnneeded = needlessIn(model, context, reads);
  const unneeded = heavy.filter(({ path }) => isUnneeded(path));
  const seen = new Set<string>();
  const found = new Map<Node, HeavyPath[]>();
  for (const { node, kind, source, options } of unneeded.length === 0 ? [] : reads) {
    const folders = kind === 'copy' ? foldersOf(select(context, source, options)) : NONE;
    for (const one of unneeded) {
      if (folders.has(one.path) && !seen.has(one.path)) {
        seen.add(one.path);
        found.set(node, [...(found.get(node) ?? []), one]);
      }
    }
  }
  return [...found].map(([node, paths]) => ({ node, paths }));
}

/**
 * Patterns that leave these folders out: a name wherever it lies where it has more than one place, and the path where the name alone
 * tells too little.
 */
export function patternsFor(paths: readonly string[]): readonly string[] {
  const places = new Map<string, number>();
  for (const path of paths) {
    places.set(baseName(path), (places.get(baseName(path)) ?? 0) + 1);
  }
  const patterns = paths.map((path) => {
    const name = baseName(path);
    return (places.get(name) ?? 0) > 1 && KINDS.get(name)?.beside === undefined ? `**/${name}` : path;
  });
  return [...new Set(patterns)];
}

const NONE: ReadonlySet<string> = new Set();

/** When a folder of a name is one that a tool made. */
interface HeavyKind {
  /** A file that must lie beside it. */
  readonly beside?: RegExp;
  /** What a step must run: without it, the image may need what is on disk. */
  readonly made?: RegExp;
  /** A file of the context that must lie beside it: without it, that step makes nothing there. */
  readonly manifest?: string;
}

const NODE: HeavyKind = { made: /\b(npm|pnpm|yarn|bun)\b/, manifest: 'package.json' };
const PYTHON: HeavyKind = { made: /\b(pip3?|uv|poetry|pdm|pipenv)\b/ };
const DOTNET: HeavyKind = { beside: /\.(cs|fs|vb)proj$/, made: /\bdotnet\b/ };

const KINDS: ReadonlyMap<string, HeavyKind> = new Map([
  ['.git', {}],
  ['.hg', {}],
  ['.svn', {}],
  ['node_modules', NODE],
  ['.next', NODE],
  ['.nuxt', NODE],
  ['.turbo', NODE],
  ['.venv', PYTHON],
  ['venv', PYTHON],
  ['__pycache__', {}],
  ['.mypy_cache', {}],
  ['.pytest_cache', {}],
  ['.ruff_cache', {}],
  ['.tox', {}],
  ['.nyc_output', {}],
  ['coverage', { beside: /^(package\.json|pyproject\.toml|setup\.cfg)$/ }],
  ['.gradle', {}],
  ['.terraform', {}],
  ['build', { beside: /^build\.gradle(\.kts)?$/, made: /\bgradlew?\b/ }],
  ['target', { beside: /^(Cargo\.toml|pom\.xml|build\.sbt)$/, made: /\b(cargo|mvnw?|sbt)\b/ }],
  ['bin', DOTNET],
  ['obj', DOTNET],
]);

/** Bytes below which a folder is not heavy. What was not looked into has always been large. */
const HEAVY = 1_000_000;

/** The heavy folders in the context, the topmost of them, in the snapshot's order. Remembered with the snapshot. */
const heavyPathsOf = rememberedOfContext((context: ContextSnapshot): readonly HeavyPath[] => {
  const all: HeavyPath[] = [];
  for (const path of context.entries.keys()) {
    const kind = KINDS.get(baseName(path));
    if (kind !== undefined && isHeavyFolder(context, path, kind)) {
      const bytes = context.closed.has(path) ? undefined : bytesBelow(context, path);
      if (bytes === undefined ? !isEmptied(context, path) : bytes >= HEAVY) {
        all.push({ path, bytes });
      }
    }
  }
  const paths = new Set(all.map(({ path }) => path));
  return all.filter(({ path }) => !isBelowAny(path, paths));
});

/** Whether the ignore file leaves out all in a folder that was not looked into, though not the folder itself: `node_modules/**`. */
function isEmptied(context: ContextSnapshot, folder: string): boolean {
  const { ignore } = indexOf(context);
  return ['x', 'x/x'].every((path) => ignore.leavesOut(`${folder}/${path}`));
}

function isBelowAny(path: string, folders: ReadonlySet<string>): boolean {
  let folder = parentPath(path);
  while (folder !== '' && !folders.has(folder)) {
    folder = parentPath(folder);
  }
  return folder !== '';
}

function isHeavyFolder(context: ContextSnapshot, path: string, { beside, manifest }: HeavyKind): boolean {
  return (
    context.entries.get(path)?.kind === 'directory' &&
    isInContext(context, path) === 'yes' &&
    (beside === undefined ||
      filesIn(context, parentPath(path)).some((file) => beside.test(baseName(file)))) &&
    (manifest === undefined || isInContext(context, joinPath(parentPath(path), manifest)) === 'yes')
  );
}

/** Of the files below a folder that stay in the context; those of unknown size count nothing. */
function bytesBelow(context: ContextSnapshot, folder: string): number {
  const { children, ignore } = indexOf(context);
  let bytes = 0;
  const todo = [folder];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const { path, kind } of children.of(next)) {
      if (kind === 'directory') {
        todo.push(path);
      } else if (!ignore.leavesOut(path)) {
        bytes += context.entries.get(path)?.size ?? 0;
      }
    }
  }
  return bytes;
}

/** Tells which of these folders nothing in the Dockerfile asks for, and a step makes where that is needed. */
function needlessIn(
  model: Model,
  context: ContextSnapshot,
  reads: readonly ContextRead[],
): (path: string) => boolean {
  const named = new Set(reads.flatMap(({ path }) => path.split('/')));
  const commands = commandsOf(model);
  const isRead = readsHistory(model, context);
  return (path) => {
    const name = baseName(path);
    return (
      !named.has(name) && !(isRead && isHistory(path)) && (KINDS.get(name)?.made?.test(commands) ?? true)
    );
  };
}

const folderSets = new WeakMap<Selection, ReadonlySet<string>>();

/** Remembered with the selection, which may hold many folders and is asked for at every keystroke. */
function foldersOf(selection: Selection): ReadonlySet<string> {
  let folders = folderSets.get(selection);
  if (folders === undefined) {
    folders = new Set(selection.folders);
    folderSets.set(selection, folders);
  }
  return folders;
}
