import type { Analysis } from '../insights/types.ts';
import type { Kind, Model, Role, Stage } from '../model/types.ts';

/** What `strata layers --json` prints (docs/cli.md). Lines are 1-based. */
export interface LayersJson {
  readonly stages: readonly StageJson[];
  readonly instructions: readonly InstructionJson[];
  readonly image: ImageJson;
}

/** A stage; `base` is null where it can't be known without a build argument. */
export interface StageJson {
  readonly index: number;
  readonly name: string | null;
  readonly base: string | null;
  readonly line: number;
  readonly role: Role;
}

/** An instruction; `stage` is null above the first FROM. */
export interface InstructionJson {
  readonly line: number;
  readonly endLine: number;
  readonly keyword: string;
  readonly stage: number | null;
  readonly kind: Kind;
  readonly step: boolean;
  readonly layer: number | null;
}

/** What this Dockerfile makes of the final image, on top of its base image. */
export interface ImageJson {
  readonly layers: number;
  readonly exposedPorts: readonly string[];
  readonly env: readonly string[];
  readonly cmd: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly user: string | null;
  readonly workingDir: string;
  readonly volumes: readonly string[];
}

/** Everything that is known of stages, instructions and the image as plain data. */
export function layersJson({ model }: Analysis): LayersJson {
  return {
    stages: model.stages.map((stage) => ({
      index: stage.index,
      name: stage.name ?? null,
      base: baseText(model, stage),
      line: model.nodes[stage.first]?.instruction.line ?? 0,
      role: stage.role,
    })),
    instructions: model.nodes.map(({ instruction, stage, kind, layer }) => ({
      line: instruction.line,
      endLine: instruction.endLine,
      keyword: instruction.keyword,
      stage: stage ?? null,
      kind,
      step: kind === 'layer',
      layer: layer ?? null,
    })),
    image: imageJson(model.target === undefined ? undefined : model.stages[model.target]),
  };
}

/** What FROM says after expansion. BuildKit finds a stage only by its name in lower case. */
function baseText(model: Model, { base }: Stage): string | null {
  switch (base.kind) {
    case 'scratch':
      return 'scratch';
    case 'stage':
      return model.stages[base.stage]?.name?.toLowerCase() ?? null;
    case 'image':
      return base.name ?? null;
  }
}

function imageJson(stage: Stage | undefined): ImageJson {
  const config = stage?.config;
  return {
    layers: stage ? stage.layersBefore + stage.layers : 0,
    exposedPorts: config?.exposedPorts ?? [],
    env: config?.env ?? [],
    cmd: filled(config?.cmd),
    entrypoint: filled(config?.entrypoint),
    user: config?.user ?? null,
    workingDir: config?.workingDir ?? '/',
    volumes: config?.volumes ?? [],
  };
}

/** An emptied command is null, as an image's configuration has it. */
function filled(command: readonly string[] | undefined): readonly string[] | null {
  return command && command.length > 0 ? command : null;
}
