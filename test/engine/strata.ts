import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { ContextEntry } from '../../server/src/context/types.ts';
import { ECOSYSTEMS } from '../../server/src/ecosystems/index.ts';
import { refactoringsAt } from '../../server/src/insights/fixes/refactorings.ts';
import { analyze } from '../../server/src/insights/analysis.ts';
import type { Analysis } from '../../server/src/insights/types.ts';
import type { Fix } from '../../server/src/fixes/types.ts';
import { fixesOf } from '../../server/src/rules/fixes-of.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Reported, RuleSetting } from '../../server/src/rules/types.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';
import { nodeFiles } from '../../server/src/workspace/tree/node-files.ts';
import type { EngineCase } from './types.ts';

/** What Strata finds in a folder, and how it would mend it. */
export interface Mending {
  readonly analysis: Analysis;
  /** Undefined for a refactoring, which mends nothing. */
  readonly finding: Reported | undefined;
  readonly fix: Fix;
}

/** Rules that are off by default have something to prove too. */
const ALL_ON: ReadonlyMap<string, RuleSetting> = new Map(
  RULES.filter(({ defaultSeverity }) => defaultSeverity === 'off').map(({ id }) => [id, 'warning']),
);

/** The finding and the fix of a case, from its folder on disk, as the command line and the server come to them. */
export async function mendingOf(
  { rule, title, grade, refactoring }: EngineCase,
  { root, dockerfile }: { readonly root: string; readonly dockerfile: string },
): Promise<Mending> {
  const loaded = await loadContext(nodeFiles(), { root, dockerfile });
  const text = await readFile(dockerfile, 'utf8');
  const analysis = analyze({ text, context: loaded?.snapshot, rules: ALL_ON });
  if (refactoring !== undefined) {
    const start = text.indexOf(refactoring.select);
    const span = { start, end: start + refactoring.select.length };
    const fix = refactoringsAt(analysis, span).find(({ id }) => id === refactoring.id);
    assert.ok(fix, 'is offered');
    assert.equal(fix.safety, grade, fix.title);
    return { analysis, finding: undefined, fix };
  }
  const findings = analysis.findings.filter(({ rule: id }) => rule === undefined || id === rule);
  assert.notEqual(findings.length, 0, 'is reported');
  const mendings = findings.flatMap((finding) =>
    fixesOf(analysis.facts, finding).map((fix) => ({ analysis, finding, fix })),
  );
  const found = mendings.find(({ fix }) => title === undefined || fix.title.includes(title));
  assert.ok(found, `has a fix: ${findings.map(({ message }) => message).join('\n')}`);
  assert.equal(found.fix.safety, grade, found.fix.title);
  return found;
}

/** The images that a Dockerfile names in FROM, COPY --from and mounts. */
export function imagesOf({ model }: Analysis): readonly string[] {
  const names = model.stages.flatMap(({ base, reads }) => [
    ...(base.kind === 'image' && base.name !== undefined ? [base.name] : []),
    ...reads.flatMap((source) => (source.kind === 'image' ? [source.name] : [])),
  ]);
  return [...new Set(names)];
}

/** A source to edit: one more in a folder that the instruction of a finding copies, or a file that it copies by name. */
export function sourceOf({ analysis, finding }: Mending): string {
  const added = 'added-by-the-test.txt';
  const detail = finding && analysis.model.nodes[finding.node]?.detail;
  const sources = detail?.kind === 'copy' && detail.copy.from.kind === 'context' ? detail.copy.sources : [];
  const entries = analysis.facts.context?.entries ?? new Map<string, ContextEntry>();
  let file: string | undefined;
  for (const { text } of sources) {
    const path = text.replace(/^\.?\/+/, '').replace(/\/+$/, '');
    if (path === '' || path === '.') {
      return added;
    }
    if (entries.get(path)?.kind === 'directory') {
      return `${path}/${added}`;
    }
    file ??= [...entries.keys()].find(
      (one) => matchesGlob(one, path) && !ECOSYSTEMS.some((ecosystem) => ecosystem.isManifest(one)),
    );
  }
  return file ?? added;
}

function matchesGlob(path: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(path);
}
