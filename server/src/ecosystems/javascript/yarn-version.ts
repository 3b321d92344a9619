import { joinPath } from '../paths.ts';
import type { ContextQuery } from '../types.ts';
import { manifestIn } from './project.ts';

/** Berry reads .yarnrc.yml, which classic does not know; corepack goes by `packageManager`. */
export function isBerry(folder: string, context: ContextQuery): boolean {
  const version = /^yarn@(\d+)/.exec(manifestIn(folder, context)?.packageManager ?? '')?.[1];
  return version === undefined
    ? context.has(joinPath(folder, '.yarnrc.yml')) === 'yes'
    : Number(version) >= 2;
}

/**
 * Whether berry surely unpacks packages into the project. By default it does not: with Plug'n'Play, programs read the archives
 * in its cache (yarnpkg.com, configuration/yarnrc, `nodeLinker`).
 */
export function unpacksPackages(folder: string, context: ContextQuery): boolean {
  const path = joinPath(folder, '.yarnrc.yml');
  const text = context.has(path) === 'yes' ? (context.text(path) ?? '') : '';
  return /^nodeLinker:[ \t]*["']?(node-modules|pnpm)["']?[ \t\r]*(#.*)?$/m.test(text);
}
