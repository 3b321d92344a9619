import type { Copy } from '../model/types.ts';

/** Whether BuildKit copies without the layers below: `--link`, unless --chmod makes it copy plainly (domain.md 1.1). */
export function isLinkedCopy({ link, chmod }: Copy): boolean {
  return link && (chmod === undefined || chmod === '');
}
