import type { KeyTable } from './key-table.ts';

/** Where a variable got its value. */
export interface Setting {
  readonly value: string;
  readonly kind: 'ENV' | 'ARG';
  /** The instruction, as a node. */
  readonly node: number;
}

/** One variable that was set, and all that were set before it: a picture that later settings don't change. */
export interface Settings {
  readonly name: string;
  readonly setting: Setting;
  readonly earlier: Settings | undefined;
}

/**
 * The variables that a RUN sees, in BuildKit's order: one that is set again goes to the end (EnvList in client/llb/meta.go).
 * What a base image sets comes first and is not known here.
 */
export interface Environment {
  settings: Map<string, Setting>;
  /** True while `settings` belongs to a stage above, which must not see what is set here. */
  shared: boolean;
  /** Everything that was ever set. */
  history: Settings | undefined;
  /** Keys of the list: what it begins with, and with all but `pending`. Undefined: a variable was set again. */
  readonly start: number;
  known: number | undefined;
  pending: string[];
}

/** What a stage begins with; `start` is the key of its base image. */
export function newEnvironment(start: number): Environment {
  return { settings: new Map(), shared: false, history: undefined, start, known: start, pending: [] };
}

/** What a stage built FROM another begins with. The parent may not be changed any more. */
export function inheritEnvironment(parent: Environment): Environment {
  return { ...parent, shared: true, pending: [...parent.pending] };
}

/** Sets a variable. */
export function setVariable(environment: Environment, name: string, setting: Setting): void {
  if (environment.shared) {
    environment.settings = new Map(environment.settings);
    environment.shared = false;
  }
  if (environment.settings.delete(name)) {
    environment.known = undefined;
    environment.pending = [];
  } else if (environment.known !== undefined) {
    environment.pending.push(name);
  }
  environment.settings.set(name, setting);
  environment.history = { name, setting, earlier: environment.history };
}

/** The key of the whole list, order included. It costs what was set since the last look, or all after a repetition. */
export function environmentKey(environment: Environment, table: KeyTable): number {
  const { settings } = environment;
  let key = environment.known ?? environment.start;
  for (const name of environment.known === undefined ? settings.keys() : environment.pending) {
    key = table.key('env', key, name, settings.get(name)?.value);
  }
  environment.known = key;
  environment.pending = [];
  return key;
}

/** The variables of a picture, those that were set last at the end. */
export function settingsOf(history: Settings | undefined): ReadonlyMap<string, Setting> {
  const newest = new Map<string, Setting>();
  for (let at = history; at; at = at.earlier) {
    if (!newest.has(at.name)) {
      newest.set(at.name, at.setting);
    }
  }
  return new Map([...newest].reverse());
}
