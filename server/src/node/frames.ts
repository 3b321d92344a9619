/** More bytes are in no message: a length beyond is a mistake, and waiting for so much would be waiting for ever. */
export const LONGEST_BODY = 256 * 1024 * 1024;

/** Bytes of which headers are at most; of what goes on without an empty line, the end is kept. */
const LONGEST_HEAD = 4096;

const END = '\r\n\r\n';

/**
 * Cuts what a client sends into the bodies of its messages, each handed over as soon as it is whole. Headers from which no length can
 * be read are dropped: none, negative, no number, or beyond {@link LONGEST_BODY}. The library's own reader takes what follows them for
 * part of a body, and answers nothing any more.
 */
export function frameCutter(onBody: (body: Buffer) => void): (chunk: Buffer) => void {
  let head: Buffer = Buffer.alloc(0);
  /** Of the body that is being received; undefined between two messages. */
  let missing: number | undefined;
  let parts: Buffer[] = [];
  return (chunk) => {
    let data = chunk;
    while (data.length > 0 || missing === 0) {
      if (missing !== undefined) {
        const part = data.subarray(0, missing);
        data = data.subarray(part.length);
        missing -= part.length;
        parts.push(part);
        if (missing === 0) {
          const body = parts.length === 1 ? part : Buffer.concat(parts);
          missing = undefined;
          parts = [];
          onBody(body);
        }
        continue;
      }
      head = head.length === 0 ? data : Buffer.concat([head, data]);
      const end = head.indexOf(END);
      if (end < 0) {
        head = Buffer.from(head.subarray(-LONGEST_HEAD));
        break;
      }
      missing = lengthIn(head.toString('latin1', Math.max(0, end - LONGEST_HEAD), end));
      data = head.subarray(end + END.length);
      head = Buffer.alloc(0);
    }
  };
}

/** The length that a frame's headers name. In front of them may stand what was left of a bad frame, so the last one counts. */
function lengthIn(headers: string): number | undefined {
  const named = [...headers.matchAll(/content-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/gi)].at(-1)?.[1];
  const length = Number(named ?? NaN);
  return length <= LONGEST_BODY ? length : undefined;
}
