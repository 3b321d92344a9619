import { bun } from './bun.ts';
import { npm } from './npm.ts';
import { pip } from './pip.ts';
import { pnpm } from './pnpm.ts';
import type { Ecosystem } from './types.ts';
import { yarn } from './yarn.ts';

/** Every package manager that Strata knows. A new one is one file and one entry here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm, yarn, pnpm, bun, pip];

/** True for paths of files that name dependencies in any ecosystem. */
export function isManifest(path: string): boolean {
  return ECOSYSTEMS.some((ecosystem) => ecosystem.isManifest(path));
}
