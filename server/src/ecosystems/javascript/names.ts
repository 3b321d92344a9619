import { baseName } from '../../context/path-parts.ts';

const NAMES: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'bun.lock',
  'bun.lockb',
  'bunfig.toml',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pnpmfile.cjs',
  '.nvmrc',
  '.node-version',
  'lerna.json',
]);

/** True for paths of files that a JavaScript package manager reads before it installs. */
export function isJavaScriptManifest(path: string): boolean {
  return NAMES.has(baseName(path));
}
