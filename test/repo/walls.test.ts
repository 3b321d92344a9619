import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { PURE, WALLS } from './walls.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Source {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  /** Every import, dynamic ones too, as written. */
  readonly imports: readonly string[];
}

const sources = ['server/src', 'client/src', 'shared'].flatMap(sourcesIn);

function sourcesIn(folder: string): Source[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(`${root}${path}`, 'utf8');
      return { path, text, imports: ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName) };
    });
}

/** The room that a path lies in: `server/src/model`, `client/src`, `shared`. */
function roomOf(path: string): string {
  const [first = '', second = '', third = ''] = path.split('/');
  return first === 'server'
    ? `${first}/${second}/${third}`
    : first === 'client'
      ? `${first}/${second}`
      : first;
}

/** A relative import as a path of the repository; undefined for a package. */
function target(source: Source, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(source.path), specifier) : undefined;
}

describe('walls of the house', () => {
  it('has sources to look at, and sees their imports', () => {
    assert.ok(sources.length > 50);
    assert.ok(sources.some(({ imports }) => imports.includes('unbash')));
  });

  it('gives every room its walls', () => {
    const rooms = new Set(sources.map(({ path }) => roomOf(path)));
    rooms.delete('shared');
    const walled = WALLS.map(({ room }) => room);
    assert.deepEqual(
      [...rooms].filter((room) => !walled.includes(room)),
      [],
    );
  });

  for (const { room, forbidden, reason } of WALLS) {
    it(room, () => {
      const wrong = new RegExp(forbidden);
      for (const source of sources.filter(({ path }) => roomOf(path) === room)) {
        for (const specifier of source.imports) {
          // However deep the file lies, a neighbouring room is written `../room/…` as the walls' patterns want it.
          const to = target(source, specifier)?.replace(/^server\/src\//, '../');
          assert.doesNotMatch(to ?? specifier, wrong, `${source.path} imports ${specifier}: ${reason}`);
        }
      }
    });
  }

  it('keeps shared/ free of both sides, and of Node outside shared/node/', () => {
    for (const source of sources.filter(({ path }) => roomOf(path) === 'shared')) {
      const isForNode = source.path.startsWith('shared/node/');
      for (const specifier of source.imports.filter((one) => !isForNode || !one.startsWith('node:'))) {
        assert.equal(
          roomOf(target(source, specifier) ?? specifier),
          'shared',
          `${source.path}: ${specifier}`,
        );
      }
    }
  });

  it('imports files that exist, by their full names', () => {
    for (const source of sources) {
      for (const specifier of source.imports) {
        const path = target(source, specifier);
        assert.ok(
          path === undefined || (/\.(ts|json)$/.test(path) && existsSync(`${root}${path}`)),
          `${source.path}: ${specifier}`,
        );
      }
    }
  });
});

describe('pure rooms', () => {
  const IMPURE =
    /\bDate\.now\b|\bnew Date\b|\bperformance\.|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|\bBuffer\b|\bprocess\./;

  for (const room of PURE) {
    it(`${room} needs nothing but its input`, () => {
      for (const { path, text, imports } of sources.filter(
        ({ path }) => roomOf(path) === `server/src/${room}`,
      )) {
        assert.deepEqual(
          imports.filter((specifier) => specifier.startsWith('node:')),
          [],
          path,
        );
        // Comments may name what code may not; few files do, and only those are printed without.
        if (IMPURE.test(text)) {
          assert.doesNotMatch(withoutComments(text), IMPURE, path);
        }
      }
    });
  }
});

/** Code without its comments, as the compiler prints it. */
function withoutComments(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  }).outputText;
}
