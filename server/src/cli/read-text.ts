import { createReadStream, readFileSync, statSync } from 'node:fs';
import { reasonOf } from './reason.ts';
import { UsageError } from './usage-error.ts';

/** A larger file is no Dockerfile, in bytes. */
export const MAX_BYTES = 4 * 1024 * 1024;

/** The text of a file (a pipe too); throws a UsageError that names it when it can't be read or is no text. */
export async function readTextFile(path: string, shown: string): Promise<string> {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      throw new UsageError(`${shown} is a folder`);
    }
    if (stats.size > MAX_BYTES) {
      throw tooLarge(shown);
    }
    // A pipe is read as it comes; streams of thousands of files would take longer than what is in them.
    return stats.isFile()
      ? textOf(readFileSync(path), shown)
      : await readTextStream(createReadStream(path) as AsyncIterable<Uint8Array>, shown);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`can't read ${shown}: ${reasonOf(error)}`);
  }
}

/** The text of a stream as UTF-8, a byte order mark kept; throws a UsageError when it is too large or no text. */
export async function readTextStream(stream: AsyncIterable<Uint8Array>, shown: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw tooLarge(shown);
    }
  }
  return textOf(Buffer.concat(chunks), shown);
}

function textOf(bytes: Buffer, shown: string): string {
  if (bytes.includes(0)) {
    throw new UsageError(`${shown} is not a text file`);
  }
  return bytes.toString('utf8');
}

function tooLarge(shown: string): UsageError {
  return new UsageError(`${shown} has more than ${MAX_BYTES / 1024 / 1024} MB: that is no Dockerfile`);
}
