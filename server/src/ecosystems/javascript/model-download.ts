import type { ShellCommand } from '../../syntax/types.ts';
import { commandOf } from '../command.ts';
import { installedProgram } from '../installed-program.ts';
import { withoutRunner } from './runner.ts';

/**
 * Whether a command downloads a model by an installed package of npm, and reads nothing of the project: `npx whisper-node download tiny`,
 * `node -e "import('@huggingface/transformers').then((t) => t.pipeline('feature-extraction', 'Xenova/bge-m3'))"`.
 */
export function downloadsNodeModel(command: ShellCommand): boolean {
  const read = commandOf(command);
  if (read === undefined) {
    return false;
  }
  const own = withoutRunner(read);
  const { name, words } =
    own === read ? installedProgram(read) : { name: own.name, words: own.args.map(({ text }) => text) };
  if (name === 'node' || name === 'bun') {
    const at = words.findIndex((word) => word === '-e' || word === '--eval');
    const isPlain = at >= 0 && words.slice(0, at).every((word) => FLAGS.has(word));
    return isPlain && isOfPackages(words[at + 1] ?? '');
  }
  return DOWNLOADERS.has(name) && words[0] === 'download';
}

/** Programs of packages whose `download` fetches a model. */
const DOWNLOADERS = new Set(['whisper-node', 'nodejs-whisper', '@huggingface/hub', 'hfjs']);

/** Options that change nothing of what a program reads. */
const FLAGS = new Set(['--input-type=module', '--input-type=commonjs', '--no-warnings']);

/** Calls that download what they name as a text. */
const DOWNLOAD = /\b(pipeline|from_pretrained|snapshotDownload)\(\s*['"`]\w/;

/** What a program loads: the text behind `require(`, `import(`, `from` or `import`; undefined where only the program knows. */
const LOADED = /\b(?:require\s?\(|import\s?\(|from\s|import\s(?=['"`]))\s?(?:['"`]([^'"`]*)['"`])?/g;

/** Packages of models, and modules of Node's own that such programs name and that read no files. */
const PACKAGES = /^(@huggingface\/(transformers|hub)|@xenova\/transformers|(node:)?(path|os|url|process))$/;

/** Whether a program downloads something and loads nothing of the project. */
function isOfPackages(program: string): boolean {
  return (
    DOWNLOAD.test(program) &&
    [...program.matchAll(LOADED)].every(([, loaded]) => loaded !== undefined && PACKAGES.test(loaded))
  );
}
