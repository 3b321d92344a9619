import type { DataCallback, Disposable, Message, MessageReader } from 'vscode-languageserver/node';
import { AbstractMessageReader } from './protocol.ts';
import { createConversation, type Conversation } from './conversation.ts';
import { frameCutter } from './frames.ts';

/**
 * Reads messages from a stream, each in the turn in which it has arrived. The library's own reader waits several turns for each, and
 * for ever after a header that it can't read ({@link frameCutter}).
 */
export function createMessageReader(
  stream: NodeJS.ReadableStream,
  conversation: Conversation = createConversation(),
): MessageReader {
  return new StreamMessageReader(stream, conversation);
}

class StreamMessageReader extends AbstractMessageReader implements MessageReader {
  readonly #stream: NodeJS.ReadableStream;
  readonly #conversation: Conversation;

  constructor(stream: NodeJS.ReadableStream, conversation: Conversation) {
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

  listen(callback: DataCallback): Disposable {
    const cut = frameCutter((body) => {
      try {
        const message: unknown = JSON.parse(body.toString());
        this.#conversation.heard(message);
        callback(message as Message);
      } catch (error) {
        this.fireError(error);
      }
    });
    this.#stream.on('data', cut);
    return { dispose: () => this.#stream.off('data', cut) };
  }
}
