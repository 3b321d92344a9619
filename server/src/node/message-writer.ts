import type { Writable } from 'node:stream';
import type { Message, MessageWriter } from 'vscode-languageserver/node';
import { createConversation, isAnswer, type Conversation } from './conversation.ts';
import { AbstractMessageWriter } from './protocol.ts';
import { WrittenList } from './written-lists.ts';

/**
 * Writes messages to a stream, each whole, and answers to requests that came together in one piece: every write wakes the client.
 * The library's own writer hands over the header, waits until it is written, then hands over the content.
 */
export function createMessageWriter(
  stream: Writable,
  conversation: Conversation = createConversation(),
): MessageWriter {
  return new StreamMessageWriter(stream, conversation);
}

/** A message on its way. */
interface Held {
  readonly frame: readonly Uint8Array[];
  readonly message: Message;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class StreamMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: Writable;
  readonly #conversation: Conversation;
  #held: Held[] = [];
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

  #send(parts: readonly Uint8Array[], done: (error?: Error | null) => void): void {
    if (lengthOf(parts) <= COPIED) {
      this.#stream.write(Buffer.concat(parts), done);
      return;
    }
    // Nothing is copied of what is long; a corked stream hands all of it over by one call.
    this.#stream.cork();
    for (const part of parts.slice(0, -1)) {
      this.#stream.write(part);
    }
    this.#stream.write(parts.at(-1) ?? '', done);
    this.#stream.uncork();
  }
}

/** Bytes up to which one piece is quicker than many. */
const COPIED = 64 * 1024;

const LIST_END = Buffer.from(']}');

function frameOf(message: Message): readonly Uint8Array[] {
  const body = bodyOf(message);
  return [Buffer.from(`Content-Length: ${lengthOf(body)}\r\n\r\n`), ...body];
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function bodyOf(message: Message): readonly Uint8Array[] {
  const { result, ...rest } = message as Message & { readonly result?: unknown };
  if (!(result instanceof WrittenList)) {
    return [Buffer.from(JSON.stringify(message))];
  }
  const last = result.parts.at(-1);
  return [
    Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"result":[`),
    ...result.parts.slice(0, -1),
    ...(last === undefined ? [] : [last.subarray(0, -1)]),
    LIST_END,
  ];
}
