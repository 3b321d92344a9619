/**
 * What the server takes from the library as values, by one import: the library is CommonJS, and a bundle copies all of its seven
 * hundred names once for each file that imports them.
 */
export {
  AnnotatedTextEdit,
  CodeActionKind,
  CodeLensRefreshRequest,
  CreateFile,
  DiagnosticRefreshRequest,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  FileChangeType,
  InlayHintRefreshRequest,
  LSPErrorCodes,
  Message,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  uinteger,
} from 'vscode-languageserver';
