import { newScope, type Scope } from './scope.ts';

/** What a stage has set so far. Evaluation changes it; a stage built FROM it starts with `inherit`. */
export interface StageState {
  /** What expansion and RUN see: ENV and ARG in one, the later instruction wins (domain.md, correction 7). */
  readonly env: Scope;
  /** ARGs in order of declaration, with their values or empty. */
  readonly args: Scope;
  /** ENV alone: what ends up in the image. */
  readonly imageEnv: Scope;
  readonly labels: Scope;
  readonly volumes: Scope;
  /** Keys such as `80-80/tcp`; a range is one key. */
  readonly ports: Scope;
  workingDir: string;
  user: string | undefined;
  shell: readonly string[] | undefined;
  cmd: readonly string[] | undefined;
  /** CMD was set in this very stage; otherwise ENTRYPOINT clears the inherited one. */
  cmdIsOwn: boolean;
  entrypoint: readonly string[] | undefined;
  stopSignal: string | undefined;
}

/** PATH of an image that sets none (BuildKit's system.DefaultPathEnvUnix). */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The state at FROM scratch, where everything is known. */
export function scratchState(): StageState {
  const state = emptyState();
  state.env.own.set('PATH', DEFAULT_PATH);
  state.imageEnv.own.set('PATH', DEFAULT_PATH);
  return state;
}

/**
 * The state at FROM an image, whose configuration is not known here. Every image has a PATH, so a reference to it is kept
 * as it is written instead of vanishing; other variables that only the image sets expand to nothing.
 */
export function imageState(): StageState {
  const state = emptyState();
  state.env.own.set('PATH', '$PATH');
  return state;
}

/** The state at FROM another stage (dispatchState.init in dockerfile2llb/convert.go). */
export function inherit(parent: StageState): StageState {
  return {
    ...parent,
    env: newScope(parent.env),
    args: newScope(parent.args),
    imageEnv: newScope(parent.imageEnv),
    labels: newScope(parent.labels),
    volumes: newScope(parent.volumes),
    ports: newScope(parent.ports),
    cmdIsOwn: false,
  };
}

function emptyState(): StageState {
  return {
    env: newScope(),
    args: newScope(),
    imageEnv: newScope(),
    labels: newScope(),
    volumes: newScope(),
    ports: newScope(),
    workingDir: '/',
    user: undefined,
    shell: undefined,
    cmd: undefined,
    cmdIsOwn: false,
    entrypoint: undefined,
    stopSignal: undefined,
  };
}
