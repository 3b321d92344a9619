import { Transform } from 'node:stream';

/** More bytes are in no message: a length beyond is a mistake, and waiting for so much would be waiting for ever. */
export const LONGEST_BODY = 256 * 1024 * 1024;

/** Bytes of which headers are at most; of what goes on without an empty line, the end is kept. */
const LONGEST_HEAD = 4096;

const END = '\r\n\r\n';

/**
 * Lets the frames of a client through and drops headers from which no length can be read: none, negative, no number, or
 * beyond {@link LONGEST_BODY}. Without it vscode-jsonrpc takes what follows for part of a body, and answers nothing any more.
 */
export function soundFrames(): Transform {
  let head: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let data = chunk;
      while (data.length > 0) {
        if (bodyLeft > 0) {
          const body = data.subarray(0, bodyLeft);
          this.push(body);
          bodyLeft -= body.length;
          data = data.subarray(body.length);
          continue;
        }
        head = head.length === 0 ? data : Buffer.concat([head, data]);
        const end = head.indexOf(END);
        if (end < 0) {
          head = Buffer.from(head.subarray(-LONGEST_HEAD));
          break;
        }
        const length = lengthIn(head.toString('latin1', Math.max(0, end - LONGEST_HEAD), end));
        data = head.subarray(end + END.length);
        head = Buffer.alloc(0);
        if (length !== undefined) {
          this.push(`Content-Length: ${length}${END}`);
          bodyLeft = length;
        }
      }
      done();
    },
  });
}

/** The length that a frame's headers name. In front of them may stand what was left of a bad frame, so the last one counts. */
function lengthIn(headers: string): number | undefined {
  const named = [...headers.matchAll(/content-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/gi)].at(-1)?.[1];
  const length = Number(named ?? NaN);
  return length <= LONGEST_BODY ? length : undefined;
}
