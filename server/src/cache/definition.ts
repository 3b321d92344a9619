import type { Settings } from './environment.ts';
import type { Selector } from './selector.ts';

/** Where a step reads from besides the layers below it. */
export type ReadFrom =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly stage: number }
  /** An image, a URL or a git repository: it counts as unchanged while it is named the same. */
  | { readonly kind: 'named'; readonly name: string };

/** What a step reads from one place. BuildKit compares its content, not where it came from (domain.md 2.1). */
export interface Read {
  readonly from: ReadFrom;
  readonly selectors: readonly Selector[];
}

/** What a step takes over from the instructions above it, and what is therefore part of its own key. */
export interface Inherited {
  /** The key of the variables' list, for a RUN. */
  readonly environment?: number;
  readonly workdir?: string;
  readonly user?: string;
  readonly shell?: string;
  readonly platform?: string;
  readonly epoch?: string;
}

/** The instructions that last set something, as nodes. */
export interface Setters {
  readonly user: number | undefined;
  readonly workdir: number | undefined;
  readonly shell: number | undefined;
}

/** A step of one state before it is known what its inputs are: the definition part of its key. */
export interface StepDefinition {
  /** The FROM for a step that ONBUILD triggers there. */
  readonly node: number;
  readonly stage: number;
  readonly keyword: string;
  /** The key of its operation: everything that is in BuildKit's digest of it. */
  readonly operation: number;
  /** What the instruction itself adds to the operation, after expansion. */
  readonly own: string;
  /** The instruction as people wrote it. */
  readonly text: string;
  readonly inherited: Inherited;
  readonly setters: Setters;
  /** The variables above it; `settingsOf` lists them. */
  readonly variables: Settings | undefined;
  readonly reads: readonly Read[];
  /** A COPY --link: its copy does not stand on the layers below. */
  readonly linked: boolean;
  /** The absolute paths at or below which it writes; undefined for anywhere. */
  readonly writesTo: readonly string[] | undefined;
  /** True when it may leave symlinks behind, so that paths with other names lead to what it wrote. */
  readonly mayLink: boolean;
}
