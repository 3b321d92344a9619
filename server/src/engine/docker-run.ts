import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';

/** How the engine's command is run. */
export interface DockerOptions {
  /** The command: `docker`, or where it is. */
  readonly path: string;
  /** Stops it and everything that it has started. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which it is stopped; it may take its time when undefined, as a build does. */
  readonly timeout?: number | undefined;
  /** Gets what it writes to its standard error, as it comes; collected when undefined. */
  readonly onError?: ((chunk: string) => void) | undefined;
  /** The same for its standard output. */
  readonly onOutput?: ((chunk: string) => void) | undefined;
}

/** How a run ended. */
export type DockerEnd =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** The signal stopped it. */
  | { readonly kind: 'stopped' }
  /** It did not end in time. */
  | { readonly kind: 'late' }
  /** There is no such command, or it can't be run. */
  | { readonly kind: 'missing' };

/** Windows looks for programs in the working folder first, so it must not be one that other people write to. */
export const WORKING_FOLDER = dirname(process.execPath);

/** Characters of each output that are kept. */
const MAX_OUTPUT = 16_000_000;

/** Milliseconds between asking processes to end and ending them. */
const GRACE = 3000;

/** Runs the engine's command line without a shell. Never rejects. */
export function runDocker(args: readonly string[], options: DockerOptions): Promise<DockerEnd> {
  const { path, signal, timeout, onError, onOutput } = options;
  if (signal?.aborted === true) {
    return Promise.resolve({ kind: 'stopped' });
  }
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(path, args, {
        cwd: WORKING_FOLDER,
        // A group of its own, so that the plugins that it starts can be ended with it.
        detached: process.platform !== 'win32',
        env: { ...process.env, DOCKER_CLI_HINTS: 'false', NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      });
    } catch {
      // A path that no system takes, such as one with a null character.
      resolve({ kind: 'missing' });
      return;
    }
    const stdout = collect(child.stdout, onOutput);
    const stderr = collect(child.stderr, onError);
    let early: DockerEnd | undefined;
    let killer: ReturnType<typeof setTimeout> | undefined;
    const stop = (how: DockerEnd): void => {
      if (early !== undefined) {
        return;
      }
      early = how;
      endTree(child, 'SIGTERM');
      killer = setTimeout(() => {
        endTree(child, 'SIGKILL');
        // A process that has left the group could hold the pipes open.
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, GRACE);
    };
    const abort = (): void => {
      stop({ kind: 'stopped' });
    };
    const leave = beforeEnd(() => {
      endTree(child, 'SIGTERM');
    });
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            stop({ kind: 'late' });
          }, timeout);
    signal?.addEventListener('abort', abort, { once: true });
    const finish = (end: DockerEnd): void => {
      clearTimeout(timer);
      clearTimeout(killer);
      signal?.removeEventListener('abort', abort);
      leave();
      resolve(early ?? end);
    };
    child.once('error', () => {
      finish({ kind: 'missing' });
    });
    child.once('close', (code) => {
      finish({ kind: 'ended', code: code ?? 1, stdout: stdout(), stderr: stderr() });
    });
  });
}

function collect(
  stream: NodeJS.ReadableStream | null,
  onChunk: ((chunk: string) => void) | undefined,
): () => string {
  const chunks: string[] = [];
  let left = MAX_OUTPUT;
  // Characters of several bytes are put together where a chunk ends within one.
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    if (onChunk !== undefined) {
      onChunk(chunk);
    } else if (left > 0) {
      chunks.push(chunk.slice(0, left));
      left -= chunk.length;
    }
  });
  return () => chunks.join('');
}

/** What ends a program by itself, as Ctrl+C does. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls back when this process ends, which a process in a group of its own does not hear of; not for the signals that nobody hears of.
 * What it returns takes that back.
 */
function beforeEnd(run: () => void): () => void {
  const takeBack = (): void => {
    process.off('exit', run);
    for (const signal of ENDING) {
      process.off(signal, onSignal);
    }
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    takeBack();
    run();
    // It ends this process as if nobody had listened, unless somebody else does.
    if (process.listenerCount(signal) === 0) {
      process.kill(process.pid, signal);
    }
  };
  process.on('exit', run);
  for (const signal of ENDING) {
    process.on(signal, onSignal);
  }
  return takeBack;
}

/** Ends a process with all that it has started. */
function endTree({ pid, exitCode, signalCode }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    if (exitCode === null && signalCode === null) {
      spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).once(
        'error',
        () => undefined,
      );
    }
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
