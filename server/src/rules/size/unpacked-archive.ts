import { readOptions } from '../../ecosystems/options.ts';
import type { Command } from '../../ecosystems/types.ts';
import type { ShellWord } from '../../syntax/types.ts';

/** What a command does that unpacks an archive as a whole. */
export interface Unpacking {
  /** Where to, as it is written. */
  readonly folder: string;
  /** As it is written, without quotes; undefined for what a pipe brings. */
  readonly archive: string | undefined;
  /** True where the names of the first folders are those of the archive, which only the build knows. */
  readonly nested: boolean;
}

/** What `tar -x` and `unzip` unpack; undefined for other commands, for some files of an archive, and for a place that is not written. */
export function unpackingOf({ name, args }: Command): Unpacking | undefined {
  const found =
    name === 'tar' || name === 'bsdtar' ? untarred(args) : name === 'unzip' ? unzipped(args) : undefined;
  return found !== undefined && /^[\w./@+-]+$/.test(found.folder) ? found : undefined;
}

function untarred(args: readonly ShellWord[]): Unpacking | undefined {
  const { options, operands } = readOptions(dashed(args), TAR_VALUED, 'letters');
  const has = (...names: readonly string[]): boolean => names.some((option) => options.has(option));
  const folders = ['-C', '--directory', '--cd'].flatMap((option) => options.get(option) ?? []);
  const [archive = '-', ...others] = ['-f', '--file'].flatMap((option) => options.get(option) ?? []);
  return !has('-x', '--extract', '--get') ||
    has(...TAR_OTHERWISE) ||
    folders.length > 1 ||
    others.length > 0 ||
    operands.length > 0
    ? undefined
    : {
        folder: folders[0] ?? '.',
        archive: archive === '-' ? undefined : unquoted(archive),
        nested: !has('--strip-components', '--strip'),
      };
}

/** The words of tar with the dashes that its oldest style leaves out: `xzf a -C b` as `-x -z -f a -C b`. */
function dashed([first, ...rest]: readonly ShellWord[]): readonly ShellWord[] {
  if (first === undefined || !/^[a-zA-Z]+$/.test(first.text)) {
    return first === undefined ? [] : [first, ...rest];
  }
  let at = 0;
  const words = Array.from(first.text).flatMap((letter) => {
    const option = { ...first, text: `-${letter}` };
    const value = TAR_VALUED.has(option.text) ? rest[at++] : undefined;
    return value === undefined ? [option] : [option, value];
  });
  return [...words, ...rest.slice(at)];
}

/** Options that take the next word as their value (tar(1), of GNU and of BusyBox). */
const TAR_VALUED: ReadonlySet<string> = new Set([
  ...['-b', '-C', '-f', '-F', '-g', '-H', '-I', '-K', '-L', '-N', '-T', '-V', '-X'],
  ...['--file', '--directory', '--cd', '--exclude', '--exclude-from', '--strip-components', '--strip'],
  ...['--transform', '--xform', '--use-compress-program', '--files-from', '--mode', '--checkpoint'],
]);

/** With these, nothing is unpacked, or some of it alone, or to a place of another name. */
const TAR_OTHERWISE = ['-c', '-t', '-r', '-u', '-T', '-O', '--to-stdout', '--files-from', '--to-command'];

function unzipped(args: readonly ShellWord[]): Unpacking | undefined {
  const { options, operands } = readOptions(args, ZIP_VALUED, 'letters');
  const folders = options.get('-d') ?? [];
  const [archive, ...members] = operands;
  return archive === undefined ||
    members.length > 0 ||
    folders.length > 1 ||
    ZIP_OTHERWISE.some((option) => options.has(option))
    ? undefined
    : {
        folder: folders[0] ?? '.',
        archive: archive === '-' ? undefined : unquoted(archive),
        nested: !options.has('-j'),
      };
}

const ZIP_VALUED: ReadonlySet<string> = new Set(['-d', '-P']);

const ZIP_OTHERWISE = ['-l', '-p', '-t', '-v', '-z', '-Z', '-c', '-x'];

function unquoted(text: string): string {
  return text.replace(/["']/g, '');
}
