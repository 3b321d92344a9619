import { prepareSelections } from '../../context/prepare-selections.ts';
import { isSameSnapshot } from '../../context/same-snapshot.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { ContextClues } from '../../insights/context-clues.ts';
import type { ContextStoreOptions, LoadRequest } from '../../workspace/held-context.ts';
import { relativeTo, type FileSystem } from '../../workspace/files.ts';
import { innermost } from '../../workspace/innermost.ts';
import { loadContext, type LoadedContext } from '../../workspace/load-context.ts';
import { locateContext, type Located } from '../../workspace/locate/locate-context.ts';
import { patchContext } from '../../workspace/patch-context.ts';
import { inSlices, turn } from '../../workspace/slices.ts';
import type { Settings } from '../settings/settings.ts';
import { isSameAround, type Surroundings } from './surroundings.ts';

/** Finds and reads the contexts of Dockerfiles, which are named by their places. */
export interface Loader extends Pick<ContextStoreOptions, 'load' | 'patch'> {
  /** Finds the context, but reads nothing of it. */
  readonly locate: (dockerfile: string) => Promise<Located>;
}

/** What loading needs to know of a document, by the uri that it is open with. */
export interface LoaderDocuments {
  readonly settings: (uri: string) => Promise<Settings>;
  /** What the document's text says of its context. */
  readonly clues: (uri: string) => Promise<ContextClues>;
  /** The id of the candidate that a person picked. */
  readonly picked: (uri: string) => string | undefined;
  /** A sentence about what is not looked at. */
  readonly onNote: (uri: string, note: string) => void;
}

/** What a loader is made with. */
export interface LoaderOptions {
  readonly documents: LoaderDocuments;
  /** The file system as it is now, with the texts of open documents. */
  readonly files: () => FileSystem;
  /** Places of the workspace's folders. */
  readonly folders: () => readonly string[];
  readonly uriOf: (dockerfile: string) => string;
  /** What stands around the context of a snapshot; written here when one is loaded. */
  readonly surroundings: WeakMap<ContextSnapshot, Surroundings>;
  /** The context was looked for with these. */
  readonly onLocated: (dockerfile: string, clues: ContextClues) => void;
  /** Changes with each change of the files around the Dockerfiles: what was read before it is of no use. */
  readonly revision: () => number;
  /** What was loaded is too old in that sense. */
  readonly onOutdated: (dockerfile: string) => void;
}

/** A loader keeps nothing of its own. */
export function createLoader(options: LoaderOptions): Loader {
  const { documents, files, folders, uriOf, surroundings } = options;

  const locate = async (dockerfile: string): Promise<Located> => {
    const uri = uriOf(dockerfile);
    const [{ context: setting }, found] = await Promise.all([documents.settings(uri), documents.clues(uri)]);
    options.onLocated(dockerfile, found);
    const located = await locateContext(files(), {
      dockerfile,
      workspaceRoot: innermost(folders(), dockerfile),
      setting,
      picked: documents.picked(uri),
      ...found,
    });
    for (const note of located.notes) {
      documents.onNote(uri, note);
    }
    return located;
  };

  /** Asks a snapshot ahead what the document will ask of it, so that no edit waits for the first answers. */
  const prepare = async (
    dockerfile: string,
    snapshot: ContextSnapshot,
    signal?: AbortSignal,
  ): Promise<void> => {
    const { reads } = await documents.clues(uriOf(dockerfile));
    await inSlices(prepareSelections(snapshot, reads), signal);
  };

  const read = async (
    dockerfile: string,
    located: Located,
    request: Pick<LoadRequest, 'signal' | 'previous' | 'onEarly'> & { readonly maxFiles: number },
  ): Promise<LoadedContext | undefined> => {
    const { signal, previous, onEarly, maxFiles } = request;
    const workspaceRoot = innermost(folders(), dockerfile);
    const { root, reason, choice, elsewhere } = located;
    const names: { handedOut?: Promise<void> } = {};
    const loaded = await loadContext(files(), {
      root,
      dockerfile,
      label: workspaceRoot === undefined ? undefined : relativeTo(workspaceRoot, root),
      reason,
      named: choice.named,
      elsewhere,
      signal,
      maxFiles,
      onNames:
        previous === undefined
          ? (early) => {
              surroundings.set(early.snapshot, aroundOf(located));
              names.handedOut = prepare(dockerfile, early.snapshot, signal).then(() => {
                onEarly(early);
              });
            }
          : undefined,
    });
    await names.handedOut;
    return loaded;
  };

  const load: Loader['load'] = async (dockerfile, request) => {
    const asOf = options.revision();
    const { maxFiles } = await documents.settings(uriOf(dockerfile));
    // What is asked of a document that was just opened waits for its settings, too, and is answered first.
    await turn();
    const located = await locate(dockerfile);
    // Not sooner: the signal is made when it is first asked for, and what was asked of the server is not to wait for that.
    const { signal, previous, onEarly } = request;
    const loaded = await read(dockerfile, located, { signal, previous, onEarly, maxFiles });
    if (loaded === undefined || signal.aborted) {
      return undefined;
    }
    if (asOf !== options.revision()) {
      options.onOutdated(dockerfile);
    }
    const { snapshot } = loaded;
    const around = aroundOf(located);
    if (
      previous?.root === located.root &&
      isSameAround(surroundings.get(previous.snapshot), around) &&
      (await inSlices(isSameSnapshot(previous.snapshot, snapshot), signal)) === true
    ) {
      return previous;
    }
    surroundings.set(snapshot, around);
    await prepare(dockerfile, snapshot, signal);
    return loaded;
  };

  const patch: Loader['patch'] = async (dockerfile, loaded, paths) => {
    const patched = await patchContext(files(), loaded, paths);
    if (patched !== undefined && patched !== loaded) {
      const around = surroundings.get(loaded.snapshot);
      if (around !== undefined) {
        surroundings.set(patched.snapshot, around);
      }
      await prepare(dockerfile, patched.snapshot);
    }
    return patched;
  };

  return { locate, load, patch };
}

function aroundOf({ choice, compose }: Located): Surroundings {
  return { choice, compose };
}
