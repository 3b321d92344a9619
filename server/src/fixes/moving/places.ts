import { isOpenPath } from '../../model/paths.ts';
import { isRootedImage } from '../../model/rooted-image.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { isWindowsStage } from '../../model/windows-stage.ts';
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
  /** False until an absolute WORKDIR is set, where the base image may set one: paths then only compare with others of the same kind. */
  readonly anchored: boolean;
  /** True when a variable took part in it. */
  readonly variable: boolean;
  /** True when a RUN in shell form is read by a shell that Strata's parser understands. */
  readonly readableShell: boolean;
  /**
   * Whether there is anything that a RUN could run. In a stage on scratch, and in one that is built on it, `none` above the first copy,
   * and `coming` from there to the first RUN: some of these copies bring an operating system.
   */
  readonly system: 'none' | 'coming' | 'there';
}

/** The place at each node of a model, by node index; what stands in front of the first FROM has none of its own. */
export const placesOf = rememberedWith(computePlaces);

const OUTSIDE: Place = {
  directory: '/',
  anchored: false,
  variable: false,
  readableShell: false,
  system: 'there',
};

function computePlaces(model: Model): readonly Place[] {
  const places = new Array<Place>(model.stages[0]?.first ?? model.nodes.length).fill(OUTSIDE);
  const ended: Place[] = [];
  for (const stage of model.stages) {
    const parent = stage.base.kind === 'stage' ? ended[stage.base.stage] : undefined;
    const held = remembered(stage, parent, model.options.platform);
    const { inside, end } = (held.walk ??= walk(model, stage, startOf(model, stage, parent)));
    for (const place of inside) {
      places.push(place);
    }
    ended.push(end);
  }
  return places;
}

/** The places at the instructions of a stage, and behind the last one. */
interface Walk {
  readonly inside: readonly Place[];
  readonly end: Place;
}

/** A stage that is the same object has the same instructions (`buildModelAgain`). */
const remembered: (
  stage: Stage,
  ...given: readonly [parent: Place | undefined, platform: string | undefined]
) => { walk?: Walk } = rememberedWith(() => ({}));

function walk(model: Model, { first, end }: Stage, start: Place): Walk {
  const inside: Place[] = [];
  let place = start;
  for (let index = first; index < end; index++) {
    const node = model.nodes[index];
    inside.push(place);
    place = node === undefined ? place : nextPlace(model, node, place);
  }
  return { inside, end: place };
}

/** The place in which a stage begins: where the stage ends which it is built from, unless that does not show yet that it is one of Windows. */
function startOf(model: Model, stage: Stage, parent: Place | undefined): Place {
  const place = parent ?? openPlace(stage);
  const below = stage.base.kind === 'stage' ? model.stages[stage.base.stage] : undefined;
  const turnsWindows = isWindowsStage(model, stage) && !(below !== undefined && isWindowsStage(model, below));
  return turnsWindows ? { ...place, readableShell: false } : place;
}

/** The place in which a stage begins that is built from no other one. */
function openPlace({ base }: Stage): Place {
  return {
    directory: '/',
    anchored: base.kind === 'scratch' || isRootedImage(base.kind === 'image' ? (base.name ?? '') : ''),
    variable: false,
    readableShell: true,
    system: base.kind === 'scratch' ? 'none' : 'there',
  };
}

/** The place after an instruction. */
function nextPlace(model: Model, node: Node, place: Place): Place {
  if (node.detail.kind === 'workdir') {
    const written = parsedOf(model.file, node.instruction).args[0]?.text ?? '';
    const variable = written.includes('$');
    const { path: directory, absolute } = node.detail;
    return {
      ...place,
      directory,
      anchored: (absolute || place.anchored) && !isOpenPath(directory),
      variable: variable || (!absolute && place.variable),
    };
  }
  if (node.instruction.keyword === 'SHELL' && node.kind === 'metadata') {
    const program = parsedOf(model.file, node.instruction).args[0]?.text ?? '';
    return { ...place, readableShell: isShell(program) };
  }
  const system = systemAfter(node, place);
  return system === place.system ? place : { ...place, system };
}

function systemAfter({ detail }: Node, { system }: Place): Place['system'] {
  if (detail.kind === 'run') {
    return 'there';
  }
  return detail.kind === 'copy' && system === 'none' ? 'coming' : system;
}
