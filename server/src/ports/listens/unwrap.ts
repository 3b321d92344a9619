import { baseName } from '../../context/path-parts.ts';
import type { Setting, Word } from '../programs/types.ts';
import { settingOf } from './words.ts';

/** A command without the programs that only start it. */
export interface Unwrapped {
  /** The program's name without its folder: `flask` for `python -m flask`. */
  readonly name: string;
  readonly words: readonly Word[];
  readonly variables: ReadonlyMap<string, Setting>;
  /** True when a file that is not read sets more variables. */
  readonly open: boolean;
}

/** How a program that starts another one takes its own words. */
interface Wrapper {
  /** Options that take the next word; any other word that begins with a dash stands alone. */
  readonly valued?: readonly string[];
  /** Words of its own before the command. */
  readonly operands?: number;
  /** The first of them must be this one. */
  readonly command?: readonly string[];
  readonly assigns?: boolean;
  /** It reads variables from a file. */
  readonly open?: boolean;
  /** Options behind which nothing is sure. */
  readonly refused?: readonly string[];
}

const RUN: Wrapper = { operands: 1, command: ['run'] };
const EXEC: Wrapper = { operands: 1, command: ['exec', 'x', 'dlx'] };

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['exec', { valued: ['-a'] }],
  ['command', {}],
  ['nohup', {}],
  ['time', {}],
  ['nice', { valued: ['-n'] }],
  ['env', { assigns: true, refused: ['-i', '-u', '-', '--unset', '--ignore-environment', '-S', '-C'] }],
  ['tini', { valued: ['-e', '-p'] }],
  ['tini-static', { valued: ['-e', '-p'] }],
  ['dumb-init', { valued: ['-r', '--rewrite'] }],
  ['catatonit', {}],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['npx', { refused: ['-p', '--package', '-c', '--call'] }],
  ['bunx', { refused: ['-p', '--package'] }],
  ['cross-env', { assigns: true }],
  ['dotenv', { valued: ['-e', '-c', '-p'], open: true }],
  ['poetry', RUN],
  ['pipenv', RUN],
  ['pdm', RUN],
  ['rye', RUN],
  [
    'uv',
    {
      ...RUN,
      valued: [
        '--with',
        '--extra',
        '--group',
        '--only-group',
        '--no-group',
        '--python',
        '-p',
        '--package',
        '--project',
      ],
      refused: ['--env-file', '--directory', '--script', '-m', '--module', '--with-requirements'],
    },
  ],
  ['conda', { ...RUN, valued: ['-n', '--name', '-p', '--prefix'] }],
  ['micromamba', { ...RUN, valued: ['-n', '--name', '-p', '--prefix'] }],
  ['bundle', EXEC],
  ['ddtrace-run', {}],
  ['newrelic-admin', { operands: 1, command: ['run-program'] }],
]);

/** Package managers that run the program of a package by a command of theirs. */
const BEHIND_EXEC = new Set(['npm', 'pnpm', 'yarn']);

/** More programs than this are not started by each other. */
const DEEPEST = 8;

/** No path is longer, and a longer text would cost quadratic time. */
const LONGEST_PATH = 4096;

/** Takes the wrappers off a command; undefined where what they start can't be told. */
export function unwrap(all: readonly Word[]): Unwrapped | undefined {
  let words = all;
  let open = false;
  const variables = new Map<string, Setting>();
  for (let depth = 0; depth < DEEPEST; depth++) {
    const [word] = words;
    if (word?.literal !== true) {
      return undefined;
    }
    const name = baseName(word.text);
    if (name.startsWith('python') && /^python(3(\.\d+)?)?$/.test(name)) {
      return interpreted(words, { variables, open });
    }
    if (name === 'node' || name === 'ruby') {
      const script = words[1];
      const program = script?.literal === true ? packageProgram(script.text) : undefined;
      return program === undefined
        ? { name, words, variables, open }
        : { name: program, words: words.slice(1), variables, open };
    }
    const isExec = BEHIND_EXEC.has(name) && EXEC.command?.includes(words[1]?.text ?? '') === true;
    const isBunExec = name === 'bun' && words[1]?.text === 'x';
    const wrapper = isExec || isBunExec ? EXEC : WRAPPERS.get(name);
    if (wrapper === undefined) {
      return { name: packageProgram(word.text) ?? name, words, variables, open };
    }
    const rest = behind(words.slice(1), wrapper, variables);
    if (rest === undefined) {
      return undefined;
    }
    open ||= wrapper.open === true;
    words = rest;
  }
  return undefined;
}

/** The command behind a wrapper's own words. */
function behind(
  words: readonly Word[],
  { valued = [], operands = 0, command, assigns = false, refused = [] }: Wrapper,
  variables: Map<string, Setting>,
): readonly Word[] | undefined {
  let left = operands;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || refused.includes(word.text.replace(/=.*$/s, ''))) {
      return undefined;
    }
    const { text } = word;
    const [, name, value] = assigns ? (/^(\w+)=(.*)$/s.exec(text) ?? []) : [];
    if (name !== undefined) {
      variables.set(name, settingOf(word, word.literal ? value : undefined, text));
    } else if (text === '--' && left === 0) {
      return words.slice(index + 1);
    } else if (text.startsWith('-') && text.length > 1) {
      index += valued.includes(text) ? 1 : 0;
    } else if (left > 0) {
      if (left === operands && command !== undefined && !command.includes(text)) {
        return undefined;
      }
      left--;
    } else {
      return words.slice(index);
    }
  }
  return undefined;
}

/** `python -m flask`, `python manage.py`, `python /venv/bin/gunicorn`. */
function interpreted(
  words: readonly Word[],
  rest: Pick<Unwrapped, 'variables' | 'open'>,
): Unwrapped | undefined {
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === '-m') {
      const program = words.slice(index + 1);
      return program[0]?.literal === true ? { name: program[0].text, words: program, ...rest } : undefined;
    }
    if (!text.startsWith('-')) {
      return { name: baseName(text), words: words.slice(index), ...rest };
    }
    if (text === '-X' || text === '-W') {
      index++;
    }
    if (text === '-c') {
      return undefined;
    }
  }
  return undefined;
}

/** `./node_modules/.bin/vite`, `node_modules/next/dist/bin/next`, `node_modules/vite/bin/vite.js`, `bin/rails`. */
function packageProgram(text: string): string | undefined {
  if (text.length > LONGEST_PATH) {
    return undefined;
  }
  const [, program] = text.includes('node_modules/')
    ? (/(?:^|\/)node_modules\/\.bin\/([\w.-]+)$/.exec(text) ??
      /(?:^|\/)node_modules\/(?:@[\w.-]+\/)?[\w.-]+\/(?:[\w.-]+\/)*bin\/([\w-]+)(?:\.[mc]?js)?$/.exec(text) ??
      [])
    : text.includes('bin/')
      ? (/^(?:\.\/)?bin\/(rails|puma|jekyll)$/.exec(text) ?? [])
      : [];
  return program;
}
