import { baseName } from '../../context/path-parts.ts';
import { firstLineIn } from '../../syntax/first-line.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { Dockerfile, Instruction, ParsedInstruction, ShellCommand } from '../../syntax/types.ts';
import { commandName } from './command-name.ts';
import { innerCommands } from './inner-commands.ts';
import { startedWords } from './started-words.ts';
import { shorten } from '../text.ts';

/** Room that a command's name has in a lens. */
const LIMIT = 44;

/** What is parsed is shared between equal texts. */
const TITLES = new WeakMap<ParsedInstruction, string>();

/**
 * What a RUN runs, short enough for a lens: the command as written when it is one short line, else the names of its main
 * commands (`apt-get update, apt-get install, …`). Housekeeping such as `set -e` and `cd`, and what runs inside of others
 * (`$(…)`, `if`), is left out when there is more, but for installs, downloads and builds in an `if` or a loop, which come first.
 */
export function commandTitle(file: Dockerfile, instruction: Instruction): string {
  const parsed = parsedOf(file, instruction);
  let title = TITLES.get(parsed);
  if (title === undefined) {
    title = titleOf(file, instruction, parsed);
    TITLES.set(parsed, title);
  }
  return title;
}

function titleOf(file: Dockerfile, instruction: Instruction, parsed: ParsedInstruction): string {
  const text = parsed.args.map((arg) => arg.text).join(' ');
  if (parsed.heredocs.length === 0 && (text.length <= LIMIT || WINDOWS_PATH.test(text))) {
    return shorten(text, LIMIT);
  }
  const commands = (scriptOf(file, instruction)?.commands ?? []).flatMap(startedBy);
  const telling = commands.filter(({ name }) => !TESTS.has(name));
  const main = telling.filter(({ name }) => !HOUSEKEEPING.has(name) && !LOOKING.has(name));
  const outer = main.filter(({ depth }) => depth === 0);
  const own = main.filter(({ substituted }) => !substituted);
  const looking = telling.filter(({ name }) => LOOKING.has(name));
  const sourced = telling.filter(({ name }) => SOURCING.has(name));
  const plain = [outer, own, main, looking, sourced, telling].find((list) => list.length > 0) ?? [];
  const works = own.filter(isWork);
  const shown = works.every(({ depth }) => depth === 0) ? plain : [...works, ...plain];
  const names = [...new Set(shown.map(({ words }) => shorten(commandName(words), LIMIT)))];
  return names.length === 0 ? (scriptTitle(parsed) ?? shorten(text, LIMIT)) : fit(names);
}

/** What a heredoc passes on that no shell reads: `python3 script` by its first line, or that line; undefined where there is none. */
function scriptTitle({ heredocs: [heredoc] }: ParsedInstruction): string | undefined {
  const first = heredoc === undefined ? '' : firstLineIn(heredoc.content.trimStart()).trim();
  const [, path = '', rest = ''] = /^#!\s*(\S+)(.*)$/.exec(first) ?? [];
  const program = baseName(path) === 'env' ? rest.split(/\s+/).find((word) => /^[^-=]+$/.test(word)) : path;
  return program === undefined || program === ''
    ? first === ''
      ? undefined
      : shorten(first, LIMIT)
    : shorten(`${baseName(program)} script`, LIMIT);
}

/** A path that cmd and PowerShell read, and in which a shell of Linux takes each backslash for an escape. */
const WINDOWS_PATH = /(^|[\s"'=])[A-Za-z]:\\/;

/** A program that a RUN starts. */
interface Started {
  /** As the command calls it. */
  readonly name: string;
  readonly words: readonly string[];
  readonly depth: number;
  readonly substituted: boolean;
}

/** What a command starts: those of the script that it hands to a shell (none of a script in that one), or its own program. */
function startedBy(command: ShellCommand): readonly Started[] {
  const inner = innerCommands(command);
  return (inner ?? [command]).flatMap(({ words, depth, substituted = false }): readonly Started[] => {
    const started = startedWords(words.map(({ text }) => text));
    const [name = ''] = started;
    return name === ''
      ? []
      : [
          {
            name,
            words: started,
            depth: inner === undefined ? depth : command.depth + depth,
            substituted: substituted || command.substituted === true,
          },
        ];
  });
}

/** Conditions and questions, which say nothing where anything else is told. */
const TESTS = new Set('test [ [[ (( command type which hash'.split(' '));

/** What reads variables from a file for the commands behind it, or runs a script where there are none. */
const SOURCING = new Set(['.', 'source']);

const HOUSEKEEPING = new Set([
  ...SOURCING,
  ...'set cd echo printf export true false : mkdir rm umask unset exit return break continue sleep ls du'.split(
    ' ',
  ),
]);

/** Housekeeping that shows something at least. */
const LOOKING = new Set(['ls', 'du']);

/** Whether a command installs, downloads or builds, or makes users: what a layer is there for. */
function isWork({ words }: Started): boolean {
  const [program = '', second = '', third = ''] = commandName(words).split(' ');
  return program.startsWith('python') && second === '-m'
    ? WORKERS.has(third)
    : (WORKERS.has(program) || isPip(program)) && !CLEANING.has(second);
}

/** `pip3.12`. */
function isPip(program: string): boolean {
  return program.startsWith('pip') && /^pip[\d.]+$/.test(program);
}

const WORKERS: ReadonlySet<string> = new Set(
  [
    'apk apt apt-get dnf microdnf pacman tdnf yum zypper dpkg rpm',
    'adduser addgroup groupadd useradd',
    'aria2c curl git wget',
    'bun bundle cargo composer conda deno gem go mamba micromamba mix npm npx nvm pdm pecl pip pnpm poetry rustup uv yarn',
    './configure cmake dotnet gcc g++ gradle ./gradlew make meson mvn ./mvnw ninja sbt swift',
    'docker-php-ext-install install-php-extensions',
  ].flatMap((line) => line.split(' ')),
);

/** Subcommands that take away, set or only tell. */
const CLEANING: ReadonlySet<string> = new Set(
  'autoclean autoremove cache checkout clean config del erase info list prune purge remove rm show uninstall'.split(
    ' ',
  ),
);

function fit(names: readonly string[]): string {
  let shown = '';
  for (const [i, name] of names.entries()) {
    const next = i === 0 ? name : `${shown}, ${name}`;
    if (next.length > LIMIT) {
      return `${shown}, …`;
    }
    shown = next;
  }
  return shown;
}
