import picocolors from 'picocolors';
import type { Terminal } from './terminal.ts';

/** Functions that wrap text in colours, or leave it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours for a terminal. `wanted` is false after `--no-color`. */
export function colorsFor(terminal: Pick<Terminal, 'env' | 'isTerminal'>, wanted: boolean): Colors {
  return picocolors.createColors(wanted && showsColor(terminal));
}

/** NO_COLOR (no-color.org) switches off, FORCE_COLOR other than 0 switches on; else it is coloured on a terminal. */
function showsColor({ env, isTerminal }: Pick<Terminal, 'env' | 'isTerminal'>): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') {
    return false;
  }
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) {
    return forced !== '0' && forced !== 'false';
  }
  return isTerminal && env['TERM'] !== 'dumb';
}
