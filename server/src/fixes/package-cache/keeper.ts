import { pythonTool } from '../../ecosystems/python/python-tool.ts';
import type { Command, Ecosystem } from '../../ecosystems/types.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ShellWord } from '../../syntax/types.ts';
import type { Call } from './call.ts';

/**
 * A program that keeps what it downloads, unless it is told not to. Whether a command does so does not depend on what it installs:
 * packages may be names, files, or known to the build alone.
 */
export interface Keeper {
  readonly id: string;
  /** Whose variables say where the cache is. */
  readonly ecosystem: Ecosystem;
  /** How the names of programs begin that may be it, or start it. */
  readonly starts: readonly string[];
  /** The words behind its program; undefined for a command of another one. */
  readonly args: (command: Command) => readonly ShellWord[] | undefined;
  /** Options that take the next word as their value. */
  readonly valued: ReadonlySet<string>;
  /** Packages that it is made of itself. */
  readonly itself?: readonly string[];
  /** Whether a command downloads what is kept then. */
  readonly fills: (call: Call) => boolean;
  /** Options with which it keeps nothing, or in another place. */
  readonly off: readonly string[];
  readonly empties: (call: Call) => boolean;
  /** Whether a command says where the cache is; one that names a cache does when undefined. */
  readonly tells?: (call: Call) => boolean;
  /** Where the cache may be; see `meetsFolder`. */
  readonly folders: readonly string[];
  /**
   * A flag for each command that fills the cache, words for the program that empty it, or a command that removes it, where it is known
   * where that is.
   */
  readonly remedy:
    | { readonly flag: string }
    | { readonly words: string }
    | { readonly remove: (fill: Fill, node: Node, model: Model) => string | undefined };
  /** Whether the layer is larger for what a command keeps; it always is when undefined. */
  readonly costs?: (fill: Fill, node: Node, model: Model) => boolean;
  /** True where an install finds all in place that one of a RUN above has installed, so that it downloads next to nothing. */
  readonly once?: true;
}

/** A command that fills the cache. */
export interface Fill {
  readonly read: Command;
  readonly call: Call;
}

/** Whether a command is told to do one of these. */
export function isVerb({ verb }: Call, ...verbs: readonly string[]): boolean {
  return verb !== undefined && verbs.includes(verb.text);
}

/** The words behind one of these programs. */
export function named(...programs: readonly string[]): Keeper['args'] {
  return ({ name, args }) => (programs.includes(name) ? args : undefined);
}

/** How the programs begin that are tools of Python's, or start them. */
export const PYTHON = ['pip', 'python', 'conda', 'mamba', 'micromamba', 'poetry', 'uv'];

/** The words behind a tool of Python's, whatever starts it. */
export function pythonArgs(command: Command, name: RegExp): readonly ShellWord[] | undefined {
  const mayBe = PYTHON.some((start) => command.name.startsWith(start));
  const tool = mayBe ? pythonTool(command) : undefined;
  return tool !== undefined && name.test(tool.name) ? tool.args : undefined;
}
