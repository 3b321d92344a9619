import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-parts.ts';
import { resolvePath } from '../../model/paths.ts';
import type { ShellWord } from '../../syntax/types.ts';

/** Files that a command names. */
export interface Paths {
  /** Absolute ones, cleaned; up to the first variable or wildcard. */
  readonly absolute: readonly string[];
  /** Relative to the working directory of the RUN. */
  readonly relative: readonly string[];
}

/** Programs whose operands are all files, from the operand of this index on. */
const FILES: ReadonlyMap<string, number> = new Map([
  ['mkdir', 0],
  ['touch', 0],
  ['rm', 0],
  ['rmdir', 0],
  ['ln', 0],
  ['cp', 0],
  ['mv', 0],
  ['cat', 0],
  ['ls', 0],
  ['tee', 0],
  ['install', 0],
  ['tar', 0],
  ['unzip', 0],
  ['gunzip', 0],
  ['gpg', 0],
  ['sha256sum', 0],
  ['sha512sum', 0],
  ['md5sum', 0],
  ['stat', 0],
  ['truncate', 0],
  ['chmod', 1],
  ['chown', 1],
  ['chgrp', 1],
  ['setcap', 1],
  ['sed', 1],
  ['grep', 1],
]);

/** Programs that read and write what is the system's, whatever their words are, or nothing at all. */
const SYSTEM: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'true',
  'false',
  ':',
  'exit',
  'set',
  'export',
  'unset',
  'sleep',
  'test',
  '[',
  '[[',
  'id',
  'which',
  'command',
  'uname',
  'arch',
  'lsb_release',
  'nproc',
  'head',
  'tail',
  'cut',
  'tr',
  'sort',
  'uniq',
  'wc',
  'awk',
  'groupadd',
  'useradd',
  'usermod',
  'groupmod',
  'addgroup',
  'adduser',
  'deluser',
  'userdel',
  'groupdel',
  'delgroup',
  'apt-key',
  'apt-mark',
  'apt-cache',
  'add-apt-repository',
  'update-ca-certificates',
  'update-alternatives',
  'update-rc.d',
  'debconf-set-selections',
  'dpkg-reconfigure',
  'dpkg-divert',
  'locale-gen',
  'update-locale',
  'localedef',
  'ldconfig',
  'rc-update',
  'setup-timezone',
  'yum-config-manager',
  'docker-php-ext-install',
  'docker-php-ext-configure',
  'docker-php-ext-enable',
  'pecl',
  'phpenmod',
  'a2enmod',
  'a2dismod',
  'a2dissite',
]);

/** Options of downloads that take the next word as a value which is no file to write. */
const OUTPUT = new Set(['-o', '--output', '-O', '--output-document', '-P', '--directory-prefix', '-C', '-d']);

/** The files that a command names; undefined when it may read or write others. */
export function pathsOf(part: RunPart, written: string): Paths | undefined {
  const read = commandOf(part.command);
  if (read === undefined) {
    // A bare assignment touches nothing.
    return part.command.words.length === 0 ? sorted([], part) : undefined;
  }
  const targets = redirections(written, part.command.redirected);
  const own = operandsOf(read.name, read.args);
  return targets === undefined || own === undefined ? undefined : sorted([...own, ...targets], part);
}

/** True when none of these lies in the working directory, so that no project's files are among them. */
export function staysInSystem(paths: Paths | undefined): boolean {
  return paths?.relative.length === 0;
}

/** Words that name files; undefined for a program that is not known so well. */
function operandsOf(name: string, args: readonly ShellWord[]): readonly string[] | undefined {
  const words = args.map(({ text, literal }) => (literal ? text : unquoted(text)));
  if (SYSTEM.has(name)) {
    return [];
  }
  if (name === 'curl' || name === 'wget') {
    return downloads(name, words);
  }
  if ((name === 'bash' || name === 'sh') && words.every((word) => /^-[a-z]*$/.test(word) && word !== '-c')) {
    // It runs what a pipe brings.
    return [];
  }
  if (name === 'dpkg' || name === 'rpm') {
    return words.filter((word) => !word.startsWith('-') && !word.includes('://') && /[/.]/.test(word));
  }
  const from = FILES.get(name);
  if (from === undefined) {
    return undefined;
  }
  const plain = words.filter((word) => !word.startsWith('-') && word !== ';');
  const inline = words.flatMap((word) => /^--?[\w-]+=(.*\/.*)$/.exec(word)?.[1] ?? []);
  const isStream = name === 'sed' || name === 'grep';
  // A script given by an option leaves only files.
  const start = isStream && words.some((word) => /^(-e|--expression)/.test(word)) ? 0 : from;
  const files = plain.slice(start);
  return [...files, ...inline].filter((word) => !(name === 'gpg' && !word.includes('/')) || word === '');
}

/** `curl -O URL` and `wget URL` write into the working directory. */
function downloads(name: string, words: readonly string[]): readonly string[] | undefined {
  const files: string[] = [];
  let writes = name === 'wget';
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1] ?? '';
    const glued = /^(?:-o|-O|-P|--output=|--output-document=|--directory-prefix=)(\/.*)$/.exec(word)?.[1];
    if (glued !== undefined) {
      files.push(glued);
      writes = false;
    } else if (/^-[a-zA-Z]*O-$/.test(word)) {
      writes = false;
    } else if (name === 'curl' && /^-[a-zA-Z]*O[a-zA-Z]*$|^--remote-name/.test(word)) {
      files.push('.');
    } else if (OUTPUT.has(word) || /^-[a-zA-Z]+[oO]$/.test(word)) {
      index++;
      writes = false;
      if (next !== '-' && !(name === 'curl' && word === '-d')) {
        files.push(next);
      }
    } else if (/^@|^(-T|-K|--upload-file|--config|-i)/.test(word)) {
      return undefined;
    }
  }
  return writes ? [...files, '.'] : files;
}

/** Where redirections of a command lead; undefined when one of them is out of its own text. */
function redirections(written: string, redirected: boolean): readonly string[] | undefined {
  if (!redirected) {
    return [];
  }
  const targets = [...written.matchAll(/(?:\d|&)?[<>]{1,2}\|?\s*("[^"]*"|'[^']*'|[^\s;&|<>()]+)/g)].map(
    ([, target = '']) => unquoted(target),
  );
  const isHeredoc = written.includes('<<');
  return targets.length === 0 || isHeredoc ? undefined : targets.filter((target) => !/^(&|\d$)/.test(target));
}

function unquoted(text: string): string {
  return text.replace(/["']/g, '');
}

function sorted(files: readonly string[], { directory }: RunPart): Paths | undefined {
  const absolute: string[] = [];
  const relative: string[] = [];
  for (const file of files) {
    const known = file.split(/[$*?[`{]/, 1)[0] ?? '';
    if (known.startsWith('/')) {
      absolute.push(resolvePath('/', known));
    } else if (file.includes('..') || directory === undefined) {
      return undefined;
    } else if (directory.startsWith('/')) {
      absolute.push(resolvePath(directory, known));
    } else if (/^[$`~]/.test(file)) {
      return undefined;
    } else {
      relative.push(resolvePath(`/${directory}`, known).slice(1));
    }
  }
  return { absolute, relative };
}
