import type { Selection } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { fromChain } from '../../model/from-chain.ts';
import { resolvePath } from '../../model/paths.ts';
import type { CopySource, Model, Node } from '../../model/types.ts';
import { copiesByStage } from '../moving/copies-by-stage.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';
import { placesOf, type Place } from '../moving/places.ts';

/**
 * Whether a command goes only through folders that its own RUN makes: `mkdir -p tmp/pids log && chown -R app tmp log`. What copies
 * bring there counts, and what RUNs may have installed there.
 */
export function goesThroughFresh(
  model: Model,
  context: ContextSnapshot | undefined,
  node: Node,
  { part, parts }: { readonly part: RunPart; readonly parts: readonly RunPart[] },
): boolean {
  const place = placesOf(model)[node.index];
  const made =
    place === undefined ? [] : parts.filter(isMkdir).flatMap((one) => operandsOf(one, place) ?? []);
  const [first, ...others] = place === undefined || made.length === 0 ? [] : (operandsOf(part, place) ?? []);
  // Of chown and chmod the first one is the owner or the mode.
  return (
    place !== undefined &&
    first !== undefined &&
    others.length > 0 &&
    others.every((path) => isFresh(path, made, place.directory)) &&
    isLittle(model, context, node, others)
  );
}

function isMkdir({ command }: RunPart): boolean {
  return commandOf(command)?.name === 'mkdir';
}

/** The words of a command that are no options, as paths; undefined where one is only known at build time. */
function operandsOf(
  { command, directory }: RunPart,
  { directory: base }: Place,
): readonly string[] | undefined {
  const words = (commandOf(command)?.args ?? []).filter(({ text }) => !text.startsWith('-'));
  return directory === undefined || !words.every(({ text, literal }) => literal && !/[*?[{~]/.test(text))
    ? undefined
    : words.map(({ text }) => resolvePath(resolvePath(base, directory), text));
}

/** A folder that is made, or one below the working directory in which one is. The working directory holds the program. */
function isFresh(path: string, made: readonly string[], directory: string): boolean {
  return (
    !isWithin(directory, path) &&
    !path.split('/').some((name) => INSTALLED.has(name)) &&
    made.some((one) => isWithin(path, one) || (isWithin(one, path) && isWithin(path, directory)))
  );
}

/** Folders in a project that hold what a step above the copies has installed. */
const INSTALLED: ReadonlySet<string> = new Set(['node_modules', 'vendor', '.venv', 'venv', '.bundle']);

/** Files and bytes up to which nobody waits. */
const FEW = 100;
const SMALL = 1_000_000;

/** Whether copies bring little to these folders. What other stages bring is not known. */
function isLittle(
  model: Model,
  context: ContextSnapshot | undefined,
  { stage, index }: Node,
  folders: readonly string[],
): boolean {
  const copies = fromChain(model, stage, MAX_CHAIN).flatMap(
    (one) => copiesByStage(model).get(one.index) ?? [],
  );
  if (copies.length > MAX_COPIES) {
    return false;
  }
  const into = (step: CopyStep, one: CopySource): readonly string[] | undefined => {
    const selection = context && selectionOf(step, one, context);
    return selection === undefined
      ? folders.some((folder) => isWithin(step.folder, folder))
        ? undefined
        : []
      : broughtTo(selection, step.folder, folders);
  };
  const brought = copies
    .filter(({ node }) => node.index < index)
    .flatMap((step) => step.copy.sources.map((one) => into(step, one)));
  const paths = brought.flatMap((one) => one ?? []);
  const bytes = paths.reduce((sum, path) => sum + (context?.entries.get(path)?.size ?? 0), 0);
  return !brought.includes(undefined) && paths.length <= FEW && bytes <= SMALL;
}

/** More copies than these are not looked through. */
const MAX_COPIES = 50;

/** Longer chains of stages are not followed. */
const MAX_CHAIN = 20;

/** Paths of the context that land in one of the folders. */
function broughtTo({ files }: Selection, into: string, folders: readonly string[]): readonly string[] {
  const near = folders.filter((folder) => isWithin(folder, into) || isWithin(into, folder));
  return near.length === 0
    ? []
    : files.flatMap(({ path, to }) =>
        near.some((folder) => isWithin(`${into === '/' ? '' : into}/${to}`, folder)) ? [path] : [],
      );
}
