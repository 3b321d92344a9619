import type { ContextSnapshot } from '../../context/types.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Install } from '../../ecosystems/types.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { copyStepOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { changingCopies } from './changing-copies.ts';
import { packageTool, type PackageTool } from './package-tool.ts';

/** A RUN that fetches something, in its stage. */
export interface Fetching {
  readonly stage: Stage;
  readonly node: Node;
  /** Undefined where it needs no installed package. */
  readonly tool: PackageTool | undefined;
}

/** More instructions than this above one RUN are not looked through. */
const MAX_ABOVE = 200;

/**
 * The copies that change often above a RUN that fetches something, in document order; where it does so for a package, those below the
 * install that has brought this. None where an install may be hidden below the first of them, and where the RUN would install something
 * itself.
 */
export function fetchCauses(
  model: Model,
  context: ContextSnapshot | undefined,
  { stage, node: { index }, tool }: Fetching,
): readonly CopyStep[] {
  const copies = changingCopies(model, context);
  const causes: CopyStep[] = [];
  let isUnread = false;
  /** What the last install above has fetched, and the copies below it: an earlier one may have fetched the same. */
  let last: { readonly fetched: string; readonly below: readonly CopyStep[] } | undefined;
  for (let at = index - 1; at > stage.first && at > index - MAX_ABOVE; at -= 1) {
    const node = model.nodes[at];
    const place = placesOf(model)[at];
    const step = node && place && copyStepOf(node, place);
    if (step !== undefined && copies.changes(step)) {
      causes.unshift(step);
    }
    if (tool === undefined || node === undefined || place === undefined) {
      continue;
    }
    const parts = commandsIn(model, node);
    const installs = parts.filter(({ role }) => role === 'install' || role === 'packages');
    if (installs.length > 0 || bringsPackages(step)) {
      const fetched = fetchedBy(installs, place.directory);
      if (last !== undefined) {
        return fetched === last.fetched ? causes : last.below;
      }
      if (tool.installsFirst && !installs.some(installsAll)) {
        return [];
      }
      if (fetched === undefined) {
        return causes;
      }
      last = { fetched, below: [...causes] };
    }
    isUnread ||= node.detail.kind === 'run' && (parts.length === 0 || parts.some(isUnknown));
  }
  if (last !== undefined) {
    return last.below;
  }
  return tool !== undefined && (isUnread || tool.installsFirst) ? [] : causes;
}

function isUnknown({ role, command }: RunPart): boolean {
  return role === 'unknown' && packageTool(command) === undefined;
}

/** Whether a copy brings packages that another stage has installed. */
function bringsPackages(step: CopyStep | undefined): boolean {
  return (
    step?.copy.from.kind !== 'context' &&
    step?.copy.sources.some(({ text }) => /node_modules|site-packages|venv|\.local/.test(text)) === true
  );
}

/** Words that decide what becomes of the project itself, and whether a lock file is checked, but not which packages are fetched. */
const OF_THE_PROJECT: ReadonlySet<string> = new Set([
  '--no-install-project',
  '--no-install-workspace',
  '--no-install-local',
  '--no-root',
  '--no-directory',
  '--no-self',
  '--no-editable',
  '--locked',
  '--frozen',
]);

/**
 * Which packages the installs of a RUN fetch, to be compared with those of another one; undefined where that can't be told. `uv sync`
 * below the sources finds what `uv sync --no-install-project` has fetched above them.
 */
function fetchedBy([part, ...more]: readonly RunPart[], workingDirectory: string): string | undefined {
  const { install, directory } = part ?? {};
  const line = install?.downloadOnly;
  if (install === undefined || line === undefined || directory === undefined || more.length > 0) {
    return undefined;
  }
  const words = line.split(' ').filter((word) => !OF_THE_PROJECT.has(word));
  return [placeOf(install), directory, workingDirectory, ...words].join('\0');
}

function placeOf({ ecosystem, directory, subject }: Install): string {
  return [ecosystem.id, directory, subject].join('\0');
}

/** Whether an install has left `uv run` nothing to do: the project is there, and so are all groups that it asks for. */
function installsAll({ ecosystem, install, command }: RunPart): boolean {
  return (
    ecosystem === 'uv' &&
    install !== undefined &&
    !command.words.some(({ text }) => /^--(no-install|no-dev|no-default|no-group|only)/.test(text))
  );
}
