import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdit } from '../fixes/types.ts';
import { fixAll } from '../insights/fixes/fix-all.ts';
import { refactoringsAt } from '../insights/fixes/refactorings.ts';
import { savingOf } from '../insights/fixes/saving.ts';
import type { StepMeasure } from '../measured/types.ts';
import { fixesOf } from '../rules/fixes-of.ts';
import { ignoreEdit } from '../rules/ignore-comments.ts';
import type { Analysed } from './analyses.ts';
import type { Answer } from './guard.ts';
import { contentModified } from './guard.ts';
import { recordFrom } from './settings/settings.ts';
import type { EditNote, EditOptions } from './workspace-edit.ts';
import { workspaceEdit } from './workspace-edit.ts';

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

/** What edits are made with. */
export interface ChangeOptions extends EditOptions {
  /** What builds measured, by node. */
  readonly measures: (analysed: Analysed) => ReadonlyMap<number, StepMeasure>;
}

/** All that `resolve` needs to know: the server remembers nothing about the actions it has offered. */
export type ActionData = {
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

/** The edit of an action; undefined when it can't be made. */
export function editFor(
  analysed: Analysed,
  data: ActionData,
  options: ChangeOptions,
): WorkspaceEdit | undefined {
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
