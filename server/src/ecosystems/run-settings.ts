import type { ShellCommand, ShellWord } from '../syntax/types.ts';
import { bundlerSettings } from './ruby/bundler-settings.ts';
import type { Command } from './types.ts';

/** A command of a script, read or not, with the variables that commands in front of it have set. */
export type SettingsReader = (command: ShellCommand, read: Command | undefined) => Command | undefined;

/**
 * Follows what commands of a script set for those behind them, by `export` and by settings that stand for variables: to be called
 * with each command in order. What is not sure to have run leaves a value unknown: in groups, conditions and pipes, behind `||`,
 * and within `&&` for what comes behind the chain.
 */
export function settingsReader(): SettingsReader {
  const values = new Map<string, string | undefined>();
  const chained = new Set<string>();
  let last: Iterable<string> = [];
  return ({ join, depth, conditional }, read) => {
    for (const name of join === '&&' ? [] : [...chained, ...(join === '|' || join === '&' ? last : [])]) {
      values.set(name, undefined);
      chained.delete(name);
    }
    const set = read === undefined ? NOTHING : settingsOf(read);
    const result =
      read === undefined || values.size === 0 ? read : { ...read, env: new Map([...values, ...read.env]) };
    const isSure = depth === 0 && !conditional && join !== '|' && join !== '||';
    for (const [name, value] of set) {
      if (values.size >= MAX_SETTINGS && !values.has(name)) {
        continue;
      }
      values.set(name, isSure ? value : undefined);
      if (join === '&&') {
        chained.add(name);
      } else {
        chained.delete(name);
      }
    }
    last = set.keys();
    return result;
  };
}

/** More than any script sets; each command behind them is read with all. */
const MAX_SETTINGS = 100;

const NOTHING: ReadonlyMap<string, string | undefined> = new Map();

function settingsOf(command: Command): ReadonlyMap<string, string | undefined> {
  switch (command.name) {
    case 'export':
      return new Map(command.args.flatMap(exported));
    case 'bundle':
    case 'bundler':
      return bundlerSettings(command.args);
    default:
      return NOTHING;
  }
}

function exported({ text, literal }: ShellWord): readonly (readonly [string, string | undefined])[] {
  const equals = text.indexOf('=');
  return equals <= 0 ? [] : [[text.slice(0, equals), literal ? text.slice(equals + 1) : undefined]];
}
