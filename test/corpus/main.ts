import { parseArgs } from 'node:util';
import { analyze } from '../../server/src/insights/analysis.ts';
import { fixAll } from '../../server/src/insights/fixes/fix-all.ts';
import { fixesOf } from '../../server/src/rules/fixes-of.ts';
import { factsOf, readCorpus, type CorpusItem } from './read-corpus.ts';
import { applyFix, scoreOrder, type OrderScore } from './score-order.ts';
import { checkRules } from '../../server/src/rules/check.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { scoreLayers } from './score-layers.ts';
import { scorePorts, type PortScore } from './score-ports.ts';
import { scoreVolatile, type LineScore } from './score-volatile.ts';

/** Measures Strata against a folder of labelled Dockerfiles: `npm run corpus -- FOLDER [--all] [--fixed] [--only TEXT]`. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    fixed: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write(
    [
      'Usage: npm run corpus -- FOLDER [--all] [--fixed] [--only TEXT]',
      '  --all    prints findings that agree with their labels, too',
      '  --fixed  prints the Dockerfiles that the fixes make',
      '  --only   items whose name contains this text',
      '',
    ].join('\n'),
  );
  process.exit(2);
}

const items = (await readCorpus(folder)).filter(({ name }) => name.includes(values.only));
const scores = items.flatMap(scoreOrder);
print(scores.filter((score) => values.all || isNotable(score)).map(described));
for (const kind of [...new Set(scores.map((score) => score.kind))].sort()) {
  print([
    summary(
      kind,
      scores.filter((score) => score.kind === kind),
    ),
  ]);
}
print([summary('all', scores)]);
print([fixedAll(items)]);
print(volatileLines(items.flatMap(scoreVolatile)));
print(portLines(items.flatMap(scorePorts)));
print(layersLines(items));
print(reportedLines(items));
if (values.fixed) {
  for (const item of items) {
    const facts = factsOf(item);
    for (const rule of RULES.filter(({ defaultSeverity }) => defaultSeverity !== 'off')) {
      for (const finding of rule.check(facts)) {
        for (const fix of rule.fixes(facts, finding).slice(0, 1)) {
          print([`\n--- ${item.name}: ${fix.title}`, applyFix(item, fix).text]);
        }
      }
    }
  }
}

/** Volatile variables: those that disagree, and the figures. */
function volatileLines(all: readonly LineScore[]): readonly string[] {
  const count = (result: LineScore['result']): number =>
    all.filter((score) => score.result === result).length;
  const [found, missed, wrong] = [count('found'), count('missed'), count('wrong')];
  const notable = all.filter(
    ({ result, why }) => result === 'missed' || result === 'wrong' || why.includes('BROKEN'),
  );
  return [
    ...notable.map(({ result, item, line, why }) => `${result.padEnd(7)}${item}:${line} volatile: ${why}`),
    `volatile       found ${ratio(found, found + missed)}  right ${ratio(found, found + wrong)}  quiet ${count('quiet')}`,
  ];
}

/** Ports: those that disagree, and the figures over undebated labels. */
function portLines(all: readonly PortScore[]): readonly string[] {
  const notable = all.filter(({ result }) => values.all || result === 'missed' || result === 'wrong');
  return [
    ...notable.map(
      ({ result, debatable, item, at, list, why }) =>
        `${result.padEnd(7)}${debatable ? '(debatable) ' : ''}${item} ${list} ${at}: ${why}`,
    ),
    ...(['expose', 'composePublish'] as const).map((list) => {
      const sure = all.filter((score) => score.list === list && !score.debatable);
      const count = (result: PortScore['result']): number =>
        sure.filter((score) => score.result === result).length;
      const [found, missed, wrong] = [count('found'), count('missed'), count('wrong')];
      return `${list.padEnd(15)}found ${ratio(found, found + missed)}  right ${ratio(found, found + wrong)}  quiet ${count('quiet')}`;
    }),
  ];
}

