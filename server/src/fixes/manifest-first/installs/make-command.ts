import { ASSIGNMENT } from '../../../ecosystems/command.ts';
import type { Command } from '../../../ecosystems/types.ts';

/** What a call of make says. */
export interface MakeCommand {
  /** The folder in which it works, as written; the empty text for the working directory. */
  readonly directory: string;
  /** The names of its file, in the order in which it looks for them. */
  readonly files: readonly string[];
  /** Empty for the first one. */
  readonly targets: readonly string[];
  /** Variables on the command line; one that only the build knows has its own name as its value: `$(NAME)`. */
  readonly words: ReadonlyMap<string, string>;
}

/** The names of make. */
export const MAKES: ReadonlySet<string> = new Set(['make', 'gmake']);

/** The names of its file by itself, in the order of GNU make. */
const FILES = ['GNUmakefile', 'makefile', 'Makefile'];

/** Options with which it runs nothing, or not what its targets say. */
const OTHERWISE =
  /^(-[nqtev]|--(dry-run|just-print|recon|question|touch|version|help|environment-overrides|eval).*)$/;

/** Reads a call of make; undefined for other programs, and where only the build knows what is made. */
export function readMake({ name, args }: Command): MakeCommand | undefined {
  if (!MAKES.has(name)) {
    return undefined;
  }
  let directory = '';
  let file: string | undefined;
  const targets: string[] = [];
  const words = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const { text = '', literal = true } = args[index] ?? {};
    const [, variable, value = ''] = ASSIGNMENT.exec(text) ?? [];
    const [, option = '', inline] = /^(-[CfjlIoW]|--directory|--file|--makefile)=?(.*)$/.exec(text) ?? [];
    if (variable !== undefined) {
      words.set(variable, literal ? value : `$(${variable})`);
    } else if (/^-[jl]$/.test(option)) {
      // How many at once, which may come as a word of its own.
      index += inline === '' && /^["'$\d]/.test(args[index + 1]?.text ?? '') ? 1 : 0;
    } else if (option !== '') {
      const given = inline === '' ? args[++index] : { text: inline ?? '', literal };
      if (given?.literal !== true) {
        return undefined;
      }
      directory = /^(-C|--directory)$/.test(option) ? given.text : directory;
      file = /^(-f|--file|--makefile)$/.test(option) ? given.text : file;
    } else if (!literal || OTHERWISE.test(text)) {
      return undefined;
    } else if (!text.startsWith('-')) {
      targets.push(text);
    }
  }
  return { directory, files: file === undefined ? FILES : [file], targets, words };
}
