import { readOptions, unbundled, type CommandLine } from '../options.ts';
import { withoutVariableOptions } from '../repeated-words.ts';
import { commandLine } from '../shell-words.ts';
import type { Command } from '../types.ts';

/** A tool of Python's as it is started. */
export interface PythonTool {
  /** `poetry`, whatever starts it. */
  readonly name: string;
  /** The words up to the tool's own, to start it once more: `python -m poetry`. */
  readonly start: string;
  readonly args: Command['args'];
}

/** Options of `conda run` that take the next word as their value. */
const RUN_VALUED = new Set(['-n', '--name', '-p', '--prefix']);
const CONDAS = new Set(['conda', 'mamba', 'micromamba']);
const RUN_FLAGS = new Set(['--no-capture-output', '--live-stream', '-v', '--verbose', '-a', '-s']);

/**
 * The tool behind `poetry …`, `python -m poetry …` and `conda run -n env poetry …`, by its module's name; undefined for an
 * interpreter that runs anything else.
 */
export function pythonTool({
  name,
  args,
  path,
}: Pick<Command, 'name' | 'args' | 'path'>): PythonTool | undefined {
  const program = path ?? name;
  if (CONDAS.has(name) && args[0]?.literal === true && args[0].text === 'run') {
    return behindRun(program, args);
  }
  if (!name.startsWith('python') || !/^python(\d+(\.\d+)?)?$/.test(name)) {
    return { name, start: commandLine([program]), args };
  }
  const at = args.findIndex(({ text }) => text === '-m');
  const flags = args.slice(0, Math.max(at, 0));
  const module = args[at + 1];
  if (at < 0 || module?.literal !== true || !flags.every(({ text }) => /^-[A-Za-z]+$/.test(text))) {
    return undefined;
  }
  const words = [program, ...args.slice(0, at + 2).map(({ text }) => text)];
  return { name: module.text, start: commandLine(words), args: args.slice(at + 2) };
}

/** A call of one tool, its words read with the options that take the next word as their value. */
export interface ToolCall {
  readonly tool: PythonTool;
  readonly line: CommandLine;
}

/** The call of a tool by its module's name; undefined for other commands, and where a variable may hold any of its words. */
export function toolCall(
  command: Pick<Command, 'name' | 'args' | 'path'>,
  name: string,
  valued: ReadonlySet<string>,
): ToolCall | undefined {
  const found = pythonTool(command);
  if (found?.name !== name) {
    return undefined;
  }
  const tool = { ...found, args: unbundled(found.args, valued, 'letters') };
  const words = withoutVariableOptions(tool.args, valued);
  if (words === undefined) {
    return undefined;
  }
  const line = readOptions(
    words.map((word) => ({ ...word, literal: true })),
    valued,
    'letters',
  );
  return { tool, line };
}

function behindRun(program: string, args: Command['args']): PythonTool | undefined {
  let index = 1;
  for (let word = args[index]; word?.text.startsWith('-') === true; word = args[++index]) {
    if (RUN_VALUED.has(word.text)) {
      index++;
    } else if (!RUN_FLAGS.has(word.text) && !/^--(name|prefix)=/.test(word.text)) {
      return undefined;
    }
  }
  const own = args.slice(0, index);
  const inner = args[index];
  if (inner?.literal !== true || own.some(({ literal }) => !literal) || inner.text.includes('/')) {
    return undefined;
  }
  const tool = pythonModule(inner.text, args.slice(index + 1));
  return (
    tool && { ...tool, start: `${commandLine([program, ...own.map(({ text }) => text)])} ${tool.start}` }
  );
}

/** The same for what `conda run` starts; no `conda run` in another one. */
function pythonModule(name: string, args: Command['args']): PythonTool | undefined {
  return CONDAS.has(name) ? undefined : pythonTool({ name, args });
}
