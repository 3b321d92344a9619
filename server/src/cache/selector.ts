import { hasWildcards } from '../context/copy-wildcards.ts';
import { contextPath } from '../context/facts.ts';

/** What one source of a COPY or mount selects. */
export interface Selector {
  /** As in the instruction, expanded. */
  readonly source: string;
  readonly parents: boolean;
  readonly exclude: readonly string[];
}

/** True for a selector that names one file or folder as a whole. */
export function isPlain({ source, parents, exclude }: Selector): boolean {
  return !parents && exclude.length === 0 && !hasWildcards(contextPath(source));
}

/**
 * The selectors as BuildKit looks at them: plain ones below another are dropped, and all are ordered by path
 * (dedupeSelectors in solver/llbsolver/ops/file.go, dedupePaths in exec.go).
 */
export function dedupeSelectors(selectors: readonly Selector[]): Selector[] {
  const plain = new Map<string, Selector>();
  for (const selector of selectors) {
    if (isPlain(selector)) {
      plain.set(contextPath(selector.source), selector);
    }
  }
  const kept = [...plain].filter(([path]) => !hasAncestor(path, plain)).map(([, selector]) => selector);
  return [...kept, ...selectors.filter((selector) => !isPlain(selector))].sort(byPath);
}

/** A text that is equal for selectors that select the same of any given tree. */
export function selectorText({ source, parents, exclude }: Selector): string {
  return JSON.stringify([parents ? source : contextPath(source), parents, exclude]);
}

function hasAncestor(path: string, others: ReadonlyMap<string, Selector>): boolean {
  if (path !== '' && others.has('')) {
    return true;
  }
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (others.has(path.slice(0, slash))) {
      return true;
    }
  }
  return false;
}

function byPath(one: Selector, other: Selector): number {
  const a = selectorText(one);
  const b = selectorText(other);
  return a < b ? -1 : a > b ? 1 : 0;
}
