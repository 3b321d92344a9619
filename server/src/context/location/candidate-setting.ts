import { compileIgnore } from '../ignore/ignore.ts';

/** The entry of `strata.context.folders` that counts for a Dockerfile. */
export interface ContextSetting {
  readonly pattern: string;
  /** The context's folder as written, relative to the workspace. */
  readonly folder: string;
}

/**
 * The most specific entry for a Dockerfile (a path relative to the workspace): the longest pattern of those that match it.
 * Patterns are written as in a .dockerignore file: `services/api` is the folder with all below it, `docker/*.Dockerfile`
 * a glob, and `**` stands for any folders. A pattern that can't be read matches nothing.
 */
export function settingFor(setting: ReadonlyMap<string, string>, path: string): ContextSetting | undefined {
  let best: ContextSetting | undefined;
  for (const [pattern, folder] of setting) {
    if (pattern.length > (best?.pattern.length ?? -1) && matches(pattern, path)) {
      best = { pattern, folder };
    }
  }
  return best;
}

/** A pattern of the setting that fits one Dockerfile, by its path relative to the workspace, and nothing else. */
export function settingPattern(path: string): string {
  const literal = path.replace(/[\\*?[]/g, '\\$&');
  // These say something else at the beginning of a line of an ignore file.
  return literal.replace(/^[\s!#]/, '[$&]');
}

function matches(pattern: string, path: string): boolean {
  if (/^\.?\/?$/.test(pattern)) {
    return true;
  }
  if (/[\r\n]/.test(pattern) || /^\s*[!#]/.test(pattern)) {
    return false;
  }
  return compileIgnore(pattern).leavesOut(path);
}
