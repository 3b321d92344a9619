import { mkdir, writeFile } from 'node:fs/promises';
import { URL } from 'node:url';
import { generatedFiles } from '../test/repo/rule-docs.ts';

/** Writes what is generated from the rules: `npm run docs`. */
const root = new URL('../', import.meta.url);

for (const { path, text } of await generatedFiles()) {
  const target = new URL(path, root);
  await mkdir(new URL('.', target), { recursive: true });
  await writeFile(target, text);
}
