import type { Expanded } from './expand.ts';
import { imageMaySet, imageVariables, type ImageVariables } from './image-variables.ts';
import { copyOfScope, lookUp, newScope, type Scope } from './scope.ts';

/** What a stage has set so far. Evaluation changes it; a stage built FROM it starts with `inherit`. */
export interface StageState {
  /** What expansion and RUN see: ENV and ARG in one, the later instruction wins (domain.md, correction 7). */
  readonly env: Scope;
  /** Those of them whose values are made of variables of unknown value. */
  readonly open: Scope<boolean>;
  /** What the image below sets. */
  readonly base: ImageVariables;
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
  const state = emptyState(NOTHING);
  state.env.own.set('PATH', DEFAULT_PATH);
  state.imageEnv.own.set('PATH', DEFAULT_PATH);
  return state;
}

/** The state at FROM an image, of whose configuration only those variables are known that well-known images set. */
export function imageState(image: string | undefined): StageState {
  const base = imageVariables(image);
  const state = emptyState(base);
  for (const [name, value] of base.values) {
    state.env.own.set(name, value);
  }
  return state;
}

const NOTHING: ImageVariables = { values: new Map(), maySet: () => false };

/**
 * Whether a variable's value is not known: the image below may set it, or an ARG leaves it to the build, or one of these is part of it.
 */
export function isOpen(state: StageState, name: string): boolean {
  return lookUp(state.env, name) === undefined
    ? lookUp(state.args, name) !== undefined || imageMaySet(state.base, name)
    : lookUp(state.open, name) === true;
}

/** Gives a variable a value for the instructions below. */
export function setValue(
  state: StageState,
  name: string,
  { text, open }: Pick<Expanded, 'text' | 'open'>,
): void {
  state.env.own.set(name, text);
  if (open || lookUp(state.open, name) === true) {
    state.open.own.set(name, open);
  }
}

/** The state at FROM another stage (dispatchState.init in dockerfile2llb/convert.go). */
export function inherit(parent: StageState): StageState {
  return {
    ...parent,
    env: newScope(parent.env),
    open: newScope(parent.open),
    args: newScope(parent.args),
    imageEnv: newScope(parent.imageEnv),
    labels: newScope(parent.labels),
    volumes: newScope(parent.volumes),
    ports: newScope(parent.ports),
    cmdIsOwn: false,
  };
}

/** The same, which changes by itself. */
export function copyOfState(state: StageState): StageState {
  return {
    ...state,
    env: copyOfScope(state.env),
    open: copyOfScope(state.open),
    args: copyOfScope(state.args),
    imageEnv: copyOfScope(state.imageEnv),
    labels: copyOfScope(state.labels),
    volumes: copyOfScope(state.volumes),
    ports: copyOfScope(state.ports),
  };
}

function emptyState(base: ImageVariables): StageState {
  return {
    env: newScope(),
    open: newScope(),
    base,
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
