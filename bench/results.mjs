import { readFile, writeFile } from 'node:fs/promises';
import { URL } from 'node:url';

const FILE = new URL('results.json', import.meta.url);

/** What the benchmarks measured last, by their names; empty where none has run. */
export async function readResults() {
  const text = await readFile(FILE, 'utf8').catch(() => '{}');
  return JSON.parse(text);
}

/** Writes down what one benchmark measured, beside what the others did. */
export async function record(name, result) {
  const results = { ...(await readResults()), [name]: result };
  await writeFile(FILE, `${JSON.stringify(results, undefined, 2)}\n`);
}

/** Under which name results of the servers run by a Node of this version (`v22.1.0`) stand: editors ship newer ones than the oldest. */
export function serversKey(version) {
  const [, major] = /^v(\d+)/.exec(version) ?? [];
  return major === OLDEST_NODE ? 'servers' : `servers-node-${major}`;
}

/** The major version of the oldest Node that package.json supports. */
const OLDEST_NODE = '20';
