import { buildToolNeeds } from './build-tools.ts';
import { commandOf } from './command.ts';
import { localProjectNeeds } from './python/local-projects.ts';
import type { RunPart } from './run-part.ts';
import type { Command } from './types.ts';
import { isShell } from '../syntax/shell-names.ts';
import type { ShellWord } from '../syntax/types.ts';

/**
 * What a command can't run without: paths relative to its working directory, each with those that would do in its place, `*` in the
 * last segment at most. Only what it reads for certain: a path among its words may be one that it writes.
 */
export function commandNeeds(part: RunPart): readonly (readonly string[])[] {
  const needs = part.role === 'install' ? installNeeds(part) : programNeeds(part);
  return needs.filter((need) => need.length > 0 && !need.some((path) => path.includes('$')));
}

function installNeeds({ install, command: { words } }: RunPart): readonly (readonly string[])[] {
  if (install === undefined || (install.adds ?? []).length > 0) {
    // What it adds makes a project where there is none: `npm install express`.
    return [];
  }
  const { directory, anchors, manifests, script, ecosystem } = install;
  const below = directory === '' ? '' : `${directory}/`;
  const names = [...(anchors ?? manifests.slice(0, 1)), ...(WITHOUT_PROJECT.get(ecosystem.id) ?? [])];
  return [
    directory === '' ? [] : [directory],
    script === undefined ? [] : [script],
    names.map((name) => below + name),
    // `go build ./cmd/web`.
    ...words.slice(1).map((word, index) => (isRead(word, words[index]) ? [folderOf(word.text)] : [])),
  ];
}

/** What a tool works on without a project file: `go build main.go`, and all that was written before there were modules. */
const WITHOUT_PROJECT: ReadonlyMap<string, readonly string[]> = new Map([['go', ['*.go']]]);

/** Options whose value is written. */
const WRITING = /^--?(o|d|w|out|dest|dist|target|prefix|coverprofile|outputdir|wheel)/i;

function isRead({ text, literal }: ShellWord, before: ShellWord | undefined): boolean {
  return literal && /^\.\/\w/.test(text) && !WRITING.test(before?.text ?? '');
}

/** `./...` of Go means all below a folder. */
function folderOf(text: string): string {
  return text.replace(/\/\.\.\.$/, '');
}

/** A program of the sources, a script that an interpreter is given, and the project that a tool builds. */
function programNeeds({ command }: RunPart): readonly (readonly string[])[] {
  const [program] = command.words;
  const isPath = program?.literal === true && /^[\w./][^:=]*\//.test(program.text);
  if (isPath && !program.text.startsWith('/')) {
    return [[program.text]];
  }
  const read = commandOf(command);
  if (read === undefined) {
    return [];
  }
  const script = scriptOf(read);
  return [
    ...(isPath ? [[program.text]] : []),
    ...(script === undefined ? [...buildToolNeeds(read), ...localProjectNeeds(read)] : [[script]]),
  ];
}

/** The script that an interpreter is given: a path, or a name with an extension. */
function scriptOf({ name, args }: Command): string | undefined {
  const [, interpreter] = INTERPRETER.exec(name) ?? [];
  if (interpreter === undefined && !isShell(name)) {
    return undefined;
  }
  const flags =
    interpreter === undefined ? /^-[aefhluvx]+$/ : interpreter === 'python' ? /^-[uBO]+$/ : undefined;
  const script = args.find(({ text }) => flags?.test(text) !== true);
  const text = script?.literal === true && /^[\w./][\w./-]*$/.test(script.text) ? script.text : '';
  return text.includes('/') || /\.\w+$/.test(text) ? text : undefined;
}

const INTERPRETER = /^(python|node|ruby|perl|php)[\d.]*$/;
