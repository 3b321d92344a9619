/** What the process's ends of a connection take from the library as values, by one import (lsp/protocol.ts says why). */
export {
  AbstractMessageReader,
  AbstractMessageWriter,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver/node';
