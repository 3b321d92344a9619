import { addBit, addBits, countBits, holdsBits, noBits } from './bits.ts';
import type { Bits } from './bits.ts';
import { compileSource, takesFile } from './source.ts';
import type { Found } from './source.ts';
import type { ContextSource } from './steps.ts';
import type { ChangeHistory, HotFile } from './types.ts';
import { compileIgnore } from '../ignore/ignore.ts';
import type { IgnoreMatcher } from '../ignore/ignore.ts';
import { parentPath } from '../path-parts.ts';
import type { SelectionOptions } from '../selection.ts';

/** The changed paths of a history as a tree, for one ignore file. */
export interface HistoryIndex {
  /** The commits in which a path changed that the source selects, or would have selected. Don't change the set. */
  commitsOf(source: string, options: SelectionOptions): Bits;
  /** The paths that the sources select, or would have selected, and that changed most often: at most three. */
  hottestOf(sources: readonly ContextSource[]): readonly HotFile[];
}

const indexes = new WeakMap<ChangeHistory, { readonly ignoreText: string; readonly index: HistoryIndex }>();

/** The index of a history, built at the first question; one ignore file's is kept, since a history has one context. */
export function historyIndex(history: ChangeHistory, ignoreText: string): HistoryIndex {
  const known = indexes.get(history);
  if (known?.ignoreText === ignoreText) {
    return known.index;
  }
  const index = createIndex(history, compileIgnore(ignoreText));
  indexes.set(history, { ignoreText, index });
  return index;
}

interface Folder {
  /** Commits that changed anything in it or below it. */
  readonly below: Bits;
  /** Commits by file, each by its full path. */
  readonly files: Map<string, Bits>;
  readonly folders: string[];
}

/** A document that is edited asks for many spellings of its sources; older answers are then dropped together. */
const MAX_REMEMBERED = 256;

function createIndex(history: ChangeHistory, ignore: IgnoreMatcher): HistoryIndex {
  const size = history.commits.length;
  const folders = treeOf(commitsByPath(history), ignore, size);
  const known = new Map<string, Bits>();
  const hot = new Map<string, readonly HotFile[]>();
  return {
    commitsOf: (source, options) => {
      const key = JSON.stringify([source, options.parents ?? false, options.exclude ?? []]);
      let bits = known.get(key);
      if (bits === undefined) {
        bits = collect(folders, source, options, size);
        if (known.size >= MAX_REMEMBERED) {
          known.clear();
        }
        known.set(key, bits);
      }
      return bits;
    },
    hottestOf: (sources) => {
      const key = JSON.stringify(sources);
      let hottest = hot.get(key);
      if (hottest === undefined) {
        hottest = findHottest(folders, sources, size);
        if (hot.size >= MAX_REMEMBERED) {
          hot.clear();
        }
        hot.set(key, hottest);
      }
      return hottest;
    },
  };
}

/** Most paths change once, so those of one commit share one set until they change again. */
function commitsByPath({ commits }: ChangeHistory): ReadonlyMap<string, Bits> {
  const byPath = new Map<string, { bits: Bits; first: number }>();
  for (const [position, { paths }] of commits.entries()) {
    const alone = noBits(commits.length);
    addBit(alone, position);
    for (const path of paths) {
      const known = byPath.get(path);
      if (known === undefined) {
        byPath.set(path, { bits: alone, first: position });
      } else if (known.first !== position) {
        known.bits = known.first === OWN ? known.bits : known.bits.slice();
        known.first = OWN;
        addBit(known.bits, position);
      }
    }
  }
  return new Map([...byPath].map(([path, { bits }]) => [path, bits]));
}

/** Instead of the first commit: the path has a set of its own. */
const OWN = -1;

