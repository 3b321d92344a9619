import { commandOf } from '../../../ecosystems/command.ts';
import { writesLock } from '../../../ecosystems/lock-command.ts';
import { activatedFolder } from '../../../ecosystems/python/own-environments.ts';
import { runParts } from '../../../ecosystems/run-parts.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Model, Node } from '../../../model/types.ts';
import { parsedOf } from '../../../syntax/instruction.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import type { Dockerfile, Flag } from '../../../syntax/types.ts';
import { cleansUp } from '../../moving/cleans-up.ts';
import { runsAlways } from '../../moving/commutes.ts';
import { redirectsToFile } from '../../moving/redirections.ts';
import { code } from '../../moving/words.ts';
import { isUvSetup } from './along.ts';
import { isFollowUp } from './follow-ups.ts';
import { removesApart } from './removes-apart.ts';
import { writtenCommand } from '../../moving/command-text.ts';
import type { LateInstall } from '../types.ts';
import { withoutTrailing } from '../../../syntax/without-trailing.ts';

/** A RUN cut in two: two instructions, without a line end. */
export interface SplitRun {
  /** A third one, which goes above the manifests: what stood in front and needs nothing of them. */
  readonly front?: string;
  readonly first: string;
  readonly second: string;
}

/**
 * Cuts `RUN npm ci && npm run build` behind its last install. `cd` and `set` in front are repeated. Only for commands of the
 * script itself joined by `&&` or, under `set -e`, on lines of their own, with nothing carried over from one to the next but what
 * `isSetting` tells of, which is repeated; otherwise a clause that says why not.
 */
export function splitRun(
  model: Model,
  node: Node,
  installs: readonly LateInstall[],
  isSetting: (part: RunPart) => boolean = () => false,
): SplitRun | string {
  const { text } = node.instruction;
  const script = scriptOf(model.file, node.instruction);
  const parts = script === undefined ? [] : runParts(script);
  const isInstall = (part: RunPart): boolean => installs.some((install) => install.part === part);
  const isTail = (part: RunPart): boolean => isFollowUp(part, installs) || removesApart(model, node, part);
  const last = behindFollowUps(parts, installs, isTail);
  const tail = parts.slice(last + 1);
  const isOther = (part: RunPart): boolean =>
    !isInstall(part) &&
    !isTail(part) &&
    !isUvSetup(part, installs) &&
    !isSetting(part) &&
    (part.role === 'unknown' || part.role === 'install');
  const other = parts.slice(0, last + 1).find(isOther);
  if (last < 0 || tail.length === 0 || other !== undefined) {
    const isOdd = (part: RunPart): boolean => !runsAlways(part);
    const neighbour = other ?? parts.find(isOther) ?? parts.find((part) => isOdd(part) && !isInstall(part));
    return shares(text, neighbour ?? parts.find(isOdd) ?? parts[0]);
  }
  const undoes = ({ command }: RunPart): boolean => {
    const written = writtenCommand(text, command);
    return cleansUp(command, written) || written.includes('$?');
  };
  if (tail.some(undoes)) {
    return 'the RUN cleans up behind the install';
  }
  return cutAfter(model, node, { last, extra: [], isSetting });
}

/** The last of the commands behind an install that only go on with it or clean up after it: they stay in its layer. */
function behindFollowUps(
  parts: readonly RunPart[],
  installs: readonly LateInstall[],
  isTail: (part: RunPart) => boolean,
): number {
  const first = parts.findLastIndex((part) => installs.some((install) => install.part === part));
  const end = parts.findIndex(
    (part, index) => index > first && !['companion', 'system'].includes(part.role) && !isTail(part),
  );
  return first < 0 ? first : (end < 0 ? parts.length : end) - 1;
}

/**
 * Cuts a RUN behind one of its parts, with more commands at the end of the first half. `cd` and `set` of that half are repeated
 * in the second one.
 */
export function cutAfter(
  model: Model,
  node: Node,
  {
    last,
    extra,
    isSetting = () => false,
  }: {
    readonly last: number;
    readonly extra: readonly string[];
    readonly isSetting?: (part: RunPart) => boolean;
  },
): SplitRun | string {
  const { text } = node.instruction;
  const script = scriptOf(model.file, node.instruction);
  const parts = script === undefined ? [] : runParts(script);
  const head = parts.slice(0, last + 1);
  const [next] = parts.slice(last + 1);
  const odd = script === undefined ? undefined : firstCarried(parts, last);
  if (script === undefined || next === undefined || script.form === 'exec' || !script.complete) {
    return shares(text, parts[0]);
  }
  if (odd !== undefined) {
    return shares(text, odd);
  }
  const isRepeated = (part: RunPart): boolean =>
    part.role === 'directory' || part.role === 'options' || isSetting(part);
  return script.form === 'heredoc'
    ? cutHeredoc(model.file, node, { head, next, extra, isRepeated })
    : cutLine(model.file, node, { parts, head, next, extra, isRepeated });
}

/**
 * The first part that runs only sometimes, or, up to the last one of the first half, leaves something to later ones that a second RUN
 * would not have.
 */
function firstCarried(parts: readonly RunPart[], last: number): RunPart | undefined {
  const stops = parts[0] !== undefined && stopsAtFailure(parts[0]);
  return parts.find(({ role, command, ...part }, index) => {
    const { join } = command;
    const isJoined = index === 0 ? join === 'start' : join === '&&' || (stops && join === ';');
    const isKept = role !== 'variables' || (index > last && isActivation(command));
    const isPlain = isKept && command.words.length > 0 && command.depth === 0 && isJoined;
    return !isPlain || !runsAlways({ role, command, ...part });
  });
}

