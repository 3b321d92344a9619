import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { fixAll, type FixedAll } from '../../../server/src/insights/fixes/fix-all.ts';
import { runsAsRoot } from '../../../server/src/rules/image/runs-as-root.ts';
import { firstLineOf } from '../../../server/src/rules/first-line.ts';
import type { Rule } from '../../../server/src/rules/types.ts';
import { contextOf } from '../../fixes/context-of.ts';

/** Fixes all while one rule wants each line of a Dockerfile to be the one named here. */
function fixedWith(wanted: Readonly<Record<string, string>>, text: string): FixedAll {
  const rule: { -readonly [Key in keyof Rule]: Rule[Key] } = runsAsRoot;
  const { check, fixes } = rule;
  rule.check = ({ model }) =>
    model.nodes
      .filter(({ instruction }) => instruction.text in wanted)
      .map((node) => ({
        rule: rule.id,
        node: node.index,
        span: firstLineOf(node),
        message: '',
        related: [],
        key: '',
      }));
  rule.fixes = ({ model }, { node: index }) => {
    const { start, end, text: old = '' } = model.nodes[index]?.instruction ?? { start: 0, end: 0 };
    const edits = [{ start, end, newText: wanted[old] ?? '' }];
    return [
      { title: `${old} -> ${wanted[old] ?? ''}`, safety: 'safe', edits: [{ file: 'dockerfile', edits }] },
    ];
  };
  try {
    return fixAll(analyze({ text }), { rules: undefined, grade: 'safe' });
  } finally {
    rule.check = check;
    rule.fixes = fixes;
  }
}

describe('fixing all', () => {
  const CASES = [
    { id: 'one after the other', wanted: { 'USER a': 'USER b', 'USER b': 'USER c' }, to: 'USER c', count: 2 },
    {
      id: 'fixes that undo each other',
      wanted: { 'USER a': 'USER b', 'USER b': 'USER a' },
      to: 'USER a',
      count: 0,
    },
    {
      id: 'a fix in front of those that undo each other',
      wanted: { 'USER a': 'USER b', 'USER b': 'USER c', 'USER c': 'USER d', 'USER d': 'USER b' },
      to: 'USER b',
      count: 1,
    },
    { id: 'a fix that changes nothing', wanted: { 'USER a': 'USER a' }, to: 'USER a', count: 0 },
  ];
  for (const { id, wanted, to, count } of CASES) {
    it(id, () => {
      const { text, applied, after, edits } = fixedWith(wanted, 'FROM x\nUSER a\n');
      assert.equal(text, `FROM x\n${to}\n`);
      assert.equal(applied.length, count);
      assert.equal(after.model.file.text, text);
      assert.equal(edits.length, count === 0 ? 0 : 1);
    });
  }

  it('reads a file of the context as it is after its fix', () => {
    const context = contextOf({
      'package.json': '{"scripts":{"dev":"vite"}}',
      '.dockerignore': 'Dockerfile\n',
    });
    const text =
      'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nEXPOSE 5173\nUSER node\nCMD ["npm", "run", "dev"]\n';
    const { applied, edits } = fixAll(analyze({ text, context }), { rules: undefined, grade: 'review' });
    assert.deepEqual(
      applied.map(({ finding }) => finding.rule),
      ['ports/listens-on-loopback'],
    );
    assert.deepEqual(edits, [
      {
        file: 'context',
        path: 'package.json',
        exists: true,
        text: '{"scripts":{"dev":"vite --host=0.0.0.0"}}',
      },
    ]);
  });

  it('mends a Dockerfile in the same way beside another one that has mended the ignore file', () => {
    const files = {
      '.git/!': '',
      '.dockerignore': '**/node_modules\nDockerfile*\n.dockerignore\n',
      'package.json': '{"scripts":{"postinstall":"husky install"},"devDependencies":{"husky":"8"}}',
      'pnpm-lock.yaml': 'x',
      'index.js': '',
    };
    const text =
      'FROM node:24\nRUN npm install -g pnpm@10\nWORKDIR /u\nCOPY . .\nRUN pnpm install\nRUN pnpm build\nUSER node\n';
    const mend = (ignore: string): FixedAll =>
      fixAll(analyze({ text, context: contextOf({ ...files, '.dockerignore': ignore }) }), {
        rules: undefined,
        grade: 'review',
      });
    const alone = mend(files['.dockerignore']);
    const ignore = alone.edits.flatMap((edit) => (edit.file === 'context' ? [edit.text] : []))[0] ?? '';
    assert.match(ignore, /^\.git$/m);
    assert.notEqual(alone.text, text);
    assert.equal(mend(ignore).text, alone.text);
    assert.ok(alone.applied.every(({ isOfGiven }) => isOfGiven));
  });

  it('removes thousands of lines that stand side by side', () => {
    const context = contextOf({ Dockerfile: '' });
    const lines = '# strata: ignore=cache\n'.repeat(3000);
    const { text } = fixAll(analyze({ text: `FROM x\nUSER a\n${lines}`, context }), {
      rules: undefined,
      grade: 'safe',
    });
    assert.equal(text, 'FROM x\nUSER a\n');
  });

  it('counts for review what it would take then, and nothing that it leaves alone', () => {
    const text = 'FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n';
    const { applied, left } = fixAll(analyze({ text }), { rules: undefined, grade: 'safe' });
    assert.deepEqual([applied.length, left], [0, 1]);
  });
});
