import { parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { cleanPath } from '../../model/paths.ts';

/**
 * Whether a source is meant to be outside of the context: by `..`, whether it is read from the context's root or from the Dockerfile's
 * folder. BuildKit takes `../x` as `x` (domain.md 3.4), and the older builder refuses it as a forbidden path. Beside a Dockerfile in
 * `docker`, whoever writes `../x` may well mean what BuildKit takes. False where it is not known where the Dockerfile lies.
 */
export function leadsOut({ dockerfile }: ContextSnapshot, source: string): boolean {
  return (
    source.includes('..') &&
    dockerfile !== undefined &&
    isAbove(source) &&
    isAbove(`${parentPath(dockerfile)}/${source}`)
  );
}

function isAbove(path: string): boolean {
  return /^\.\.(\/|$)/.test(cleanPath(path.replace(/^\/+/, '')));
}
