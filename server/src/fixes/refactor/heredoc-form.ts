import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { placesOf } from '../moving/places.ts';
import type { Fix } from '../types.ts';
import { chainOf } from './chain.ts';
import { readGap } from './gap.ts';
import { runsTheSame } from './proof.ts';
import { hasSyntax } from './syntax-version.ts';

/** Builtins on whose commands `set -e` acts otherwise than `&&` does, or that change what the shell makes of a failure. */
const MINDS_ERRORS: ReadonlySet<string> = new Set([
  ...[
    '.',
    'source',
    'eval',
    'exec',
    'exit',
    'return',
    'set',
    'shopt',
    'trap',
    'builtin',
    'command',
    '[[',
    '((',
  ],
]);

/**
 * `RUN a && b` as a heredoc that stops at the first failure. Undefined where `set -e` would act on more than the commands of the
 * chain, for line ends that a shell would stumble over, and for a syntax without heredocs.
 */
export function toHeredoc(model: Model, node: Node): Fix | undefined {
  const chain = chainOf(model, node);
  const { file } = model;
  const { text } = node.instruction;
  if (
    chain === undefined ||
    chain.links.length < 2 ||
    !hasSyntax(file, 4) ||
    lineEndOf(file, node.instruction) !== '\n'
  ) {
    return undefined;
  }
  const script = scriptOf(file, node.instruction);
  const lines = chain.links.map(({ start, end }) => text.slice(start, end));
  const isPlain =
    script?.commands.every(isSimple) === true &&
    chain.links.every(({ comments }) => comments.length === 0) &&
    lines.every((line) => !line.includes('\n') || (file.escape === '\\' && !/['"#]/.test(line))) &&
    !lines.some((line) => line.split(/\r\n?|\n/).some((one) => one.trim() === 'EOF'));
  if (!isPlain) {
    return undefined;
  }
  const newText = `${chain.header}<<EOF\nset -e\n${lines.join('\n')}\nEOF`;
  return rewritten(model, node, { newText, title: 'Convert to a heredoc' });
}

/** A heredoc that begins with `set -e` as commands joined by `&&`; undefined where that would not mean the same. */
export function fromHeredoc(model: Model, node: Node): Fix | undefined {
  const { instruction, detail } = node;
  const { file } = model;
  const script = detail.kind === 'run' ? scriptOf(file, instruction) : undefined;
  const { heredocs, flags } = parsedOf(file, instruction);
  const [heredoc, ...others] = heredocs;
  const [first, ...commands] = script?.commands ?? [];
  const isReadable = placesOf(model)[node.index]?.readableShell === true && script?.complete === true;
  if (
    script?.form !== 'heredoc' ||
    heredoc === undefined ||
    others.length > 0 ||
    !isReadable ||
    first === undefined
  ) {
    return undefined;
  }
  const { text } = instruction;
  const { start, end } = heredoc.bodySpan;
  const lines = linesOf(text.slice(0, end), { start, first, commands });
  const written = [
    /^\S*/.exec(text)?.[0] ?? '',
    ...flags.map((flag) => text.slice(flag.span.start, flag.span.end)),
  ];
  const header = written.map((word) => `${word} `).join('');
  // What stands on the line beside `<<EOF` (an interpreter, a redirection) would be lost.
  const isAlone =
    text.slice(0, start).trim() === `${header}${text.slice(heredoc.span.start, heredoc.span.end)}`;
  const isPlain =
    isAlone &&
    !text.slice(0, end).includes('\r') &&
    commands.every(isSimple) &&
    lines !== undefined &&
    lines.length > 1;
  if (!isPlain) {
    return undefined;
  }
  const indent = `${blockOf(file, node).indent}    `;
  const newText = header + lines.join(` && ${file.escape}\n${indent}`);
  return rewritten(model, node, { newText, title: 'Convert the heredoc to &&' });
}

/** The commands behind `set -e`, each on a line of its own; undefined for anything else. */
function linesOf(
  text: string,
  {
    start,
    first,
    commands,
  }: { readonly start: number; readonly first: ShellCommand; readonly commands: readonly ShellCommand[] },
): readonly string[] | undefined {
  const isSet = first.words.map((word) => word.text).join(' ') === 'set -e' && !first.redirected;
  if (!isSet || text.slice(start, first.span.start).trim() !== '') {
    return undefined;
  }
  const lines: string[] = [];
  let { end } = first.span;
  for (const { span, join } of commands) {
    const gap = text.slice(end, span.start);
    if (join === '|' && readGap(gap, '').joint === '|' && !gap.includes('\n')) {
      lines.push(`${lines.pop() ?? ''}${text.slice(end, span.end)}`);
    } else if (join === ';' && /^[ \t]*(\n[ \t]*)+$/.test(gap)) {
      lines.push(text.slice(span.start, span.end));
    } else {
      return undefined;
    }
    ({ end } = span);
  }
  return text.slice(end).trim() === '' && lines.every((line) => !line.includes('\n')) ? lines : undefined;
}

/** A command without substitutions, which `set -e` would act on too, that leaves the handling of failures alone. */
function isSimple({ words, depth }: ShellCommand): boolean {
  const [program] = words;
  return depth === 0 && (program === undefined || (program.literal && !MINDS_ERRORS.has(program.text)));
}

function rewritten(
  model: Model,
  { instruction, index }: Node,
  { newText, title }: { readonly newText: string; readonly title: string },
): Fix | undefined {
  const edits = [{ start: instruction.start, end: instruction.end, newText }];
  return runsTheSame(model, { first: index, last: index, texts: [newText], edits })
    ? { title, safety: 'safe', edits: [{ file: 'dockerfile', edits }] }
    : undefined;
}
