import { copiedFiles } from '../../server/src/insights/copied-files.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import type { Copy, Node } from '../../server/src/model/types.ts';
import { shownSize } from '../../server/src/rules/size/shown-size.ts';
import type { Tree } from './copied-build.ts';
import { isPacked, selectionsOf } from './copied-told.ts';
import type { Contents } from './copied-told.ts';

/** The numbers that people see of the only COPY of a stage, where the stage has others: those of its lens and of its list of files. */
export function wrongNumbers(
  analysis: Analysis,
  node: Node,
  { tree, contents }: { readonly tree: Tree; readonly contents: Contents },
): string[] {
  const { context } = analysis.facts;
  if (context === undefined || node.detail.kind !== 'copy' || !isPlain(node, contents, analysis)) {
    return [];
  }
  const files = [...tree.values()].filter(({ kind }) => kind === 'file');
  const hasLinks = [...tree.values()].some(({ kind }) => kind === 'link');
  const size = shownSize(files.reduce((sum, { content }) => sum + contents.sizeOf(content), 0));
  const counted = `${files.length} file${files.length === 1 ? '' : 's'}, ${size}`;
  const [lens = ''] = lenses(analysis)
    .filter(({ offset }) => offset === node.instruction.start)
    .flatMap(({ parts }) => parts.map(({ text }) => text));
  const expected =
    files.length === 1
      ? `, ${size}`
      : files.length > 0 || hasLinks
        ? counted
        : / · (no files|not in the build context)$/;
  const found = (typeof expected === 'string' ? lens.includes(expected) : expected.test(lens))
    ? []
    : [`the lens says ${lens} instead of ${counted}`];
  const { summary = '' } = copiedFiles(analysis, node.index) ?? {};
  // The list has what lands on one another, too.
  const isApart = places(node.detail.copy, analysis) === files.length;
  return isApart && files.length > 0 && summary !== counted
    ? [...found, `the list says ${summary} instead of ${counted}`]
    : found;
}

/** Where a destination is not said to be a folder, the base image decides what several files become; and ADD unpacks archives. */
function isPlain(node: Node, contents: Contents, { facts }: Analysis): boolean {
  if (node.detail.kind !== 'copy' || facts.context === undefined) {
    return false;
  }
  const { copy } = node.detail;
  const files = selectionsOf(copy, facts.context).flatMap((selection) => selection.files);
  const singles = files.filter(({ single }) => single);
  const meet = !copy.resolvedDest.endsWith('/') && files.length > 1 && singles.length > 0;
  const unpacks =
    node.instruction.keyword === 'ADD' && singles.some(({ path }) => isPacked(contents.items.get(path)));
  return !meet && !unpacks;
}

/** How many regular files are selected, each once. */
function places(copy: Copy, { facts: { context } }: Analysis): number {
  const files =
    context === undefined ? [] : selectionsOf(copy, context).flatMap((selection) => selection.files);
  const paths = new Set(files.map(({ path }) => path));
  return [...paths].filter((path) => context?.entries.get(path)?.kind === 'file').length;
}
