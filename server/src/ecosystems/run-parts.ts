import { resolvePath } from '../model/paths.ts';
import { commandsOf } from '../syntax/shell-commands.ts';
import { isShell } from '../syntax/shell-names.ts';
import type { ShellAssignment, ShellCommand, ShellScript, ShellWord } from '../syntax/types.ts';
import { commandOf } from './command.ts';
import { ECOSYSTEMS } from './index.ts';
import { runnerInstall } from './javascript/runner-install.ts';
import { environmentInstall } from './python/environment-install.ts';
import { environmentsReader, virtualEnvironment } from './python/own-environments.ts';
import type { RunPart } from './run-part.ts';
import { settingsReader } from './run-settings.ts';
import { isCacheRemoval } from './system/cache-removal.ts';
import type { Command, CommandRole, Install } from './types.ts';

/** Script -> parts: scripts are shared between equal texts, so this is too. */
const PARTS = new WeakMap<ShellScript, readonly RunPart[]>();

/** The commands of a RUN, each with its meaning (domain.md section 4, "Parsing RUN commands"). Memoised with the script. */
export function runParts(script: ShellScript): readonly RunPart[] {
  let parts = PARTS.get(script);
  if (parts === undefined) {
    parts = readParts(script.commands);
    PARTS.set(script, parts);
  }
  return parts;
}

/** Shell text -> parts, for texts that are no RUN; forgotten together when there are many. */
const TEXT_PARTS = new Map<string, readonly RunPart[]>();

const MAX_TEXTS = 256;

/** The commands of a shell text that stands outside of the Dockerfile; none where it can't be read. Spans mean nothing here. */
export function textParts(text: string): readonly RunPart[] {
  let parts = TEXT_PARTS.get(text);
  if (parts === undefined) {
    const { commands, complete } = commandsOf({ text, starts: [0], sources: [0] });
    parts = complete ? readParts(commands) : [];
    if (TEXT_PARTS.size >= MAX_TEXTS) {
      TEXT_PARTS.clear();
    }
    TEXT_PARTS.set(text, parts);
  }
  return parts;
}

/** The install that a command is by itself, whatever stands around it. */
export function installOf(command: ShellCommand): Install | undefined {
  return readPart(command, commandOf(command), '').install;
}

/** A directory as `cd` leaves it: from a directory that may be relative itself. */
export function changeDirectory(from: string, to: string): string {
  if (to.startsWith('/') || from.startsWith('/')) {
    return resolvePath(from.startsWith('/') ? from : '/', to);
  }
  const joined = from === '' || to === '' ? from + to : `${from}/${to}`;
  return joined === '.' ? '' : joined;
}

/** `nested`: the commands are those of a `sh -c`, in which no further one is read. */
function readParts(
  commands: readonly ShellCommand[],
  { start = '', nested = false }: { readonly start?: string; readonly nested?: boolean } = {},
): readonly RunPart[] {
  const parts: RunPart[] = [];
  const withSettings = settingsReader();
  const inEnvironments = environmentsReader();
  /**
   * Of the script itself, and of the group that is open. Parentheses of the script are told apart, and keep nothing; of other groups,
   * a second `cd` inside can't be told from one in the next.
   */
  let outer: string | undefined = start;
  let inner: string | undefined;
  /** How deep a group inside stands that has changed it; 0 for none. */
  let changedInside = 0;
  let last: Pick<ShellCommand, 'depth' | 'subshell'> = { depth: 0 };
  for (const command of commands) {
    const { depth, subshell } = command;
    const inGroup = depth > 0;
    if (inGroup && (last.depth === 0 || last.subshell !== subshell)) {
      inner = outer;
      changedInside = subshell === undefined ? changedInside : 0;
    }
    inner = depth < changedInside ? undefined : inner;
    last = command;
    const at: string | undefined = inGroup ? inner : outer;
    const read = withSettings(command, commandOf(command));
    const target = read?.name === 'cd' ? targetOf(read) : undefined;
    if (read?.name === 'cd' || read?.name === 'pushd' || read?.name === 'popd') {
      const isSure: boolean = !command.conditional && command.join !== '|' && command.join !== '||';
      const next: string | undefined =
        isSure && at !== undefined && target !== undefined ? changeDirectory(at, target) : undefined;
      if (subshell !== undefined && depth === 1) {
        inner = next;
      } else if (inGroup) {
        inner = changedInside > 0 ? undefined : next;
        changedInside = depth;
        // Braces keep the directory and parentheses don't, and the two look alike here.
        outer = subshell === undefined ? undefined : outer;
      } else {
        outer = next;
      }
      parts.push(part(command, next === undefined ? 'unknown' : 'directory', at));
      continue;
    }
    const inside = nested || at === undefined ? undefined : commandsInside(command, read);
    if (inside === undefined) {
      parts.push(inEnvironments(readPart(command, read, at), read));
    } else {
      parts.push(...readParts(inside, { start: at ?? '', nested: true }));
    }
  }
  return parts;
}

