import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Hazard, Input } from '../types.ts';
import type { Dependency } from './package-manifest.ts';

/** What dependencies on files of the context add to an install. */
export interface LocalDependencies {
  readonly inputs: readonly Input[];
  readonly hazards: readonly Hazard[];
}

/** Specifiers that name a place on disk; the path follows. Berry's `patch:` names one behind `#`. */
const LOCAL = /^(?:file:|link:|portal:)(?:\/\/(?=\/))?|^(?=\.{1,2}\/|\/|~\/)/;
const PATCH = /^patch:[^#]*#(.*)$/s;

/**
 * Reads `file:`, `link:`, `portal:` and `patch:` dependencies of a package in this folder. A local package is copied whole
 * and for review, since what it holds is rebuilt like a source; a place outside the context or a missing one forbids a fix.
 */
export function readLocalDependencies(
  folder: string,
  dependencies: readonly Dependency[],
  context: ContextQuery,
): LocalDependencies {
  const inputs: Input[] = [];
  const hazards: Hazard[] = [];
  for (const { name, specifier } of dependencies) {
    for (const path of isLinkToNothing(specifier) ? [] : localPaths(specifier)) {
      const target = path.startsWith('/') || path.startsWith('~') ? '/' : joinPath(folder, path);
      if (target === '' || isOutside(target)) {
        hazards.push({
          effect: 'none',
          reason: `\`${name}\` is \`${specifier}\`, outside what can be copied alone`,
        });
      } else if (context.isFile(target)) {
        inputs.push({ path: target, kind: 'file' });
      } else if (context.isFolder(target)) {
        inputs.push({ path: target, kind: 'folder' });
        hazards.push({ effect: 'review', reason: `\`${name}\` is the local folder ${target}` });
      } else {
        hazards.push({
          effect: 'none',
          reason: `\`${name}\` is \`${specifier}\`, which the build context does not hold`,
        });
      }
    }
  }
  return { inputs, hazards };
}

/**
 * Whether a specifier leads below node_modules, as `link:./node_modules/.cache/null` does to leave a package out: no source lies there,
 * and a link is made whether or not anything does.
 */
export function isLinkToNothing(specifier: string): boolean {
  return /^link:(\.\/)?node_modules\//.test(specifier);
}

/** The paths that a specifier names; built-in patches of berry (`~builtin<…>`, `optional!…`) are none. */
function localPaths(specifier: string): string[] {
  const patch = PATCH.exec(specifier)?.[1];
  if (patch !== undefined) {
    const paths = patch.split('::')[0]?.split('&') ?? [];
    return paths
      .filter((path) => !path.includes('builtin<'))
      .map((path) => path.replace(/^(optional!)?(~\/)?/, ''));
  }
  const local = LOCAL.exec(specifier);
  return local === null ? [] : [specifier.slice(local[0].length)];
}
