import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { fixesOf } from '../../../server/src/rules/fixes-of.ts';
import type { RuleSetting } from '../../../server/src/rules/types.ts';
import { loadContext } from '../../../server/src/workspace/load-context.ts';
import { applyEdits } from '../../support/apply-edits.ts';
import { memoryFiles } from '../../support/memory-files.ts';

interface Case {
  readonly name: string;
  readonly dockerfile: string;
  /** The names that are reported, in order. */
  readonly reports: readonly string[];
  /** Parts of what is said of each. */
  readonly says?: readonly string[];
  /** After the fix of each in turn. */
  readonly fixed?: string;
  /** Where there is no fix. */
  readonly stays?: true;
  readonly settings?: Readonly<Record<string, RuleSetting>>;
}

const ID = 'comments/unused-ignore';
const FROM = 'FROM node:22\n';

const CASES: readonly Case[] = [
  {
    name: 'nothing to silence',
    dockerfile: `${FROM}# strata: ignore=ports/expose-maps-host-port (why)\nEXPOSE 80\n`,
    reports: ['ports/expose-maps-host-port'],
    fixed: `${FROM}EXPOSE 80\n`,
  },
  ...['# syntax=docker/dockerfile:1.0', '# escape=`', '# check=error=true'].map((directive) => ({
    name: `above what would become a directive: ${directive}`,
    dockerfile: `# strata: ignore-file=ports\n${directive}\n${FROM}EXPOSE 80\n`,
    reports: ['ports'],
    stays: true as const,
  })),
  {
    name: 'in a stage that another target builds',
    dockerfile: `FROM debian:13 AS tools\n# strata: ignore=size/package-cache-left (why)\nRUN apt-get update && apt-get install -y curl\n# strata: ignore=no/rule\nUSER a\n${FROM}EXPOSE 80\n`,
    reports: ['no/rule'],
    fixed: `FROM debian:13 AS tools\n# strata: ignore=size/package-cache-left (why)\nRUN apt-get update && apt-get install -y curl\nUSER a\n${FROM}EXPOSE 80\n`,
  },
  {
    name: 'of what need not lie in a clone',
    dockerfile: `${FROM}# strata: ignore=context/heavy-path-not-ignored, cache/lock-file-not-copied, ports/unset-variable\nCOPY . .\n`,
    reports: ['ports/unset-variable'],
    fixed: `${FROM}# strata: ignore=context/heavy-path-not-ignored, cache/lock-file-not-copied\nCOPY . .\n`,
  },
  {
    name: 'in an indented comment with \\r\\n',
    dockerfile: 'FROM a\r\n  # strata: ignore=ports/expose-maps-host-port\r\n  EXPOSE 80\r\n',
    reports: ['ports/expose-maps-host-port'],
    fixed: 'FROM a\r\n  EXPOSE 80\r\n',
  },
  {
    name: 'the first, the last and the one in the middle',
    dockerfile: `${FROM}# strata: ignore=a/b, ports, c/d , ports/*,e/f (why)\nEXPOSE 8080:80\n`,
    reports: ['a/b', 'c/d', 'e/f'],
    fixed: `${FROM}# strata: ignore=ports, ports/* (why)\nEXPOSE 8080:80\n`,
  },
  {
    name: 'a group, and a whole file',
    dockerfile: `# strata: ignore-file=ports\n${FROM}EXPOSE 80\n`,
    reports: ['ports'],
    fixed: `${FROM}EXPOSE 80\n`,
  },
  {
    name: 'a typing error',
    dockerfile: `${FROM}# strata: ignore=ports/expose-maps-hostport\nEXPOSE 80:80\n`,
    reports: ['ports/expose-maps-hostport'],
    fixed: `${FROM}EXPOSE 80:80\n`,
  },
  {
    name: 'above no instruction',
    dockerfile: `${FROM}EXPOSE 80:80\n# strata: ignore=ports`,
    reports: ['ports'],
    says: ['not stand directly above an instruction'],
    fixed: `${FROM}EXPOSE 80:80\n`,
  },
  {
    name: 'for all of the file, below its first instruction',
    dockerfile: `${FROM}# strata: ignore-file=ports, image, a/b\nEXPOSE 80:80\n`,
    reports: ['ports', 'image', 'a/b'],
    says: ['above the first instruction only', 'above the first instruction only', 'no rule `a/b`'],
    fixed: `${FROM}EXPOSE 80:80\n`,
  },
  {
    name: 'in the middle of an instruction',
    dockerfile: `${FROM}EXPOSE \\\n# strata: ignore=ports\n 80:80\n`,
    reports: ['ports'],
    says: ['not stand directly above an instruction'],
    fixed: `${FROM}EXPOSE \\\n 80:80\n`,
  },
  {
    name: 'both are of use: the whole file and the instruction',
    dockerfile: `# strata: ignore-file=ports\n${FROM}# strata: ignore=ports\nEXPOSE 80:80\n`,
    reports: [],
  },
  {
    name: 'the rule is off',
    dockerfile: `${FROM}# strata: ignore=ports/expose-maps-host-port\nEXPOSE 80\n`,
    settings: { 'ports/expose-maps-host-port': 'off' },
    reports: [],
  },
  {
    name: 'one rule of the group is off by default: it may be of use to others',
    dockerfile: `${FROM}# strata: ignore=image\nEXPOSE 80\n`,
    reports: [],
  },
  {
    name: 'a preview that nobody asked for',
    dockerfile: `# strata: ignore=image/floating-base\nFROM node\n`,
    reports: [],
  },
  {
    name: 'it is switched off itself',
    dockerfile: `${FROM}# strata: ignore=ports, comments/unused-ignore\nEXPOSE 80\n`,
    reports: [],
  },
  {
    name: "another tool's comment",
    dockerfile: `${FROM}# hadolint ignore=DL3011\nEXPOSE 80\n`,
    reports: [],
  },
  { name: 'no names', dockerfile: `${FROM}# strata: ignore=\nEXPOSE 80\n`, reports: [] },
];

