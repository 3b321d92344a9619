import type { ResponseMessage } from 'vscode-languageserver';
import { LSPErrorCodes, Message } from './protocol.ts';

/** A request that is cancelled before its turn is answered at once and never run. */
export const CONNECTION_STRATEGY = {
  cancelUndispatched: (message: Message): ResponseMessage | undefined =>
    Message.isRequest(message)
      ? {
          jsonrpc: '2.0',
          id: message.id,
          error: { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' },
        }
      : undefined,
};
