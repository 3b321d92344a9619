import { isNameWithVariable, unquoted } from '../shell-words.ts';
import type { Command } from '../types.ts';

/** A name that is looked up in the registry, or an address, and no file, folder or repository by its short name. */
export function isRegistryName(word: string): boolean {
  const operand = unquoted(word);
  return (
    /^(https?|git|git\+https|git\+ssh):\/\/\S+$/.test(operand) ||
    (/^(npm:)?(@[\w.-]+\/)?[\w.-]+(@(npm:)?[\w.^~<>=*|@/-]+|@\$\{?\w+\}?)?$/.test(operand) &&
      !/^\.{1,2}$|\.t(ar\.)?gz$|@\.{0,2}\//.test(operand))
  );
}

/** Whether nothing but the version of a package is only known at build time: `pnpm@$PNPM_VERSION`. */
export function isKnownButVersions(args: Command['args']): boolean {
  return args.every((word) => word.literal || isNameWithVariable(word));
}
