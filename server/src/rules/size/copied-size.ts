import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { copyStepOf, delivery, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Copy, CopySource, Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { SMALL } from './shown-size.ts';

/**
 * The bytes of what a copy brings from elsewhere than the context, where that is little: a file that is small by its name counts as
 * nothing, and one that the other stage has from the context is as large as there. Undefined for everything else.
 */
export const sizeOfCopied = rememberedWith(
  (
    { kind, text }: CopySource,
    { from }: Copy,
    model: Model,
    context: ContextSnapshot | undefined,
  ): number | undefined => {
    if (isSmallByName(kind === 'url' ? (text.split(/[?#]/, 1)[0] ?? '') : text)) {
      return 0;
    }
    if (from.kind !== 'stage' || kind !== 'path' || context === undefined) {
      return undefined;
    }
    const path = resolvePath('/', text);
    for (const step of copiesIn(model).get(from.stage) ?? []) {
      const found = delivery(step, { path, anchored: true }, context);
      if (found !== undefined) {
        // A RUN may have made more of it.
        const { size = SMALL } = context.entries.get(found.file.path) ?? {};
        return size < SMALL ? size : undefined;
      }
    }
    return undefined;
  },
);

/** Whether a file is of a kind that is never large: a manifest, a setting, a script, a key, a checksum, a text about it. */
export function isSmallByName(path: string): boolean {
  return SMALL_ENDINGS.test(path) || isManifest(baseName(path));
}

const SMALL_ENDINGS =
  /\.(asc|conf|cfg|crt|env|gpg|ini|key|list|md|md5|pem|pub|repo|sh|sha1|sha256|sha512|sig|sources|sum|toml|txt|ya?ml)$/i;

/** Copies of a stage that are looked at, the last ones first, those of the stages below among them. */
const MAX_COPIES = 100;

/** By stage, what counts first in front. */
const copiesIn = rememberedWith((model: Model): ReadonlyMap<number, readonly CopyStep[]> => {
  const copies = new Map<number, readonly CopyStep[]>();
  for (const stage of model.stages) {
    const below = stage.base.kind === 'stage' ? (copies.get(stage.base.stage) ?? []) : [];
    const own = model.nodes.slice(stage.first + 1, stage.end).flatMap((node) => {
      const place = placesOf(model)[node.index];
      return (place && copyStepOf(node, place)) ?? [];
    });
    copies.set(stage.index, [...own.slice(-MAX_COPIES).reverse(), ...below].slice(0, MAX_COPIES));
  }
  return copies;
});
