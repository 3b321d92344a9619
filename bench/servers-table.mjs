import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { URL, fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** Writes docs/performance.md from bench/servers.json: run it after bench/servers.mjs. A missed budget is marked as one. */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const MEASURES = [
  { key: 'startUp', name: 'Start-up: spawn → `initialize` answered', unit: 'ms', budget: 0.7 },
  { key: 'firstDiagnostics', name: 'First diagnostics and lenses after opening', unit: 'ms', budget: 0.7 },
  { key: 'edit', name: 'Edit → diagnostics and lenses', unit: 'ms', budget: 0.5 },
  { key: 'hover', name: 'Hover', unit: 'ms', budget: 1 },
  { key: 'action', name: 'Code action, against the other server’s hover', unit: 'ms', budget: 1 },
  { key: 'memory', name: 'Peak memory', unit: 'MB', budget: 1 },
];

const results = JSON.parse(await readFile(path.join(PROJECT, 'bench', 'servers.json'), 'utf8'));
const text = [
  '# Performance',
  '',
  `Strata’s server against ${results.other}, both bundled in the same way and measured in turns in one run (Node ${results.node},`,
  `${results.cores} cores, load ${results.load.before.toFixed(1)} to ${results.load.after.toFixed(1)}). Times are medians. The other server draws no lenses: Strata’s times hold them.`,
  'This page is generated: `node bench/servers.mjs && node bench/servers-table.mjs`.',
  '',
  ...MEASURES.flatMap(section),
].join('\n');
const file = path.join(PROJECT, 'docs', 'performance.md');
const options = await resolveConfig(file);
await writeFile(file, await format(text, { ...options, filepath: file }));

function section({ key, name, unit, budget }) {
  const rows = results.sizes.map((size) => {
    const action = key === 'action';
    const other = action ? size.hover.other.median : size[key].other.median;
    const ratio = action ? size.actionToOtherHover : size[key].ratio;
    const verdict = ratio <= budget ? 'met' : '**missed**';
    return `| ${size.lines} | ${size[key].strata.median} ${unit} | ${other} ${unit} | ${ratio} | ≤ ${budget} | ${verdict} |`;
  });
  return [
    `## ${name}`,
    '',
    '| lines | Strata | other | ratio | budget | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...growth(key),
  ];
}

/** The exponent of growth between the two largest sizes: 1 is linear. */
function growth(key) {
  const [one, other] = results.sizes.slice(-2);
  if (!['edit', 'firstDiagnostics'].includes(key) || other === undefined) {
    return [];
  }
  const exponent = (server) =>
    (
      Math.log(other[key][server].median / one[key][server].median) / Math.log(other.lines / one.lines)
    ).toFixed(2);
  return [
    `Growth exponent from ${one.lines} to ${other.lines} lines: Strata ${exponent('strata')}, the other server ${exponent('other')}.`,
    '',
  ];
}
