import { baseName } from '../../context/path-parts.ts';
import { compileIgnore, compilePatterns } from '../../context/ignore/ignore.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model } from '../../model/types.ts';
import { appended } from '../leave-out/appended.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';
import type { LateInstall } from './late-install.ts';
import type { ManifestSource } from './manifest-sources.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** A new text of the ignore file, which begins with the old one. */
export interface IgnoreChange {
  readonly path: string;
  readonly exists: boolean;
  readonly text: string;
  /** Base names of what is newly left out. */
  readonly names: readonly string[];
  /** What a person has to check, when the pattern leaves out folders that exist. */
  readonly review: string | undefined;
}

/** What is moved, which installs run before it, and what is copied for them. */
export interface IgnoreQuestion {
  readonly moving: readonly CopyStep[];
  readonly installs: readonly LateInstall[];
  readonly sources: readonly ManifestSource[];
}

/**
 * The ignore patterns without which the moved copies would bring the folders that the installs write from the host over them
 * (domain.md 6.2 H3): undefined when none is needed, a clause when it can't be added.
 */
export function ignoreWritten(
  model: Model,
  context: ContextSnapshot,
  { moving, installs, sources }: IgnoreQuestion,
): IgnoreChange | string | undefined {
  const old = indexOf(context).ignore;
  const exposed = installs
    .flatMap(({ inputs }) => inputs?.written ?? [])
    .filter(({ path }) => !old.leavesOutWholly(path) && moving.some((step) => brings(step, path, context)));
  if (exposed.length === 0) {
    return undefined;
  }
  const patterns = [...new Set(exposed.map(({ pattern }) => pattern))];
  const text = appended(context.ignore?.text, patterns, model.file.text);
  const changed = compileIgnore(text);
  const names = [...new Set(exposed.map(({ path }) => baseName(path)))];
  if (exposed.some(({ path }) => !changed.leavesOutWholly(path))) {
    return `${names.join(' and ')} is brought back by a \`!\` pattern of ${context.ignore?.path ?? '.dockerignore'}`;
  }
  const copied = copiedNames(model);
  const isCopied = names.some((name) => copied.has(name));
  if (isCopied || sources.some(({ path }) => changed.leavesOut(path))) {
    return `${names.join(' and ')} is copied from the context elsewhere`;
  }
  const present = findPresent(context, names);
  const path = context.ignore?.path ?? '.dockerignore';
  return {
    path,
    exists: context.ignore !== undefined || context.entries.has(path),
    text,
    names,
    review: present === undefined ? undefined : `${present} is no longer copied`,
  };
}

/** Whether a step would copy this folder if it were in the context. */
function brings(step: CopyStep, folder: string, context: ContextSnapshot): boolean {
  const exclude = compilePatterns(step.copy.exclude);
  return step.copy.sources.some((source) => {
    const selection = selectionOf(step, source, context);
    const from = source.text
      .replace(/^(\.?\/)+/, '')
      .replace(/\/+$/, '')
      .replace(/^\.$/, '');
    if (selection?.kind === 'file' || !isWithin(folder, selection?.kind === 'directory' ? from : '')) {
      return false;
    }
    const below = from === '' ? folder : folder.slice(from.length + 1);
    return !exclude.leavesOutWholly(below);
  });
}

/** Every segment of a path that any COPY of the context names. */
const copiedNames = rememberedWith(
  (model: Model): ReadonlySet<string> =>
    new Set(
      model.nodes.flatMap(({ detail }) =>
        detail.kind === 'copy' && detail.copy.from.kind === 'context'
          ? detail.copy.sources.flatMap(({ text }) => text.split('/'))
          : [],
      ),
    ),
);

const presentIn: (context: ContextSnapshot) => Map<string, string | undefined> = rememberedWith(
  () => new Map(),
);

/** A file or folder of these names that exists and is not left out. Remembered with the snapshot. */
function findPresent(context: ContextSnapshot, names: readonly string[]): string | undefined {
  const known = presentIn(context);
  for (const name of names) {
    if (!known.has(name)) {
      known.set(name, firstNamed(context, name));
    }
    const found = known.get(name);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function firstNamed(context: ContextSnapshot, name: string): string | undefined {
  const { ignore } = indexOf(context);
  for (const path of context.entries.keys()) {
    if (baseName(path) === name && !ignore.leavesOutWholly(path)) {
      return path;
    }
  }
  return undefined;
}
