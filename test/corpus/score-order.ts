import { lineAt } from './lines.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Fix } from '../../server/src/fixes/types.ts';
import type { Facts, Finding, Rule } from '../../server/src/rules/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { factsOf, type CorpusItem, type OrderLabel } from './read-corpus.ts';

/** The rules whose findings are what the labels call `cacheOrder`. */
const ORDER_RULES = new Set(['cache/copy-before-install', 'cache/system-packages-after-copy']);

/** One install, as it is labelled and as Strata sees it. */
export interface OrderScore {
  readonly item: string;
  readonly line: number;
  readonly kind: string;
  readonly ecosystem: string;
  /** `missed`: busting and not reported; `wrong`: reported and fine, or not labelled at all. */
  readonly result: 'found' | 'missed' | 'wrong' | 'quiet';
  readonly debatable: boolean;
  readonly labelFix: OrderLabel['fix'];
  /** Undefined where nothing is reported. */
  readonly fix: 'safe' | 'review' | 'none' | undefined;
  /** What is wrong with the fix when it is applied. */
  readonly broken: string | undefined;
  /** The label's reason, and what Strata says. */
  readonly why: string;
  readonly says: string;
}

/** Compares an item's findings with its labels, install by install (closed world: what has no label must not be reported). */
export function scoreOrder(item: CorpusItem): readonly OrderScore[] {
  const facts = factsOf(item);
  const reports = reportsOf(facts);
  const labels = new Map<number, OrderLabel>();
  for (const label of item.labels.cacheOrder ?? []) {
    if (label.verdict === 'busting' || !labels.has(label.installLine)) {
      labels.set(label.installLine, label);
    }
  }
  const lines = new Set([...labels.keys(), ...reports.keys()]);
  return [...lines]
    .sort((a, b) => a - b)
    .map((line): OrderScore => {
      const label = labels.get(line);
      const report = reports.get(line);
      const isBusting = label?.verdict === 'busting';
      const [fix] = report === undefined ? [] : report.rule.fixes(facts, report.finding);
      return {
        item: item.name,
        line,
        kind: label?.kind ?? 'unlabelled',
        ecosystem: label?.ecosystem ?? '?',
        result: report === undefined ? (isBusting ? 'missed' : 'quiet') : isBusting ? 'found' : 'wrong',
        debatable: label?.debatable === true,
        labelFix: label?.fix ?? 'none',
        fix: report === undefined ? undefined : (fix?.safety ?? 'none'),
        broken: fix === undefined || report === undefined ? undefined : whatBreaks(item, report, fix),
        why: label?.why ?? '',
        says:
          report === undefined
            ? ''
            : [report.finding.message, ...(fix === undefined ? [] : [fix.title])].join(' | '),
      };
    });
}

interface Report {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** Findings by the line of each RUN that they name. */
function reportsOf(facts: Facts): ReadonlyMap<number, Report> {
  const { nodes, file } = facts.model;
  const runs = new Set(
    nodes.flatMap(({ instruction }) => (instruction.keyword === 'RUN' ? [instruction.line] : [])),
  );
  const reports = new Map<number, Report>();
  for (const rule of RULES.filter(({ id }) => ORDER_RULES.has(id))) {
    for (const finding of rule.check(facts)) {
      for (const { span } of [finding, ...finding.related]) {
        const line = lineAt(file.text, span.start);
        if (runs.has(line) && !reports.has(line)) {
          reports.set(line, { rule, finding });
        }
      }
    }
  }
  return reports;
}

/** Applies a fix and reads the result again: it must parse as well as before, and the rule must accept what was mended. */
function whatBreaks(item: CorpusItem, { rule, finding }: Report, fix: Fix): string | undefined {
  const changed = applyFix(item, fix);
  const before = factsOf(item);
  const after = factsOf(item, changed);
  if (parse(changed.text).problems.length > before.model.file.problems.length) {
    return 'the result does not parse';
  }
  const count = (facts: Facts): number =>
    rule.check(facts).reduce((sum, { related }) => sum + Math.max(1, related.length), 0);
  return count(after) <= count(before) - Math.max(1, finding.related.length)
    ? undefined
    : 'the rule still reports what was mended';
}

/** The Dockerfile and the ignore file after a fix. */
export function applyFix(
  { text, context }: CorpusItem,
  fix: Fix,
): { readonly text: string; readonly ignore: CorpusItem['context']['ignore'] } {
  let changed = text;
  let { ignore } = context;
  for (const edit of fix.edits) {
    if (edit.file === 'dockerfile') {
      changed = applyEdits(changed, edit.edits);
    } else if (edit.file === 'context' && edit.path.endsWith('.dockerignore')) {
      ignore = { path: edit.path, text: edit.text };
    }
  }
  return { text: changed, ignore };
}
