import { bun } from './javascript/bun.ts';
import { npm } from './javascript/npm.ts';
import { pip } from './python/pip.ts';
import { apk } from './system/apk.ts';
import { apt } from './system/apt.ts';
import { dnf } from './system/dnf.ts';
import { zypper } from './system/zypper.ts';
import { pnpm } from './javascript/pnpm.ts';
import type { Ecosystem } from './types.ts';
import { yarn } from './javascript/yarn.ts';

/** Every package manager that Strata knows. A new one is one file and one entry here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm, yarn, pnpm, bun, pip, apt, apk, dnf, zypper];

/** True for paths of files that name dependencies in any ecosystem. */
export function isManifest(path: string): boolean {
  return ECOSYSTEMS.some((ecosystem) => ecosystem.isManifest(path));
}
