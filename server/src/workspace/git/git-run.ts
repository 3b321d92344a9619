import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** Bounds of one run of git. */
export interface GitOptions {
  /** Stops git; the answer is then undefined. */
  readonly signal?: AbortSignal | undefined;
  /** Bytes of output after which git is stopped: 16 million when not given. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds after which git is stopped: 30,000 when not given. A repository may lie on a disk that hangs. */
  readonly timeout?: number | undefined;
  /** What git reads from its standard input; nothing when not given. */
  readonly input?: string | undefined;
}

/** What git wrote to its standard output. */
export interface GitOutput {
  /** As UTF-8; bytes of other encodings become U+FFFD, as they do in names that Node lists. */
  readonly text: string;
  /** False when a bound was reached: the text may then end anywhere. */
  readonly complete: boolean;
}

/**
 * Runs git in a folder, without a shell, and returns what it wrote. Undefined when git is missing or fails, when the
 * folder is in no repository or is not there, or when the signal stops it. Never rejects.
 *
 * No pager, hook, file watcher, signature check or trace runs, and nothing is fetched. Commands that show differences
 * need `NO_PROGRAMS` among their arguments, paths belong after `--` and are never patterns. A command that reads the
 * working tree (`diff`, `status`) may still run the clean filters that a person has configured for it.
 */
export async function runGit(
  args: readonly string[],
  folder: string,
  options: GitOptions = {},
): Promise<GitOutput | undefined> {
  const chunks: Buffer[] = [];
  const end = await streamGit(args, folder, { ...options, onChunk: (chunk) => chunks.push(chunk) });
  return end === 'failed'
    ? undefined
    : { text: Buffer.concat(chunks).toString('utf8'), complete: end === 'complete' };
}

/** For commands that show differences (`log`, `diff`, `show`): drivers of the configuration stay out of it. */
export const NO_PROGRAMS: readonly string[] = ['--no-ext-diff', '--no-textconv'];

/** Bounds of one run of git, and who takes its output. */
export interface StreamOptions extends GitOptions {
  /** Gets the output as it comes. */
  readonly onChunk: (chunk: Buffer) => void;
}

/** How a run ended. `cut`: a bound was reached. `failed`: git is missing or failed, or the signal stopped it. */
export type StreamEnd = 'complete' | 'cut' | 'failed';

/** `runGit` for long output, which is handed on piece by piece. */
export function streamGit(
  args: readonly string[],
  folder: string,
  { signal, maxBytes = 16_000_000, timeout = 30_000, input = '', onChunk }: StreamOptions,
): Promise<StreamEnd> {
  if (signal?.aborted === true) {
    return Promise.resolve('failed');
  }
  return new Promise((resolve) => {
    const child = spawn('git', [...ALWAYS, '-C', folder, ...args], {
      // Windows looks for programs in this folder first, so it must not be one that other people write to.
      cwd: dirname(process.execPath),
      env: environment(process.env),
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let left = maxBytes;
    let end: StreamEnd | undefined;
    const stop = (how: StreamEnd): void => {
      end ??= how;
      child.kill('SIGKILL');
      // A program that git may have started could hold the pipe open.
      child.stdout.destroy();
    };
    const abort = (): void => {
      stop('failed');
    };
    const timer = setTimeout(() => {
      stop('cut');
    }, timeout);
    signal?.addEventListener('abort', abort, { once: true });
    const finish = (how: StreamEnd): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve(end ?? how);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      if (end !== undefined) {
        return;
      }
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= part.length;
      onChunk(part);
      if (part.length < chunk.length) {
        stop('cut');
      }
    });
    // Git may end before it has read everything: how it ended says what that means.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', () => {
      finish('failed');
    });
    child.on('close', (code) => {
      finish(code === 0 ? 'complete' : 'failed');
    });
  });
}

/** Options of git itself: no pager, no hooks, no watcher program, no signature checks, and paths are never patterns. */
const ALWAYS: readonly string[] = [
  '--no-pager',
  '--literal-pathspecs',
  ...[
    'core.quotepath=off',
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'log.showSignature=false',
    'color.ui=false',
  ].flatMap((setting) => ['-c', setting]),
];

/** Variables that say how git is installed and configured, and where it may look for a repository. */
const KEPT: ReadonlySet<string> = new Set([
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
]);

/**
 * The environment for git. Inside a hook, git's variables name another repository than the folder's, and others make it
 * run programs or write traces, so only harmless ones stay. A partial clone would fetch what it misses from its server:
 * allowing a protocol that does not exist forbids all.
 */
function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^GIT_/i.test(name) || KEPT.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
