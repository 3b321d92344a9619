import { commandOf } from '../../ecosystems/command.ts';
import { VALUED_SYSTEM_OPTIONS } from '../../ecosystems/system/system-manager.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellCommand, ShellWord } from '../../syntax/types.ts';
import { lineEndOf } from '../moving/blocks.ts';
import { placesOf } from '../moving/places.ts';
import type { Fix, TextEdit } from '../types.ts';
import { readGap } from './gap.ts';
import { resultOf } from './proof.ts';

/** What each program calls an install of the packages that are named behind it. */
const INSTALLS: ReadonlyMap<string, readonly string[]> = new Map([
  ['apt-get', ['install']],
  ['apt', ['install']],
  ['aptitude', ['install']],
  ['apk', ['add']],
  ['dnf', ['install']],
  ['yum', ['install']],
  ['microdnf', ['install']],
  ['tdnf', ['install']],
  ['zypper', ['install', 'in']],
]);

/** Options without a value of their own in the next word. Behind any other option, that word may be no package. */
const FLAGS =
  /^(-[yqfUuns]+|--(yes|assume-yes|assumeyes|quiet|no-install-(recommends|suggests)|no-cache|update|update-cache|upgrade|latest|no-progress|force-yes|fix-(broken|missing)|allow-[a-z-]+|reinstall|no-upgrade|nodocs|nogpgcheck|best|allowerasing|refresh|skip-broken|non-interactive|no-recommends|no-confirm|auto-agree-with-licenses|gpg-auto-import-keys|simulate|print-uris|download-only))$|^--[a-z-]+=/;

