import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { resolvePath } from '../../model/paths.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { redirectionTargets, type RunText } from './redirections.ts';
import { SPEAKING } from './speaking.ts';
import { systemReads } from './system-reads.ts';

/** Files that a command names. */
export interface Paths {
  /** Absolute ones, cleaned; of one with a variable or wildcard, the folder above the name that holds the first of them. */
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
  ['dos2unix', 0],
  ['unix2dos', 0],
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
  ...SPEAKING,
  'set',
  'export',
  'unset',
  'command',
  'tr',
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

/** Programs that read files, or what a pipe brings, with their options that take the next word. */
const READERS: ReadonlyMap<string, RegExp> = new Map([
  ['head', /^-[nc]$/],
  ['tail', /^-[nc]$/],
  ['cut', /^-[dfcb]$/],
  ['sort', /^-[ktS]$/],
  ['uniq', /^-[fsw]$/],
  ['wc', /^$/],
  ['awk', /^-[Fv]$/],
]);

const TESTS = new Set(['test', '[']);

/** Options of downloads that take the next word as a value which is no file to write. */
const OUTPUT = new Set(['-o', '--output', '-O', '--output-document', '-P', '--directory-prefix', '-C', '-d']);

/** Whether a program does nothing but read and write the files that it names. */
export function worksOnFiles(name: string): boolean {
  return FILES.has(name) && name !== 'gpg';
}

/** Whether a program only reads the files that it names, or what a pipe brings, as far as its options tell. */
export function isReader(name: string): boolean {
  return READERS.has(name) && name !== 'awk';
}

/** The files that a command of a RUN names; undefined when it may read or write others. */
export function pathsOf(part: RunPart, run: RunText): Paths | undefined {
  const read = commandOf(part.command);
  if (read === undefined) {
    // A bare assignment touches nothing, and neither does `env` alone.
    return part.command.words.every(({ text }) => text === 'env') ? targetsOf(part, run) : undefined;
  }
  const targets = redirectionTargets(part.command, run);
  const own = read.name === '[[' ? conditions(part, run) : operandsOf(read.name, read.args);
  return targets === undefined || own === undefined ? undefined : sorted([...own, ...targets], part);
}

/** The files that the redirections of a command lead to; undefined when they can't be told. */
export function targetsOf(part: RunPart, run: RunText): Paths | undefined {
  const targets = redirectionTargets(part.command, run);
  return targets && sorted(targets, part);
}

/** True when none of these lies in the working directory, so that no project's files are among them. */
export function staysInSystem(paths: Paths | undefined): boolean {
  return paths?.relative.length === 0;
}

/** Words that name files; undefined for a program that is not known so well. */
function operandsOf(name: string, args: readonly ShellWord[]): readonly string[] | undefined {
  const words = args.map(({ text, literal }) => (literal ? text : unquoted(text)));
  const valued = READERS.get(name);
  if (valued !== undefined) {
    return filesRead(name, words, valued);
  }
  if (TESTS.has(name)) {
    return testedFiles(words);
  }
  if (name === 'apt-key') {
    return words.filter((_, index) => index > 0 && words[index - 1] === 'add' && words[index] !== '-');
  }
  if (SYSTEM.has(name)) {
    return systemFiles(name, words);
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
  // A script given by an option leaves only files.
  const script = name === 'sed' || name === 'grep' ? /^(-[a-zA-Z]*e|--expression|--regexp)$/ : undefined;
  const isScript = (word: string | undefined): boolean => script?.test(word ?? '') === true;
  const plain = words.filter((word, at) => !word.startsWith('-') && word !== ';' && !isScript(words[at - 1]));
  // A mode may look like an option: `chmod -x entrypoint.sh`.
  const isMode = name === 'chmod' && words.some((word) => /^-[rwxXst]+$/.test(word));
  const inline = words.flatMap(
    (word) => gluedFolder(name, word) ?? /^--?[\w-]+=(.*\/.*)$/.exec(word)?.[1] ?? [],
  );
  const start =
    isMode ||
    (script !== undefined &&
      words.some((word) => isScript(word) || /^(-e|--expression=|--regexp=)/.test(word)))
      ? 0
      : from;
  const files = [...plain.slice(start), ...inline, ...unpacked(name, words)];
  return name === 'gpg' ? files.filter((word) => KEY_FILE.test(word)) : files;
}

/** The folder that an option of a program names in the same word: `tar -C.`, `unzip -dsrc`, `cp --target-directory=src`. */
function gluedFolder(name: string, word: string): string | undefined {
  return GLUED.get(name)?.exec(word)?.[1];
}

const TARGET = /^(?:-[a-zA-Z]*t|--target-directory=)(.+)$/;
const GLUED: ReadonlyMap<string, RegExp> = new Map([
  ['tar', /^(?:-[a-zA-Z]*C|--directory=|--one-top-level=)(.+)$/],
  ['unzip', /^-[a-z]*d(.+)$/],
  ...['cp', 'mv', 'ln', 'install'].map((program) => [program, TARGET] as const),
]);

/** What a program of the system reads, with the folders that ldconfig is told. */
function systemFiles(name: string, words: readonly string[]): readonly string[] {
  const told = name === 'ldconfig' ? words.filter((word) => !word.startsWith('-')) : [];
  return [...(systemReads(name) ?? []), ...told];
}

/** The files that `[[ … ]]` asks about, of which the parser tells no words. */
function conditions({ command: { span } }: RunPart, { text }: RunText): readonly string[] {
  return testedFiles(text.slice(span.start, span.end).split(/\s+/).map(unquoted));
}

function testedFiles(words: readonly string[]): readonly string[] {
  return words.filter((_, index) => /^-[a-hkprsuwxGLNOS]$/.test(words[index - 1] ?? ''));
}

/** The operands of a program that reads files, or what a pipe brings. */
function filesRead(name: string, words: readonly string[], valued: RegExp): readonly string[] {
  const operands = words.filter(
    (word, index) => !word.startsWith('-') && !valued.test(words[index - 1] ?? ''),
  );
  return operands.slice(name === 'awk' && !words.includes('-f') ? 1 : 0);
}

/** Apart from these, gpg's words are keys and servers. */
const KEY_FILE = /^(?!\w+:\/\/)(.*\/.*|.*\.(asc|gpg|key|pub|sig|pem|txt)$|\$.*)$/i;

/** The working directory, where an archive goes that is told no other place. */
function unpacked(name: string, words: readonly string[]): readonly string[] {
  const place = name === 'tar' ? /^(-C|--directory)/ : name === 'unzip' ? /^-[a-z]*d/ : undefined;
  return place === undefined || words.some((word) => place.test(word)) ? [] : ['.'];
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

function unquoted(text: string): string {
  return text.replace(/["']/g, '');
}

function sorted(files: readonly string[], { directory }: RunPart): Paths | undefined {
  const absolute: string[] = [];
  const relative: string[] = [];
  for (const file of files) {
    const known = knownPart(file);
    if (known.startsWith('/')) {
      absolute.push(resolvePath('/', known));
    } else if (file.includes('..') || /^[$`~]/.test(file) || directory === undefined) {
      return undefined;
    } else if (directory.startsWith('/')) {
      absolute.push(resolvePath(directory, known));
    } else {
      relative.push(resolvePath(`/${directory}`, known).slice(1));
    }
  }
  return { absolute, relative };
}

/** A path up to the name that the shell fills in, whatever else of that name is written: `/etc/php` of `/etc/php/$NAME.ini`. */
function knownPart(file: string): string {
  const filled = file.search(/[$*?[`{]/);
  return filled < 0 ? file : file.slice(0, file.lastIndexOf('/', filled) + 1);
}