describe(ID, () => {
  for (const one of CASES) {
    it(one.name, async () => {
      let text = one.dockerfile;
      const analysis = await analysisOf(text, one);
      const found = analysis.findings.filter(({ rule }) => rule === ID);
      assert.deepEqual(
        found.map(({ span }) => text.slice(span.start, span.end)),
        one.reports,
      );
      for (const [index, part] of (one.says ?? []).entries()) {
        assert.match(found[index]?.message ?? '', new RegExp(part));
      }
      if (one.stays === true) {
        assert.deepEqual(
          found.flatMap((finding) => fixesOf(analysis.facts, finding)),
          [],
        );
        return;
      }
      for (let left = found.length; left > 0; left--) {
        const { facts, findings } = await analysisOf(text, one);
        const ours = findings.filter(({ rule }) => rule === ID);
        assert.equal(ours.length, left);
        const [edit] = ours[0] === undefined ? [] : (fixesOf(facts, ours[0])[0]?.edits ?? []);
        text = edit?.file === 'dockerfile' ? applyEdits(text, edit.edits) : '';
      }
      assert.equal(text, one.fixed ?? one.dockerfile);
    });
  }

  it('waits for the build context', () => {
    const text = `${FROM}# strata: ignore=ports\nEXPOSE 80\n`;
    assert.deepEqual(analyze({ text }).findings, []);
  });
});

async function analysisOf(text: string, { settings = {} }: Case): Promise<ReturnType<typeof analyze>> {
  const place = { root: '/ctx', dockerfile: '/ctx/Dockerfile' };
  const loaded = await loadContext(memoryFiles({ [place.dockerfile]: text }), place);
  return analyze({ text, context: loaded?.snapshot, rules: new Map(Object.entries(settings)) });
}
