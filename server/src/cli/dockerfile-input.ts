import type { FileSystem } from '../workspace/files.ts';
import { join } from '../workspace/files.ts';
import { placeOf } from './places.ts';
import { readTextFile, readTextStream } from './read-text.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** A Dockerfile to look at. */
export interface DockerfileInput {
  readonly text: string;
  /** Its place, or undefined for standard input. */
  readonly place: string | undefined;
  /** How it is named in what is printed: as it was typed. */
  readonly shown: string;
}

/** What a folder's Dockerfile may be called, most usual first. */
const NAMES = ['Dockerfile', 'dockerfile', 'Containerfile'];

/** Reads what a person named: a file, a folder's Dockerfile, `-` for standard input, nothing for the working directory's. */
export async function readDockerfile(
  files: FileSystem,
  terminal: Pick<Terminal, 'cwd' | 'stdin'>,
  argument: string | undefined,
): Promise<DockerfileInput> {
  if (argument === '-') {
    const text = await readTextStream(terminal.stdin, 'standard input');
    return { text, place: undefined, shown: 'standard input' };
  }
  const place = placeOf(terminal.cwd, argument ?? '.');
  if (argument !== undefined && (await files.list(place)) === undefined) {
    return { text: await readTextFile(place, argument), place, shown: argument };
  }
  const found = await dockerfileIn(files, place);
  if (found === undefined) {
    throw new UsageError(noDockerfileIn(argument ?? ''));
  }
  const shown = argument === undefined ? found : join(argument, found);
  return { text: await readTextFile(join(place, found), shown), place: join(place, found), shown };
}

/** What is said of a folder by its name as typed; the working directory may have none. */
export function noDockerfileIn(folder: string): string {
  return `there is no Dockerfile in ${folder === '' || folder === '.' ? 'this folder' : folder}`;
}

async function dockerfileIn(files: FileSystem, folder: string): Promise<string | undefined> {
  for (const name of NAMES) {
    const kind = await files.kind(join(folder, name));
    if (kind === 'file' || kind === 'symlink') {
      return name;
    }
  }
  return undefined;
}
