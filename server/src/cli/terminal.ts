import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { EXIT } from './exit-codes.ts';
import { reasonOf } from './reason.ts';

/** What a command sees of the world around it; tests hand in their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when `out` is a terminal that a person looks at. */
  readonly isTerminal: boolean;
  /** Columns of the terminal, or undefined when it is none. */
  readonly columns: number | undefined;
  /** Columns of the terminal that `error` is shown on, or undefined when it is none. */
  readonly errorColumns: number | undefined;
  /** Milliseconds since some moment, for what is shown while a run is long. */
  readonly now: () => number;
  /** The working directory. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** What long work may be shared with; undefined where it is not worth it or can't be. */
  readonly threads: () => Threads | undefined;
}

/** Threads that can be started. */
export interface Threads {
  /** At least 2. */
  readonly count: number;
  /** The program that each of them runs. */
  readonly file: string;
}

/** This process's terminal. A reader that goes away (`strata layers | head`) ends the process without a word. */
export function nodeTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') {
      process.exit();
    }
    writeErrors(`strata: can't write to standard output: ${reasonOf(error)}\n`);
    process.exit(EXIT.misuse);
  });
  process.stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
    process.exit(code === 'EPIPE' ? undefined : EXIT.misuse);
  });
  // Node leaves isTTY undefined on a pipe, whatever its types say, and undefined would mean `decide yourself` to the colours.
  const isTerminal = (process.stdout.isTTY as boolean | undefined) ?? false;
  return {
    out: (text) => void process.stdout.write(text),
    error: writeErrors,
    env: process.env,
    isTerminal,
    columns: isTerminal ? process.stdout.columns : undefined,
    errorColumns: (process.stderr.isTTY as boolean | undefined) === true ? process.stderr.columns : undefined,
    now: () => performance.now(),
    cwd: process.cwd(),
    stdin: process.stdin,
    threads: nodeThreads,
  };
}

function writeErrors(text: string): void {
  process.stderr.write(text);
}

/** More threads than this wait for the same disk. */
const MOST_THREADS = 8;

/** One a processor, where the program is there that starts this one (launch.ts): not when it is run from its sources. */
function nodeThreads(): Threads | undefined {
  const count = Math.min(availableParallelism(), MOST_THREADS);
  const file = path.join(__dirname, 'strata.cjs');
  return count > 1 && existsSync(file) ? { count, file } : undefined;
}
