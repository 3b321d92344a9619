import { volatileVariableEarly } from '../../server/src/rules/cache/volatile-variable-early.ts';
import { applyFix } from './score-order.ts';
import { lineAt } from './lines.ts';
import { factsOf, type CorpusItem } from './read-corpus.ts';

/** One volatile variable, as it is labelled and as Strata sees it. */
export interface LineScore {
  readonly item: string;
  readonly line: number;
  /** `wrong`: reported, and labelled as fine or not labelled at all. */
  readonly result: 'found' | 'missed' | 'wrong' | 'quiet';
  /** The label's reason, or what Strata says; of a fix that leaves the finding, that too. */
  readonly why: string;
}

/** Compares an item's findings with its labels (closed world: what has no label must not be reported). */
export function scoreVolatile(item: CorpusItem): readonly LineScore[] {
  const facts = factsOf(item);
  const findings = new Map(
    volatileVariableEarly
      .check(facts)
      .map((finding) => [lineAt(item.text, finding.span.start), finding] as const),
  );
  const bad = new Map((item.labels.volatileArg ?? []).map((label) => [label.line, label.why]));
  const fine = new Map((item.labels.volatileArgFine ?? []).map((label) => [label.line, label.why]));
  const lines = [...new Set([...bad.keys(), ...fine.keys(), ...findings.keys()])].sort((a, b) => a - b);
  return lines.map((line) => {
    const finding = findings.get(line);
    const [fix] = finding === undefined ? [] : volatileVariableEarly.fixes(facts, finding);
    const left = fix === undefined ? [] : volatileVariableEarly.check(factsOf(item, applyFix(item, fix)));
    const broken = left.length < findings.size || fix === undefined ? '' : ' BROKEN: the fix leaves it';
    const found = finding === undefined ? ('missed' as const) : ('found' as const);
    const quiet = finding === undefined ? ('quiet' as const) : ('wrong' as const);
    return {
      item: item.name,
      line,
      result: bad.has(line) ? found : quiet,
      why: `${bad.get(line) ?? fine.get(line) ?? finding?.message ?? ''}${broken}`,
    };
  });
}
