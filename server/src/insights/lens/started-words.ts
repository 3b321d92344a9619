import { baseName } from '../../context/path-parts.ts';
import { ASSIGNMENT } from '../../ecosystems/command.ts';
import { isShell } from '../../syntax/shell-names.ts';

/**
 * The words of the program that a command starts, without what merely runs it: `sudo -E`, `gosu app`, `xargs -r`, `bundle exec`,
 * `sh` in front of a script, and without what a variable puts in front of it (`${DEBUG:+env RUST_BACKTRACE=1}`). What has no
 * command behind it stands for itself, and so does `command -v`, which starts nothing.
 */
export function startedWords(words: readonly string[]): readonly string[] {
  const program = words.findIndex((word) => !IN_FRONT.test(word));
  let at = Math.max(program, 0);
  for (let end = runnerEnd(words, at); end < words.length; end = runnerEnd(words, at)) {
    at = end;
  }
  return words.slice(at);
}

/** Words that are there where a variable is set, and nothing where it is not: what is started stands behind them. */
const IN_FRONT = /^\$\{\w+:?\+.*\}$/s;

/** A program that runs another one. */
interface Runner {
  /** Operands of its own in front of the other one. */
  readonly operands: number;
  /** Options that take the next word. */
  readonly valued: ReadonlySet<string>;
  /** What stands behind its name where it runs another one. */
  readonly next: RegExp | undefined;
}

/** Where the command begins that the program at a word runs; the end of the words where it runs none. */
function runnerEnd(words: readonly string[], start: number): number {
  const name = baseName(words[start] ?? '');
  const runner = isShell(name) ? SHELL : RUNNERS.get(name);
  if (runner === undefined || runner.next?.test(words[start + 1] ?? '') === false) {
    return words.length;
  }
  let { operands } = runner;
  let at = start + 1;
  for (let word = words[at]; word !== undefined; word = words[++at]) {
    if (/^[-+]./.test(word)) {
      if (startsNothing(name, word)) {
        return words.length;
      }
      at += runner.valued.has(word) ? 1 : 0;
    } else if (operands > 0) {
      operands--;
    } else if (!ASSIGNMENT.test(word)) {
      break;
    }
  }
  return runner === SHELL && READ.test(words[at] ?? '') ? words.length : at;
}

/** What a shell reads that is no script by its own name: the output of a command, or what is handed to it. */
const READ = /^(?:[<(-]|\/dev\/)/;

/** Whether an option makes a runner one that starts no program: a shell that is given a script, or reads one. */
function startsNothing(name: string, option: string): boolean {
  return isShell(name) ? /^-[a-z]*[cs]$/.test(option) : name === 'command' && /^-p?[vV]/.test(option);
}

const SHELL: Runner = {
  operands: 0,
  valued: new Set(['-o', '+o', '-O', '+O', '--rcfile', '--init-file']),
  next: undefined,
};

const RUNNERS: ReadonlyMap<string, Runner> = new Map(
  (
    [
      ['command builtin nohup fakeroot eatmydata tini dumb-init', 0, ''],
      ['exec', 0, '-a'],
      ['sudo doas', 0, '-u -g -h -p -C -D -r -t -T -U --user --group --host --chdir'],
      ['env', 0, '-u -C --unset --chdir'],
      ['time', 0, '-f -o --format --output'],
      ['nice ionice', 0, '-n -c'],
      ['timeout', 1, '-k -s --kill-after --signal'],
      ['stdbuf', 0, '-i -o -e'],
      ['xvfb-run', 0, '-e -f -n -p -s -w --server-num --server-args'],
      ['xargs', 0, '-a -d -E -I -L -n -P -s'],
      ['gosu su-exec setuidgid s6-setuidgid chroot', 1, ''],
      ['setpriv', 0, '--reuid --regid --groups'],
      ['runuser', 0, '-u -g -G --user --group', /^(-u|--user\b)/],
      ['mold', 0, '', /^-run$/],
      ['corepack', 0, '', /^(npm|pnpm|yarn)$/],
      ['bundle', 1, '', /^exec$/],
      ['poetry pipenv pdm', 1, '', /^run$/],
      ['uv', 1, '-p --python --with --extra --group --package --project --directory --env-file', /^run$/],
      ['conda mamba micromamba', 1, '-n --name -p --prefix', /^run$/],
    ] as const
  ).flatMap(([names, operands, valued, next]) => {
    const runner: Runner = { operands, valued: new Set(valued.split(' ')), next };
    return names.split(' ').map((name) => [name, runner] as const);
  }),
);
