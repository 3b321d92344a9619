import type { Dockerfile } from '../syntax/types.ts';

/** What reads a Dockerfile. */
export interface Frontend {
  /** Docker's own: the one in the builder, or one of its images. */
  readonly isDockers: boolean;
  /** The one in the builder, whose version nothing tells. */
  readonly isBuiltIn: boolean;
  /** The tag of its image; undefined where none is written. */
  readonly tag: string | undefined;
}

/** The frontend that `# syntax=` names; the one in the builder where there is no such line. */
export function frontendOf({ directives }: Dockerfile): Frontend {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value;
  if (syntax === undefined) {
    return { isDockers: true, isBuiltIn: true, tag: undefined };
  }
  const found = /(?:^|\/)docker\/dockerfile(?:-upstream)?(?::([^@]*))?(?:@.*)?$/.exec(syntax);
  return { isDockers: found !== null, isBuiltIn: false, tag: found?.[1] };
}
