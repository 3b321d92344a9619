import { baseName, parentPath } from './path-parts.ts';
import type { ContextSnapshot } from './types.ts';

/** Packages of Symfony that read `.env` when a build or a container starts, and fail where it is not there. */
const READS = /"symfony\/(dotenv|flex|framework-bundle|runtime)"\s*:/;

/**
 * Whether a framework needs this file in the image: `.env` beside the composer.json of a Symfony project, whose repositories hold it on
 * purpose, with defaults.
 */
export function isReadByFramework({ texts }: ContextSnapshot, path: string): boolean {
  const folder = parentPath(path);
  const manifest = texts.get(folder === '' ? 'composer.json' : `${folder}/composer.json`);
  return baseName(path) === '.env' && manifest !== undefined && READS.test(manifest);
}
