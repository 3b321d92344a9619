import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { URL, fileURLToPath } from 'node:url';

const PAGES = fileURLToPath(new URL('../docs/rules', import.meta.url));

/** Says for those who work on Strata what a page is written from. */
const ORIGIN = /\n<!-- Written from .* -->\n$/;

/**
 * The pages of the rules as the extension shows them.
 * @returns {Promise<Record<string, string>>} Markdown by rule
 */
export async function rulePages() {
  const names = (await readdir(PAGES, { recursive: true })).filter((name) => name.endsWith('.md')).sort();
  const pages = names.map(async (name) => {
    const text = await readFile(path.join(PAGES, name), 'utf8');
    return [name.slice(0, -'.md'.length).replaceAll('\\', '/'), text.replace(ORIGIN, '')];
  });
  return Object.fromEntries(await Promise.all(pages));
}

/**
 * Writes them into one file: each file more costs a package its own header and compression.
 * @param {string} file
 */
export async function writeRulePages(file) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(await rulePages()));
}