/** A package with or without version, architecture or repository; no file and nothing that is taken away (`apt-get install x-`). */
const PACKAGE = /^[A-Za-z0-9@][\w.+:~=<>@/*^-]*$/;

/**
 * One package a line, sorted, each named once. Comments stay above the package below them, and packages do not cross them: a
 * comment may be the heading of all that follow. Undefined where nothing would change, and where a word is only known at build
 * time. The order on the command line means nothing to these package managers.
 */
export function sortPackages(model: Model, node: Node): Fix | undefined {
  const { instruction, index, detail } = node;
  const script = detail.kind === 'run' ? scriptOf(model.file, instruction) : undefined;
  const isReadable = placesOf(model)[index]?.readableShell === true;
  const { heredocs } = parsedOf(model.file, instruction);
  const isScript = script?.form === 'heredoc';
  if (script === undefined || script.form === 'exec' || !script.complete || !isReadable) {
    return undefined;
  }
  // A shell does not take a carriage return behind its continuation character for a part of the line end.
  if (heredocs.length > 0 && (!isScript || heredocs.length > 1 || instruction.text.includes('\r'))) {
    return undefined;
  }
  const escape = isScript ? '\\' : model.file.escape;
  const eol = lineEndOf(model.file, instruction);
  const edits = script.commands.flatMap((command, at) => {
    const packages = packagesOf(command);
    const next = script.commands[at + 1]?.span.start;
    return packages === undefined
      ? []
      : editsOf({ text: instruction.text, escape, next, command, packages, eol });
  });
  const changed = edits.filter(({ start, end, newText }) => instruction.text.slice(start, end) !== newText);
  if (changed.length === 0) {
    return undefined;
  }
  let text = '';
  let done = 0;
  for (const { start, end, newText } of changed) {
    text += instruction.text.slice(done, start) + newText;
    done = end;
  }
  text += instruction.text.slice(done);
  const placed = changed.map(({ start, end, newText }) => ({
    start: instruction.start + start,
    end: instruction.start + end,
    newText,
  }));
  const [now] = resultOf(model, { first: index, last: index, texts: [text], edits: placed }) ?? [];
  return now !== undefined && scriptOf(model.file, now)?.commands.length === script.commands.length
    ? {
        title: 'Sort packages, one a line',
        safety: 'safe',
        edits: [{ file: 'dockerfile', edits: placed }],
      }
    : undefined;
}

interface Packages {
  /** The word in front of the first package. */
  readonly before: ShellWord;
  /** Two or more. */
  readonly words: readonly ShellWord[];
}

function packagesOf(command: ShellCommand): Packages | undefined {
  const read = commandOf(command);
  const verbs = INSTALLS.get(read?.name ?? '');
  if (read === undefined || verbs === undefined || command.words.some(({ literal }) => !literal)) {
    return undefined;
  }
  let hasVerb = false;
  for (let index = 0; index < read.args.length; index++) {
    const { text } = read.args[index] ?? { text: '' };
    if (VALUED_SYSTEM_OPTIONS.has(text)) {
      index++;
    } else if (!FLAGS.test(text)) {
      if (hasVerb) {
        const words = read.args.slice(index);
        const before = read.args[index - 1];
        const isList =
          words.length > 1 && words.every((word) => PACKAGE.test(word.text) && !word.text.endsWith('-'));
        return isList && before !== undefined ? { before, words } : undefined;
      }
      if (!verbs.includes(text)) {
        return undefined;
      }
      hasVerb = true;
    }
  }
  return undefined;
}

/** Packages below one comment, or all of them. */
interface Segment {
  readonly comments: readonly string[];
  readonly words: string[];
}

interface List {
  readonly text: string;
  readonly escape: string;
  /** Where the command behind it begins. */
  readonly next: number | undefined;
  readonly command: ShellCommand;
  readonly packages: Packages;
  readonly eol: string;
}

function editsOf({ text, escape, next, command, packages, eol }: List): readonly TextEdit[] {
  const { before, words } = packages;
  const segments: Segment[] = [];
  let { end } = before.span;
  for (const { span, text: own } of words) {
    const { joint, comments } = readGap(text.slice(end, span.start), escape);
    const word = text.slice(span.start, span.end);
    // Within backquotes a word has no place of its own.
    if (joint !== '' || span.start <= end || word.replace(/["'\\]/g, '') !== own) {
      return [];
    }
    const segment = segments[segments.length - 1];
    if (segment === undefined || comments.length > 0) {
      segments.push({ comments, words: [word] });
    } else {
      segment.words.push(word);
    }
    ({ end } = span);
  }
  if (segments.some((segment) => segment.words.some((word) => /\s/.test(word)))) {
    return [];
  }
  const indent = indentOf(text, packages, command);
  const wrap = ` ${escape}${eol}`;
  const lines = segments.flatMap(({ comments, words: own }) => {
    const sorted = sortedWords(own, comments.length > 0).map((word) => `${wrap}${indent}${word}`);
    const [head = '', ...rest] = sorted;
    return [
      head.replace(wrap, () => wrap + comments.map((one) => `${indent}${one}${eol}`).join('')),
      ...rest,
    ];
  });
  const edits = [{ start: before.span.end, end, newText: lines.join('') }];
  const gap = next === undefined ? '' : text.slice(end, next);
  return /^[ \t]*&&[ \t]*$/.test(gap)
    ? [...edits, { start: end, end: end + gap.indexOf('&'), newText: `${wrap}${indent}` }]
    : edits;
}

/** Sorted and each once; the first one stays below its comment. */
function sortedWords(words: readonly string[], pinned: boolean): readonly string[] {
  const head = pinned ? words.slice(0, 1) : [];
  const rest = new Set(words.slice(head.length).filter((word) => !head.includes(word)));
  return [...head, ...[...rest].sort((a, b) => (a < b ? -1 : 1))];
}

/** The blanks in front of the first package that begins a line, or one level more than the line of the command has. */
function indentOf(text: string, { words }: Packages, { span }: ShellCommand): string {
  for (const word of words) {
    const own = /\n([ \t]+)$/.exec(
      text.slice(Math.max(0, text.lastIndexOf('\n', word.span.start)), word.span.start),
    );
    if (own?.[1] !== undefined) {
      return own[1];
    }
  }
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const own = lineStart === 0 ? '' : (/^[ \t]*/.exec(text.slice(lineStart, span.start))?.[0] ?? '');
  const usesTabs = own.startsWith('\t') || (own === '' && text.includes('\n\t'));
  return own + (usesTabs ? '\t' : '    ');
}
