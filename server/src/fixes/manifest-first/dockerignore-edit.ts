import { contextPath } from '../../context/facts.ts';
import { baseName } from '../../context/path-parts.ts';
import { compileIgnore, compilePatterns } from '../../context/ignore/ignore.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin, joinPath } from '../../ecosystems/paths.ts';
import type { Written } from '../../ecosystems/types.ts';
import type { Model } from '../../model/types.ts';
import { ignoreWith } from '../leave-out/ignore-with.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { code, shown } from '../moving/words.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { deprivedStage } from './deprived-stage.ts';
import { exceptionFor, lastPatterns } from './ignore-exceptions.ts';
import type { ManifestSource } from './project/manifest-sources.ts';
import { isVendored } from './project/project-sources.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { LateInstall } from './types.ts';

/** A new text of the ignore file, which begins with the old one. */
export interface IgnoreChange {
  readonly path: string;
  readonly exists: boolean;
  readonly text: string;
  /** Base names of what is newly left out. */
  readonly names: readonly string[];
  /** What a person has to check, when the pattern leaves out folders that exist. */
  readonly review: string | undefined;
  /** Which stage will do without it, as a clause. */
  readonly missed: string | undefined;
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
  const into = moving.find((step) => installs.some((install) => copiesInto(step, install)));
  if (into !== undefined) {
    return `${shown(into.node)} (line ${into.node.instruction.line}) copies into what is installed`;
  }
  const old = indexOf(context).ignore;
  const exposed = installs
    .flatMap((late) =>
      broughtOver(late, moving, context).map((one) => ({
        ...one,
        stage: late.node.stage,
        family: late.install.ecosystem.family,
      })),
    )
    .filter(({ path }) => !old.leavesOutWholly(path) && !lastPatterns(context).leavesOutWholly(path));
  if (exposed.length === 0) {
    return undefined;
  }
  const patterns = [...new Set(exposed.map(({ pattern }) => pattern))];
  const edit = ignoreWith(model, context, patterns);
  if (edit === undefined) {
    return "the ignore file can't be read";
  }
  const changed = compileIgnore(edit.text);
  const names = [...new Set(exposed.map(({ path }) => baseName(path)))];
  const back = exceptionFor(context, names);
  if (back !== undefined) {
    return `${code(back.text)} of ${edit.path} brings files of ${back.name} back`;
  }
  const copied = copiedNames(model);
  const isCopied = names.some((name) => copied.has(name));
  if (isCopied || sources.some(({ path }) => changed.leavesOut(path))) {
    return `${names.join(' and ')} is copied from the context elsewhere`;
  }
  const missed = deprivedStage(
    model,
    context,
    exposed.filter(({ path }) => !old.leavesOut(path)),
  );
  const present = missed === undefined ? findPresent(context, names) : undefined;
  return {
    path: edit.path,
    exists: edit.exists,
    text: edit.text,
    names,
    review: present,
    missed,
  };
}

/** Whether a copy that came before an install puts files into what that one writes, perhaps anew. */
function copiesInto(step: CopyStep, { inputs, folder, root, node }: LateInstall): boolean {
  return (
    step.node.index < node.index &&
    step.anchored === root.anchored &&
    (inputs?.written ?? []).some(({ path }) =>
      isWithin(step.folder, imagePathOf(path, folder ?? '', root).path),
    )
  );
}

/**
 * What these copies would bring over what an install writes, if the context held it: by its path there, which is not that beside
 * the manifests where these come from another folder than the sources around them.
 */
function broughtOver(
  { inputs, folder, root }: LateInstall,
  moving: readonly CopyStep[],
  context: ContextSnapshot,
): readonly Written[] {
  const found = new Map<string, Written>();
  for (const { path, pattern } of inputs?.written ?? []) {
    const target = imagePathOf(path, folder ?? '', root);
    const places = moving.flatMap((step) =>
      // Where the two can't be compared, the copy may bring the folder itself.
      step.anchored === target.anchored ? sourcesOf(step, target, context) : [path],
    );
    for (const at of places) {
      const isSame = at === path || compilePatterns([pattern]).leavesOutWholly(at);
      found.set(at, { path: at, pattern: isSame ? pattern : at });
    }
  }
  return [...found.values()];
}

/** Where the context would hold what a step brings to a place in the image, once for each of its folders. */
function sourcesOf(step: CopyStep, target: ImagePath, context: ContextSnapshot): readonly string[] {
  const { copy, folder } = step;
  if (!isWithin(target.path, folder) || target.path === folder) {
    return [];
  }
  const below = target.path.slice(folder === '/' ? 1 : folder.length + 1);
  const exclude = compilePatterns(copy.exclude);
  return copy.sources.flatMap((source) => {
    const selection = selectionOf(step, source, context);
    // `--parents` keeps the path, of which the source names the part that is copied.
    const part = copy.parents ? contextPath(source.text.replace(/^.*?\/\.\//s, '')) : '';
    const isFolder = selection?.kind === 'directory' || (selection?.kind === 'glob' && copy.parents);
    const isPart = selection?.kind === 'glob' || isWithin(below, part);
    const at = selection && joinPath(selection.base, below);
    // Nobody installs in a folder of packages of others.
    const isThere = at !== undefined && (!isVendored(source) || context.entries.has(at));
    return !isThere || !isFolder || !isPart || exclude.leavesOutWholly(below) ? [] : [at];
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

/**
 * What is no longer copied, as a clause: a file or folder of these names that exists and is not left out, or the files of it that are
 * not, or may not be. Remembered with the snapshot.
 */
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
    const at = path.includes(name) ? `/${path}/`.indexOf(`/${name}/`) : -1;
    if (at < 0) {
      continue;
    }
    const folder = path.slice(0, at + name.length);
    if (!ignore.leavesOut(path)) {
      return folder === path ? `${path} is no longer copied` : `files of ${folder} are no longer copied`;
    }
    // What a `!` pattern brings of it nobody has looked for.
    if (folder === path && context.closed.has(path) && !ignore.leavesOutWholly(path)) {
      return `files of ${path} may no longer be copied`;
    }
  }
  return undefined;
}
