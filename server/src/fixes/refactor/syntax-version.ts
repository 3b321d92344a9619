import { frontendOf } from '../frontend.ts';
import type { Dockerfile } from '../../syntax/types.ts';

/** Whether the frontend has what came with version 1.`minor`: the built-in one counts as new, one of somebody else never does. */
export function hasSyntax(file: Dockerfile, minor: number): boolean {
  const { isDockers, tag = '1' } = frontendOf(file);
  const [, major = '1', own] = /^(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  return isDockers && major === '1' && (own === undefined || Number(own) >= minor);
}
