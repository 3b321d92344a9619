/** Where sentences for people go: the output channel of the editor. */
export interface Log {
  /** Something was done otherwise than expected, but on purpose. Each text once per key until `forget`. */
  note(key: string, text: string): void;
  /** Allows the notes of a key again. */
  forget(key: string): void;
  /** A bug of ours: one line with what is needed to report it, once per feature and place. */
  bug(feature: string, error: unknown): void;
}

/** Makes a log on top of a console such as `connection.console`. Never throws, though consoles of connections that are gone do. */
export function createLog(console: { info(text: string): void; error(text: string): void }): Log {
  const notes = new Map<string, Set<string>>();
  const bugs = new Set<string>();
  return {
    note: (key, text) => {
      const said = notes.get(key) ?? new Set();
      notes.set(key, said);
      if (!said.has(text)) {
        said.add(text);
        telling(() => {
          console.info(text);
        });
      }
    },
    forget: (key) => {
      notes.delete(key);
    },
    bug: (feature, error) => {
      const line = `A bug in Strata: ${feature} failed with ${describe(error)}. Please report this line.`;
      if (!bugs.has(line)) {
        bugs.add(line);
        telling(() => {
          console.error(line);
        });
      }
    },
  };
}

function telling(tell: () => void): void {
  try {
    tell();
  } catch {
    // The client has gone, and nobody is left to tell.
  }
}

/** Errors whose messages the JavaScript engine writes itself, without quoting data. */
const ENGINE_ERRORS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError']);

/**
 * Name, place and, where it can't hold anything of a file, message of an error, on one line. Messages of other errors are
 * left out: `JSON.parse`, for one, quotes the text that it could not read, and Node's own errors, which have a code, quote
 * the argument that they were given.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  const message = ENGINE_ERRORS.has(error.name) && !('code' in error) ? ` (${error.message})` : '';
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 3)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^ (]*[\\/]([^\\/]+:\d+:\d+)\)?$/, '$1'));
  return `${error.name}${message} ${frames.join(' ')}`.trimEnd();
}