/**
 * The commands of `sh -c '…'` and `bash -lc "…"`, as parts of the command around them: they lie deeper than it, have its span
 * and words without one, and its variables. Undefined for other commands and for a script that only the build knows.
 */
function commandsInside(outer: ShellCommand, read: Command | undefined): readonly ShellCommand[] | undefined {
  if (read === undefined || !isShell(read.name)) {
    return undefined;
  }
  const at = read.args.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  const options = read.args.slice(0, Math.max(at, 0));
  const script = read.args[at + 1];
  const isPlain = options.every(({ text }) => /^[-+][a-z]+$/.test(text) || text === 'pipefail');
  if (at < 0 || !isPlain || script?.literal !== true || read.args.length > at + 2) {
    return undefined;
  }
  const { commands, complete } = commandsOf({ text: script.text, starts: [0], sources: [0] });
  if (!complete || commands.length === 0) {
    return undefined;
  }
  const nowhere = { start: outer.span.start, end: outer.span.start };
  const unplaced = (word: ShellWord): ShellWord => ({ ...word, span: nowhere });
  return commands.map((command, index) => ({
    words: command.words.map(unplaced),
    assignments: [
      ...outer.assignments,
      ...command.assignments.map(({ name, value }): ShellAssignment => ({
        name,
        value: value && unplaced(value),
      })),
    ],
    redirected: outer.redirected || command.redirected,
    join: index === 0 ? outer.join : command.join,
    depth: outer.depth + 1 + command.depth,
    conditional: outer.conditional || command.conditional || (index > 0 && outer.join === '||'),
    span: outer.span,
  }));
}

function targetOf({ args }: Command): string | undefined {
  const [target, ...more] = args[0]?.text === '--' ? args.slice(1) : args;
  return target?.literal === true && more.length === 0 && !/^[-~]/.test(target.text)
    ? target.text
    : undefined;
}

function readPart(command: ShellCommand, read: Command | undefined, directory: string | undefined): RunPart {
  if (read === undefined) {
    const install = environmentInstall(command);
    return install === undefined
      ? part(command, 'unknown', directory)
      : withRole(command, { kind: 'install', install }, install.ecosystem.id, directory);
  }
  if (isPlainCompanion(read)) {
    return part(command, 'companion', directory);
  }
  if (read.name === 'set') {
    return part(command, read.args.every(({ literal }) => literal) ? 'options' : 'unknown', directory);
  }
  if (read.name === 'export') {
    return part(command, read.args.every(({ literal }) => literal) ? 'variables' : 'unknown', directory);
  }
  if (virtualEnvironment(read) !== undefined) {
    return part(command, 'environment', directory);
  }
  if (isActivation(read)) {
    return part(command, 'variables', directory);
  }
  if (isCacheRemoval(read)) {
    return part(command, 'system', directory);
  }
  const words = [read.name, read.script ?? '', ...read.args.map(({ text }) => text)].join(' ');
  for (const ecosystem of ECOSYSTEMS) {
    // Most commands are none of theirs, and a quick look tells.
    const role = ecosystem.programs.some((program) => words.includes(program))
      ? ecosystem.read(read)
      : undefined;
    if (role !== undefined) {
      return withRole(command, role, ecosystem.id, directory);
    }
  }
  const install = runnerInstall(read);
  return install === undefined
    ? part(command, 'unknown', directory)
    : withRole(command, { kind: 'install', install }, install.ecosystem.id, directory);
}

function withRole(
  command: ShellCommand,
  role: CommandRole,
  ecosystem: string,
  directory: string | undefined,
): RunPart {
  const install = role.kind === 'install' ? role.install : undefined;
  return { command, role: role.kind, install, ecosystem, directory };
}

function part(command: ShellCommand, role: RunPart['role'], directory: string | undefined): RunPart {
  return { command, role, install: undefined, ecosystem: undefined, directory };
}

/** `. /opt/venv/bin/activate`: variables for the commands behind it, out of an environment that lies in no sources. */
function isActivation({ name, args }: Command): boolean {
  const [file, ...more] = args;
  return (
    (name === '.' || name === 'source') &&
    more.length === 0 &&
    file?.literal === true &&
    /^\/[\w./-]+\/bin\/activate$/.test(file.text)
  );
}

/** Commands that leave nothing behind, and corepack where it reads no package.json. */
function isPlainCompanion({ name, args }: Command): boolean {
  const isLiteral = args.every(({ literal }) => literal);
  switch (name) {
    case 'true':
    case ':':
      return true;
    case 'echo':
    case 'nproc':
      return isLiteral;
    case 'node':
    case 'python':
    case 'python3':
      return args.length === 1 && ['-v', '-V', '--version'].includes(args[0]?.text ?? '');
    case 'corepack':
      return (
        isLiteral &&
        (args[0]?.text === 'enable' ||
          (args[0]?.text === 'prepare' && args.some(({ text }) => /^(yarn|pnpm|npm)@/.test(text))))
      );
    default:
      return false;
  }
}
