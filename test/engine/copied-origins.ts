import { copyStepOf, delivery } from '../../server/src/fixes/moving/copy-step.ts';
import type { Place } from '../../server/src/fixes/moving/places.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { fileAt } from '../../server/src/ports/listens/image-files.ts';
import type { Tree } from './copied-build.ts';
import { isPacked, nodesIn, selectionsOf } from './copied-told.ts';
import type { Contents } from './copied-told.ts';

/**
 * Where files of a stage are said to come from, if they do not: by `fileAt`, which follows them through stages, and where one COPY
 * makes the stage, by `delivery`. `paths` are other places to ask about.
 */
export function wrongOrigins(
  analysis: Analysis,
  stage: number,
  {
    tree,
    contents,
    paths,
  }: { readonly tree: Tree; readonly contents: Contents; readonly paths: readonly string[] },
): string[] {
  const { model } = analysis;
  const { context } = analysis.facts;
  const isSure = isPlain(analysis, stage, contents);
  return [...new Set([...tree.keys(), ...paths])].flatMap((path) => {
    const there = tree.get(path);
    const said = fileAt(model, context, stage, `/${path}`);
    const [node, ...more] = nodesIn(model, stage).slice(1);
    const step = node && copyStepOf(node, PLACE);
    const delivered =
      step && context && more.length === 0
        ? delivery(step, { path: `/${path}`, anchored: true }, context)?.file.path
        : undefined;
    const isThat = (from: string): boolean =>
      there !== undefined && there.kind !== 'folder' && there.content === contents.of(from);
    return [
      ...(said.kind === 'absent' && isSure && there !== undefined && there.kind !== 'folder'
        ? [`/${path} is there after all`]
        : []),
      ...(said.kind === 'file' && isSure && !isThat(said.path) ? [`/${path} is not ${said.path}`] : []),
      // A symlink that is named is followed.
      ...(delivered !== undefined &&
      contents.items.get(delivered)?.kind !== 'link' &&
      isSure &&
      !isThat(delivered)
        ? [`/${path} is not delivered from ${delivered}`]
        : []),
    ];
  });
}

/** All that `delivery` asks of the place where an instruction stands. */
const PLACE = { anchored: true, system: 'none' } as unknown as Place;

/**
 * Whether all that wildcards match is known, and every destination says that it is a folder, or takes what can't be one file;
 * otherwise a path may be two. What ADD unpacks is known by names alone.
 */
function isPlain(analysis: Analysis, stage: number, contents: Contents): boolean {
  const {
    model,
    facts: { context },
  } = analysis;
  return nodesIn(model, stage).every(({ detail, instruction }) => {
    if (detail.kind !== 'copy') {
      return true;
    }
    const { copy } = detail;
    if (copy.from.kind === 'stage') {
      return isPlain(analysis, copy.from.stage, contents);
    }
    const selections = context === undefined ? [] : selectionsOf(copy, context);
    const singles = selections.flatMap(({ files }) => files.filter(({ single }) => single));
    const isFolder = copy.resolvedDest.endsWith('/') || singles.length === 0;
    const isKnown = selections.every(({ kind, complete }) => kind !== 'glob' || complete);
    const isAdd = instruction.keyword === 'ADD';
    return isFolder && isKnown && !(isAdd && singles.some(({ path }) => isPacked(contents.items.get(path))));
  });
}
