import { baseName } from '../../context/path-parts.ts';
import { holdsVariable } from '../../fixes/exec-form/variables.ts';
import { unwrap } from '../../ports/listens/unwrap.ts';
import type { Word } from '../../ports/programs/types.ts';
import { behindInit } from './init-program.ts';

/**
 * The words of a command, by their places in it, that hold a variable which nothing replaces: in its program and what that is known to
 * take as it is. None where a shell, a script, a package script or an unknown program may replace it.
 */
export function literalVariables(command: readonly string[]): readonly number[] {
  const words = behindInit(command);
  const offset = command.length - words.length;
  if (!words.some(holdsVariable)) {
    return [];
  }
  return takenLiterally(words).flatMap((at) => (holdsVariable(words[at] ?? '') ? [offset + at] : []));
}

function takenLiterally(words: readonly string[]): readonly number[] {
  const [program = ''] = words;
  const name = baseName(program);
  if (holdsVariable(program)) {
    return [0];
  }
  const inner = WRAPPERS.has(name) || INTERPRETER.test(name) ? unwrap(words.map(wordOf)) : undefined;
  const rest = inner?.words.map(({ text }) => text) ?? words;
  const first = words.length - rest.length;
  const known = inner?.name ?? name;
  const own = OWN.get(known);
  if (own !== undefined) {
    return own(rest).map((at) => first + at);
  }
  // A script of an interpreter, which is looked for by this name; what it makes of its own words is not known.
  return [first, ...(known === 'manage.py' && rest[1] === 'runserver' ? allBehind(rest, first) : [])];
}

function allBehind(words: readonly string[], first: number): readonly number[] {
  return words.slice(1).map((_word, at) => first + 1 + at);
}

function wordOf(text: string): Word {
  return { text, literal: true, file: { kind: 'dockerfile' }, span: { start: 0, end: 0 }, style: 'none' };
}

/** Programs that start another one with the words as they are. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...['bundle', 'poetry', 'uv', 'gosu', 'su-exec', 'nohup', 'nice', 'ddtrace-run', 'newrelic-admin'],
]);

const INTERPRETER = /^python(3(\.\d+)?)?$/;

type Taken = (words: readonly string[]) => readonly number[];

const ALL: Taken = (words) => words.map((_word, at) => at);

/** All up to the script; none with code among the options. */
const UP_TO_SCRIPT: Taken = (words) => {
  const script = words.findIndex((word, at) => at > 0 && !word.startsWith('-'));
  const own = words.slice(0, script < 0 ? words.length : script + 1);
  return own.some((word) => /^(-[a-z]*[ep]|--(eval|print))(=|$)/.test(word)) ? [] : ALL(own);
};

/**
 * Options of the JVM, and the archive: Spring replaces `${…}` in what stands behind that, and in properties. A class is a word of
 * its own, as is a variable that is to bring options.
 */
const JAVA: Taken = (words) => {
  const found: number[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!(word.startsWith('-D') && word.includes('${'))) {
      found.push(at);
    }
    if (VALUED_OF_JAVA.has(word)) {
      at++;
      found.push(at);
    }
    if (word === '-jar' || !word.startsWith('-')) {
      break;
    }
  }
  return found;
};

const VALUED_OF_JAVA: ReadonlySet<string> = new Set([
  '-jar',
  '-cp',
  '-classpath',
  '--class-path',
  '-p',
  '--module-path',
]);

/** The program, and the addresses of ASP.NET. */
const DOTNET: Taken = (words) => [
  1,
  ...words.flatMap((word, at) => (word === '--urls' ? [at + 1] : word.startsWith('--urls=') ? [at] : [])),
];

/** All up to the name of the script: what stands behind it, a shell reads that runs the script. */
const PACKAGE_SCRIPT: Taken = (words) => {
  const found: number[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    found.push(at);
    if (VALUED_OF_NPM.has(word)) {
      at++;
      found.push(at);
    } else if (!word.startsWith('-')) {
      return /^run(-script)?$/.test(word) ? [...found, at + 1] : found;
    }
  }
  return found;
};

const VALUED_OF_NPM: ReadonlySet<string> = new Set([
  '--prefix',
  '-C',
  '--cwd',
  '--dir',
  '-w',
  '--workspace',
  '-F',
  '--filter',
]);

/** Programs with the words that they, or who reads them, take as they are. */
const OWN: ReadonlyMap<string, Taken> = new Map([
  ...[
    'gunicorn',
    'uvicorn',
    'hypercorn',
    'daphne',
    'flask',
    'streamlit',
    'puma',
    'rackup',
    'rails',
    'php',
  ].map((name): [string, Taken] => [name, ALL]),
  ...['node', 'ruby'].map((name): [string, Taken] => [name, UP_TO_SCRIPT]),
  ...['npm', 'yarn', 'pnpm'].map((name): [string, Taken] => [name, PACKAGE_SCRIPT]),
  ['java', JAVA],
  ['dotnet', DOTNET],
]);
