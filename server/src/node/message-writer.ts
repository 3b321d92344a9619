import type { Writable } from 'node:stream';
import type { Message, MessageWriter } from 'vscode-languageserver/node';
import { createConversation, isAnswer, type Conversation } from './conversation.ts';
import { AbstractMessageWriter } from './protocol.ts';
import { WrittenList } from './written-lists.ts';

/**
 * Writes messages to a stream, each whole, and answers to requests that came together in one piece: every write wakes the client.
 * The library's own writer hands over the header, waits until it is written, then hands over the content. The stream must be done with
 * the bytes of a write when it says so, as pipes and files are: the next message stands in the same memory.
 */
export function createMessageWriter(
  stream: Writable,
  conversation: Conversation = createConversation(),
): MessageWriter {
  return new StreamMessageWriter(stream, conversation);
}

/** Text, which is written in UTF-8, or the bytes themselves. */
type Piece = string | Uint8Array;

/** A message on its way. */
interface Held {
  readonly frame: readonly Piece[];
  readonly message: Message;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class StreamMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: Writable;
  readonly #conversation: Conversation;
  #held: Held[] = [];
  /** Memory for the next write; undefined until the last one is done. */
  #sheet: Buffer | undefined = Buffer.allocUnsafeSlow(COPIED);
  #errors = 0;

  constructor(stream: Writable, conversation: Conversation) {
    super();
    this.#stream = stream;
    this.#conversation = conversation;
    stream.on('error', (error: Error) => {
      this.fireError(error);
    });
    stream.on('close', () => {
      this.fireClose();
    });
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const frame = frameOf(message);
      this.#conversation.said(message);
      this.#held.push({ frame, message, resolve, reject });
      if (!isAnswer(message) || !this.#conversation.goesOn()) {
        this.#flush();
      } else if (this.#held.length === 1) {
        // What takes its time after all holds nothing up.
        setImmediate(() => {
          this.#flush();
        });
      }
    });
  }

  end(): void {
    this.#flush();
    this.#stream.end();
  }

  #flush(): void {
    const held = this.#held;
    if (held.length === 0) {
      return;
    }
    this.#held = [];
    this.#send(
      held.flatMap(({ frame }) => frame),
      (error) => {
        for (const { message, resolve, reject } of held) {
          if (error) {
            this.#errors += 1;
            this.fireError(error, message, this.#errors);
            reject(error);
          } else {
            resolve();
          }
        }
      },
    );
  }

  #send(pieces: readonly Piece[], done: (error?: Error | null) => void): void {
    const length = lengthOf(pieces);
    if (length <= COPIED) {
      this.#sendCopy(pieces, length, done);
      return;
    }
    // Nothing is copied of what is long; a corked stream hands all of it over by one call.
    this.#stream.cork();
    for (const piece of pieces.slice(0, -1)) {
      this.#stream.write(piece);
    }
    this.#stream.write(pieces.at(-1) ?? '', done);
    this.#stream.uncork();
  }

  #sendCopy(pieces: readonly Piece[], length: number, done: (error?: Error | null) => void): void {
    const sheet = this.#sheet;
    if (sheet === undefined) {
      const copy = Buffer.allocUnsafe(length);
      this.#stream.write(copy.subarray(0, fill(copy, pieces)), done);
      return;
    }
    this.#sheet = undefined;
    this.#stream.write(sheet.subarray(0, fill(sheet, pieces)), (error) => {
      this.#sheet = sheet;
      done(error);
    });
  }
}

/** Bytes up to which one piece is quicker than many. */
const COPIED = 64 * 1024;

/** Writes the pieces one behind the other, and returns how many bytes they are. */
function fill(memory: Buffer, pieces: readonly Piece[]): number {
  let length = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      length += memory.write(piece, length);
    } else {
      memory.set(piece, length);
      length += piece.length;
    }
  }
  return length;
}

function frameOf(message: Message): readonly Piece[] {
  const body = bodyOf(message);
  return [`Content-Length: ${lengthOf(body)}\r\n\r\n`, ...body];
}

/** In bytes. */
function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (sum, piece) => sum + (typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length),
    0,
  );
}

function bodyOf(message: Message): readonly Piece[] {
  const { result, ...rest } = message as Message & { readonly result?: unknown };
  if (!(result instanceof WrittenList)) {
    return [JSON.stringify(message)];
  }
  const last = result.parts.at(-1);
  return [
    `${JSON.stringify(rest).slice(0, -1)},"result":[`,
    ...result.parts.slice(0, -1),
    ...(last === undefined ? [] : [last.subarray(0, -1)]),
    ']}',
  ];
}