function layersLines(all: readonly CorpusItem[]): readonly string[] {
  const labelled = all.filter(({ labels }) => labels.layers !== undefined);
  const wrong = labelled.flatMap((item) => scoreLayers(item) ?? []);
  return [...wrong, `layers         right ${ratio(labelled.length - wrong.length, labelled.length)}`];
}

/** How much is said of a file on average, and what each rule would say where it were on. */
function reportedLines(all: readonly CorpusItem[]): readonly string[] {
  const findings = all.flatMap((item) => checkRules(factsOf(item), undefined));
  const warnings = findings.filter(({ severity }) => severity === 'warning' || severity === 'error');
  const mean = (number: number): string => (number / Math.max(1, all.length)).toFixed(2);
  const rules = RULES.map((rule) => {
    const each = all.map((item) => ({ item, count: rule.check(factsOf(item)).length }));
    const total = each.reduce((sum, { count }) => sum + count, 0);
    return `  ${rule.id.padEnd(36)} ${String(total).padStart(4)} in ${each.filter(({ count }) => count > 0).length} files`;
  });
  return [
    `reported       ${mean(warnings.length)} warnings a file, ${mean(findings.length)} findings`,
    ...rules,
  ];
}

/** What `strata fix --review --write` leaves: every result must parse, and nothing that can be mended may be left. */
function fixedAll(all: readonly CorpusItem[]): string {
  let changed = 0;
  const left: string[] = [];
  for (const item of all) {
    const { model, context } = factsOf(item);
    const analysis = analyze({ text: item.text, context, build: model.options });
    const { text, after } = fixAll(analysis, { rules: undefined, grade: 'review' });
    changed += text === item.text ? 0 : 1;
    const isOpen = after.findings.some((finding) => fixesOf(after.facts, finding).length > 0);
    if (isOpen || after.model.file.problems.length > model.file.problems.length) {
      left.push(item.name);
    }
  }
  return `fix --review     ${changed} of ${all.length} files changed, ${left.length} not mended or broken ${left.join(' ')}`;
}

/** Misses, wrong reports, and fixes that are not what the label promises. */
function isNotable({ result, labelFix, fix, broken }: OrderScore): boolean {
  return (
    result === 'missed' ||
    result === 'wrong' ||
    broken !== undefined ||
    (result === 'found' && labelFix !== 'none' && fix === 'none')
  );
}

function described(score: OrderScore): string {
  const { item, line, kind, ecosystem, result, debatable, labelFix, fix, broken, why, says } = score;
  return [
    `${result.padEnd(7)}${debatable ? '(debatable) ' : ''}${item}:${line} ${ecosystem} ${kind}, fix ${fix ?? '-'} (label ${labelFix})`,
    ...(broken === undefined ? [] : [`        BROKEN  ${broken}`]),
    `        label   ${why}`,
    ...(says === '' ? [] : [`        strata  ${says}`]),
  ].join('\n');
}

/** Figures over undebated labels: what is debatable is only counted. */
function summary(kind: string, all: readonly OrderScore[]): string {
  const sure = all.filter(({ debatable }) => !debatable);
  const count = (result: OrderScore['result']): number =>
    sure.filter((score) => score.result === result).length;
  const [found, missed, wrong] = [count('found'), count('missed'), count('wrong')];
  const promised = sure.filter(({ result, labelFix }) => result !== 'quiet' && labelFix !== 'none');
  const offered = promised.filter(({ fix }) => fix === 'safe' || fix === 'review').length;
  const broken = all.filter((score) => score.broken !== undefined).length;
  return [
    kind.padEnd(13),
    `found ${ratio(found, found + missed)}`,
    `right ${ratio(found, found + wrong)}`,
    `fixes ${ratio(offered, promised.length)}`,
    `broken ${broken}`,
    `debatable ${all.length - sure.length}`,
  ].join('  ');
}

function ratio(part: number, whole: number): string {
  return `${part}/${whole}${whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`}`.padEnd(14);
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
