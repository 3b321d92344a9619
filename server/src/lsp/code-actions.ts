import type {
  CodeAction,
  CodeActionParams,
  Diagnostic,
  Position,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { CodeActionKind } from './protocol.ts';
import type { FileEdit } from '../fixes/types.ts';
import { fixAll, hasSafeFix } from '../insights/fixes/fix-all.ts';
import { refactoringsAt } from '../insights/fixes/refactorings.ts';
import { savingOf } from '../insights/fixes/saving.ts';
import type { StepMeasure } from '../measured/types.ts';
import { firstByKey } from '../rules/first-by-key.ts';
import { fixesOf } from '../rules/fixes-of.ts';
import type { Reported } from '../rules/types.ts';
import { ignoreEdit } from '../rules/ignore-comments.ts';
import { offsetAt } from '../syntax/positions.ts';
import type { Span } from '../syntax/types.ts';
import type { Analysed } from './analyses.ts';
import type { DiagnosticOptions } from './diagnostics.ts';
import { diagnosticOf, placeInOther, SOURCE } from './diagnostics.ts';
import type { Answer } from './guard.ts';
import { contentModified } from './guard.ts';
import { showRuleCommand } from './rule-pages.ts';
import { recordFrom } from './settings.ts';
import type { EditNote, EditOptions } from './workspace-edit.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** The kind of "apply all safe fixes": `editor.codeActionsOnSave` names it. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.strata`;

/** The kinds of changes that somebody may want although nothing is wrong. */
const KINDS = { rewrite: CodeActionKind.RefactorRewrite, extract: CodeActionKind.RefactorExtract } as const;

/** What code actions are made with. */
export type ActionOptions = DiagnosticOptions & ChangeOptions;

/** What edits are made with. */
interface ChangeOptions extends EditOptions {
  /** What builds measured, by node. */
  readonly measures: (analysed: Analysed) => ReadonlyMap<number, StepMeasure>;
}

/** All that `resolve` needs to know: the server remembers nothing about the actions it has offered. */
type ActionData = {
  readonly uri: string;
  readonly version: number;
} & (
  | { readonly act: 'fix-all' }
  | {
      readonly act: 'fix';
      readonly rule: string;
      readonly node: number;
      readonly key: string;
      readonly fix: number;
    }
  | { readonly act: 'ignore'; readonly rule: string; readonly node: number; readonly key: string }
  /** With the offsets of what was selected. */
  | { readonly act: 'refactor'; readonly id: string; readonly start: number; readonly end: number }
);

/**
 * The actions for a range: fixes of the findings on its lines, silencing them, their rules' pages, refactorings of its instructions,
 * and (when asked for) all safe fixes. In another file than the document: those of what is shown there.
 */
export function codeActions(
  analysed: Analysed,
  { textDocument, range, context: given }: CodeActionParams,
  options: ActionOptions,
): CodeAction[] {
  if (!options.abilities.codeActionLiterals) {
    return [];
  }
  const { only: wanted, diagnostics } = recordFrom(given);
  const only: unknown[] | undefined = Array.isArray(wanted) ? wanted : undefined;
  const shown = Array.isArray(diagnostics) ? (diagnostics as Diagnostic[]) : [];
  const actions: CodeAction[] = [];
  if (only === undefined || wants(only, CodeActionKind.QuickFix)) {
    const inOther = textDocument.uri === analysed.uri ? undefined : textDocument.uri;
    const inContext = { ...options, shown, inOther };
    const findings = findingsIn(analysed, range, inContext);
    actions.push(...findings.flatMap((finding) => fixActions(analysed, finding, inContext)));
    actions.push(
      ...ignoreActions(analysed, findings, inContext),
      ...pageActions(analysed, findings, inContext),
    );
  }
  if (textDocument.uri !== analysed.uri) {
    return actions;
  }
  const kinds = Object.values(KINDS).filter((kind) => only === undefined || wants(only, kind));
  if (kinds.length > 0) {
    actions.push(...refactorActions(analysed, range, { ...options, kinds }));
  }
  // Not unless asked for: a light bulb that shows "fix all" beside the only fix is noise.
  if (only !== undefined && wants(only, FIX_ALL) && hasSafeFix(analysed.analysis)) {
    const { uri, version } = analysed;
    const action = { title: 'Apply all safe Strata fixes', kind: FIX_ALL };
    actions.push(...completed(analysed, action, { uri, version, act: 'fix-all' }, options));
  }
  return actions;
}

/** Fills in the edit of an action; an error when the document is no longer the one that it was offered for. */
export function resolveCodeAction(
  analysed: Analysed | undefined,
  action: CodeAction,
  options: ChangeOptions,
): Answer<CodeAction> {
  const data = dataFrom(action.data);
  if (data === undefined || action.edit !== undefined) {
    return action;
  }
  const edit = analysed?.version === data.version ? editFor(analysed, data, options) : undefined;
  return edit === undefined ? contentModified() : { ...action, edit };
}

/** With the diagnostics that the client shows at the place, and the URI where that is in another file. */
type OptionsInContext = ActionOptions & {
  readonly shown: readonly Diagnostic[];
  readonly inOther: string | undefined;
};

function fixActions(analysed: Analysed, finding: Reported, options: OptionsInContext): CodeAction[] {
  const { rule, node, key } = finding;
  const { uri, version } = analysed;
  return fixesOf(analysed.analysis.facts, finding).flatMap(({ title, edits }, fix) => {
    if (workspaceEdit(analysed, edits, options) === undefined) {
      return [];
    }
    const action: CodeAction = {
      title,
      kind: CodeActionKind.QuickFix,
      ...shownDiagnostics(analysed, finding, options),
    };
    // A review is named in the title, which one reads before choosing it; the first fix is what an expert would do.
    if (fix === 0) {
      action.isPreferred = true;
    }
    return completed(analysed, action, { uri, version, act: 'fix', rule, node, key, fix }, options);
  });
}

/** One a rule and instruction, though it may have several findings there. */
function ignoreActions(
  analysed: Analysed,
  findings: readonly Reported[],
  options: OptionsInContext,
): CodeAction[] {
  const { uri, version } = analysed;
  const offered = new Set<string>();
  return findings.flatMap((finding) => {
    const { rule, node, key } = finding;
    const once = `${node} ${rule}`;
    if (offered.has(once)) {
      return [];
    }
    offered.add(once);
    const action: CodeAction = {
      title: `Ignore ${rule} ${options.inOther === undefined ? 'for this instruction' : 'by a comment in the Dockerfile'}`,
      kind: CodeActionKind.QuickFix,
      ...shownDiagnostics(analysed, finding, options),
    };
    return completed(analysed, action, { uri, version, act: 'ignore', rule, node, key }, options);
  });
}

/** One a rule, for clients that have its page. It changes nothing, so there is nothing to resolve. */
function pageActions(
  analysed: Analysed,
  findings: readonly Reported[],
  options: OptionsInContext,
): CodeAction[] {
  if (!options.abilities.showsRules) {
    return [];
  }
  return [...firstByKey(findings, ({ rule }) => rule)].map(([rule, finding]) => {
    const command = showRuleCommand(rule);
    return {
      title: command.title,
      kind: CodeActionKind.QuickFix,
      ...shownDiagnostics(analysed, finding, options),
      command,
    };
  });
}

function refactorActions(
  analysed: Analysed,
  range: CodeActionParams['range'],
  { kinds, ...options }: ActionOptions & { readonly kinds: readonly CodeActionKind[] },
): CodeAction[] {
  const { uri, version, analysis } = analysed;
  const { start, end } = spanOf(analysed, range);
  return refactoringsAt(analysis, { start, end })
    .filter(({ kind }) => kinds.includes(KINDS[kind]))
    .flatMap(({ id, title, kind }) =>
      completed(
        analysed,
        { title, kind: KINDS[kind] },
        { uri, version, act: 'refactor', id, start, end },
        options,
      ),
    );
}

/** The action with its data for clients that resolve, with its edit for others; none when the edit can't be made. */
function completed(
  analysed: Analysed,
  action: CodeAction,
  data: ActionData,
  options: ActionOptions,
): CodeAction[] {
  if (options.abilities.resolvesEdits) {
    return [{ ...action, data }];
  }
  const edit = editFor(analysed, data, options);
  return edit === undefined ? [] : [{ ...action, edit }];
}

function editFor(analysed: Analysed, data: ActionData, options: ChangeOptions): WorkspaceEdit | undefined {
  const change = changeFor(analysed, data, options);
  return change === undefined || change.edits.length === 0
    ? undefined
    : workspaceEdit(analysed, change.edits, { ...options, note: change.note });
}

/** What an action changes, and what to say of it to somebody who looks at it first. */
interface Change {
  readonly edits: readonly FileEdit[];
  readonly note?: EditNote | undefined;
}

function changeFor(
  analysed: Analysed,
  data: ActionData,
  { measures }: Pick<ChangeOptions, 'measures'>,
): Change | undefined {
  const { analysis, settings } = analysed;
  if (data.act === 'fix-all') {
    return fixAll(analysis, { rules: settings.rules, grade: 'safe' });
  }
  if (data.act === 'refactor') {
    const found = refactoringsAt(analysis, data).find(({ id }) => id === data.id);
    return found && { edits: found.edits, note: { label: found.title, description: undefined } };
  }
  const finding = analysis.findings.find(
    ({ rule, node, key }) => rule === data.rule && node === data.node && key === data.key,
  );
  if (finding === undefined) {
    return undefined;
  }
  if (data.act === 'fix') {
    const fix = fixesOf(analysis.facts, finding)[data.fix];
    if (fix === undefined) {
      return undefined;
    }
    const known = measures(analysed);
    const saving = savingOf(analysis, finding, fix, (node) => currentSeconds(known.get(node)));
    return { edits: fix.edits, note: { label: fix.title, description: saving } };
  }
  const instruction = analysis.model.nodes[finding.node]?.instruction;
  return instruction === undefined
    ? undefined
    : {
        edits: [{ file: 'dockerfile', edits: [ignoreEdit(analysis.model.file, instruction, finding.rule)] }],
      };
}

/** How long a step took that ran to its end, as far as that still holds. */
function currentSeconds(measure: StepMeasure | undefined): number | undefined {
  const isWhole = measure?.state === 'done' || measure?.state === 'cached';
  return isWhole && !measure.stale && !measure.live ? measure.seconds : undefined;
}

function spanOf({ analysis }: Analysed, { start, end }: CodeActionParams['range']): Span {
  const { file } = analysis.model;
  return { start: offsetAt(file, start), end: offsetAt(file, end) };
}

function findingsIn(
  analysed: Analysed,
  range: CodeActionParams['range'],
  options: OptionsInContext,
): Reported[] {
  const { findings } = analysed.analysis;
  if (options.inOther !== undefined) {
    return findings.filter((finding) => {
      const place = placeInOther(analysed, finding, options);
      return place !== undefined && place.uri === options.inOther && touch(place.range, range);
    });
  }
  const exact = spanOf(analysed, range);
  const lines = linesOf(analysed, range);
  // What the document itself says wrongly at the very place comes first, what another file does wrongly with it last.
  const order = (finding: Reported): number =>
    placeInOther(analysed, finding, options) !== undefined ? 2 : meet(finding.span, exact) ? 0 : 1;
  return findings.filter(({ span }) => meet(span, lines)).sort((one, other) => order(one) - order(other));
}

/**
 * A person on the line of a finding gets its fixes, wherever on it: editors look for others nearby only where there are none at all,
 * and a mistake of another file that the whole instruction tells of would hide them.
 */
function linesOf(analysed: Analysed, { start, end }: Range): Span {
  const last = { line: end.line, character: Number.MAX_SAFE_INTEGER };
  return spanOf(analysed, { start: { line: start.line, character: 0 }, end: last });
}

function meet(one: Span, other: Span): boolean {
  return one.start <= other.end && one.end >= other.start;
}

function touch(one: Range, other: Range): boolean {
  return isInOrder(one.start, other.end) && isInOrder(other.start, one.end);
}

function isInOrder(first: Position, second: Position): boolean {
  return first.line < second.line || (first.line === second.line && first.character <= second.character);
}

/**
 * The diagnostic as the client shows it, if it told; editors match actions to diagnostics by identity of content. None in
 * the Dockerfile for what is shown in another file.
 */
function shownDiagnostics(
  analysed: Analysed,
  finding: Reported,
  options: OptionsInContext,
): Pick<CodeAction, 'diagnostics'> {
  if (options.inOther === undefined && placeInOther(analysed, finding, options) !== undefined) {
    return {};
  }
  const ours = diagnosticOf(analysed, finding, options);
  const same = options.shown.find(
    ({ source, code, range }) =>
      source === SOURCE &&
      code === ours.code &&
      range.start.line === ours.range.start.line &&
      range.start.character === ours.range.start.character,
  );
  return { diagnostics: [same ?? ours] };
}

/** Whether a filter of kinds lets a kind through: `source` holds `source.fixAll.strata`. */
function wants(only: readonly unknown[], kind: string): boolean {
  return only.some(
    (wanted) =>
      typeof wanted === 'string' && (wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)),
  );
}

function dataFrom(value: unknown): ActionData | undefined {
  const { uri, version, act, rule, node, key, fix, id, start, end } = recordFrom(value);
  if (typeof uri !== 'string' || typeof version !== 'number') {
    return undefined;
  }
  if (act === 'fix-all') {
    return { uri, version, act };
  }
  if (act === 'refactor') {
    const isWhole = typeof id === 'string' && typeof start === 'number' && typeof end === 'number';
    return isWhole ? { uri, version, act, id, start, end } : undefined;
  }
  if (typeof rule !== 'string' || typeof node !== 'number' || typeof key !== 'string') {
    return undefined;
  }
  if (act === 'ignore') {
    return { uri, version, act, rule, node, key };
  }
  return act === 'fix' && typeof fix === 'number' ? { uri, version, act, rule, node, key, fix } : undefined;
}
