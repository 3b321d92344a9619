import { chainStart } from '../../model/chain-start.ts';
import { familiarName } from '../../model/familiar-name.ts';
import type { Model } from '../../model/types.ts';
import { isWindowsStage } from '../../model/windows-stage.ts';
import type { FilledFolder } from './filled-folder.ts';

/**
 * The folders that hold megabytes in the image from which the target is built, whatever has been added to them; outer ones first. None
 * of them belongs to anybody but root.
 */
export function baseFolders(model: Model): readonly FilledFolder[] {
  const target = model.target === undefined ? undefined : model.stages[model.target];
  const start = chainStart(model, model.target);
  const node = start && model.nodes[start.first];
  const image = start?.base.kind === 'image' ? (start.base.name ?? '') : undefined;
  if (node === undefined || image === undefined || target === undefined || isWindowsStage(model, target)) {
    return [];
  }
  const system = SMALL.test(image) ? [] : SYSTEM;
  const own = FOLDERS.get(familiarName(image)) ?? [];
  return ['/', ...system, ...own].map((path) => ({
    path,
    anchored: true,
    node,
    part: undefined,
    name: path === '/' ? 'the system' : path,
  }));
}

/** Of distributions. */
const SYSTEM = ['/usr', '/usr/bin', '/usr/lib'];

/** Images of distributions that keep next to nothing there. */
const SMALL = /alpine|busybox/;

const CONDA = ['/opt', '/opt/conda'];

/** Of images for languages, as their own Dockerfiles have it (November 2026). */
const FOLDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['golang', ['/usr/local', '/usr/local/go']],
  ['node', ['/usr/local', '/usr/local/bin', '/usr/local/lib', '/usr/local/lib/node_modules']],
  ['python', ['/usr/local', '/usr/local/lib']],
  ['ruby', ['/usr/local', '/usr/local/lib']],
  ['rust', ['/usr/local', '/usr/local/cargo', '/usr/local/rustup']],
  ['condaforge/miniforge3', CONDA],
  ['continuumio/anaconda3', CONDA],
  ['continuumio/miniconda3', CONDA],
]);
