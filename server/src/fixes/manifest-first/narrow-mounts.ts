import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { delivery, type CopyStep } from '../moving/copy-step.ts';
import { shown } from '../moving/words.ts';
import { isContextMount } from '../moving/context-mounts.ts';
import { downloadStep } from './split/download-step.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { refused, type Refusal } from './refusal.ts';
import { isPureInstall } from './split/pure-install.ts';
import type { LateInstall } from './types.ts';

/** A RUN that mounts manifests alone, in place of the one that mounts all of the context, or above it. */
export interface Narrowed {
  readonly kind: 'narrowed';
  readonly run: string;
  /** True when it replaces the RUN. */
  readonly replaces: boolean;
  readonly installs: readonly LateInstall[];
  readonly review: readonly string[];
}

/**
 * Binds single manifests where a RUN binds a whole folder of the context (domain.md 6.2, H9): in the RUN itself, where it only
 * installs and writes nothing below the mount, or in a step above it that only downloads.
 */
export function narrowMounts(
  model: Model,
  context: ContextSnapshot,
  { step, form, installs }: EarlyCopy,
): Narrowed | Refusal {
  const { node } = step;
  const own = installs.filter((one) => one.node === node);
  const mounts = manifestMounts(step, own, context);
  if (typeof mounts === 'string') {
    return refused(mounts);
  }
  if (form === 'download') {
    const download = downloadStep(model, node, own);
    if (typeof download === 'string' || download.cut) {
      return refused(typeof download === 'string' ? download : `${shown(node)} does more than this install`);
    }
    const run = download.first.replace(/^(\S+) /, (keyword) => `${keyword}${mounts.join(' ')} `);
    return { kind: 'narrowed', run, replaces: false, installs: own, review: [] };
  }
  const written = own.flatMap(({ inputs, folder, root }) =>
    (inputs?.written ?? []).map(({ path }) => imagePathOf(path, folder ?? '', root).path),
  );
  if (written.some((path) => isWithin(path, step.folder))) {
    return refused(`${shown(node)} installs into the mounted folder`);
  }
  if (!isPureInstall(model, node, own)) {
    return refused(`${shown(node)} does more than this install`);
  }
  const run = replaceMount(model, node, mounts);
  return run === undefined
    ? refused(`${shown(node)} mounts the context more than once`)
    : { kind: 'narrowed', run, replaces: true, installs: own, review: ['mounts single files'] };
}

/** `--mount=type=bind,source=package.json,target=package.json` for each manifest; or why they can't be mounted alone. */
function manifestMounts(
  step: CopyStep,
  installs: readonly LateInstall[],
  context: ContextSnapshot,
): readonly string[] | string {
  const mounts = new Set<string>();
  for (const { inputs, folder, root } of installs) {
    for (const { path, kind } of inputs?.inputs ?? []) {
      const target = imagePathOf(path, folder ?? '', root);
      if (
        kind === 'folder' ||
        delivery(step, target, context)?.file.path !== path ||
        /[\s,"'\\$]/.test(path)
      ) {
        return `${path} can't be mounted alone`;
      }
      const here = step.place.directory === '/' ? '/' : `${step.place.directory}/`;
      const written = target.path.startsWith(here) ? target.path.slice(here.length) : target.path;
      mounts.add(`--mount=type=bind,source=${path},target=${written}`);
    }
  }
  return [...mounts];
}

/** The RUN with these mounts in place of its only one of the context. */
function replaceMount(model: Model, node: Node, mounts: readonly string[]): string | undefined {
  const { text } = node.instruction;
  const found = node.detail.kind === 'run' ? node.detail.mounts : [];
  const flags = parsedOf(model.file, node.instruction).flags.filter(({ name }) => name === 'mount');
  const index = found.findIndex(isContextMount);
  const flag = flags[index];
  if (flag === undefined || flags.length !== found.length || found.filter(isContextMount).length > 1) {
    return undefined;
  }
  const behind = /^\s*(?:[\\`][ \t]*\r?\n[ \t]*)?/.exec(text.slice(flag.span.end))?.[0] ?? ' ';
  return text.slice(0, flag.span.start) + mounts.join(behind) + text.slice(flag.span.end);
}
