import type { Dockerfile } from '../../syntax/types.ts';

/** Whether the frontend has what came with version 1.`minor`: the built-in one counts as new, one of somebody else never does. */
export function hasSyntax({ directives }: Dockerfile, minor: number): boolean {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value ?? 'docker/dockerfile:1';
  const found = /(?:^|\/)docker\/dockerfile(?:-upstream)?(?::([^@]*))?(?:@.*)?$/.exec(syntax);
  const [, major = '1', own] = /^(\d+)(?:\.(\d+))?/.exec(found?.[1] ?? '1') ?? [];
  return found !== null && major === '1' && (own === undefined || Number(own) >= minor);
}
