import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { CodeActionKind } from './protocol.ts';
import { hasSafeFix } from '../insights/fixes/fix-all.ts';
import { refactoringsAt } from '../insights/fixes/refactorings.ts';
import { firstByKey } from '../rules/first-by-key.ts';
import { fixesOf } from '../rules/fixes-of.ts';
import type { Reported } from '../rules/types.ts';
import { editFor } from './action-edit.ts';
import type { ActionData, ChangeOptions } from './action-edit.ts';
import type { Analysed } from './analyses.ts';
import type { DiagnosticOptions } from './diagnostics/diagnostics.ts';
import { findingsIn, shownDiagnostics, spanOf } from './findings-in.ts';
import type { FindingsOptions } from './findings-in.ts';
import { isRange } from './params.ts';
import { showRuleCommand } from './rule-pages.ts';
import { recordFrom } from './settings/settings.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** The kind of "apply all safe fixes": `editor.codeActionsOnSave` names it. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.strata`;

/** The kinds of changes that somebody may want although nothing is wrong. */
const KINDS = { rewrite: CodeActionKind.RefactorRewrite, extract: CodeActionKind.RefactorExtract } as const;

/** What code actions are made with. */
export type ActionOptions = DiagnosticOptions & ChangeOptions;

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
  const shown = (Array.isArray(diagnostics) ? (diagnostics as unknown[]) : []).filter(isDiagnostic);
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

type OptionsInContext = ActionOptions & FindingsOptions;

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

function isDiagnostic(value: unknown): value is Diagnostic {
  return isRange(recordFrom(value)['range']);
}

/** Whether a filter of kinds lets a kind through: `source` holds `source.fixAll.strata`. */
function wants(only: readonly unknown[], kind: string): boolean {
  return only.some(
    (wanted) =>
      typeof wanted === 'string' && (wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)),
  );
}
