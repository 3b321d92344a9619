import { builtinModules, createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Modules that Node has loaded before a program starts. */
const AT_ONCE = [
  'assert',
  'buffer',
  'console',
  'events',
  'fs',
  'module',
  'path',
  'process',
  'timers',
  'url',
  'util',
  'vm',
];

const LATER = builtinModules.filter((name) => !AT_ONCE.includes(name) && !name.startsWith('_'));

const NAMES = new RegExp(`^(node:)?(${LATER.join('|')})$`);

/**
 * An esbuild plugin: what a bundle imports of Node is loaded when it is first used, not when the bundle starts. Libraries import whole
 * modules (`crypto`, `net`, `child_process`) for a function that is never called; together they take as long as ours and theirs.
 */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: NAMES }, ({ path, namespace }) =>
      namespace === 'lazy-builtin' ? { path, external: true } : { path, namespace: 'lazy-builtin' },
    );
    build.onLoad({ filter: /./, namespace: 'lazy-builtin' }, ({ path }) => ({
      contents: [
        `let loaded;`,
        `const load = () => (loaded ??= require(${JSON.stringify(path)}));`,
        `for (const name of ${JSON.stringify(Object.keys(require(path)))}) {`,
        `  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });`,
        `}`,
      ].join('\n'),
    }));
  },
};
