import { baseName } from '../../context/path-parts.ts';
import { unquoted } from '../../ecosystems/shell-words.ts';

/**
 * What a program is called in a few words, given its words: its file's name, with the subcommand of tools whose first word says
 * little (`pip install`) and what an interpreter runs (`python -m build`, `node build.js`, `php artisan optimize`).
 */
export function commandName(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  const name = fileName(first);
  const interpreter = lookUp(INTERPRETERS, name);
  return interpreter === undefined ? toolName(first, rest) : interpreted(name, interpreter, rest);
}

/** A program and, of a tool, its subcommand. */
function toolName(program: string, words: readonly string[]): string {
  const file = fileName(program);
  // What stands in the working directory is called as it is started there.
  const name = program === `./${file}` ? program : file;
  const valued = lookUp(TOOLS, file);
  const at = valued === undefined ? -1 : subcommandAt(words, valued, 0);
  if (valued === undefined || at < 0) {
    return name;
  }
  const phrase = `${name} ${words[at] ?? ''}`;
  const own = PHRASES.has(phrase) ? subcommandAt(words, valued, at + 1) : -1;
  return own < 0 ? phrase : `${phrase} ${words[own] ?? ''}`;
}

/** Where the first word is that is no option, no value of one, no toolchain (`cargo +nightly`), number or variable. */
function subcommandAt(words: readonly string[], valued: ReadonlySet<string>, start: number): number {
  for (let at = start; at < words.length; at++) {
    const word = words[at] ?? '';
    if (isSubcommand(word)) {
      return at;
    }
    at += valued.has(word) ? 1 : 0;
  }
  return -1;
}

function isSubcommand(word: string): boolean {
  const first = word.charAt(0);
  if (first === '' || first === '-' || first === '+' || (first >= '0' && first <= '9')) {
    return false;
  }
  for (const character of word) {
    if (NOT_PLAIN.includes(character)) {
      return false;
    }
  }
  return true;
}

/** What no subcommand holds. */
const NOT_PLAIN = ' \t\r\n"\'$`(=';

/** An interpreter with what it runs: a module, code that it is given, or a file, which may be a tool itself. */
function interpreted(name: string, { valued, last }: Interpreter, words: readonly string[]): string {
  let at = 0;
  for (let word = words[at]; word !== undefined && /^[-+]/.test(word); word = words[at]) {
    if (word === '-') {
      return name;
    }
    if (last?.test(word) === true) {
      const module = word.endsWith('m') ? words[at + 1] : undefined;
      return `${name} ${module === undefined ? word : `-m ${toolName(module, words.slice(at + 2))}`}`;
    }
    at += valued.has(word) ? 2 : 1;
  }
  const file = fileName(words[at] ?? '');
  return /^[\w.@+-]+$/.test(file) ? `${name} ${toolName(file, words.slice(at + 1))}` : name;
}

/** The last part of a path; a word that the output of a command is part of as it is. */
function fileName(word: string): string {
  return word.includes('(') || word.includes('`')
    ? word
    : baseName(word.startsWith('"') ? unquoted(word) : word);
}

/** By a program's name, with or without the version at its end (`python3.12`). */
function lookUp<Value>(table: ReadonlyMap<string, Value>, name: string): Value | undefined {
  return (
    table.get(name) ??
    (endsInDigit(name) ? table.get(/^([A-Za-z]+)[\d.]+$/.exec(name)?.[1] ?? '') : undefined)
  );
}

function endsInDigit(name: string): boolean {
  const last = name.charAt(name.length - 1);
  return last >= '0' && last <= '9';
}

interface Interpreter {
  /** Options that take the next word. */
  readonly valued: ReadonlySet<string>;
  /** An option behind which code or a module stands, and no more options of the interpreter. */
  readonly last: RegExp | undefined;
}

const INTERPRETERS: ReadonlyMap<string, Interpreter> = new Map(
  (
    [
      ['python pypy', '-W -X', /^-[A-Za-z]*[cm]$/],
      ['node nodejs', '-r --require --import --loader', /^(-e|-p|-pe|--eval|--print)$/],
      ['php', '-c -d -z', /^-r$/],
      ['ruby', '-C -I -r', /^-[a-z]*e$/],
      ['perl', '-I', /^-[A-Za-z\d]*[eE]$/],
      ['R Rscript', '', /^-e$/],
      ['java', '-cp -classpath --class-path -p --module-path'],
      ['. source', ''],
    ] as const
  ).flatMap(([names, valued, last]) => {
    const interpreter: Interpreter = { valued: new Set(valued.split(' ')), last };
    return names.split(' ').map((name) => [name, interpreter] as const);
  }),
);

/** Tools whose first word alone says little, with those of their options that take the next word. */
const TOOLS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['npm yarn pnpm bun deno', '--prefix --cwd --dir --filter -C -F'],
    ['pip', '--python --proxy --cache-dir --log'],
    ['uv poetry', '-C -P --directory --project --cache-dir'],
    ['go xx-go', '-C'],
    ['cargo xx-cargo', '-C -Z --config --manifest-path'],
    ['mvn mvnw', '-f --file -s -gs -t -T -P -pl'],
    ['gradle gradlew', '-p -b -c -g -I -x --project-dir --exclude-task'],
    ['composer composer.phar', '-d --working-dir'],
    [
      'apt apt-get xx-apt xx-apt-get',
      '-o --option -c --config-file -t --target-release --default-release -a',
    ],
    ['apk xx-apk', '-X --repository -p --root --keys-dir --cache-dir --arch'],
    ['dnf microdnf tdnf yum zypper', '-c -x --installroot --setopt --releasever --enablerepo --disablerepo'],
    ['git', '-C -c'],
    ['make', '-C -f -I --directory --file'],
    ['dotnet bundle npx mix conda mamba micromamba corepack', ''],
    ['gem pecl rustup nvm swift dart flutter helm rake rails manage.py artisan console', ''],
  ].flatMap(([tools = '', valued = '']) => {
    const options = new Set(valued.split(' '));
    return tools.split(' ').map((tool) => [tool, options] as const);
  }),
);

/** Subcommands that say little, too. */
const PHRASES: ReadonlySet<string> = new Set([
  'npm run',
  'pnpm run',
  'yarn run',
  'bun run',
  'deno run',
  'deno task',
  'uv pip',
  'helm plugin',
  'helm repo',
]);
