import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { copiesByStage } from '../../fixes/moving/copies-by-stage.ts';
import { delivery, selectionOf, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Copy, CopySource, Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { isSaid } from './said-files.ts';
import { SMALL } from './shown-size.ts';

/**
 * The bytes of what a copy brings from elsewhere than the context, where that is little: a file that is small by its name, or holds what
 * a command says, counts as nothing, and one that the other stage has from the context is as large as there, as is a folder that no build
 * fills. Undefined for everything else.
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
    if (from.kind !== 'stage' || kind !== 'path') {
      return undefined;
    }
    const path = resolvePath('/', text);
    if (isSaid(model, from.stage, path)) {
      return 0;
    }
    if (context === undefined) {
      return undefined;
    }
    for (const step of copiesIn(model).get(from.stage) ?? []) {
      const found = delivery(step, { path, anchored: true }, context);
      if (found !== undefined) {
        // A RUN may have made more of it.
        const { size = SMALL } = context.entries.get(found.file.path) ?? {};
        return size < SMALL ? size : undefined;
      }
    }
    return isPassedOn(model, from.stage, path) ? folderSize(model, from.stage, path, context) : undefined;
  },
);

/** The bytes of a folder that a stage has from the context, where that is little; undefined where a copy may have added to it. */
function folderSize(model: Model, stage: number, path: string, context: ContextSnapshot): number | undefined {
  for (const step of copiesIn(model).get(stage) ?? []) {
    if (!step.anchored || (isWithin(step.folder, path) && step.folder !== path)) {
      return undefined;
    }
    const inside = isWithin(path, step.folder)
      ? path.slice(step.folder.length).replace(/^\//, '')
      : undefined;
    const files = step.copy.sources.flatMap((source) =>
      inside === undefined ? [] : (selectionOf(step, source, context)?.files ?? []),
    );
    const own = files.filter(({ to }) => isWithin(to, inside ?? ''));
    if (own.length > 0) {
      const sizes = own.map((file) => context.entries.get(file.path)?.size ?? SMALL);
      const size = sizes.reduce((sum, one) => sum + one, 0);
      return size < SMALL ? size : undefined;
    }
    if (inside !== undefined && step.copy.from.kind !== 'context') {
      return undefined;
    }
  }
  return undefined;
}

/** Whether a folder of a stage is none of those that builds fill, and no RUN there speaks of it. */
function isPassedOn(model: Model, stage: number, path: string): boolean {
  const name = baseName(path);
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length < 2 || segments.some((segment) => MADE.has(segment))) {
    return false;
  }
  const end = model.stages[stage]?.end ?? 0;
  const steps = [...nodesAbove(model, { stage, index: end }, MAX_STEPS + 1)];
  return (
    steps.length <= MAX_STEPS &&
    !steps.some(({ instruction: { keyword, text } }) => keyword === 'RUN' && text.includes(name))
  );
}

/** Longer stages are not looked at. */
const MAX_STEPS = 200;

/** Folders of a project that its builds fill. */
const MADE = new Set(
  'dist build out output target bin obj lib vendor node_modules public static assets www wwwroot generated gen .next .output .venv venv storage var tmp'.split(
    ' ',
  ),
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
  for (const { index, base } of model.stages) {
    const below = base.kind === 'stage' ? (copies.get(base.stage) ?? []) : [];
    const own = copiesByStage(model).get(index) ?? [];
    copies.set(index, [...own.slice(-MAX_COPIES).reverse(), ...below].slice(0, MAX_COPIES));
  }
  return copies;
});
