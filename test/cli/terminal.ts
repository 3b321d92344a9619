import { fileURLToPath } from 'node:url';
import { run } from '../../server/src/cli/run.ts';
import type { Threads } from '../../server/src/cli/terminal.ts';

/** What a run of `strata` left behind. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** How a run differs from one without input on no terminal. */
export interface Setting {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly isTerminal?: boolean;
  /** Of the terminal that errors go to, where the clock advances by `tick` milliseconds at each look. */
  readonly errorColumns?: number;
  readonly tick?: number;
  readonly threads?: Threads;
  /** Relative to the repository. */
  readonly cwd?: string;
}

/** The repository's folder, without a slash at its end. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Runs `strata` in this process. */
export async function strata(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  let out = '';
  let error = '';
  let time = 0;
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    env: setting.env ?? {},
    isTerminal: setting.isTerminal ?? false,
    columns: setting.columns,
    errorColumns: setting.errorColumns,
    now: () => (time += setting.tick ?? 0),
    cwd: setting.cwd === undefined ? repository : `${repository}/${setting.cwd}`,
    stdin: chunks(setting.stdin ?? ''),
    threads: () => setting.threads,
  });
  return { code, out, error };
}

async function* chunks(input: string | Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(typeof input === 'string' ? new TextEncoder().encode(input) : input);
}
