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