/** `. .venv/bin/activate`: it stands in front of the install in both halves. */
function isActivation(command: RunPart['command']): boolean {
  const read = commandOf(command);
  return read !== undefined && activatedFolder(read) !== undefined;
}

/** `set -e`, alone or among other letters. */
function stopsAtFailure({ role, command }: RunPart): boolean {
  return role === 'options' && command.words.slice(1).some(({ text }) => /^-[a-z]*e[a-z]*$/.test(text));
}

interface Cut {
  readonly head: readonly RunPart[];
  readonly next: RunPart;
  readonly extra: readonly string[];
  /** What stands in both halves. */
  readonly isRepeated: (part: RunPart) => boolean;
}

function cutLine(
  file: Dockerfile,
  node: Node,
  { parts, head, next, extra, isRepeated }: Cut & { readonly parts: readonly RunPart[] },
): SplitRun | string {
  const { text } = node.instruction;
  const start = parts[0]?.command.span.start ?? 0;
  const headEnd = head[head.length - 1]?.command.span.end ?? 0;
  const joint = jointBetween(file, text.slice(headEnd, next.command.span.start));
  if (joint === undefined) {
    return 'a comment or another text stands between the install and the rest of its RUN';
  }
  const prefix = head.filter(isRepeated).map((part) => `${writtenCommand(text, part.command)}${joint} `);
  const hasRemarks = /\n[ \t]*#/.test(text.slice(0, start));
  if (hasRemarks || parsedOf(file, node.instruction).heredocs.length > 0 || prefix.join('').includes('\n')) {
    return shares(text, next);
  }
  return {
    first: text.slice(0, headEnd) + extra.map((one) => `${joint} ${one}`).join(''),
    second: `${runHeader(file, node, text.slice(0, start))}${prefix.join('')}${text.slice(next.command.span.start)}`,
  };
}

/** What joins two commands, ` &&` or `;`, where nothing else but white space and continuations is between them. */
function jointBetween(file: Dockerfile, gap: string): string | undefined {
  const escape = file.escape === '\\' ? '\\\\' : '`';
  const space = `\\s*(?:${escape}[ \\t]*\\r?\\n\\s*)*`;
  const found = new RegExp(`^${space}(&&|;)${space}$`).exec(gap)?.[1];
  return found === '&&' ? ' &&' : found;
}

/** One heredoc becomes two: the body's lines up to the cut, and the rest behind what is repeated. */
function cutHeredoc(file: Dockerfile, node: Node, { head, next, extra, isRepeated }: Cut): SplitRun | string {
  const { text } = node.instruction;
  const { heredocs } = parsedOf(file, node.instruction);
  const [heredoc] = heredocs;
  const headEnd = head[head.length - 1]?.command.span.end ?? 0;
  const from = next.command.span.start;
  const gap = text.slice(headEnd, from);
  if (heredoc === undefined || heredocs.length > 1 || heredoc.content.startsWith('#!')) {
    return shares(text, next);
  }
  if (!/^[ \t]*(?:;[ \t]*)?(?:\r?\n[ \t]*)+$/.test(gap)) {
    return 'a comment or another text stands between the install and the rest of its RUN';
  }
  const { start, end } = heredoc.bodySpan;
  const eol = gap.includes('\r\n') ? '\r\n' : '\n';
  const indent = gap.slice(withoutTrailing(gap, ' \t').length);
  const line = (one: string): string => `${indent}${one}${eol}`;
  const repeated = head.filter(isRepeated).map((part) => line(writtenCommand(text, part.command)));
  return {
    first: `${text.slice(0, headEnd)}${eol}${extra.map(line).join('')}${text.slice(end)}`,
    second: `${text.slice(0, start)}${repeated.join('')}${indent}${text.slice(from)}`,
  };
}

/**
 * The text of a RUN in front of its script: the keyword as it is written and the flags, without mounts of the build context,
 * which would bring the sources back. `written` is what to keep where all flags stay.
 */
export function runHeader(file: Dockerfile, node: Node, written?: string): string {
  const { instruction } = node;
  const { args, flags, json } = parsedOf(file, instruction);
  const start = args[0]?.span.start ?? 0;
  const text = written ?? instruction.text.slice(0, json ? instruction.text.lastIndexOf('[', start) : start);
  const kept = flags.filter((flag) => !mountsContext(flag));
  if (written !== undefined || kept.length === flags.length) {
    return text;
  }
  const keyword = /^[A-Za-z]*/.exec(instruction.text)?.[0] ?? 'RUN';
  return `${[keyword, ...kept.map((flag) => flag.text)].join(' ')} `;
}

function mountsContext({ name, value }: Flag): boolean {
  const options = (value ?? '').split(',').map((option) => option.trim());
  const type = options.find((option) => option.startsWith('type='));
  return (
    name === 'mount' &&
    (type === undefined || type === 'type=bind') &&
    !options.some((option) => option.startsWith('from='))
  );
}

/** Why a part keeps a RUN from being cut or moved: what stands beside the install, or where the install's own output goes. */
function shares(text: string, part: RunPart | undefined): string {
  const read = part?.role === 'unknown' ? commandOf(part.command) : undefined;
  if (read !== undefined && writesLock(read)) {
    return `${code(writtenCommand(text, part?.command))} writes the lock file, which the COPY may restore`;
  }
  if (part?.role === 'install' && redirectsToFile(part.command)) {
    return `${code(writtenCommand(text, part.command))} redirects its output`;
  }
  return `the install shares its RUN with ${code(writtenCommand(text, part?.command))}`;
}
