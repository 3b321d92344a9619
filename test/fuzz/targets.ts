import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBake } from '../../server/src/context/bake/bake.ts';
import { readCompose } from '../../server/src/context/compose/compose.ts';
import { compileIgnore } from '../../server/src/context/ignore/ignore.ts';
import { jsoncValue, jsonValue } from '../../server/src/formats/json.ts';
import { tomlValue } from '../../server/src/formats/toml.ts';
import { xmlElement } from '../../server/src/formats/xml.ts';
import { yamlValue } from '../../server/src/formats/yaml.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import { applyFix } from '../../server/src/insights/fixes/apply-fix.ts';
import { fixAll } from '../../server/src/insights/fixes/fix-all.ts';
import { hoverAt } from '../../server/src/insights/hover/hover.ts';
import { lenses } from '../../server/src/insights/lens/lens.ts';
import { whatIf } from '../../server/src/insights/what-if/what-if.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { Span } from '../../server/src/syntax/types.ts';
import { contextOf } from '../fixes/context-of.ts';
import { keptLenses } from '../insights/lens/kept-lenses.ts';
import { checkSession, session } from './lsp-loop.ts';
import { dockerfile, otherText } from './texts.ts';

/** One thing that random input is given to. */
export interface Target {
  readonly name: string;
  /** A property of random input; it fails by throwing. */
  readonly property: fc.IRawProperty<unknown>;
}

/** Milliseconds of work that a KB of text may take, and what any text may take: design.md asks for no hang. */
const PER_KB = 50;
const FLOOR = 250;

/** Texts that somebody's typing comes to, each of which is read twice. */
const VERSIONS = 4;

/** Every target of the fuzzer. */
export const TARGETS: readonly Target[] = [
  target('everything that is shown', (text, other) => {
    const analysis = analysisOf(text, other);
    const length = text.length;
    for (const lens of lenses(analysis)) {
      assert.ok(lens.offset >= 0 && lens.offset <= length && lens.parts.length > 0);
    }
    for (const { span, related } of analysis.findings) {
      // What stands in another file is measured by that file.
      const here = related.filter(({ file }) => file === undefined);
      for (const one of [span, ...here.map((place) => place.span)]) {
        checkSpan(one, length);
      }
    }
    for (const { instruction } of analysis.model.nodes.slice(0, 20)) {
      const hover = hoverAt(analysis, instruction.start);
      if (hover !== undefined) {
        checkSpan(hover.span, length);
      }
    }
    assert.deepEqual(outline(analysisOf(text, other)), outline(analysis), 'the same answer twice');
  }),
  target(
    'typing',
    (text, other) => {
      let before = analysisOf(text, other);
      const { context } = before.facts;
      outline(before);
      const [at, end] = [text.length >> 1, (text.length >> 1) + 5];
      for (const version of [
        `${text.slice(0, at)}${other.slice(0, 9)}${text.slice(at)}`,
        `${text.slice(0, at)}${text.slice(end)}`,
        `${text.slice(0, end)}\n${text.slice(at)}`,
      ]) {
        before = analyze({ text: version, context }, before);
        assert.deepEqual(outline(before), outline(analyze({ text: version, context })), 'as read anew');
      }
    },
    VERSIONS,
  ),
  target('fixes', (text, other) => {
    const analysis = analysisOf(text, other);
    for (const rule of RULES) {
      for (const finding of rule.check(analysis.facts).slice(0, 5)) {
        for (const fix of rule.fixes(analysis.facts, finding)) {
          const result = applyFix(analysis, fix).text;
          assert.ok(
            parse(result).problems.length <= analysis.model.file.problems.length,
            `${fix.title}: the result does not parse\n${result}`,
          );
        }
      }
    }
    const once = fixAll(analysis, { rules: undefined, grade: 'review' });
    const twice = fixAll(once.after, { rules: undefined, grade: 'review' });
    assert.equal(twice.text, once.text, 'fixing twice changes nothing');
  }),
  target('what rebuilds', (text, other) => {
    const analysis = analysisOf(text, other);
    const { steps } = whatIf(analysis, { kind: 'files', paths: ['src/index.js'], outside: [] });
    assert.ok(steps.length <= analysis.model.nodes.length + analysis.model.stages.length);
  }),
  target('other formats', (_text, other) => {
    for (const read of [jsonValue, jsoncValue, tomlValue, yamlValue, xmlElement]) {
      read(other);
    }
    readCompose({ files: ['/a/compose.yaml'], text: () => other });
    readBake([
      { file: '/a/docker-bake.hcl', text: other },
      { file: '/a/docker-bake.json', text: other },
    ]);
    compileIgnore(other).leavesOut('a/b/c.js');
  }),
  { name: 'LSP loop', property: fc.asyncProperty(session, checkSession) },
];

const ATTEMPTS = 3;

/** `times`: how many texts are looked at one after another, where it is more than the one, twice. */
function target(name: string, run: (text: string, other: string) => void, times = 1): Target {
  return {
    name,
    property: fc.property(dockerfile, otherText, (text, other) => {
      const allowed = FLOOR + (times * PER_KB * (text.length + other.length)) / 1024;
      let took = Infinity;
      // What is slow is so again; the garbage of what was tried before is collected once.
      for (let attempt = 0; attempt < ATTEMPTS && took > allowed; attempt++) {
        const start = cpuTime();
        run(text, other);
        took = Math.min(took, cpuTime() - start);
      }
      assert.ok(took <= allowed, `took ${Math.round(took)} ms, ${Math.round(allowed)} allowed`);
    }),
  };
}

/** Milliseconds of this process alone: a busy machine must not look like a hang. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function analysisOf(text: string, other: string): Analysis {
  const context = contextOf({
    'package.json': other,
    'package-lock.json': '{}',
    'requirements.txt': other,
    'pyproject.toml': other,
    'go.mod': other,
    'pom.xml': other,
    'App.csproj': other,
    '.dockerignore': other,
    'src/index.js': '',
  });
  return analyze({ text, context });
}

function checkSpan({ start, end }: Span, length: number): void {
  assert.ok(start >= 0 && start <= end && end <= length, `${start}-${end} of ${length}`);
}

function outline(analysis: Analysis): unknown {
  return [analysis.findings, keptLenses(analysis)];
}
