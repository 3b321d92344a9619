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
}

/** This process's terminal. A reader that goes away (`strata layers | head`) ends the process without a word. */
export function nodeTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2);
    });
  }
  // Node leaves isTTY undefined on a pipe, whatever its types say, and undefined would mean `decide yourself` to the colours.
  const isTerminal = (process.stdout.isTTY as boolean | undefined) ?? false;
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    env: process.env,
    isTerminal,
    columns: isTerminal ? process.stdout.columns : undefined,
    errorColumns: (process.stderr.isTTY as boolean | undefined) === true ? process.stderr.columns : undefined,
    now: () => performance.now(),
    cwd: process.cwd(),
    stdin: process.stdin,
  };
}
