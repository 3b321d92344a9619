import { commandOf } from '../../ecosystems/command.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import type { ImagePath } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import type { Model, Node } from '../../model/types.ts';
import { holdsWord } from '../../syntax/plain-words.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { isSmallByName } from './copied-size.ts';
import { imagePath } from './image-path.ts';
import { knownScript } from './known-script.ts';
import { covers } from './landings.ts';
import { isMounted, mayRemove, removalsIn } from './removals.ts';
import { urlName } from './url-name.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** The files that a RUN downloads under names that are written there, and leaves in its layer; small ones by their names are none. */
export function downloadsIn(model: Model, node: Node): readonly ImagePath[] {
  const { keyword, text } = node.instruction;
  const isOne = keyword === 'RUN' && holdsWord(text, (word) => word === 'curl' || word === 'wget');
  const place = isOne ? placesOf(model)[node.index] : undefined;
  const script = place && knownScript(model, node);
  if (place === undefined || script?.complete !== true || !(place.readableShell || script.form === 'exec')) {
    return [];
  }
  const files = runParts(script).flatMap((part) => {
    const read = runsInAnyCase(part) ? commandOf(part.command) : undefined;
    const names = read?.name === 'curl' ? curled(read.args) : read?.name === 'wget' ? fetched(read.args) : [];
    return names
      .filter((name) => !isSmallByName(name))
      .flatMap((name) => imagePath(name, part.directory, place) ?? []);
  });
  if (files.length === 0 || script.commands.some(mayRemove)) {
    return [];
  }
  const { removed, moved } = removalsIn(model, node);
  const gone = [...removed, ...moved.map((at) => ({ at }))];
  return files.filter((file) => !isMounted(node, file) && !gone.some((target) => covers(target, file)));
}

/** The files that curl writes. */
function curled(args: readonly ShellWord[]): readonly string[] {
  const files: string[] = [];
  let isRemote = false;
  for (const [index, { text }] of args.entries()) {
    const glued = /^(?:-[a-zA-Z#]*?o|--output=)(\/.+)$/.exec(text)?.[1];
    if (glued !== undefined || text === '--output' || /^-[a-zA-Z#]*o$/.test(text)) {
      files.push(...(glued === undefined ? plain(args[index + 1]) : plain(args[index], glued)));
    } else if (/^-[a-zA-Z#]*O$|^--remote-name(-all)?$/.test(text)) {
      isRemote = true;
    } else if (/^-[a-zA-Z#]*J|^--(remote-header-name|output-dir|config)\b|^-K/.test(text)) {
      return [];
    }
  }
  return isRemote ? [...files, ...args.flatMap(named)] : files;
}

/** The files that wget writes. */
function fetched(args: readonly ShellWord[]): readonly string[] {
  const files: string[] = [];
  let isTold = false;
  let folder = '';
  for (const [index, { text }] of args.entries()) {
    const glued = /^(?:-[a-zA-Z]*?O|--output-document=)(.+)$/.exec(text)?.[1];
    if (glued !== undefined || text === '--output-document' || /^-[a-zA-Z]*O$/.test(text)) {
      isTold = true;
      files.push(...(glued === undefined ? plain(args[index + 1]) : plain(args[index], glued)));
    } else if (text === '-P' || text === '--directory-prefix') {
      folder = plain(args[index + 1])[0] ?? '$';
    } else if (/^-P.|^--directory-prefix=/.test(text)) {
      folder = plain(args[index], text.replace(/^-P|^--directory-prefix=/, ''))[0] ?? '$';
    } else if (
      /^-[a-zA-Z]*[irmx]|^--(input|recursive|mirror|spider|content-disposition|force-dir)/.test(text)
    ) {
      return [];
    }
  }
  if (isTold || folder === '$') {
    return files;
  }
  return args
    .flatMap(named)
    .map((name) => (folder === '' ? name : `${withoutTrailing(folder, '/')}/${name}`));
}

/** The file that a word names; none for standard output and what only the build knows. */
function plain(word: ShellWord | undefined, text = word?.text ?? ''): readonly string[] {
  return word?.literal === true && text !== '-' && !text.startsWith('/dev/') ? [text] : [];
}

/** The name at the end of an address. */
function named({ text, literal }: ShellWord): readonly string[] {
  const name = literal && /^(https?|ftp):\/\//.test(text) ? urlName(text) : undefined;
  return name === undefined || text.includes('?') ? [] : [name];
}
