import type { Node } from '../model/types.ts';
import type { Analysis } from './types.ts';

/** Makes a Markdown link target for a 1-based line of this document, or undefined where lines can't be linked. */
export type LineLink = (line: number) => string | undefined;

/** What every paragraph of an explanation is written from. */
export interface Story {
  readonly analysis: Analysis;
  readonly node: Node;
  /** `[line 4](…)` or `line 4` for a node. */
  readonly line: (index: number) => string;
}
