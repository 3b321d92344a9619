import type { ContextCommit } from '../../context/history/types.ts';

/** The `--format` of `git log` that the reader understands: id, time of commit, parents. */
export const LOG_FORMAT = '%H %ct %P';

/** A commit as `git log` tells it. */
export interface LoggedCommit extends ContextCommit {
  /** True for the first commit of a project, and for the oldest ones of a shallow clone. */
  readonly parentless: boolean;
}

/** Reads the output of `git log -z --name-status --format=LOG_FORMAT` as it comes. */
export interface LogReader {
  /** Takes the next bytes. */
  feed(chunk: Uint8Array): void;
  /** The commits so far. The last one is only told when it is known to be whole, as after `feed` of all output. */
  commits(options: { readonly whole: boolean }): readonly LoggedCommit[];
}

/**
 * Makes a reader. It cuts the bytes at each NUL before it decodes them, so that names keep no larger text alive, and holds
 * each name once.
 */
export function createLogReader(): LogReader {
  const commits: (LoggedCommit & { readonly paths: string[] })[] = [];
  const names = new Map<string, string>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest: Uint8Array[] = [];
  let expectsPath = false;

  const take = (token: string): void => {
    if (expectsPath) {
      expectsPath = false;
      const known = names.get(token) ?? token;
      names.set(known, known);
      commits.at(-1)?.paths.push(known);
      return;
    }
    // A line feed stands between a commit and its first change.
    const [id = '', date = '', parent = ''] = token.trimStart().split(' ');
    if (date === '') {
      // The letter of a change.
      expectsPath = id !== '';
    } else {
      commits.push({ id, date: Number(date), parentless: parent === '', paths: [] });
    }
  };

  return {
    feed: (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
        const part = chunk.subarray(start, end);
        take(decoder.decode(rest.length === 0 ? part : joined([...rest, part])));
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) {
        rest.push(chunk.slice(start));
      }
    },
    commits: ({ whole }) => (whole ? commits : commits.slice(0, -1)),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
