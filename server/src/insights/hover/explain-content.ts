import { MAX_PATHS } from '../../context/left-out.ts';
import {
  commits,
  contentOf,
  copiesGit,
  largestTitles,
  sizeTitle,
  surprising,
  tellsHowOften,
} from '../content.ts';
import type { Story } from './story.ts';
import { isGitTold, isTold } from './told.ts';
import { code, count, listed } from '../text.ts';

/** What a step takes from the build context, how big it is, what the ignore file keeps away, and how often it changes. */
export function explainContent(story: Story): string[] {
  return [content(story), leftOut(story), surprises(story), git(story), frequency(story)].filter(
    (text) => text !== '',
  );
}

function content({ analysis, node }: Story): string {
  const size = contentOf(analysis, node);
  if (size === undefined) {
    return '';
  }
  const largest = size.files > 1 ? largestTitles(size, code) : '';
  return `**${sizeTitle(size)}**${largest === '' ? '' : `; the largest: ${largest}`}.`;
}

function leftOut({ analysis, node }: Story): string {
  const size = contentOf(analysis, node);
  const paths = size?.leftOut.paths ?? [];
  if (size === undefined || paths.length === 0) {
    return '';
  }
  const { files, complete } = size.leftOut;
  const all = paths.map(({ path, kind }) => code(kind === 'folder' ? `${path}/` : path));
  // Of so many, nobody counted the others.
  const names = all.length < MAX_PATHS ? listed(all, 4) : listed([...all.slice(0, 4), 'others'], 5);
  const counted = files > 0 ? ` (${complete ? '' : 'at least '}${count(files, 'file')})` : '';
  return `${code(analysis.facts.context?.ignore?.path ?? '.dockerignore')} keeps ${names}${counted} out of it.`;
}

function surprises(story: Story): string {
  const { analysis, node } = story;
  const isKnown = isTold(story, 'cache/copies-its-own-dockerfile');
  const names = isKnown ? [] : surprising(analysis, node).map((path) => code(path));
  return names.length === 0
    ? ''
    : `It copies ${listed(names, 3)} too: editing ${names.length === 1 ? 'it' : 'one of them'} rebuilds this layer. A line in \`.dockerignore\` prevents that.`;
}

function git(story: Story): string {
  const copied = copiesGit(story.analysis, story.node);
  return copied === 'no' || isGitTold(story)
    ? ''
    : `It copies \`.git\`${copied === 'named' ? '' : ' too'}: every commit, fetch and checkout changes it, and so rebuilds this layer.${copied === 'named' ? '' : ' A line in `.dockerignore` prevents that.'}`;
}

function frequency({ analysis, node }: Story): string {
  const known = analysis.frequency();
  const change = known?.changedIn(node.index);
  const rerun = known?.rerunIn(node.index);
  const changed =
    change === undefined || !tellsHowOften(change) ? '' : `Its files changed in ${commits(change)}.`;
  if (rerun === undefined || !tellsHowOften(rerun) || rerun.certain === change?.changed) {
    return changed;
  }
  const certain = commits({ changed: rerun.certain, of: rerun.of, exact: rerun.exact });
  const possible =
    rerun.possible > rerun.certain ? `, up to ${rerun.possible} with what other stages produce` : '';
  return `${changed} Files of the build context would have rerun this step in ${certain}${possible}.`.trim();
}
