import { recordFrom } from '../settings/settings.ts';

/** The build contexts that a person picked, by document. The client remembers them from one session to the next. */
export interface ContextPicks {
  /** The id of the candidate, or undefined. */
  readonly of: (uri: string) => string | undefined;
  /** Null forgets. */
  set(uri: string, id: string | null): void;
}

/** Starts with those that came with `initialize`; malformed ones are passed over. */
export function createPicks(initial: unknown): ContextPicks {
  const picks = new Map<string, string>();
  for (const [uri, id] of Object.entries(recordFrom(initial))) {
    if (typeof id === 'string') {
      picks.set(uri, id);
    }
  }
  return {
    of: (uri) => picks.get(uri),
    set: (uri, id) => {
      if (id === null) {
        picks.delete(uri);
      } else {
        picks.set(uri, id);
      }
    },
  };
}
