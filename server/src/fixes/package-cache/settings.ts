import type { RunPart } from '../../ecosystems/run-part.ts';
import { cacheVariable } from '../cache-mounts/cache-folders.ts';
import type { Call } from './call.ts';
import { KEEPERS } from './keepers.ts';

/** Notes the package managers that a variable of ENV, ARG or the shell tells where their cache is, or that there is none. */
export function noteVariable(name: string, told: Set<string>): void {
  const lower = name.toLowerCase();
  for (const { id, ecosystem } of PLACES.some((part) => lower.includes(part)) ? KEEPERS : []) {
    if (cacheVariable(ecosystem, [name]) !== undefined) {
      told.add(id);
    }
  }
}

/** A part of the name of each such variable: most have none. */
const PLACES = ['cache', 'yarn_global', 'composer_home', 'conda', 'mamba'];

/** The variables that a command exports to those behind it. */
export function exportsOf({ command: { words } }: RunPart): readonly string[] {
  return words[0]?.text === 'export' ? words.slice(1).map(({ text }) => text.split('=', 1)[0] ?? '') : [];
}

/** `npm config set cache …`, `pip config set global.no-cache-dir true`: for every command of that package manager from here on. */
export function setsCache({ verb, words }: Call): boolean {
  const isSetting = verb?.text === 'config' || verb?.text === 'set' || verb?.text === 'c';
  return (
    isSetting &&
    words.some((word) => word.toLowerCase().includes('cache') || word.includes('pkgs_dirs')) &&
    !words.some((word) => ['get', 'list', 'delete', 'unset', '--unset'].includes(word))
  );
}
