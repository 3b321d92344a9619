import { lazyModules } from './lazy-modules.mjs';
import { plainExports } from './plain-exports.mjs';

/** esbuild's options for every program that runs in Node. */
export const nodeBundle = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // `module` first: jsonc-parser's UMD main can't be bundled (its requires are computed).
  mainFields: ['module', 'main'],
  // The same code as modules: a bundle of them is smaller and starts sooner than one of CommonJS.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  outExtension: { '.js': '.cjs' },
  plugins: [lazyModules, plainExports],
};
