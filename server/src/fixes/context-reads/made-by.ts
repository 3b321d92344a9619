import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Command } from '../../ecosystems/types.ts';
import { isReader, pathsOf } from '../moving/command-paths.ts';
import type { CopyStep, ImagePath } from '../moving/copy-step.ts';
import { resolvedFrom } from '../moving/image-paths.ts';
import type { RunText } from '../moving/redirections.ts';
import { SPEAKING } from '../moving/speaking.ts';

/** Where a command stands. */
export interface Standing {
  /** The working directory of its RUN. */
  readonly directory: ImagePath;
  /** The copy of all above it, if there is one. */
  readonly whole: CopyStep | undefined;
  readonly run: RunText;
}

/**
 * The files and folders that a command may have made or filled, apart from files that it names itself; undefined when that may be
 * anything.
 */
export function madeBy(part: RunPart, standing: Standing): readonly ImagePath[] | undefined {
  const { words } = part.command;
  const read = commandOf(part.command);
  if (part.role !== 'unknown' || words.length === 0) {
    return [];
  }
  if (read === undefined) {
    return undefined;
  }
  const { name } = read;
  if (name === '.' || name === 'source') {
    return isElsewhere(part, read, standing) ? [] : undefined;
  }
  if (name === 'curl' || name === 'wget') {
    return read.args.some(({ text }) => /^(-[a-zA-Z]*[rm]|--(recursive|mirror))/.test(text)) ? undefined : [];
  }
  if (name === 'tee' || name === 'touch') {
    return read.args.every(({ text, literal }) => literal || HOME.test(text)) ? [] : undefined;
  }
  if (HARMLESS.has(name) || isReader(name)) {
    return [];
  }
  const { directory, run } = standing;
  const cloned = name === 'git' && part.directory !== undefined ? clonedInto(read) : undefined;
  if (cloned !== undefined) {
    return [resolvedFrom(resolvedFrom(directory, part.directory ?? ''), cloned)];
  }
  const paths = FILLING.has(name) ? pathsOf(part, run) : undefined;
  return paths && [...paths.absolute, ...paths.relative].map((path) => resolvedFrom(directory, path));
}

/** Commands that make no file which another one needs, or only such as their words name. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...SPEAKING,
  'mkdir',
  'chmod',
  'chown',
  'ls',
  'rm',
  'test',
  '[',
  'cat',
  'sed',
  'grep',
  'tr',
  'export',
  'set',
  'unset',
]);

/** Commands whose words name folders that they fill. */
const FILLING: ReadonlySet<string> = new Set(['cp', 'mv', 'ln', 'tar', 'unzip', 'gunzip']);

const HOME = /^["']?(~|\$HOME|\$\{HOME\})\//;

/** Whether a file that a shell takes in lies outside of the copy: there, it sets variables. */
function isElsewhere({ directory }: RunPart, { args }: Command, { directory: at, whole }: Standing): boolean {
  const [file] = args;
  if (file === undefined || HOME.test(file.text)) {
    return file !== undefined;
  }
  if (!file.literal || !file.text.includes('/') || directory === undefined) {
    return false;
  }
  const { path, anchored } = resolvedFrom(resolvedFrom(at, directory), file.text);
  return whole === undefined || (anchored && !whole.anchored) || !isWithin(path, whole.folder);
}

/** The folder of `git clone`, as written; its working directory where it is not literal. Undefined for other calls. */
function clonedInto({ args: [verb, ...args] }: Command): string | undefined {
  if (verb?.text !== 'clone') {
    return undefined;
  }
  const last = args.at(-1);
  if (last?.literal !== true) {
    return '.';
  }
  return /:\/\/|^[^/@]*@[^/]*:/.test(last.text)
    ? last.text.slice(last.text.lastIndexOf('/') + 1).replace(/\.git$/, '') || '.'
    : last.text;
}
