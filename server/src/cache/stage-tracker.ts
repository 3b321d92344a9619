import type { Step } from '../model/step.ts';
import { readerOf } from '../model/evaluate.ts';
import { resolveWord } from '../model/paths.ts';
import type { Detail, Model, Stage } from '../model/types.ts';
import { parsedOf } from '../syntax/instruction.ts';
import type { Setters } from './definition.ts';
import { inheritEnvironment, newEnvironment, setVariable } from './environment.ts';
import type { Environment } from './environment.ts';
import type { KeyTable } from './key-table.ts';
import { imageText } from './same-image.ts';
import { SCAN_ARGS } from './scan-args.ts';
import type { Builder } from './types.ts';

/** What a stage has set so far, as far as keys need more than the model keeps. */
export interface TrackedStage {
  readonly environment: Environment;
  /** Key of the base: an image by name and platform, or scratch. Undefined for a stage built FROM another. */
  readonly base: number | undefined;
  readonly platform: string;
  /** The working directory as BuildKit records it: an absolute one as written, `/app/` with its slash. */
  workdir: string;
  setters: Setters;
}

/** The stages of a model while a pass goes through its instructions. */
export interface StageTracker {
  stage(index: number): TrackedStage;
  /** Call it before an instruction takes effect: it tells the working directory's text after it. */
  before(step: Step): void;
  /** Call it after an instruction has taken effect. */
  after(step: Step, detail: Detail): void;
}

/** How stages are followed. */
export interface TrackOptions {
  readonly builder: Builder;
  readonly table: KeyTable;
  /** Names of base images that count as another one's (`likelySame`). */
  readonly likely?: ReadonlyMap<string, string> | undefined;
}

/** Follows variables, working directory, user and shell through the stages. */
export function stageTracker(model: Model, options: TrackOptions): StageTracker {
  const { builder } = options;
  const stages: TrackedStage[] = [];
  const open = (index: number): TrackedStage => {
    // Stages are opened in order, so that the one that this one is built FROM is complete.
    for (let next = stages.length; next <= index; next++) {
      stages.push(openStage(model, next, stages, options));
    }
    return stages[index] ?? openStage(model, index, stages, options);
  };
  return {
    stage: open,
    before({ stage, keyword, parsed, state }) {
      if (keyword === 'WORKDIR') {
        const tracked = open(stage);
        const path = readerOf(state, model.file.escape)(parsed.args[0]?.text ?? '').text;
        tracked.workdir = path.startsWith('/') ? path : resolveWord(tracked.workdir, path);
      }
    },
    after({ stage, node, keyword }, detail) {
      const tracked = open(stage);
      if (keyword === 'USER') {
        tracked.setters = { ...tracked.setters, user: node };
      } else if (keyword === 'SHELL') {
        tracked.setters = { ...tracked.setters, shell: node };
      } else if (keyword === 'WORKDIR') {
        tracked.setters = { ...tracked.setters, workdir: node };
      } else if (detail.kind === 'pairs' && (keyword === 'ENV' || keyword === 'ARG')) {
        const isHidden = keyword === 'ARG' && builder === 'buildkit';
        for (const { name, value } of detail.pairs) {
          if (value !== undefined && !(isHidden && SCAN_ARGS.has(name))) {
            setVariable(tracked.environment, name, { value, kind: keyword, node });
          }
        }
      }
    },
  };
}

function openStage(
  model: Model,
  index: number,
  stages: readonly TrackedStage[],
  { table, likely }: TrackOptions,
): TrackedStage {
  const stage = model.stages[index];
  const parent = stage?.base.kind === 'stage' ? stages[stage.base.stage] : undefined;
  if (parent) {
    return {
      environment: inheritEnvironment(parent.environment),
      base: undefined,
      platform: parent.platform,
      workdir: parent.workdir,
      setters: parent.setters,
    };
  }
  const platform = (hasOwnPlatform(model, stage) ? stage?.platform : model.options.platform) ?? '';
  const base =
    stage?.base.kind === 'image'
      ? table.key('image', textOf(model, stage.base.name, likely), platform)
      : table.key('scratch');
  return {
    environment: newEnvironment(base),
    base,
    platform,
    workdir: '/',
    setters: { user: undefined, workdir: undefined, shell: undefined },
  };
}

function textOf(model: Model, name: string | undefined, likely: TrackOptions['likely']): string | undefined {
  return name === undefined ? undefined : imageText(model, likely?.get(name) ?? name);
}

/** Whether FROM names another platform than the build has anyway, which `$BUILDPLATFORM` does not unless somebody gives it. */
function hasOwnPlatform({ file, options }: Model, stage: Stage | undefined): boolean {
  const from = stage && file.instructions[stage.first];
  const flag = from && parsedOf(file, from).flags.find(({ name }) => name === 'platform');
  const [, variable] = /^\$\{?((?:BUILD|TARGET)PLATFORM)\}?$/.exec(flag?.value ?? '') ?? [];
  return flag !== undefined && (variable === undefined || options.buildArgs?.has(variable) === true);
}
