import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.vscode-test']);

/** Text files of the repository, relative to it; recorded truth is not ours to write. */
const files = filesIn('').filter((path) => !path.startsWith('test/truth/') && !/\.(png|vsix)$/.test(path));

function filesIn(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesIn(`${folder}${entry.name}/`)
        : entry.isFile()
          ? [`${folder}${entry.name}`]
          : [],
    );
}

function textOf(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

const { version } = JSON.parse(textOf('package.json')) as { version: string };

describe('the repository', () => {
  it('locks dependencies without addresses of a registry', () => {
    const locks = files.filter((path) => /^(examples\/.*)?package-lock\.json$/.test(path));
    assert.ok(locks.includes('package-lock.json'));
    for (const path of locks) {
      assert.doesNotMatch(textOf(path), /"resolved": *"/, path);
    }
  });

  it('names no path of a machine', () => {
    // Put together so that this file does not name one itself.
    const machine = new RegExp(
      ['/work', '/root', '/home/[a-z]+', '/Users/[A-Za-z]+'].map((path) => `${path}/`).join('|'),
    );
    for (const path of files.filter(
      (file) => !file.includes('/') || /^(docs|server|client|shared|scripts)\//.test(file),
    )) {
      // What a mount of a RUN lies over is a path of an image.
      const found = machine.exec(textOf(path).replaceAll(/\btarget=\/[\w./-]+/g, ''));
      assert.equal(found?.[0], undefined, path);
    }
  });

  it('tells what changed in this version', () => {
    assert.match(
      textOf('CHANGELOG.md'),
      new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d\\d-\\d\\d$`, 'm'),
    );
  });

  it('links only to files that exist', () => {
    const pages = files.filter((path) => path.endsWith('.md'));
    for (const page of pages) {
      const folder = page.slice(0, page.lastIndexOf('/') + 1);
      for (const [, link = ''] of textOf(page).matchAll(/\]\(([^)#\s:]+)(?:#[^)\s]*)?\)/g)) {
        const path = new URL(`${folder}${link}`, 'file:///').pathname.slice(1);
        assert.ok(
          files.includes(path) ||
            files.some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`)) ||
            path.endsWith('.png'),
          `${page} links to ${link}`,
        );
      }
    }
  });
});