/** The folders of the paths that the ignore file keeps. Every folder comes after the one that holds it. */
function treeOf(
  byPath: ReadonlyMap<string, Bits>,
  ignore: IgnoreMatcher,
  size: number,
): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>([['', newFolder(size)]]);
  for (const [path, bits] of byPath) {
    if (path !== '' && !ignore.leavesOut(path)) {
      const folder = openFolder(folders, parentPath(path), size);
      folder.files.set(path, bits);
      addBits(folder.below, bits);
    }
  }
  for (const [path, { below }] of [...folders].reverse()) {
    const parent = path === '' ? undefined : folders.get(parentPath(path));
    if (parent) {
      addBits(parent.below, below);
    }
  }
  return folders;
}

function newFolder(size: number): Folder {
  return { below: noBits(size), files: new Map(), folders: [] };
}

/** A loop, since paths may have any depth. */
function openFolder(folders: Map<string, Folder>, path: string, size: number): Folder {
  const missing: string[] = [];
  let at = path;
  let folder = folders.get(at);
  while (folder === undefined) {
    missing.push(at);
    at = parentPath(at);
    folder = folders.get(at);
  }
  for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
    folder.folders.push(next);
    folder = newFolder(size);
    folders.set(next, folder);
  }
  return folder;
}

/** The commits of all that a source can reach. What could add no commit is passed over, so that a broad COPY is answered at once. */
function collect(
  folders: ReadonlyMap<string, Folder>,
  text: string,
  options: SelectionOptions,
  size: number,
): Bits {
  const bits = noBits(size);
  const add = (changes: Bits): void => {
    addBits(bits, changes);
  };
  walk(folders, text, options, {
    skips: (changes) => holdsBits(bits, changes),
    whole: add,
    file: (_path, changes) => {
      add(changes);
    },
  });
  return bits;
}

/** What is done with the files that a source can reach. */
interface Visitor {
  /** Whether a file, or all of a folder, may be passed over, by its commits. */
  readonly skips: (changes: Bits) => boolean;
  /** Takes a folder of which everything is selected, where its files don't matter one by one. */
  readonly whole?: (below: Bits) => void;
  readonly file: (path: string, changes: Bits) => void;
}

function walk(
  folders: ReadonlyMap<string, Folder>,
  text: string,
  options: SelectionOptions,
  { skips, whole, file: visit }: Visitor,
): void {
  const source = compileSource(text, options);
  const { start, first, descend, takesAll, takes } = source;
  const named = first === 'open' ? undefined : folders.get(parentPath(start))?.files.get(start);
  if (named) {
    visit(start, named);
  }
  const todo: { readonly path: string; readonly found: Found; readonly depth: number }[] = [
    { path: start, found: first, depth: 0 },
  ];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { path, found, depth } = next;
    const folder = folders.get(path);
    if (folder === undefined || skips(folder.below)) {
      continue;
    }
    if (takesAll && whole !== undefined && typeof found === 'number') {
      whole(folder.below);
      continue;
    }
    for (const [file, changes] of folder.files) {
      if (!skips(changes) && takesFile(descend(file, found, depth), file, takes)) {
        visit(file, changes);
      }
    }
    for (const child of folder.folders) {
      const below = descend(child, found, depth);
      if (below !== 'dead') {
        todo.push({ path: child, found: below, depth: depth + 1 });
      }
    }
  }
}

/** How many files are told of. */
const HOTTEST = 3;

function findHottest(
  folders: ReadonlyMap<string, Folder>,
  sources: readonly ContextSource[],
  size: number,
): readonly HotFile[] {
  const all = new Map<string, Bits>();
  for (const { text, parents, exclude } of sources) {
    walk(
      folders,
      text,
      { parents, exclude },
      {
        skips: () => false,
        file: (path, changes) => all.set(path, changes),
      },
    );
  }
  const ranked = [...all]
    .map(([path, bits]) => ({ path, bits, changed: countBits(bits) }))
    .sort((a, b) => b.changed - a.changed || (a.path < b.path ? -1 : 1));
  const others = noBits(size);
  for (const { bits } of ranked.slice(HOTTEST)) {
    addBits(others, bits);
  }
  const hottest: HotFile[] = [];
  for (const { path, bits, changed } of ranked.slice(0, HOTTEST).reverse()) {
    hottest.unshift({ path, changed, rest: countBits(others) });
    addBits(others, bits);
  }
  return hottest;
}
