import type { Reach } from '../cache/reach.ts';
import type { Builder } from '../cache/types.ts';
import type { ChangeFrequency } from '../context/history/history.ts';
import type { ChangeHistory } from '../context/history/types.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { BuildOptions, Model } from '../model/types.ts';
import type { ComposeFacts } from '../ports/types.ts';
import type { Facts, Reported, RuleSetting } from '../rules/types.ts';
import type { Span } from '../syntax/types.ts';

/** Everything that one analysis depends on. */
export interface AnalysisInput {
  readonly text: string;
  readonly context?: ContextSnapshot | undefined;
  /** Of that context, from git. */
  readonly history?: ChangeHistory | undefined;
  readonly build?: BuildOptions | undefined;
  /** The services of Compose that build the same image; none when undefined. */
  readonly compose?: ComposeFacts | undefined;
  /** Whose rules count; `buildkit` when undefined. */
  readonly builder?: Builder | undefined;
  /** Where somebody has written last without saving it: an offset into the text. Undefined where nobody does. */
  readonly writing?: number | undefined;
  /** `strata.rules`; a rule that is not named has its default severity. */
  readonly rules?: ReadonlyMap<string, RuleSetting> | undefined;
}

/** What Strata knows of a Dockerfile; lens, hover, diagnostics, command line and status bar all read this. */
export interface Analysis {
  readonly model: Model;
  readonly facts: Facts;
  /** Whose rules the reach, the words and every verdict follow. */
  readonly builder: Builder;
  readonly reach: Reach;
  /** How often the steps' files changed; undefined without a context or its history. Worked out at the first call. */
  readonly frequency: () => ChangeFrequency | undefined;
  /** As it came in: the `facts` hold none where the Dockerfile itself says that it is built with another one. */
  readonly context: ContextSnapshot | undefined;
  /** As it came in. */
  readonly history: ChangeHistory | undefined;
  readonly findings: readonly Reported[];
}

/** What a click on a lens does. The client knows the commands; other clients get plain text. */
export type LensAction =
  /** Show the hover of the instruction at this offset. */
  | { readonly kind: 'explain'; readonly offset: number }
  /** Put this text on the clipboard. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Show the files that the instruction at this offset reads of the build context. */
  | { readonly kind: 'files'; readonly offset: number }
  /** Show what runs again if the instruction at this offset changes. */
  | { readonly kind: 'whatIf'; readonly offset: number };

/** One clickable piece of a lens line. */
export interface LensPart {
  readonly text: string;
  /** A longer sentence shown on hovering the lens, or undefined. */
  readonly tooltip: string | undefined;
  readonly action: LensAction;
}

/** The lens line above one instruction (or above a line that looks like one). */
export interface Lens {
  /** 1-based line above which it is shown. */
  readonly line: number;
  /** Offset of the instruction's first character. */
  readonly offset: number;
  /** False for pure metadata: `minimal` annotations leave these out. */
  readonly step: boolean;
  /** Most important first. Never empty. */
  readonly parts: readonly LensPart[];
}

/** A hover. */
export interface Hover {
  /** Offsets of what it is about. */
  readonly span: Span;
  readonly markdown: string;
}

/** The status bar's item. */
export interface Summary {
  /** `4 layers · 2 stages`. */
  readonly text: string;
  readonly tooltip: string;
}
