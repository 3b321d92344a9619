/** One entry of a tar archive. */
export interface TarEntry {
  /** Without a slash in front or behind. */
  readonly path: string;
  /** tar's type flag: `0` a file, `1` a hard link, `2` a symlink, `5` a folder. */
  readonly type: string;
  /** Permission bits with set-id and sticky bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** What a link leads to, as written; empty for others. */
  readonly target: string;
  readonly content: Buffer;
}

const BLOCK = 512;

/** Reads a tar archive as BuildKit writes it: ustar headers, with pax headers for what does not fit into them. */
export function readTar(archive: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  let pax = new Map<string, string>();
  let at = 0;
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK);
    at += BLOCK;
    if (header.every((byte) => byte === 0)) {
      break;
    }
    const size = Number(pax.get('size') ?? numberIn(header, 124, 12));
    const content = archive.subarray(at, at + size);
    at += Math.ceil(size / BLOCK) * BLOCK;
    const type = textIn(header, 156, 1) || '0';
    if (type === 'x') {
      pax = paxRecords(content);
      continue;
    }
    const prefix = textIn(header, 345, 155);
    const name = textIn(header, 0, 100);
    entries.push({
      path: (pax.get('path') ?? (prefix === '' ? name : `${prefix}/${name}`)).replace(/^\.?\/+|\/+$/g, ''),
      type,
      mode: numberIn(header, 100, 8) & 0o7777,
      uid: Number(pax.get('uid') ?? numberIn(header, 108, 8)),
      gid: Number(pax.get('gid') ?? numberIn(header, 116, 8)),
      target: pax.get('linkpath') ?? textIn(header, 157, 100),
      content,
    });
    pax = new Map();
  }
  return entries;
}

function textIn(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

function numberIn(header: Buffer, start: number, length: number): number {
  return Number.parseInt(textIn(header, start, length).trim() || '0', 8);
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself in bytes. */
function paxRecords(content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('utf8', at, space));
    const record = content.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
