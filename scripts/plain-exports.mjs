import { readFile } from 'node:fs/promises';

/** The libraries of the protocol, whose modules hand hundreds of names on through five layers. */
const LIBRARY = /[\\/]vscode-(jsonrpc|languageclient|languageserver)[^\\/]*[\\/]lib[\\/].*\.js$/;

/** The files that take from them what we use (server/src/lsp/protocol.ts says why). */
const OURS = /[\\/]server[\\/]src[\\/](lsp|node)[\\/]protocol\.ts$/;

/** How TypeScript hands names on: one by one, and all of a module. */
const ONE_BY_GETTER =
  /Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return ([\w.]+); \} \}\);/g;
const ALL_BY_GETTER = '__createBinding(exports, m, p);';

/** How it imports a module of Node's as a whole: all of its names are copied, by getters again. */
const IMPORT_OF_NODE = /__importStar\(require\("(child_process|fs|os|path|url)"\)\)/g;

const ALL_EXPORTS = /export (\{[^}]*\}) from ('[^']*');/;

/**
 * An esbuild plugin: what modules hand on of others is copied as plain values. By getters, as TypeScript and esbuild do it to follow
 * values that change, a start makes some three thousand of them; none of these values changes once its module has run.
 */
export const plainExports = {
  name: 'plain-exports',
  setup(build) {
    build.onLoad({ filter: LIBRARY }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replace(ONE_BY_GETTER, 'exports.$1 = $2;')
        .replace(ALL_BY_GETTER, 'exports[p] = m[p];')
        .replace(IMPORT_OF_NODE, 'require("$1")'),
      loader: 'js',
    }));
    build.onLoad({ filter: OURS }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        ALL_EXPORTS,
        'const library = require($2);\nexport const $1 = library;',
      ),
      loader: 'ts',
    }));
  },
};
