import { parentPath } from '../../../context/path-parts.ts';
import { joinPath } from '../../../ecosystems/paths.ts';
import type { Command, ContextQuery } from '../../../ecosystems/types.ts';
import { memberAt } from '../../../formats/members.ts';
import type { Model, Node } from '../../../model/types.ts';
import { settingAbove } from '../../../model/variables.ts';
import { constantAt } from './constants.ts';
import { readMake, type MakeCommand } from './make-command.ts';
import { makefileRecipes } from './makefile.ts';
import { readScript } from './script-command.ts';

/** A file of which a command runs parts that it names. */
export interface NamedFile {
  /** The folder in which the command works, as written; the empty text for its own directory. */
  readonly directory: string;
  /** The names that the file may have. */
  readonly names: readonly string[];
  /** What is run out of it where it is at a path of the context, by a command that works in a directory of the image. */
  readonly read: (
    context: ContextQuery,
    at: { readonly path: string; readonly directory: string },
  ) => NamedTexts;
}

/** What a command runs out of a file. */
export interface NamedTexts {
  /** In order. */
  readonly shells: readonly ShellText[];
  /** Variables that are exported to all of them. */
  readonly exported: ReadonlyMap<string, string>;
}

/** A text that runs in a shell of its own. */
export interface ShellText {
  readonly text: string;
  /** `scripts.build of package.json`. */
  readonly label: string;
}

/** The file that a command runs something of: a `package.json` or a Makefile; undefined for other commands. */
export function namedFile(command: Command, model: Model, node: Node): NamedFile | undefined {
  const script = readScript(command);
  if (script !== undefined) {
    return {
      directory: script.directory,
      names: ['package.json'],
      read: (context, { path }) => ({
        shells: scriptTexts(context.json(path), script.name, path),
        exported: new Map(),
      }),
    };
  }
  const make = readMake(command);
  return (
    make && {
      directory: make.directory,
      names: make.files,
      read: (context, at) =>
        targetTexts(context, { ...at, make }, (name) => environmentValue(command, { model, node, name })),
    }
  );
}

function scriptTexts(manifest: unknown, name: string, path: string): readonly ShellText[] {
  return [`pre${name}`, name, `post${name}`].flatMap((key) => {
    const text = memberAt(manifest, 'scripts', key);
    return typeof text === 'string' ? [{ text, label: `scripts.${key} of ${path}` }] : [];
  });
}

function targetTexts(
  context: ContextQuery,
  {
    path,
    directory,
    make,
  }: { readonly path: string; readonly directory: string; readonly make: MakeCommand },
  environment: (name: string) => string | undefined,
): NamedTexts {
  const { recipes, exported } = makefileRecipes(context.text(path) ?? '', {
    targets: make.targets,
    words: make.words,
    directory,
    environment,
    isThere: (need) => !need.startsWith('/') && context.has(joinPath(parentPath(path), need)) === 'yes',
  });
  const shells = recipes.flatMap(({ target, lines }) =>
    lines.map((text) => ({ text, label: `target ${relativeTo(directory, target)} of ${path}` })),
  );
  return { shells, exported };
}

/** For messages: a target as it is named in the folder of make. */
function relativeTo(directory: string, target: string): string {
  return target.startsWith(`${directory}/`) ? target.slice(directory.length + 1) : target;
}

/** A variable in the environment of make; one that only the build knows has its own name as its value. */
function environmentValue(
  { env }: Command,
  { model, node, name }: { readonly model: Model; readonly node: Node; readonly name: string },
): string | undefined {
  const unknown = `$(${name})`;
  if (env.has(name)) {
    return env.get(name) ?? unknown;
  }
  return settingAbove(model, node, name) === undefined
    ? undefined
    : (constantAt(model, node, name) ?? unknown);
}
