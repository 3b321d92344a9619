import type { ImagePath } from '../../../fixes/moving/copy-step.ts';
import type { Model, Node } from '../../../model/types.ts';
import { downloadsIn } from '../downloads.ts';
import { covers } from '../landings.ts';
import { MAX_ABOVE, type Watch } from './watch.ts';
import { downloadRemoved } from './words.ts';

/** A file that a RUN removes, and an earlier one has downloaded. */
export function watchDownloads(model: Model): Watch {
  let downloads: readonly Download[] = [];
  return (node, removals) => {
    if (removals === undefined) {
      return [];
    }
    const { removed, moved } = removals;
    const gone = downloads.find(({ file }) => removed.some((target) => covers(target, file)));
    const taken = [...removed, ...moved.map((at) => ({ at }))];
    const kept =
      taken.length === 0
        ? downloads
        : downloads.filter(({ file }) => !taken.some((target) => covers(target, file)));
    const own = downloadsIn(model, node).map((file) => ({ node, file }));
    downloads = own.length === 0 ? kept : [...kept, ...own].slice(-MAX_ABOVE);
    return gone === undefined ? [] : [downloadRemoved(node, gone.node)];
  };
}

interface Download {
  readonly node: Node;
  readonly file: ImagePath;
}
