import type { Comparison } from './compare-image.ts';
import { select } from '../../context/selection.ts';
import { selectionSize } from '../../context/selection-size.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Analysis } from '../../insights/types.ts';
import type { Detail, Kind, Model, Role, Stage } from '../../model/types.ts';

/** What `strata layers --json` prints (docs/cli.md). Lines are 1-based. */
export interface LayersJson {
  readonly stages: readonly StageJson[];
  readonly instructions: readonly InstructionJson[];
  readonly image: ImageJson;
  /** With `--image` only. */
  readonly comparison?: ComparisonJson;
}

/** What an image says of the Dockerfile; `matches` is false for one of another version. */
export interface ComparisonJson {
  readonly image: string;
  readonly matches: boolean;
  readonly message: string;
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
  /** Regular files that a COPY or ADD takes from the build context, and their bytes; null where that is not known. */
  readonly files: number | null;
  readonly bytes: number | null;
  /** With `--image` only: bytes of its layer in that image; null where it has none there. */
  readonly imageBytes?: number | null;
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
export function layersJson({ model, facts: { context } }: Analysis, comparison?: Comparison): LayersJson {
  return {
    stages: model.stages.map((stage) => ({
      index: stage.index,
      name: stage.name ?? null,
      base: baseText(model, stage),
      line: model.nodes[stage.first]?.instruction.line ?? 0,
      role: stage.role,
    })),
    instructions: model.nodes.map(({ index, instruction, stage, kind, layer, detail }) => ({
      line: instruction.line,
      endLine: instruction.endLine,
      keyword: instruction.keyword,
      stage: stage ?? null,
      kind,
      step: kind === 'layer',
      layer: layer ?? null,
      ...copiedSize(detail, instruction.keyword, context),
      ...(comparison ? { imageBytes: comparison.bytes.get(index) ?? null } : {}),
    })),
    image: imageJson(model.target === undefined ? undefined : model.stages[model.target]),
    ...(comparison
      ? { comparison: { image: comparison.image, matches: comparison.matches, message: comparison.message } }
      : {}),
  };
}

const UNKNOWN = { files: null, bytes: null };

/** What ADD may unpack instead of copying it: by name, since the content is not read. */
const ARCHIVE = /\.(tar|tar\.[a-z0-9]+|t[a-z]z2?|gz|bz2|xz|zst)$/i;

function copiedSize(
  detail: Detail,
  keyword: string,
  context: ContextSnapshot | undefined,
): Pick<InstructionJson, 'files' | 'bytes'> {
  if (context === undefined || detail.kind !== 'copy' || detail.copy.from.kind !== 'context') {
    return UNKNOWN;
  }
  const { sources, parents, exclude } = detail.copy;
  if (sources.length === 0 || sources.some(({ kind }) => kind !== 'path')) {
    return UNKNOWN;
  }
  const texts = sources.map(({ text }) => text);
  if (keyword.toUpperCase() === 'ADD' && texts.some((text) => unpacks(context, text))) {
    return UNKNOWN;
  }
  if (texts.some((text) => select(context, text, { parents, exclude }).kind === 'missing')) {
    return UNKNOWN;
  }
  const { files, bytes, complete } = selectionSize(context, texts, { parents, exclude });
  return complete ? { files, bytes: bytes ?? null } : UNKNOWN;
}

/** ADD unpacks a source that is an archive, not one in a folder. */
function unpacks(context: ContextSnapshot, source: string): boolean {
  return select(context, source).files.some(({ path, single }) => single && ARCHIVE.test(path));
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
