import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { placesOf } from '../moving/places.ts';
import { readGap } from './gap.ts';

/** Commands joined by `|` (usually one), which `&&` joins to their neighbours. Offsets are relative to the instruction's start. */
export interface Link {
  readonly commands: readonly ShellCommand[];
  readonly start: number;
  readonly end: number;
  /** Whole comment lines between it and the link before it, from their `#` on. */
  readonly comments: readonly string[];
}

/** A RUN that is nothing but simple commands joined by `&&` and `|`. */
export interface Chain {
  readonly node: Node;
  readonly links: readonly [Link, ...Link[]];
  /** The keyword as it is written, and the flags, each followed by a blank. */
  readonly header: string;
}

/**
 * Reads a RUN in shell form as a chain. Undefined for other instructions, the exec form, heredocs, shells that can't be read,
 * and for scripts with anything else in them: `;`, `||`, `&`, `!`, groups, loops, comments of the shell. What a command holds in
 * substitutions does not matter here.
 */
export function chainOf(model: Model, node: Node): Chain | undefined {
  const { instruction, detail } = node;
  const script = detail.kind === 'run' ? scriptOf(model.file, instruction) : undefined;
  const { flags, args, heredocs } = parsedOf(model.file, instruction);
  const readable = placesOf(model)[node.index]?.readableShell === true;
  if (script?.form !== 'shell' || !script.complete || !readable || heredocs.length > 0) {
    return undefined;
  }
  const { text } = instruction;
  const links: (Link & { readonly commands: ShellCommand[]; end: number })[] = [];
  let end = args[0]?.span.start ?? 0;
  for (const command of script.commands) {
    const { span, join, depth } = command;
    if (depth > 0) {
      if (links.length === 0 || span.end > end) {
        return undefined;
      }
      continue;
    }
    const gap = span.start < end ? undefined : readGap(text.slice(end, span.start), model.file.escape);
    const last = links[links.length - 1];
    if (gap === undefined) {
      return undefined;
    }
    if (last !== undefined && join === '|' && (gap.joint === '|' || gap.joint === '|&')) {
      last.commands.push(command);
      last.end = span.end;
    } else if (last === undefined ? gap.joint === '' : join === '&&' && gap.joint === '&&') {
      links.push({ commands: [command], start: span.start, end: span.end, comments: gap.comments });
    } else {
      return undefined;
    }
    ({ end } = span);
  }
  const [first, ...rest] = links;
  const written = [
    /^\S*/.exec(text)?.[0] ?? '',
    ...flags.map((flag) => text.slice(flag.span.start, flag.span.end)),
  ];
  const header = written.map((word) => `${word} `).join('');
  const isWhole = text.slice(end).trim() === '' && !/[\r\n]/.test(header);
  return first === undefined || !isWhole ? undefined : { node, links: [first, ...rest], header };
}
