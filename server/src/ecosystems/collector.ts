import { isOutside, isWithin, joinPath } from './paths.ts';
import type { ContextQuery, Hazard, Input, InstallInputs, Written } from './types.ts';

/** Gathers what an install reads in one folder of the context. Names are relative to that folder. */
export interface Collector {
  readonly folder: string;
  readonly context: ContextQuery;
  /** A file without which the command fails. */
  require(name: string): void;
  /** Files or folders that are read where they exist. True when one is there. */
  take(...names: readonly string[]): boolean;
  /** A file or folder that is sure to be there, by its path in the context. */
  add(input: Input): void;
  /**
   * A file or folder of the sources that a manifest names: a folder is for review, since whatever it holds is then installed
   * from; a place that can't be copied alone forbids a fix. `whose` begins the reason: `` `lib` ``.
   */
  local(name: string, whose: string): void;
  review(reason: string): void;
  refuse(reason: string, project?: Hazard['project']): void;
  /** A file or folder that the command writes; the pattern, where it differs, is relative to the context. */
  writes(name: string, pattern?: string): void;
  /** What was gathered, each path once, and nothing that lies in a folder which is copied anyway. */
  result(more?: Pick<InstallInputs, 'download' | 'fetchesNothing' | 'units'>): InstallInputs;
}

/** An empty collector for a folder of the context; the root is the empty text. */
export function collect(folder: string, context: ContextQuery): Collector {
  const inputs = new Map<string, Input>();
  const missing: string[] = [];
  const hazards: Hazard[] = [];
  const written: Written[] = [];
  const add = (input: Input): void => {
    inputs.set(input.path, input);
  };
  const refuse = (reason: string, project?: Hazard['project']): void => {
    hazards.push({ effect: 'none', reason, ...(project && { project }) });
  };
  const review = (reason: string): void => {
    hazards.push({ effect: 'review', reason });
  };
  return {
    folder,
    context,
    add,
    review,
    refuse,
    require(name) {
      const path = joinPath(folder, name);
      const has = isOutside(path) ? 'no' : context.has(path);
      if (has === 'no') {
        missing.push(path);
      } else if (has === 'unknown') {
        refuse(`${path} may be missing`);
      }
      add({ path, kind: 'file' });
    },
    take(...names) {
      let found = false;
      for (const name of names) {
        const path = joinPath(folder, name);
        if (!isOutside(path) && context.has(path) === 'yes') {
          add({ path, kind: context.isFolder(path) ? 'folder' : 'file' });
          found = true;
        }
      }
      return found;
    },
    local(name, whose) {
      const path = /^[/~]/.test(name) ? '/' : joinPath(folder, name);
      if (isOutside(path) || isWithin(folder, path)) {
        refuse(`${whose} is \`${name}\`, outside what can be copied alone`);
      } else if (context.isFile(path)) {
        add({ path, kind: 'file' });
      } else if (context.isFolder(path)) {
        add({ path, kind: 'folder' });
        review(`${whose} is the local folder ${path}`);
      } else {
        refuse(`${whose} is \`${name}\`, which the build context does not hold`);
      }
    },
    writes(name, pattern) {
      const path = joinPath(folder, name);
      if (!isOutside(path) && path !== '') {
        written.push({ path, pattern: pattern ?? path });
      }
    },
    result(more) {
      const needed = [...inputs.values()].filter(({ path }) => !isBelowFolder(path, inputs));
      return { inputs: needed, missing, hazards, written, ...more };
    },
  };
}

/** Whether one of the folders above a path is copied as a whole. */
function isBelowFolder(path: string, inputs: ReadonlyMap<string, Input>): boolean {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (inputs.get(path.slice(0, slash))?.kind === 'folder') {
      return true;
    }
  }
  return false;
}

/** What a lock file means for an install (domain.md 6.2, H4). */
export interface LockKind {
  /** File names, the usual one first. */
  readonly names: readonly string[];
  /** `mix deps.get`: for the reason why the lock may change. */
  readonly command: string;
  /**
   * False when it never writes the lock. In front of the sources a step that only downloads may, since the install itself still
   * comes below them.
   */
  readonly rewrites: boolean;
  /** True when the command fails without any of them. */
  readonly required?: boolean;
}

/** Takes the lock files of an install and says what has to be checked about them. */
export function takeLock(found: Collector, lock: LockKind): void {
  const paths = lock.names.map((name) => joinPath(found.folder, name));
  const there = paths.filter((path) => found.context.has(path) === 'yes');
  for (const path of there) {
    found.add({ path, kind: 'file' });
  }
  if (there.length > 0) {
    if (lock.rewrites) {
      const names = there.map((path) => path.slice(path.lastIndexOf('/') + 1));
      found.review(`${lock.command} may rewrite ${names.join(' and ')}`);
    }
    return;
  }
  if (lock.required === true && paths.every((path) => found.context.has(path) === 'no')) {
    found.require(lock.names[0] ?? '');
  } else {
    found.review('no lock file pins the versions');
  }
}
