import { mergeService } from './merge.ts';
import { withResolvedPaths } from './paths.ts';
import type { ComposeNode } from './types.ts';
import { textAt, valueAt } from './values.ts';

/** The services of one file by name. */
export type RawServices = ReadonlyMap<string, ComposeNode>;

/** Where `extends` looks for another file. */
export interface ExtendsOptions {
  /** The folder that paths of this file start from. */
  readonly folder: string;
  /** The services of another file and the folder its paths start from; undefined when it can't be read. */
  readonly load: (folder: string, path: string) => { services: RawServices; folder: string } | undefined;
}

/** Services that extend each other in a row: people write two or three. */
const MAX_CHAIN = 50;

/**
 * A service with all that it extends below it (compose-go's loader/extends.go). A circle, or a service that is nowhere,
 * ends the chain: Compose refuses both.
 */
export function withBases(
  services: RawServices,
  name: string,
  options: ExtendsOptions,
): ComposeNode | undefined {
  const own = services.get(name);
  const chain: ComposeNode[] = [];
  const seen = new Set<ComposeNode>();
  let current = own;
  let around = services;
  let folder = options.folder;
  let elsewhere = false;
  while (current !== undefined && !seen.has(current) && chain.length < MAX_CHAIN) {
    seen.add(current);
    chain.push(elsewhere ? withResolvedPaths(current, folder) : current);
    const named = valueAt(current, 'extends');
    const base = named?.kind === 'scalar' ? (named.text ?? '') : textAt(named, 'service');
    const file = textAt(named, 'file');
    if (base === undefined) {
      break;
    }
    if (file !== undefined) {
      const other = options.load(folder, file);
      if (other === undefined) {
        break;
      }
      around = other.services;
      folder = other.folder;
      elsewhere = true;
    }
    current = around.get(base);
  }
  return chain.length < 2 ? own : chain.reduceRight((below, above) => mergeService(below, above));
}
