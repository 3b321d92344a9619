import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { compare } from '../../server/src/cache/compare.ts';
import { file, folder, inputsOf } from './memory-context.ts';
import type { MemoryContext, MemoryEntry } from './memory-context.ts';

interface Edit {
  readonly op: 'append' | 'write' | 'replace' | 'delete' | 'rename' | 'chmod' | 'touch' | 'mkdir';
  readonly path: string;
  readonly content?: string;
  readonly from?: string;
  readonly to?: string;
  readonly mode?: number;
}

interface Change {
  readonly name: string;
  readonly change: readonly Edit[];
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly ran?: readonly number[];
  readonly cached?: readonly number[];
  readonly merged?: readonly number[];
  readonly fails?: string;
}

interface Truth {
  readonly dockerfile: string;
  readonly target?: string;
  readonly twins?: readonly (readonly number[])[];
  readonly changes: readonly Change[];
}

const ROOT = new URL('../truth/buildkit/', import.meta.url);

/** What was a symlink or in an ignored folder when BuildKit saw it, and is a file, or gone, in the recorded copy. */
const RESTORED: Readonly<Record<string, Readonly<Record<string, MemoryEntry>>>> = {
  symlinks: { 'links/l': { kind: 'symlink', content: '../real/r.txt', mode: 0o777 } },
  'ignore-patterns': { 'node_modules/x/i.js': file('x'), 'sub/node_modules/y.js': file('x') },
};

/**
 * Every recorded change of every recorded build, applied alone. `depends` counts as ran: in these builds a step that runs
 * again always writes something else (test/truth/README.md).
 */
describe('cache agrees with recorded BuildKit builds', () => {
  const names = readdirSync(ROOT).sort();
  const cases = names.map((name) => ({ name, truth: readTruth(name) }));

  it('has all recorded cases and changes', () => {
    assert.equal(cases.length, 40);
    assert.equal(cases.flatMap(({ truth }) => truth.changes).length, EXPECTED_CHANGES);
    assert.equal(
      cases.flatMap(({ truth }) => truth.changes.filter(({ fails }) => fails !== undefined)).length,
      1,
    );
    assert.equal(cases.flatMap(({ truth }) => truth.twins ?? []).length, EXPECTED_TWINS);
  });

  for (const { name, truth } of cases) {
    const context = readContext(name);
    for (const change of truth.changes) {
      it(`${name}: ${change.name}`, () => {
        const after = change.change.reduce(applyEdit, context);
        const lines = verdictLines(truth, context, after, change);
        const expected = change.fails === undefined ? change : FAILING[`${name}: ${change.name}`];
        assert.ok(expected, 'a failing build must be said by hand');
        assert.deepEqual(pick(lines, expected.ran ?? [], truth), expectedLines(expected.ran ?? [], 'runs'));
        assert.deepEqual(
          pick(lines, expected.cached ?? [], truth),
          expectedLines(expected.cached ?? [], 'cached'),
        );
        assert.deepEqual(
          [...lines].filter(([, { merged }]) => merged).map(([line]) => line),
          expected.merged ?? [],
        );
      });
    }
  }
});

const EXPECTED_CHANGES = 144;
const EXPECTED_TWINS = 0;

/** What the message of a build that failed says: the RUN that failed was executed, and so the COPY of another file above it. */
const FAILING: Readonly<Record<string, Pick<Change, 'ran' | 'cached' | 'merged'>>> = {
  'arg-in-copy: SRC by flag': { ran: [5, 6], cached: [4] },
};

interface Line {
  readonly outcome: 'runs' | 'cached' | 'unused';
  readonly merged: boolean;
}

function verdictLines(
  truth: Truth,
  before: MemoryContext,
  after: MemoryContext,
  { buildArgs }: Change,
): ReadonlyMap<number, Line> {
  const { target, dockerfile } = truth;
  const now = inputsOf(after, dockerfile, { target, buildArgs: new Map(Object.entries(buildArgs ?? {})) });
  const { steps, complete } = compare(inputsOf(before, dockerfile, { target }), now);
  assert.equal(complete, true);
  return new Map(
    [...steps.values()].map(({ node, verdict, merged, cause }) => {
      assert.equal(cause !== undefined, verdict === 'rebuilt' || verdict === 'depends');
      const line = now.model.nodes[node]?.instruction.line ?? 0;
      return [line, { outcome: verdict === 'cached' || verdict === 'unused' ? verdict : 'runs', merged }];
    }),
  );
}

/** BuildKit reports one line of a group of twins, any of them. */
function pick(lines: ReadonlyMap<number, Line>, wanted: readonly number[], { twins = [] }: Truth): string[] {
  return wanted.map((line) => {
    const group = twins.find((each) => each.includes(line)) ?? [line];
    const outcomes = new Set(group.map((each) => lines.get(each)?.outcome));
    return `${line} ${[...outcomes].join(' and ')}`;
  });
}

function expectedLines(lines: readonly number[], outcome: string): string[] {
  return lines.map((line) => `${line} ${outcome}`);
}

function applyEdit(context: MemoryContext, edit: Edit): MemoryContext {
  const { op, path } = edit;
  const old = context.get(path);
  const after = new Map(context);
  if (op === 'write') {
    return after.set(path, file(edit.content ?? '', old?.mode));
  }
  if (op === 'mkdir') {
    return after.set(path, folder());
  }
  assert.ok(old, `${path} is there to ${op}`);
  const set = (changed: Partial<MemoryEntry>): MemoryContext => after.set(path, { ...old, ...changed });
  switch (op) {
    case 'append':
      return set({ content: old.content + (edit.content ?? '\nchanged\n') });
    case 'replace': {
      assert.ok(old.content.includes(edit.from ?? '\0'));
      // A function, since `$` in a replacement text has a meaning.
      return set({ content: old.content.replace(edit.from ?? '', () => edit.to ?? '') });
    }
    case 'delete':
      after.delete(path);
      return after;
    case 'rename':
      after.delete(path);
      return after.set(edit.to ?? '', old);
    case 'chmod':
      return set({ mode: edit.mode ?? 0 });
    case 'touch':
      return after;
  }
}

function readTruth(name: string): Truth {
  return JSON.parse(readFileSync(new URL(`${name}/truth.json`, ROOT), 'utf8')) as Truth;
}

function readContext(name: string): MemoryContext {
  const root = new URL(`${name}/context/`, ROOT);
  const context = new Map<string, MemoryEntry>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const place = new URL(path.replaceAll('\\', '/'), root);
    const isFolder = statSync(place).isDirectory();
    // Only the recorded changes count, and a clone's modes depend on who cloned it.
    context.set(path.replaceAll('\\', '/'), isFolder ? folder() : file(readFileSync(place, 'utf8')));
  }
  for (const [path, entry] of Object.entries(RESTORED[name] ?? {})) {
    context.set(path, entry);
  }
  return context;
}
