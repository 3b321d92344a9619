import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ignoreError } from '../../server/src/context/facts.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';
import { nodeFiles } from '../../server/src/workspace/tree/node-files.ts';
import { buildAlone, buildStages, writeCase } from './copied-build.ts';
import type { Outcome, Tree } from './copied-build.ts';
import { copiedCase, dockerfileOf } from './copied-case.ts';
import type { CopiedCase } from './copied-case.ts';
import { wrongOrigins } from './copied-origins.ts';
import { contentsOf, nodesIn, toldOf } from './copied-told.ts';
import type { Told } from './copied-told.ts';
import { wrongNumbers } from './copied-words.ts';

/** `STRATA_COPIED_SEEDS=100-400` builds others. */
const [FIRST = 0, LAST = 9] = (process.env['STRATA_COPIED_SEEDS'] ?? '')
  .split('-')
  .filter(Boolean)
  .map(Number);

describe('what is copied, by a Docker engine', function () {
  this.timeout(200_000);
  for (let seed = FIRST; seed <= LAST; seed += 1) {
    it(`seed ${seed}`, async () => {
      const home = await mkdtemp(join(tmpdir(), 'strata-copied-'));
      try {
        assert.equal((await differences(home, copiedCase(seed))).join('\n'), '');
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    });
  }
});

/** What Strata says otherwise than it is, after the instructions that it says it of. */
async function differences(home: string, one: CopiedCase): Promise<string[]> {
  const folder = await writeCase(home, one);
  const loaded = await loadContext(nodeFiles(), { root: folder.context, dockerfile: folder.dockerfile });
  assert.ok(loaded);
  const { snapshot: context } = loaded;
  const analysis = analyze({ text: dockerfileOf(one), context });
  const { model } = analysis;
  const contents = contentsOf(one);
  const told = one.stages.map((_lines, stage) => toldOf(stage, { model, context, contents }));
  if (ignoreError(context) !== undefined) {
    return typeof (await buildAlone(folder, 0)) === 'string' ? [] : ['the ignore file is not refused'];
  }
  const paths = [...new Set(told.flatMap(({ entries }) => [...entries.keys()]))];
  const outcomes = await buildStages(
    folder,
    one,
    [...told.keys()].filter((stage) => told[stage]?.kind === 'fails'),
  );
  return told.flatMap((claim, stage) => {
    const outcome = outcomes[stage] ?? '';
    const found = compared(claim, outcome);
    if (found.length === 0 && typeof outcome !== 'string') {
      found.push(...wrongOrigins(analysis, stage, { tree: outcome, contents, paths }));
      const [node, ...more] = nodesIn(model, stage).slice(1);
      if (claim.kind === 'lands' && node !== undefined && more.length === 0) {
        found.push(...wrongNumbers(analysis, node, { tree: outcome, contents }));
      }
    }
    return found.map((text) => `${one.stages[stage]?.join('; ') ?? ''}: ${text}`);
  });
}

function compared(told: Told, outcome: Outcome): string[] {
  if (typeof outcome === 'string') {
    const isExpected =
      told.mayFail ||
      (told.kind === 'fails' && NOT_THERE.test(outcome)) ||
      // Where the folders that wildcards match land is not told.
      (told.folders === undefined && MEET.test(outcome));
    return isExpected ? [] : [`it ${told.kind}, but ${outcome.slice(0, 300)}`];
  }
  switch (told.kind) {
    case 'fails':
      return ['it fails, but is built'];
    case 'open':
      return [];
    case 'lands':
      return comparedTrees(told, outcome);
  }
}

/** How BuildKit says that a source is not there, or that none of this pattern can be. */
const NOT_THERE = / not found|: no such file|syntax error in pattern|too many links/;

/** How BuildKit says that a file and a folder meet. */
const MEET = /cannot (copy|replace) to|not a directory/;

function comparedTrees({ entries, folders }: Told, built: Tree): string[] {
  const expected = [...listOf(entries), ...(folders ?? [])].filter((line) => line !== '');
  const found = [...built].flatMap(([path, { kind }]) => (kind === 'folder' ? [path] : []));
  const actual = [...listOf(built), ...(folders === undefined ? [] : found)].filter((line) => line !== '');
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `only told: ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `only built: ${line}`),
  ];
}

function listOf(tree: Told['entries'] | Tree): string[] {
  return [...tree].flatMap(([path, { kind, content }]) =>
    kind === 'folder' ? [] : [`${path} ${kind} ${content.length} ${content.split('\n')[0] ?? ''}`],
  );
}
