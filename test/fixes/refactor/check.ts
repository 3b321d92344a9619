import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { refactoringsAt, type Refactoring } from '../../../server/src/insights/fixes/refactorings.ts';
import type { AnalysisInput } from '../../../server/src/insights/types.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { applyEdits } from '../../support/apply-edits.ts';

/** A Dockerfile, what is selected in it, and what a refactoring makes of it. */
export interface Case {
  readonly name: string;
  readonly before: string;
  /** The text that is selected; everything from the first line with a RUN or COPY on when not given. */
  readonly select?: string;
  /** Undefined: it is not offered. */
  readonly after?: string;
  /** Exact; checked where it is given. */
  readonly title?: string;
  readonly builder?: AnalysisInput['builder'];
}

/** Registers one test a case. */
export function checkCases(
  id: Refactoring['id'],
  cases: readonly Case[],
  { once = false }: { readonly once?: boolean } = {},
): void {
  for (const one of cases) {
    it(`${one.after === undefined ? 'not offered' : 'offered'}: ${one.name}`, () => {
      const found = offered(id, one);
      assert.equal(found === undefined ? undefined : resultOf(one.before, found), one.after);
      if (found === undefined || one.after === undefined) {
        return;
      }
      assert.equal(found.title.includes('review'), found.safety === 'review');
      if (one.title !== undefined) {
        assert.equal(found.title, one.title);
      }
      if (once) {
        assert.equal(offered(id, { ...one, select: undefined, before: one.after }), undefined, 'only once');
      }
    });
  }
}

/** The refactoring of a kind that is offered for a selection. */
export function offered(
  id: Refactoring['id'],
  { before, select, builder }: Pick<Case, 'before' | 'builder'> & { readonly select?: string | undefined },
): Refactoring | undefined {
  const start =
    select === undefined ? before.search(/^[ \t]*(RUN|COPY|ONBUILD|ADD)\b/im) : before.indexOf(select);
  assert.ok(start >= 0, 'there is something to select');
  const end = select === undefined ? before.length : start + select.length;
  const all = refactoringsAt(analyze({ text: before, builder }), { start, end });
  assert.equal(new Set(all.map((one) => one.id)).size, all.length, 'one of each');
  return all.find((one) => one.id === id);
}

/** The text afterwards, which must be a Dockerfile with the problems, comments and line ends of before. */
export function resultOf(before: string, { edits }: Refactoring): string {
  const [edit, ...others] = edits;
  assert.ok(edit?.file === 'dockerfile' && others.length === 0);
  const after = applyEdits(before, edit.edits);
  const old = parse(before);
  const now = parse(after);
  assert.deepEqual(
    now.problems.map(({ kind }) => kind),
    old.problems.map(({ kind }) => kind),
  );
  assert.deepEqual(now.comments.map(({ text }) => text).sort(), old.comments.map(({ text }) => text).sort());
  assert.equal(now.directives.length, old.directives.length);
  assert.doesNotMatch(after.replaceAll('\r\n', ''), before.includes('\r\n') ? /\n/ : /\r/);
  assert.equal(after.endsWith('\n'), before.endsWith('\n'));
  return after;
}
