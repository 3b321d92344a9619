import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { plainExports } from '../../scripts/plain-exports.mjs';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** What the server's files that take from the library export, by name, in a bundle made with these plugins. */
async function exported(plugins: Plugin[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "export * as library from 'vscode-languageserver/node';\nexport * as lsp from './server/src/lsp/protocol.ts';\nexport * as node from './server/src/node/protocol.ts';\n",
      resolveDir: REPOSITORY,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    plugins,
  });
  const code = outputFiles[0]?.text ?? '';
  const module = { exports: {} as Record<string, Record<string, unknown>> };
  const run = runInThisContext(`(function (exports, require, module) {${code}\n})`) as (
    ...given: unknown[]
  ) => void;
  run(module.exports, createRequire(import.meta.url), module);
  return new Map(
    Object.entries(module.exports).flatMap(([group, names]) =>
      Object.keys(names)
        .sort()
        .map((name) => [`${group}.${name}`, typeof names[name]] as const),
    ),
  );
}

describe('plainExports', () => {
  it('hands on every name with its value', async () => {
    const plain = await exported([plainExports]);
    const usual = await exported([]);
    assert.ok(usual.size > 300);
    assert.deepEqual(
      [...plain].filter(([name]) => usual.has(name)),
      [...usual].filter(([name]) => plain.has(name)),
    );
    const missing = [...usual.keys()].filter((name) => !plain.has(name));
    assert.deepEqual(missing, []);
  });
});
