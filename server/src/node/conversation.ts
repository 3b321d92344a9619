import type { Message } from 'vscode-languageserver/node';

/** What one end of a connection has heard and said. */
export interface Conversation {
  /** Anything that is JSON may have come. */
  readonly heard: (message: unknown) => void;
  readonly said: (message: Message) => void;
  /** Whether requests that came at the same time as the one answered last will be answered in a moment, too. */
  readonly goesOn: () => boolean;
}

/** Milliseconds: who works longer on answers sends each as soon as it is there. */
const MOMENT = 2;

/** Counts requests and answers. */
export function createConversation(): Conversation {
  let open = 0;
  let since = 0;
  return {
    heard: (message) => {
      if (isRequest(message)) {
        since = open === 0 ? Date.now() : since;
        open += 1;
      }
    },
    said: (message) => {
      if (isAnswer(message)) {
        open = Math.max(0, open - 1);
      }
    },
    goesOn: () => open > 0 && Date.now() - since < MOMENT,
  };
}

/** Whether a message is an answer to a request. */
export function isAnswer(message: Message): boolean {
  return 'id' in message && !('method' in message);
}

function isRequest(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'id' in message && 'method' in message;
}
