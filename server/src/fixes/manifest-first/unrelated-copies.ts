import { textOf } from '../../context/facts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { ECOSYSTEMS } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { CONFIGURATION } from '../moving/configuration.ts';
import { contextCopy, selectionOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { isHidden, isSetting } from '../moving/setting-names.ts';
import type { LateInstall } from './types.ts';

/** Instructions that run nothing, so that none of them can have read a copy. */
const RUNS_NOTHING = new Set([...CONFIGURATION, 'ENV', 'ARG', 'WORKDIR', 'USER', 'COPY', 'ADD']);

/** Places in which programs look for settings, certificates, libraries and other programs (hier(7)). */
const LOOKED_INTO = new Set(
  'bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run sbin srv sys tmp usr var'.split(
    ' ',
  ),
);

/** The same for folders at the root that images of package managers make: `GOPATH=/go`, `CARGO_HOME=/cargo`. */
const OF_TOOLS = new Set([
  ...ECOSYSTEMS.flatMap(({ id, programs }) => [id, ...programs]),
  ...'cache caches config env gems nix node_modules packages venv wheels'.split(' '),
]);

/**
 * Copies of the context between the sources and a step that only downloads, which that does not need: by their nodes. Each lands in a
 * folder at the root that nothing else names and no program looks into, and brings no settings.
 */
export function unrelatedCopies(
  model: Model,
  context: ContextSnapshot | undefined,
  { form, step, installs }: EarlyCopy,
): ReadonlySet<number> {
  const found = new Set<number>();
  const [first] = installs;
  if (context === undefined || form !== 'download' || first === undefined) {
    return found;
  }
  const places = placesOf(model);
  for (let index = first.node.index - 1; index > step.node.index; index--) {
    const node = model.nodes[index];
    const place = places[index];
    if (node === undefined || place === undefined || !RUNS_NOTHING.has(node.instruction.keyword)) {
      break;
    }
    const [copy] = contextCopy(node, place);
    if (copy !== undefined && isUnrelated(model, copy, { installs, context })) {
      found.add(index);
    }
  }
  return found;
}

interface Download {
  readonly installs: readonly LateInstall[];
  readonly context: ContextSnapshot;
}

function isUnrelated(model: Model, step: CopyStep, { installs, context }: Download): boolean {
  const { node, copy, folder, anchored } = step;
  const [, name = ''] = folder.split('/');
  const last = installs.reduce((most, one) => Math.max(most, one.node.index), 0);
  return (
    node.instruction.keyword === 'COPY' &&
    anchored &&
    copy.dest.startsWith('/') &&
    !node.instruction.text.includes('$') &&
    /^\w[\w.-]*$/.test(name) &&
    !LOOKED_INTO.has(name) &&
    !OF_TOOLS.has(name.toLowerCase()) &&
    !isSetting(name) &&
    bringsNoSettings(step, context) &&
    installs.every((install) => worksApart(install, folder, { name, context })) &&
    !model.nodes.slice(0, last + 1).some((one) => !isCopy(one) && mentions(one.instruction.text, name))
  );
}

function bringsNoSettings(step: CopyStep, context: ContextSnapshot): boolean {
  return step.copy.sources.every((source) => {
    const selection = selectionOf(step, source, context);
    return (
      selection?.complete === true &&
      selection.kind !== 'missing' &&
      selection.files.every(({ path, to }) => !isHidden(to) && !isSetting(path) && !isSetting(to))
    );
  });
}

/** Whether an install works in another place, and no manifest of it, as far as they are known, names the folder. */
function worksApart(
  { hidden, directory, root, inputs }: LateInstall,
  folder: string,
  { name, context }: { readonly name: string; readonly context: ContextSnapshot },
): boolean {
  return (
    hidden === undefined &&
    [directory, root].every(
      ({ path, anchored }) => anchored && !isWithin(path, folder) && !isWithin(folder, path),
    ) &&
    inputs?.inputs.every(({ path }) => !mentions(textOf(context, path) ?? '', name)) === true
  );
}

function isCopy({ detail }: Node): boolean {
  return detail.kind === 'copy';
}

/** Whether a text names a folder at the root by its name: `/assets`, or `assets` alone, but not `app/assets`. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isInPath = /[\w-]\/$/.test(text.slice(Math.max(0, at - 2), at));
    const isPartOfWord =
      /[\w-]$/.test(text.slice(Math.max(0, at - 1), at)) ||
      /^[\w-]/.test(text.slice(at + name.length, at + name.length + 1));
    if (!isInPath && !isPartOfWord) {
      return true;
    }
  }
  return false;
}
