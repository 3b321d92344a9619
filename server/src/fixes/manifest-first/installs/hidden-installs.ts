import { parentPath } from '../../../context/path-parts.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import { commandOf } from '../../../ecosystems/command.ts';
import { queryOf } from '../../../ecosystems/context-query.ts';
import { mayInstall } from '../../../ecosystems/may-install.ts';
import { joinPath } from '../../../ecosystems/paths.ts';
import { changeDirectory, textParts } from '../../../ecosystems/run-parts.ts';
import type { Command, ContextQuery } from '../../../ecosystems/types.ts';
import { resolvePath } from '../../../model/paths.ts';
import type { Model, Node } from '../../../model/types.ts';
import { settingAbove } from '../../../model/variables.ts';
import { holdsWord } from '../../../syntax/plain-words.ts';
import { lastDelivery } from '../../moving/image-paths.ts';
import { constantAt } from './constants.ts';
import { readMake } from './make-command.ts';
import { makefileRecipes } from './makefile.ts';
import { readScript } from './script-command.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import type { Candidate, RunCommand } from '../types.ts';

/** Whether a RUN's text may name a program that runs an install which stands elsewhere. */
export function mayHide(text: string): boolean {
  return holdsWord(text, (word) => RUNNERS.has(word));
}

const RUNNERS = new Set(['npm', 'yarn', 'pnpm', 'bun', 'make', 'gmake']);

/** What is known where a command is looked into. */
export interface LookingInto {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  /** Counts down with each file that is looked for, and more with long ones. */
  readonly lookups: { left: number };
}

/** So much text of a file costs as much as one look more. */
const TEXT_PER_LOOKUP = 10_000;

/** So many exported variables are heeded. */
const MAX_SETTINGS = 50;

/** A value that can stand in single quotes; what is not known has a `$`. */
const SETTING = /^[^'$\n]{0,200}$/;

/**
 * The installs that a command runs out of a `package.json` script or Makefile targets, one level deep. Where the file is not
 * known to come from the context, there are none.
 */
export function hiddenInstalls(
  { node, part, directory }: RunCommand,
  copies: readonly CopyStep[],
  { model, context, lookups }: LookingInto,
): readonly Candidate[] {
  const read = commandOf(part.command);
  const reference = read && referenceOf(read, model, node);
  if (reference === undefined || context === undefined) {
    return [];
  }
  lookups.left--;
  const anchored = directory.anchored || reference.directory.startsWith('/');
  const base = resolvePath(directory.path, reference.directory);
  const [path] = reference.files.flatMap((file) => {
    const target = { path: resolvePath(base, file), anchored };
    return lastDelivery(copies, target, context)?.file.path ?? [];
  });
  if (path === undefined) {
    return [];
  }
  const query = queryOf(context);
  lookups.left -= Math.floor((query.text(path)?.length ?? 0) / TEXT_PER_LOOKUP);
  const { shells, exported } = reference.read(query, { path, directory: anchored ? base : '.' });
  const settings = [...exported].filter(([, value]) => SETTING.test(value)).slice(0, MAX_SETTINGS);
  const exports = settings.map(([name, value]) => `export ${name}='${value}' && `).join('');
  return shells.flatMap(({ text, label }, index) => {
    if (!mayInstall({ text })) {
      return [];
    }
    const parts = textParts(exports + text);
    return parts.flatMap((inner, at): Candidate[] => {
      const { install, command } = inner;
      if (
        install === undefined ||
        inner.directory === undefined ||
        command.conditional ||
        command.join === '||'
      ) {
        return [];
      }
      const below = changeDirectory(inner.directory, install.directory);
      const way = changeDirectory(reference.directory, below);
      const hidden = {
        command: command.words.map((word) => word.text).join(' '),
        where: label,
        part: inner,
        before: () => [
          ...shells.slice(0, index).flatMap((shell) => textParts(shell.text)),
          ...parts.slice(settings.length, at),
        ],
        settings,
      };
      return [
        {
          node,
          part,
          install: { ...install, directory: way },
          directory: { path: resolvePath(base, below), anchored: anchored || below.startsWith('/') },
          // What leads to it is a file of the project itself.
          lastUser: () => node.index,
          hidden,
        },
      ];
    });
  });
}

/** A text that runs in a shell of its own. */
interface ShellText {
  readonly text: string;
  /** `scripts.build of package.json`. */
  readonly label: string;
}

/** A command that runs something out of a file. */
interface Reference {
  readonly directory: string;
  /** The names that the file may have. */
  readonly files: readonly string[];
  /** What is run out of the file at a path of the context, in order, and what is exported to all of it. */
  readonly read: (
    context: ContextQuery,
    at: { readonly path: string; readonly directory: string },
  ) => { readonly shells: readonly ShellText[]; readonly exported: ReadonlyMap<string, string> };
}

function referenceOf(command: Command, model: Model, node: Node): Reference | undefined {
  const script = readScript(command);
  if (script !== undefined) {
    const read: Reference['read'] = (context, { path }) => ({
      shells: scriptTexts(context.json(path), script.name, path),
      exported: new Map(),
    });
    return { directory: script.directory, files: ['package.json'], read };
  }
  const make = readMake(command);
  return (
    make && {
      directory: make.directory,
      files: make.files,
      read: (context, { path, directory }) => {
        const { recipes, exported } = makefileRecipes(context.text(path) ?? '', {
          targets: make.targets,
          words: make.words,
          directory,
          environment: (name) => environmentValue(command, { model, node, name }),
          isThere: (need) => !need.startsWith('/') && context.has(joinPath(parentPath(path), need)) === 'yes',
        });
        const shells = recipes.flatMap(({ target, lines }) =>
          lines.map((text) => ({ text, label: `target ${relativeTo(directory, target)} of ${path}` })),
        );
        return { shells, exported };
      },
    }
  );
}

/** For messages: a target as it is named in the folder of make. */
function relativeTo(directory: string, target: string): string {
  return target.startsWith(`${directory}/`) ? target.slice(directory.length + 1) : target;
}

function scriptTexts(manifest: unknown, name: string, path: string): readonly ShellText[] {
  const scripts = isRecord(manifest) && isRecord(manifest['scripts']) ? manifest['scripts'] : {};
  return [`pre${name}`, name, `post${name}`].flatMap((key) => {
    const text = Object.hasOwn(scripts, key) ? scripts[key] : undefined;
    return typeof text === 'string' ? [{ text, label: `scripts.${key} of ${path}` }] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
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
