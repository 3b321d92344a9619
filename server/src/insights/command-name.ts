import { baseName } from '../context/path-parts.ts';
import { commandOf } from '../ecosystems/command.ts';
import type { ShellCommand } from '../syntax/types.ts';

/**
 * What a command is called in a few words: its program, with the subcommand of tools whose first word says little. What merely runs
 * it (`sudo`, `mold -run`) is left out.
 */
export function commandName(command: ShellCommand): string {
  const words = command.words.map(({ text }) => text);
  const [name = '', ...rest] = words.slice(programAt(command, words));
  const tool = baseName(name);
  const subcommand = TOOLS.has(tool) ? subcommandOf(rest, TOOLS.get(tool)) : undefined;
  return subcommand === undefined ? name : `${name} ${subcommand}`;
}

/** Where the program stands among the words. */
function programAt(command: ShellCommand, words: readonly string[]): number {
  const read = commandOf(command);
  const start = read === undefined ? 0 : words.length - read.args.length - 1;
  const name = baseName(words[start] ?? '');
  const operands = RUNNERS.get(name);
  if (operands === undefined || (name === 'mold' && words[start + 1] !== '-run')) {
    return start;
  }
  let at = start + 1;
  while (words[at]?.startsWith('-') === true) {
    at++;
  }
  // Without a command behind it, it stands for itself.
  return at + operands < words.length ? at + operands : start;
}

/** Programs that run another one, with how many operands of theirs stand in front of it. */
const RUNNERS: ReadonlyMap<string, number> = new Map([
  ['mold', 0],
  ['nohup', 0],
  ['tini', 0],
  ['dumb-init', 0],
  ['timeout', 1],
  ['gosu', 1],
  ['su-exec', 1],
]);

/** The first operand that is no value of an option and no toolchain (`cargo +nightly`). */
function subcommandOf(words: readonly string[], valued: ReadonlySet<string> | undefined): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') && !word.startsWith('+')) {
      return word;
    }
    at += valued?.has(word) === true ? 1 : 0;
  }
  return undefined;
}

/** Tools whose first word alone says little, with those of their options that take the next word. */
const TOOLS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['npm yarn pnpm bun', '--prefix --cwd --dir --filter -C -F'],
    ['pip pip3', '--python --proxy --cache-dir --log'],
    ['uv poetry', '-C -P --directory --project --cache-dir'],
    ['go', '-C'],
    ['cargo', '-C -Z --config --manifest-path'],
    ['mvn', '-f --file -s -gs -t -T -P -pl'],
    ['gradle', '-p -b -c -g -I --project-dir'],
    ['composer', '-d --working-dir'],
    ['apt apt-get', '-o --option -c --config-file -t --target-release --default-release -a'],
    ['apk', '-X --repository -p --root --keys-dir --cache-dir --arch'],
    ['dnf yum', '-c -x --installroot --setopt --releasever --enablerepo --disablerepo'],
    ['git', '-C -c'],
    ['make', '-C -f -I --directory --file'],
    ['dotnet bundle npx mix conda corepack', ''],
  ].flatMap(([tools = '', valued = '']) => {
    const options = new Set(valued.split(' '));
    return tools.split(' ').map((tool) => [tool, options] as const);
  }),
);
