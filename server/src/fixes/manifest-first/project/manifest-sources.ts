import type { SelectedFile } from '../../../context/selection.ts';
import type { ContextSnapshot } from '../../../context/types.ts';
import type { Input } from '../../../ecosystems/types.ts';
import { delivery, type CopyStep, type Delivery, type ImagePath } from '../../moving/copy-step.ts';
import { imagePathOf, lastDelivery } from '../../moving/image-paths.ts';
import type { LateInstall } from '../types.ts';

/** A file or folder of the context that is copied in front of the install. */
export interface ManifestSource {
  /** In the context. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /**
   * Where it lands below the destination of `step`: the file, or the folder whose contents are copied. Empty where that destination
   * is the file or the folder itself.
   */
  readonly to: string;
  /** The copy that brings it now, and whose destination and flags are repeated. */
  readonly step: CopyStep;
}

/** Installs, and the copies of the context around them. */
export interface SourcesQuestion {
  readonly installs: readonly LateInstall[];
  /** Copies that stay above what reads the manifests. */
  readonly above: readonly CopyStep[];
  /** Copies that come below it. */
  readonly below: readonly CopyStep[];
}

/** The manifests that only the copies below bring; a clause when one of them can't be copied alone. */
export function findSources(
  context: ContextSnapshot,
  { installs, above, below }: SourcesQuestion,
): readonly ManifestSource[] | string {
  const sources = new Map<string, ManifestSource>();
  const order = [...above, ...below].sort((a, b) => a.node.index - b.node.index);
  for (const { inputs, folder, root, node } of installs) {
    const steps = order.filter((step) => step.node.index < node.index);
    for (const input of inputs?.inputs ?? []) {
      const target = imagePathOf(input.path, folder ?? '', root);
      const brought = broughtBy(steps, input, target, context);
      if (brought === undefined || !below.includes(brought.step)) {
        continue;
      }
      const { step, file } = brought;
      const already =
        input.kind === 'file' && above.some((one) => delivery(one, target, context)?.file.path === file.path);
      if (already) {
        continue;
      }
      if (context.entries.get(file.path)?.kind !== 'file') {
        return `${file.path} can't be copied alone`;
      }
      const to = target.path === step.folder ? '' : landingBelow(input, file);
      const path = input.kind === 'file' ? file.path : input.path;
      if (/[*?[\]\\$"'`<>#]|^-/.test(path) || (to !== '' && lastSegment(path) !== lastSegment(to))) {
        return `${path} can't be written as a source`;
      }
      sources.set(`${to}\0${step.node.index}`, { path, kind: input.kind, to, step });
    }
  }
  return [...sources.values()];
}

/** What the last of these steps brings of an input, to the place in the image where it is read. */
export function broughtBy(
  steps: readonly CopyStep[],
  { path, kind }: Input,
  target: ImagePath,
  context: ContextSnapshot,
): Delivery | undefined {
  return kind === 'file'
    ? lastDelivery(steps, target, context)
    : folderDelivery(steps, path, target, context);
}

/** A folder counts as brought when its files come from one step; any of them tells where it lands. */
function folderDelivery(
  steps: readonly CopyStep[],
  folder: string,
  target: ReturnType<typeof imagePathOf>,
  context: ContextSnapshot,
): ReturnType<typeof delivery> {
  for (const path of context.entries.keys()) {
    if (path.startsWith(`${folder}/`) && context.entries.get(path)?.kind === 'file') {
      const at = { ...target, path: `${target.path}${path.slice(folder.length)}` };
      const found = lastDelivery(steps, at, context);
      if (found !== undefined) {
        return found;
      }
    }
  }
  return undefined;
}

/** Where an input lands below a destination, told from one of its files. */
function landingBelow({ path, kind }: Input, file: SelectedFile): string {
  return kind === 'file' ? file.to : file.to.slice(0, file.to.length - (file.path.length - path.length));
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
