import type { Builder } from '../cache/types.ts';
import type { ChangeFrequency } from '../context/history/history.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { Fix } from '../fixes/types.ts';
import type { Model } from '../model/types.ts';
import type { ComposeFacts } from '../ports/types.ts';
import type { Span } from '../syntax/types.ts';
import type { ForeignCheck } from './foreign-ignores.ts';

/** VS Code's names. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a person sets for a rule. */
export type RuleSetting = Severity | 'off';

/** All that a rule may look at. */
export interface Facts {
  readonly model: Model;
  /** Undefined while it is not loaded, or where there is none (an untitled document). */
  readonly context: ContextSnapshot | undefined;
  /** How often the steps' files changed, worked out at the first question; undefined where git does not tell. */
  readonly frequency?: (() => ChangeFrequency | undefined) | undefined;
  /** The Compose services that build this image; undefined where none is known. */
  readonly compose?: ComposeFacts | undefined;
  /** Whose rules count; `buildkit` when undefined. */
  readonly builder?: Builder | undefined;
  /** Where somebody has written last without saving it: an offset into the document. Undefined where nobody does. */
  readonly writing?: number | undefined;
}

/** Another file than the Dockerfile: one of the build context by its path from the root, or a Compose file by its place. */
export type OtherFile =
  { readonly kind: 'context'; readonly path: string } | { readonly kind: 'compose'; readonly place: string };

/** Offsets into the text of another file, as it was when the facts were gathered. */
export interface OtherPlace {
  readonly file: OtherFile;
  readonly span: Span;
}

/** A second place that explains a finding. */
export interface Related {
  /** Offsets into the document, or into `file` where that is given. */
  readonly span: Span;
  readonly file?: OtherFile | undefined;
  readonly message: string;
}

/** One thing that a rule found. */
export interface Finding {
  /** `cache/copy-before-install`. */
  readonly rule: string;
  /** Node at which it is reported; `# strata: ignore` above this node's instruction silences it. */
  readonly node: number;
  /** Offsets into the document. Of the instruction that it is about where the mistake is in another file. */
  readonly span: Span;
  /** Where the mistake is, for one that another file makes: it is shown there, and not in the document. */
  readonly at?: OtherPlace | undefined;
  /** What, why, what to do: one or two sentences. */
  readonly message: string;
  readonly related: readonly Related[];
  /** True for what half of a right instruction looks like, too: it is not told while somebody writes there. */
  readonly onceWritten?: boolean | undefined;
  /** In place of the rule's default, for a finding that weighs less than its others; what a person sets counts before it. */
  readonly severity?: Severity | undefined;
  /** Distinguishes findings of one rule at one node; stable while the text is. */
  readonly key: string;
}

/** A finding with the severity that the settings give it. */
export interface Reported extends Finding {
  readonly severity: Severity;
}

/** Fixed headings of a rule's documentation; the examples are run by tests. */
export interface RuleDocs {
  readonly whatItDoes: string;
  readonly whyItMatters: string;
  /** `before` reports exactly once; `after` not at all; the fix, where there is one, turns one into the other. */
  readonly examples: readonly RuleExample[];
  readonly fixSafety: string;
  /** What can be set beside the severity; undefined when nothing can. */
  readonly options?: string;
  readonly staysSilent: string;
}

/** An example in a rule's documentation. */
export interface RuleExample {
  readonly title: string;
  /** The build context's files besides the Dockerfile, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly before: string;
  readonly after: string;
  /** The same files after the fix, where it changes or adds any of them; `files` when undefined. */
  readonly afterFiles?: Readonly<Record<string, string>>;
  /** What the fix's title must contain, or undefined when no fix is offered. */
  readonly fix: string | undefined;
  /** What the last commits have changed, newest first; no history is known when undefined. */
  readonly commits?: readonly (readonly string[])[] | undefined;
  /** Whose rules the example needs; `buildkit` when undefined. */
  readonly builder?: Builder | undefined;
}

/**
 * `stable` rules report by default, unless their default severity is `off`. `preview` rules are new: they are off until they
 * are named in the settings, so their default severity is `off` as well.
 */
export type RuleStatus = 'preview' | 'stable';

/** What a rule looks at beside the Dockerfile: without it, the rule finds less or nothing. */
export type RuleNeed = 'context' | 'history' | 'compose';

/** A name in one of Strata's comments that silences nothing. */
export interface UnusedIgnore {
  /** As written in the comment, offsets. */
  readonly span: Span;
  /** The rule or group; lower-cased. */
  readonly name: string;
  /** Whether there is such a rule or group at all. */
  readonly exists: boolean;
  /** What the comment is for, where it stands in a place in which it is never read: all of the file, or an instruction. */
  readonly misplaced: 'file' | 'instruction' | undefined;
}

/** A rule: one file. */
export interface Rule {
  /** `cache/copy-before-install`; what stands in front of the slash is its group. */
  readonly id: string;
  /** One line for settings and lists, without a full stop. */
  readonly summary: string;
  readonly defaultSeverity: RuleSetting;
  readonly since: string;
  /** True where what it reports happens in builds of the stage alone, so that it matters whose builds these are. */
  readonly ofBuilds?: boolean;
  /**
   * True where it goes by files that a clone need not hold, such as what was installed or made, lock files and data: that it finds nothing
   * on one machine says little of others.
   */
  readonly unversioned?: boolean;
  /** `stable` when undefined. */
  readonly status?: RuleStatus;
  /** Nothing when undefined. */
  readonly needs?: readonly RuleNeed[];
  /** Checks of other tools that find the same thing: comments that silence them silence the rule. Nothing when undefined. */
  readonly sameAs?: readonly ForeignCheck[];
  /**
   * Keywords of instructions whose texts say nothing to the rule: while somebody writes in one of them, its findings stay what they
   * are. None when undefined.
   */
  readonly overlooks?: ReadonlySet<string>;
  /**
   * Rules (by id) that say the more where both report at one instruction: this one is silent there. Its finding may show once theirs
   * is mended. None when undefined.
   */
  readonly yieldsTo?: readonly string[];
  /**
   * Never throws; returns findings in document order. What comments name in vain is known once the rules before it in the
   * registry have run.
   */
  check(facts: Facts, unused?: () => readonly UnusedIgnore[]): readonly Finding[];
  /**
   * Puts findings together that one edit would mend, once comments have silenced some of them. What is told keeps the place of the first
   * one. Each is told by itself when undefined.
   */
  readonly together?: (model: Model, findings: readonly Finding[]) => readonly Finding[];
  /** Edits for a finding of this rule, most recommended first; empty when none is safe enough to offer. */
  fixes(facts: Facts, finding: Finding): readonly Fix[];
}
