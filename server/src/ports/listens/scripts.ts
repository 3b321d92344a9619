import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { nestsDeeperThan } from '../../formats/nesting.ts';
import type { Word } from '../programs/types.ts';
import type { EvidenceFile } from '../types.ts';
import { lineOfText, type Line } from './words.ts';

/** A script that a package manager is asked for. */
export interface ScriptCall {
  readonly script: string;
  /** True when a program of that name is run where there is no such script. */
  readonly orProgram: boolean;
  /** Words that the script's last command gets, too. */
  readonly extra: readonly Word[];
  /** The words behind the package manager's own. */
  readonly rest: readonly Word[];
}

const QUIET = new Set(['--silent', '-s', '--quiet', '-q', '--bun', '--if-present', '--no-update-notifier']);

/** Words of package managers that are no scripts, although they stand where one may. */
const COMMANDS = new Set(['add', 'ci', 'i', 'init', 'install', 'node', 'workspace', 'workspaces']);

/** The script that words of npm, pnpm, yarn or bun ask for; undefined where it can't be told. */
export function scriptCall(name: string, words: readonly Word[]): ScriptCall | undefined {
  const rest = words.slice(1);
  while (rest[0] !== undefined && QUIET.has(rest[0].text)) {
    rest.shift();
  }
  const command = rest[0]?.text ?? '';
  const runs = command === 'run' || command === 'run-script';
  const isShort = !runs && (name === 'npm' ? ['start', 'test', 'restart'].includes(command) : name !== 'bun');
  if (runs) {
    rest.shift();
    while (rest[0] !== undefined && QUIET.has(rest[0].text)) {
      rest.shift();
    }
  }
  const [script] = rest;
  const isScript = script?.literal === true && !script.text.startsWith('-') && !COMMANDS.has(script.text);
  if (!(runs || isShort) || script === undefined || !isScript) {
    return undefined;
  }
  const behind = rest.slice(1);
  const dashes = behind.findIndex(({ text }) => text === '--');
  const own = behind.slice(0, dashes < 0 ? behind.length : dashes);
  if (name === 'npm' && own.length > 0) {
    return undefined;
  }
  const extra = dashes < 0 ? own : [...own, ...behind.slice(dashes + 1)];
  return { script: script.text, orProgram: name !== 'npm' && !runs && command !== 'start', extra, rest };
}

/** The last command of a script of a package.json; `none` where there is no such script, undefined where it can't be read. */
export function scriptLine(path: string, text: string, script: string): Line | 'none' | undefined {
  if (text.startsWith('\ufeff') || nestsDeeperThan(text, DEEPEST, { open: '[{', close: ']}' })) {
    return undefined;
  }
  const tree = parseTree(text);
  if (tree?.type !== 'object') {
    return undefined;
  }
  const node = findNodeAtLocation(tree, ['scripts', script]);
  if (node === undefined) {
    return 'none';
  }
  const value: unknown = node.value;
  const span = { start: node.offset, end: node.offset + node.length };
  const file: EvidenceFile = { kind: 'context', path };
  return typeof value === 'string'
    ? lineOfText(value, file, span, text.slice(span.start, span.end))
    : undefined;
}

const DEEPEST = 200;

/** The command of a process of a Procfile: the one that is named, or the only one. */
export function procfileLine(path: string, text: string, process: string | undefined): Line | undefined {
  const lines = [...text.matchAll(/^([\w-]+):(.+)$/gm)];
  const found = lines.filter(([, name]) => process === undefined || name === process);
  const [only] = found;
  const command = only?.[2]?.trim();
  if (only === undefined || command === undefined || found.length > 1) {
    return undefined;
  }
  const start = only.index + only[0].indexOf(command, (only[1] ?? '').length + 1);
  return lineOfText(command, { kind: 'context', path }, { start, end: start + command.length }, command);
}
