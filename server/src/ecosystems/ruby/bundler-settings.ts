import type { Command } from '../types.ts';

/** Settings that decide what `bundle install` writes; each is a variable as well (bundle-config.1). */
const KEYS = new Set(['deployment', 'frozen', 'path']);

/**
 * What `bundle config [set] [--local|--global] frozen true` sets, as the variables that mean the same; without a value where it is
 * only known at build time, and the empty text for one that is unset. `args`: the words behind `bundle`.
 */
export function bundlerSettings([verb, ...words]: Command['args']): ReadonlyMap<string, string | undefined> {
  const operands = words.filter(({ text }) => !text.startsWith('--'));
  const hasVerb = ['set', 'unset'].includes(operands[0]?.text ?? '');
  const [key, value] = hasVerb ? operands.slice(1) : operands;
  const isUnset = operands[0]?.text === 'unset';
  if (
    verb?.text !== 'config' ||
    key?.literal !== true ||
    !KEYS.has(key.text) ||
    (value === undefined && !isUnset)
  ) {
    return new Map();
  }
  const text = value?.literal === true ? value.text : undefined;
  return new Map([[`BUNDLE_${key.text.toUpperCase()}`, isUnset ? '' : text]]);
}
