import { builtinModules, createRequire } from 'node:module';
import { URL, fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const PROJECT = fileURLToPath(new URL('..', import.meta.url));

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

const BUILTINS = new RegExp(`^(node:)?(${LATER.join('|')})$`);

/** Libraries of formats: what reads a Dockerfile alone, or is asked about one, needs none of them. */
const FORMATS = /^(@rgrove\/parse-xml|jsonc-parser|smol-toml|yaml)$/;

/** Marks a module's own import of what it stands for. */
const ITSELF = { itself: true };

/**
 * An esbuild plugin: what a bundle imports of Node and of the libraries that read formats is loaded when it is first used, not when the
 * bundle starts. Libraries import whole modules (`crypto`, `net`, `child_process`) for a function that is never called; together they
 * take as long as ours and theirs.
 */
export const lazyModules = {
  name: 'lazy-modules',
  setup(build) {
    build.onResolve({ filter: BUILTINS }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    build.onResolve({ filter: FORMATS }, ({ path, namespace, pluginData, ...options }) => {
      if (pluginData === ITSELF) {
        return undefined;
      }
      return namespace === 'lazy'
        ? build.resolve(path, { ...options, resolveDir: PROJECT, pluginData: ITSELF })
        : { path, namespace: 'lazy' };
    });
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
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
