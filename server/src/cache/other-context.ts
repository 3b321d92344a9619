import type { Model } from '../model/types.ts';

/**
 * Whether a name that `FROM`, `--from` or a mount gives is a build context beside the main one whose files somebody may change: a folder,
 * a repository, what another target makes. Images of that kind count as images do.
 */
export function isOtherContext({ options }: Model, name: string): boolean {
  const place = options.contexts?.get(name);
  return place !== undefined && !place.startsWith('docker-image://');
}
