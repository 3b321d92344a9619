import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { tagOf } from '../../model/image-tag.ts';
import type { Base } from '../../model/types.ts';
import { ADDS_SOURCES } from '../update-alone/apt-words.ts';
import type { Fill } from './left.ts';

/** With which such a command leaves the lists alone. */
export const NO_UPDATE = '-n';

/** True where a stage begins with an Ubuntu whose `add-apt-repository` fetches the lists: since 18.04, by its manual page. */
export function fetchesWithSources(base: Base): boolean {
  if (base.kind !== 'image' || base.name === undefined || base.maybe !== undefined) {
    return false;
  }
  const familiar = familiarName(base.name);
  const tag = tagOf(base.name) ?? '';
  // Mirrors keep its name and version; other images name both in their tags: `nvidia/cuda:12.4.1-devel-ubuntu22.04`.
  const isMirror = familiar.endsWith('/ubuntu') && /^\d\d\.\d\d/.test(tag);
  const version =
    familiar === 'ubuntu' || isMirror
      ? tag
      : tag.includes('ubuntu')
        ? /ubuntu-?(\d\d\.\d\d)/.exec(tag)?.[1]
        : undefined;
  // Without a tag it is the newest, but for a digest, which says nothing.
  const isTold =
    version !== undefined && !version.includes('$') && !(version === '' && base.name.includes('@'));
  const [year] = isTold ? (/^\d\d(?=\.)/.exec(version) ?? []) : [];
  return isTold && (year === undefined ? !BEFORE.test(version) : Number(year) >= FIRST);
}

/** The year of the first version that does so. */
const FIRST = 18;

/** The names of those before it of which Docker Hub has images. */
const BEFORE =
  /^(?:artful|lucid|precise|quantal|raring|saucy|trusty|utopic|vivid|wily|xenial|yakkety|zesty)\b/;

/** True for a command that adds a source of packages and is not told to leave the lists alone. */
export function addsSource({ command }: RunPart): boolean {
  const read = commandOf(command);
  return (
    read !== undefined &&
    ADDS_SOURCES.has(read.name) &&
    !read.args.some(({ text }) => text === '--no-update' || /^-[a-z]*n[a-z]*$/.test(text))
  );
}

/** Where its flag goes. */
export function sourceFill(part: RunPart): Fill {
  const { words } = part.command;
  const program = words.find(({ text }) => ADDS_SOURCES.has(text));
  const isWritten = program !== undefined && program.span.end > program.span.start;
  return { part, flagAt: isWritten ? program.span.end : undefined };
}
