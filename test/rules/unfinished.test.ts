import assert from 'node:assert/strict';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { contextWith } from './rule-cases.ts';

const context = contextWith({ Dockerfile: 10, 'package.json': 10, 'package-lock.json': 10, 'index.js': 10 });

/** `line rule`, as they are shown. */
function rowsOf({ findings, model }: Analysis): string[] {
  return findings.map(({ node, rule }) => `${model.nodes[node]?.instruction.line ?? 0} ${rule}`);
}

function found(text: string, before?: Analysis): string[] {
  return rowsOf(analyze({ text, context }, before));
}

const ABOVE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n';

/** What is being written below, and what it becomes. */
const WRITTEN: readonly (readonly [unfinished: string, finished: string, finds: string])[] = [
  ['RUN apt-get update \\\n && apt-get install -y curl \\\n', '    wget\n', 'package-cache-left'],
  ['RUN apt-get update && apt-get install -y curl && ', 'true\n', 'package-cache-left'],
  ['RUN apt-get update && apt-get install -y', ' curl\n', 'package-cache-left'],
  ['RUN <<EOF\napt-get update\napt-get install -y curl\n', 'EOF\n', 'package-cache-left'],
  ['CMD', ' ["node", "."]\n', 'runs-as-root'],
  ['CMD [', '"node", "."]\n', 'runs-as-root'],
  ['CMD ["node", ".', '"]\n', 'runs-as-root'],
];

describe('an instruction that is being written', () => {
  const above = found(ABOVE);

  it('has something above it to be found', () => {
    assert.ok(above.includes('3 cache/copy-before-install'), above.join('\n'));
  });

  for (const [unfinished, finished, finds] of WRITTEN) {
    it(`is no reason for a finding: ${JSON.stringify(unfinished)}`, () => {
      assert.deepEqual(found(ABOVE + unfinished), above);
      const whole = found(ABOVE + unfinished + finished);
      assert.ok(
        whole.some((row) => row.includes(finds)),
        whole.join('\n'),
      );
    });
  }

  it('is none at its keyword alone, wherever it stands', () => {
    const text = 'FROM node:22\nRUN\nCOPY . .\nRUN\nCMD ["node", "."]\n';
    assert.deepEqual(
      found(text).filter((row) => row.startsWith('2') || row.startsWith('4')),
      [],
    );
  });

  it('is missed by nothing below it', () => {
    const text = 'FROM node:22\nRUN true\nUSER app\nCMD ["node", "."]\n';
    assert.deepEqual(found(text.replace('USER app', 'USER ')), found(text));
    assert.ok(found(text.replace('USER app\n', '')).includes('3 image/runs-as-root'));
  });

  it('counts as a layer, as it does where layers are shown', () => {
    const { findings } = analyze({
      text: 'FROM node:22\nRUN\nRUN apt-get update && apt-get install -y curl\n',
    });
    assert.ok(findings[0]?.message.startsWith('Layer 2 of the image'), findings[0]?.message);
  });

  it('keeps what it has swallowed as it was', () => {
    const text =
      'FROM golang:1.23 AS build\nWORKDIR /src\nCOPY . .\n\nFROM alpine:3.22\nRUN apk add --no-cache curl\nUSER app\nCMD ["x"]\n';
    const now = text.replace('COPY . .\n', 'COPY . .\nRUN --mount=type=cache,target=/root/.cache \\\n');
    const lowered = found(text).map((row) =>
      row.replace(/^\d+/, (line) => String(Number(line) + (line > '3' ? 1 : 0))),
    );
    // The stage that is swallowed has no node of its own to report at.
    assert.deepEqual(
      found(now),
      lowered.filter((row) => !row.startsWith('6 ')),
    );
    assert.ok(!found(now).some((row) => row.includes('system-packages-after-copy')));
  });

  it('is left out of the next versions, too', () => {
    const text = `${ABOVE}RUN apt-get update \\\n && apt-get install -y curl \\\n && rm -rf /var/lib/apt/lists/*\nCMD ["node", "."]\n`;
    let before: Analysis | undefined;
    for (let end = ABOVE.length; end <= text.length; end++) {
      const typed = text.slice(0, end);
      before = analyze({ text: typed, context }, before);
      assert.deepEqual(rowsOf(before), found(typed), typed);
    }
    for (let end = 0; end <= 40; end++) {
      const typed = `${ABOVE}${'RUN apt-get update \\\n && true \\\n # a\n\n'.slice(0, end)}\nUSER app\nCMD ["node", "."]\n`;
      before = analyze({ text: typed, context }, before);
      assert.deepEqual(rowsOf(before), found(typed), typed);
    }
  });
});
