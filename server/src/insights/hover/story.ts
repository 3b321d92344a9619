import type { Node } from '../../model/types.ts';
import { listed } from '../text.ts';
import type { Analysis } from '../types.ts';

/** Makes a Markdown link target for a 1-based line of this document, or undefined where lines can't be linked. */
export type LineLink = (line: number) => string | undefined;

/** What every paragraph of an explanation is written from. */
export interface Story {
  readonly analysis: Analysis;
  readonly node: Node;
  /** Where in the instruction the hover is. */
  readonly offset: number;
  /** `[line 4](…)` or `line 4` for a node. */
  readonly line: (index: number) => string;
  /** A Markdown link target that lets a person choose the build context; undefined where there is none. */
  readonly selectContext: string | undefined;
}

/** Lines that are linked; more are counted. */
const LINKED = 5;

/** The steps that run again after this one, as links: `line 4, line 5 and 3 more`. */
export function linesBelow({ analysis, node, line }: Story): string {
  const first = analysis.reach.firstBelow(node.index, LINKED).map(line);
  // Several triggers of ONBUILD share the line of their FROM, and count as several.
  const more = analysis.reach.below(node.index) - first.length;
  return more > 0 && first.length > 0 ? `${first.join(', ')} and ${more} more` : listed(first, LINKED);
}
