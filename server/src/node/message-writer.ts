import type { Message, MessageWriter } from 'vscode-languageserver/node';
import { AbstractMessageWriter } from './protocol.ts';

/**
 * Writes each message to a stream at once and whole. The library's own writer hands over the header, waits until it is
 * written, then hands over the content: that wakes the client twice a message, and each of them a turn later.
 */
export function createMessageWriter(stream: NodeJS.WritableStream): MessageWriter {
  return new StreamMessageWriter(stream);
}

class StreamMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: NodeJS.WritableStream;
  #errors = 0;

  constructor(stream: NodeJS.WritableStream) {
    super();
    this.#stream = stream;
    stream.on('error', (error: Error) => {
      this.fireError(error);
    });
    stream.on('close', () => {
      this.fireClose();
    });
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const content = JSON.stringify(message);
      const header = `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n`;
      this.#stream.write(header + content, 'utf8', (error) => {
        if (error) {
          this.#errors += 1;
          this.fireError(error, message, this.#errors);
          reject(error);
        } else {
          resolve();
        }
      });
    });
  }

  end(): void {
    this.#stream.end();
  }
}
