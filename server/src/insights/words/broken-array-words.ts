import { brokenArraySentence, pathsRead } from '../../fixes/exec-form/words.ts';
import type { Node } from '../../model/types.ts';
import { isWrittenAt } from '../../rules/written-at.ts';
import { brokenArrayOf, type BrokenArray } from '../../syntax/broken-array.ts';
import { overriddenBy } from './overridden.ts';
import { code, listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';

/** What becomes of an array that is not JSON, for a lens; undefined where there is none that counts, and while somebody writes there. */
export function brokenArrayTitle(analysis: Analysis, node: Node): string | undefined {
  const broken = isWrittenAt(node, analysis.facts.writing) ? undefined : brokenAt(analysis, node);
  if (broken === undefined) {
    return undefined;
  }
  if (failsBuild(broken)) {
    return 'not JSON: the build fails here';
  }
  if (broken.keyword !== 'VOLUME') {
    return 'not JSON: a shell gets it, brackets and all';
  }
  const paths = pathsRead(analysis.model, node).map((path) => shorten(path, 30));
  return `not JSON: ${paths.length === 1 ? 'a volume' : 'volumes'} at ${listed(paths, 3)}`;
}

/** The same for a hover: a sentence, and whether nothing else is true of the instruction, since the build fails there. */
export function brokenArrayStory(
  analysis: Analysis,
  node: Node,
): { readonly sentence: string; readonly fails: boolean } | undefined {
  const { model, builder } = analysis;
  const broken = brokenAt(analysis, node);
  return (
    broken && {
      sentence: brokenArraySentence(model, node, broken, { builder, code: (text) => code(text) }),
      fails: failsBuild(broken) && node.kind !== 'trigger',
    }
  );
}

function failsBuild({ keyword, refused }: BrokenArray): boolean {
  return refused || keyword === 'SHELL' || keyword === 'COPY' || keyword === 'ADD';
}

/** Of these, a later one takes the place of those above. */
const ONE_COUNTS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

function brokenAt(analysis: Analysis, node: Node): BrokenArray | undefined {
  const broken = brokenArrayOf(analysis.model.file, node.instruction);
  const isReplaced =
    broken?.refused === false &&
    ONE_COUNTS.has(node.instruction.keyword) &&
    overriddenBy(analysis, node) !== undefined;
  return node.stage === undefined || isReplaced ? undefined : broken;
}
