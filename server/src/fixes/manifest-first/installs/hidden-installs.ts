import type { ContextSnapshot } from '../../../context/types.ts';
import { commandOf } from '../../../ecosystems/command.ts';
import { queryOf } from '../../../ecosystems/context-query.ts';
import { changeDirectory, textParts } from '../../../ecosystems/run-parts.ts';
import type { Command, ContextQuery } from '../../../ecosystems/types.ts';
import { resolvePath } from '../../../model/paths.ts';
import { holdsWord } from '../../../syntax/plain-words.ts';
import { lastDelivery } from '../../moving/image-paths.ts';
import { makefileRecipes } from './makefile.ts';
import type { CopyStep } from '../../moving/copy-step.ts';
import type { Candidate, RunCommand } from '../types.ts';

/** Whether a RUN's text may name a program that runs an install which stands elsewhere. */
export function mayHide(text: string): boolean {
  return holdsWord(text, (word) => RUNNERS.has(word));
}

const RUNNERS = new Set(['npm', 'yarn', 'pnpm', 'bun', 'make', 'gmake']);

/** A command that runs something out of a file: which file, and which name in it. */
interface Reference {
  readonly directory: string;
  readonly file: string;
  /** Undefined: the first target of a Makefile. */
  readonly name: string | undefined;
}

/**
 * The installs that a command runs out of a `package.json` script or a Makefile target, one level deep. Where the file is not
 * known to come from the context, there are none.
 */
export function hiddenInstalls(
  { node, part, directory }: RunCommand,
  copies: readonly CopyStep[],
  {
    context,
    lookups,
  }: {
    readonly context: ContextSnapshot | undefined;
    /** Counts down with each file that is looked for. */
    readonly lookups: { left: number };
  },
): readonly Candidate[] {
  const read = commandOf(part.command);
  const reference = read && (scriptReference(read) ?? targetReference(read));
  if (reference === undefined || context === undefined) {
    return [];
  }
  lookups.left--;
  const base = {
    path: resolvePath(directory.path, reference.directory),
    anchored: directory.anchored || reference.directory.startsWith('/'),
  };
  const target = { path: resolvePath(base.path, reference.file), anchored: base.anchored };
  const path = lastDelivery(copies, target, context)?.file.path;
  const found = path === undefined ? [] : textsOf(queryOf(context), path, reference);
  return found.flatMap(({ text, label }) =>
    textParts(text).flatMap((inner): Candidate[] => {
      const { install } = inner;
      if (install === undefined || inner.directory === undefined || inner.command.conditional) {
        return [];
      }
      const below = changeDirectory(inner.directory, install.directory);
      const place = { path: resolvePath(base.path, below), anchored: base.anchored || below.startsWith('/') };
      const shown = inner.command.words.map((word) => word.text).join(' ');
      // What leads to it is a file of the project itself.
      const lastUser = (): number => node.index;
      return [{ node, part, install, directory: place, lastUser, hidden: { command: shown, where: label } }];
    }),
  );
}

interface Text {
  readonly text: string;
  /** `scripts.build of package.json`. */
  readonly label: string;
}

function textsOf(context: ContextQuery, path: string, { file, name }: Reference): readonly Text[] {
  if (file !== 'package.json') {
    const recipes = makefileRecipes(context.text(path) ?? '', name);
    return recipes.map(({ target, text }) => ({ text, label: `target ${target} of ${path}` }));
  }
  const manifest = context.json(path);
  const scripts = isRecord(manifest) && isRecord(manifest['scripts']) ? manifest['scripts'] : {};
  return [`pre${name ?? ''}`, name ?? '', `post${name ?? ''}`].flatMap((key) => {
    const text = Object.hasOwn(scripts, key) ? scripts[key] : undefined;
    return typeof text === 'string' ? [{ text, label: `scripts.${key} of ${path}` }] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Commands of their own, which never mean a script of the same name. */
const OWN = new Set([
  'install',
  'ci',
  'add',
  'i',
  'global',
  'workspaces',
  'workspace',
  'config',
  'cache',
  'dlx',
  'exec',
]);

/** npm runs these without `run`. */
const PLAIN_SCRIPTS = new Set(['start', 'test', 'stop', 'restart']);

function scriptReference({ name, args }: Command): Reference | undefined {
  if (!['npm', 'yarn', 'pnpm', 'bun'].includes(name) || args.some(({ literal }) => !literal)) {
    return undefined;
  }
  let directory = '';
  const operands: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text ?? '';
    const value = /^(--prefix|--cwd|--dir|-C)(=(.*))?$/.exec(text);
    if (value !== null) {
      directory = value[3] ?? args[++index]?.text ?? '';
    } else if (text === '--') {
      break;
    } else if (!text.startsWith('-')) {
      operands.push(text);
    } else if (/^(-w|--workspace|--filter|-F|--workspaces|-r|--recursive)\b/.test(text)) {
      return undefined;
    }
  }
  const [verb = '', script] = operands;
  if (verb === 'run' || verb === 'run-script') {
    return script === undefined ? undefined : { directory, file: 'package.json', name: script };
  }
  const isScript = name === 'npm' || name === 'bun' ? PLAIN_SCRIPTS.has(verb) : verb !== '' && !OWN.has(verb);
  return isScript ? { directory, file: 'package.json', name: verb } : undefined;
}

function targetReference({ name, args }: Command): Reference | undefined {
  if ((name !== 'make' && name !== 'gmake') || args.some(({ literal }) => !literal)) {
    return undefined;
  }
  let directory = '';
  let file = 'Makefile';
  const targets: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text ?? '';
    if (text === '-C' || text === '-f') {
      const value = args[++index]?.text ?? '';
      directory = text === '-C' ? value : directory;
      file = text === '-f' ? value : file;
    } else if (!text.startsWith('-') && !text.includes('=')) {
      targets.push(text);
    }
  }
  const [target, ...more] = targets;
  return more.length > 0 ? undefined : { directory, file, name: target };
}
