import { isArchiveName } from '../../context/archive-name.ts';
import { select } from '../../context/selection.ts';
import type { Copy, Node } from '../../model/types.ts';
import { copyPaths } from '../../model/undecided-source.ts';
import { brokenArrayTitle } from '../words/broken-array-words.ts';
import { contentOf, sizeTitle } from '../content.ts';
import { sourceTitle } from '../words/stage-words.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import { count, listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import { unsetTitle } from '../words/unset-words.ts';

/** What is copied: by count and size, or the name where it is one file; by its sources while the context is not known. */
export function contentParts(analysis: Analysis, node: Node, copy: Copy): string[] {
  const broken = brokenArrayTitle(analysis, node);
  if (broken !== undefined) {
    return [broken];
  }
  const content = contentOf(analysis, node);
  const written = copyTitle(analysis, node, copy);
  const writesToo = copy.sources.some(({ kind }) => kind === 'heredoc');
  if (content === undefined || writesToo) {
    return [written, unsetTitle(analysis.model, node)];
  }
  const { files, links, complete, largest } = content;
  if (files === 0 && !complete) {
    return [written, unsetTitle(analysis.model, node)];
  }
  if (files + links === 0) {
    const unset = unsetTitle(analysis.model, node);
    return [written, unset === '' ? absence(analysis, copy) : unset];
  }
  const [only] = largest;
  const title =
    files === 1 && complete && only
      ? `${shorten(only.path, 50)}, ${shownSize(only.size)}`
      : sizeTitle(content);
  return [unpacks(node, copy) ? `unpacks ${title}` : title];
}

function copyTitle({ model }: Analysis, node: Node, copy: Copy): string {
  const heredocs = copy.sources.filter((source) => source.kind === 'heredoc').length;
  if (heredocs > 0 && heredocs === copy.sources.length) {
    return `writes ${count(heredocs, 'file')} to ${shorten(copy.dest, 40)}`;
  }
  const names = copy.sources.map((source) => shorten(source.text, 40));
  const remote =
    node.instruction.keyword === 'ADD' && copy.sources.some(({ kind }) => kind === 'url' || kind === 'git');
  const what =
    copy.from.kind === 'context' && copy.sources.length === 1 && isWholeContext(copy.sources[0]?.text ?? '')
      ? 'the whole build context'
      : listed(names, 3);
  const from = copy.from.kind === 'context' ? '' : ` from ${sourceTitle(model, copy.from, copyPaths(copy))}`;
  const verb = unpacks(node, copy) ? 'unpacks' : remote ? 'downloads' : 'copies';
  return `${verb} ${what}${from}`;
}

/** Whether ADD unpacks all that it names of the build context: by their names, as archives are hardly ever called otherwise. */
function unpacks({ instruction: { keyword, text } }: Node, { sources }: Copy): boolean {
  return (
    keyword === 'ADD' &&
    !/\s--unpack=false\s/i.test(text) &&
    sources.every(({ kind, text: source }) => kind === 'path' && isArchiveName(source))
  );
}

/** Why there are no files: an empty folder, or one of which the ignore file leaves nothing, is in the context all the same. */
function absence({ facts: { context } }: Analysis, { sources, parents, exclude }: Copy): string {
  const isThere = sources.some(({ text }) => {
    const selection = context && select(context, text, { parents, exclude });
    return selection?.kind === 'directory' || (selection?.folders.length ?? 0) > 0;
  });
  return isThere ? 'no files' : 'not in the build context';
}

function isWholeContext(source: string): boolean {
  return /^[./]*$/.test(source);
}
