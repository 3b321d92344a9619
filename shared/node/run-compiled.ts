import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import zlib from 'node:zlib';

/**
 * Milliseconds after which the program has run what every start runs. Later V8 has compiled what typing uses once more, would do so
 * again at the next start, before it is used at all, and has forgotten other functions.
 */
const SETTLED = 1000;

/** A checksum of the program and one of what follows, 4 bytes each. */
const HEADER = 8;

/** What became of a program. */
export interface Ran {
  /** What it exports. */
  readonly exports: unknown;
  /** Whether what was kept of it was used. */
  readonly kept: boolean;
}

/** Where a program is kept. */
interface Place {
  readonly file: string;
  /** Of the program as it is now. */
  readonly sum: number;
  readonly checksum: (data: Buffer) => number;
}

/** What Node gives a CommonJS module. */
type Wrapper = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/** Node 20.15 and newer have it. */
const crc32 = (zlib as Partial<typeof zlib>).crc32;

/**
 * Runs a bundle with what V8 compiled of it when it last ran (its code cache): compiling takes longer than everything else that a
 * start does. The bundle is a function of what a CommonJS module gets, in ASCII (scripts/kept-program.mjs). `cache` is the file that
 * keeps it, in a folder that is made for the user alone; undefined runs the program without one, and so do Node before 20.15 and the
 * variable NODE_DISABLE_COMPILE_CACHE. A cache that is missing, of another program, damaged or somebody else's is not used but
 * replaced.
 */
export function runCompiled(program: string, cache: string | undefined): Ran {
  const { script, kept } = compiled(program, cache);
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapper;
  run(module.exports, createRequire(program), module, program, path.dirname(program));
  return { exports: module.exports, kept };
}

/** The program, ready to run, and whether what was kept of it was used. */
function compiled(
  program: string,
  cache: string | undefined,
): { readonly script: Script; readonly kept: boolean } {
  return withFile(program, (opened, stats) =>
    withContent(opened, stats, (code) => {
      const place =
        crc32 === undefined || process.env['NODE_DISABLE_COMPILE_CACHE'] || cache === undefined
          ? undefined
          : { file: cache, sum: crc32(code), checksum: crc32 };
      const source = code.toString('latin1');
      const options = { filename: program };
      const read = place && withCache(place, (cachedData) => new Script(source, { ...options, cachedData }));
      const kept = read?.cachedDataRejected === false;
      const script = read ?? new Script(source, options);
      if (place !== undefined && !kept) {
        keep(script, (data) => {
          writeCache(place, data);
        });
      }
      return { script, kept };
    }),
  );
}

/** Hands over what was compiled once the program has settled, or when it ends before. */
function keep(script: Script, write: (data: Buffer) => void): void {
  const once = (): void => {
    process.removeListener('exit', once);
    clearTimeout(timer);
    try {
      write(script.createCachedData());
    } catch {
      // A disk that is full or can't be written to means slower starts, nothing else.
    }
  };
  process.once('exit', once);
  const timer = setTimeout(once, SETTLED);
  timer.unref();
}

/**
 * Hands over the cache of a program with this checksum. V8 itself only looks at lengths and at its own version, and would run damaged
 * data. Undefined where there is none that can be trusted.
 */
function withCache<T>({ file, sum, checksum }: Place, use: (data: Buffer) => T): T | undefined {
  try {
    return withFile(file, (opened, stats) => {
      const { uid, mode } = stats;
      const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
      if (!isOurs || stats.size <= HEADER) {
        return undefined;
      }
      return withContent(opened, stats, (kept) => {
        const data = kept.subarray(HEADER);
        return kept.readUInt32LE(0) === sum && kept.readUInt32LE(4) === checksum(data)
          ? use(data)
          : undefined;
      });
    });
  } catch {
    return undefined;
  }
}

function withFile<T>(file: string, use: (opened: number, stats: Stats) => T): T {
  const opened = openSync(file, 'r');
  try {
    return use(opened, fstatSync(opened));
  } finally {
    closeSync(opened);
  }
}

/**
 * Hands over what a file holds, in memory that is given back as soon as it has been used. A Buffer of this size would stay until V8 next
 * looks through all of its memory, and makes the C library keep what is freed later, of every thread, for the process.
 */
function withContent<T>(opened: number, { size }: Stats, use: (content: Buffer) => T): T {
  const memory = new ArrayBuffer(size, { maxByteLength: size });
  try {
    const content = Buffer.from(memory);
    let length = 0;
    for (let read = -1; read !== 0 && length < size; length += read) {
      read = readSync(opened, content, length, size - length, null);
    }
    return use(content.subarray(0, length));
  } finally {
    memory.resize(0);
  }
}

/** Writes beside and renames, so that nobody ever reads half of it. */
function writeCache({ file, sum, checksum }: Place, data: Buffer): void {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(sum, 0);
  header.writeUInt32LE(checksum(data), 4);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, Buffer.concat([header, data]), { mode: 0o600, flag: 'wx' });
  renameSync(beside, file);
}
