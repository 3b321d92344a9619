import { mkdir, writeFile } from 'node:fs/promises';
import { URL } from 'node:url';
import { BUNDLE, bundleText } from '../test/repo/client-words.ts';
import { generatedFiles } from '../test/repo/rule-docs.ts';

/** Writes what is generated from the sources, the rules above all: `npm run docs`. */
const root = new URL('../', import.meta.url);

for (const { path, text } of [...(await generatedFiles()), { path: BUNDLE, text: bundleText() }]) {
  const target = new URL(path, root);
  await mkdir(new URL('.', target), { recursive: true });
  await writeFile(target, text);
}
