import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compare } from '../../server/src/cache/compare.ts';
import type { BuildInputs, Builder } from '../../server/src/cache/types.ts';
import { EXPERIMENTS, NOT_EXPRESSED } from './experiments.ts';
import type { Experiment } from './experiments.ts';
import { file, inputsOf } from './memory-context.ts';
import type { MemoryEntry } from './memory-context.ts';

interface Row {
  readonly hit: boolean;
  /** The instruction as the builder showed it. */
  readonly text: string;
}

const RECORDS = readRecords();
const BUILDERS: readonly (readonly [string, Builder])[] = [
  ['BK', 'buildkit'],
  ['classic', 'classic'],
];

/** The 96 recorded experiments: what was taken from the cache after a change, for two builders. */
describe('cache agrees with recorded experiments', () => {
  it('accounts for all of them', () => {
    const headings = EXPERIMENTS.flatMap(({ name }) => BUILDERS.map(([label]) => `${name} [${label}]`));
    const expressed = headings.filter((heading) => RECORDS.has(heading));
    assert.equal(RECORDS.size, 96);
    assert.equal(expressed.length, 91);
    assert.deepEqual([...RECORDS.keys()].sort(), [...expressed, ...NOT_EXPRESSED.keys()].sort());
  });

  for (const experiment of EXPERIMENTS) {
    for (const [label, builder] of BUILDERS) {
      const rows = RECORDS.get(`${experiment.name} [${label}]`);
      if (rows) {
        it(`${experiment.name} [${label}]`, () => {
          check(experiment, rows, builder);
        });
      }
    }
  }
});

function check(experiment: Experiment, rows: readonly Row[], builder: Builder): void {
  const { before, after = before, argsBefore, argsAfter, filesBefore, filesAfter } = experiment;
  const old = stateOf(before, { ...filesBefore }, argsBefore);
  const now = stateOf(after, { ...filesBefore, ...filesAfter }, argsAfter);
  const verdicts = [...compare(old, now, { builder }).steps.values()].filter(
    ({ verdict }) => verdict !== 'unused',
  );
  const found = verdicts.map(({ node, verdict }) => {
    const shown = shownText(now.model.nodes[node]?.instruction.text ?? '', experiment);
    return { shown, verdict };
  });
  const depends = found.filter(({ verdict }) => verdict === 'depends').map(({ shown }) => shown);
  assert.deepEqual(depends, experiment.depends ?? []);
  const left = [...found];
  for (const { hit, text } of rows) {
    const at = left.findIndex(({ shown }) => shown === text);
    assert.notEqual(at, -1, `${text} is a step`);
    const [step] = left.splice(at, 1);
    if (step?.verdict !== 'depends') {
      assert.equal(step?.verdict, hit ? 'cached' : 'rebuilt', text);
    }
  }
  assert.equal(
    left.length,
    experiment.unlisted ?? 0,
    `not recorded: ${left.map(({ shown }) => shown).join(', ')}`,
  );
}

function stateOf(
  dockerfile: string,
  files: Readonly<Record<string, MemoryEntry>>,
  buildArgs: Readonly<Record<string, string>> = {},
): BuildInputs {
  const text = dockerfile.startsWith('FROM') ? dockerfile : `FROM base\nRUN echo NONCE > /u\n${dockerfile}`;
  const context = new Map<string, MemoryEntry>([
    ['Dockerfile', file(text)],
    ['a.txt', file('a')],
    ['b.txt', file('b')],
    ['dir/c.txt', file('c')],
    ...Object.entries(files),
  ]);
  return inputsOf(context, 'Dockerfile', { buildArgs: new Map(Object.entries(buildArgs)) });
}

/** As the builders show it: continuations folded, variables replaced; blanks and case differ between them. */
function shownText(text: string, { shows = [] }: Experiment): string {
  const folded = text.replace(/\\\n(#.*\n)*/g, '');
  return normal(shows.reduce((all, [from, to]) => all.replace(from, to), folded));
}

function normal(text: string): string {
  return text
    .replace(/\b[0-9a-f]{32}\b/g, 'NONCE')
    .replace(/\s+/g, ' ')
    .replace(/^[a-z]+/, (keyword) => keyword.toUpperCase());
}

function readRecords(): Map<string, Row[]> {
  const records = new Map<string, Row[]>();
  let rows: Row[] = [];
  const text = readFileSync(new URL('../truth/cache-experiments.txt', import.meta.url), 'utf8');
  for (const line of text.split('\n')) {
    const row = /^ {4}(HIT|miss) +(.*)$/.exec(line);
    if (line.startsWith('## ')) {
      rows = [];
      records.set(line.slice(3), rows);
    } else if (row) {
      rows.push({ hit: row[1] === 'HIT', text: normal(row[2] ?? '') });
    }
  }
  return records;
}
