import { resolvePath } from '../../model/paths.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { isShell } from '../../syntax/shell-names.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/**
 * The working directory and the shell at one point of a stage. Kept here, and not asked of `stateAt`, so that one pass over
 * the file is enough, and because an image may set a WORKDIR of its own, which the Dockerfile does not show.
 */
export interface Place {
  /** Absolute; below an unknown directory of the base image where `anchored` is false. */
  readonly directory: string;
  /** False until an absolute WORKDIR is set: paths then only compare with others of the same kind. */
  readonly anchored: boolean;
  /** True when a variable took part in it. */
  readonly variable: boolean;
  /** True when a RUN in shell form is read by a shell that Strata's parser understands. */
  readonly readableShell: boolean;
}

/** The place at each node of a model, by node index; what stands in front of the first FROM has none of its own. */
export const placesOf = rememberedWith(computePlaces);

function computePlaces(model: Model): readonly Place[] {
  const outside: Place = { directory: '/', anchored: false, variable: false, readableShell: false };
  const places = model.nodes.map(() => outside);
  const ended: Place[] = [];
  for (const stage of model.stages) {
    let place = openPlace(model, stage, ended);
    for (let index = stage.first; index < stage.end; index++) {
      const node = model.nodes[index];
      places[index] = place;
      place = node === undefined ? place : nextPlace(model, node, place);
    }
    ended.push(place);
  }
  return places;
}

/** What the names of Windows images hold. */
const WINDOWS = ['windows', 'nanoserver', 'servercore'];

/** The place in which a stage begins; `ended` holds the place at the end of each stage above. */
function openPlace(model: Model, stage: Stage, ended: readonly Place[]): Place {
  if (stage.base.kind === 'stage') {
    const parent = ended[stage.base.stage];
    if (parent) {
      return parent;
    }
  }
  const image = stage.base.kind === 'image' ? (stage.base.name ?? '') : '';
  const platform = stage.platform ?? model.options.platform ?? '';
  const isWindows =
    WINDOWS.some((name) => image.toLowerCase().includes(name)) || /^windows\b/i.test(platform);
  return {
    directory: '/',
    anchored: stage.base.kind === 'scratch',
    variable: false,
    readableShell: !isWindows,
  };
}

/** The place after an instruction. */
function nextPlace(model: Model, node: Node, place: Place): Place {
  if (node.detail.kind === 'workdir') {
    const written = parsedOf(model.file, node.instruction).args[0]?.text ?? '';
    const variable = written.includes('$');
    if (written.startsWith('/') || (variable && !place.anchored)) {
      return { ...place, directory: node.detail.path, anchored: true, variable };
    }
    return {
      ...place,
      directory: variable ? node.detail.path : resolvePath(place.directory, node.detail.path),
      variable: place.variable || variable,
    };
  }
  if (node.instruction.keyword === 'SHELL' && node.kind === 'metadata') {
    const program = parsedOf(model.file, node.instruction).args[0]?.text ?? '';
    return { ...place, readableShell: isShell(program) };
  }
  return place;
}
