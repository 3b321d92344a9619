import { withText } from '../../context/with-text.ts';
import { relativeTo } from '../../workspace/files.ts';
import type { LoadedContext } from '../../workspace/load-context.ts';
import type { ChangedFile } from './fixed-file.ts';
import type { LoadContext } from '../shared-contexts.ts';

/** Build contexts with what a run has changed in them, whether it is written or only printed. */
export interface ChangedContexts {
  readonly load: LoadContext;
  /** Takes note of files as they are from now on. */
  change(files: readonly ChangedFile[]): void;
}

/**
 * Contexts as they were read, with the run's own changes: several Dockerfiles of one context may each need a line in its ignore
 * file, and the second one is to find the first one's there.
 */
export function changedContexts(load: LoadContext): ChangedContexts {
  const texts = new Map<string, string>();
  return {
    load: async (options) => {
      const loaded = await load(options);
      return loaded && withTexts(loaded, texts);
    },
    change: (files) => {
      for (const { place, after } of files) {
        texts.set(place, after);
      }
    },
  };
}

function withTexts(loaded: LoadedContext, texts: ReadonlyMap<string, string>): LoadedContext {
  let { snapshot } = loaded;
  for (const [place, text] of texts) {
    // The ignore file beside a Dockerfile may lie outside, and goes by its place then.
    const path = relativeTo(loaded.root, place) ?? (place === snapshot.ignore?.path ? place : undefined);
    snapshot = path === undefined ? snapshot : withText(snapshot, path, text);
  }
  return { ...loaded, snapshot };
}
