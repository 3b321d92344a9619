import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { OtherDiagnostics } from './diagnostics.ts';
import type { OpenDocument } from '../other-places.ts';

/** Diagnostics of Compose files, ignore files and the like: what all open Dockerfiles report of them. */
export interface OtherDiagnosticsBoard {
  /** Takes what a Dockerfile reports of other files now. */
  report(dockerfile: string, found: ReadonlyMap<string, OtherDiagnostics>): void;
  /** Takes back what a Dockerfile reported that was closed. */
  forget(dockerfile: string): void;
}

/** What sending needs. */
export interface BoardOptions {
  readonly send: (params: PublishDiagnosticsParams) => void;
  readonly openDocument: (uri: string) => OpenDocument | undefined;
}

/**
 * Makes an empty board. A file's diagnostics are sent, to every client, since none asks for those of a file beside the one
 * that it shows; only when they are other than before.
 */
export function createBoard({ send, openDocument }: BoardOptions): OtherDiagnosticsBoard {
  /** By file, then by Dockerfile. */
  const reports = new Map<string, Map<string, readonly Diagnostic[]>>();
  const sent = new Map<string, string>();

  const publish = (uri: string): void => {
    const byDockerfile = reports.get(uri) ?? new Map<string, readonly Diagnostic[]>();
    const diagnostics = merged([...byDockerfile.values()]);
    const content = JSON.stringify(diagnostics);
    if (content === (sent.get(uri) ?? '[]')) {
      return;
    }
    if (diagnostics.length === 0) {
      reports.delete(uri);
      sent.delete(uri);
    } else {
      sent.set(uri, content);
    }
    send({ uri, diagnostics });
  };

  const report = (dockerfile: string, found: ReadonlyMap<string, OtherDiagnostics>): void => {
    const uris = new Set(found.keys());
    for (const [uri, byDockerfile] of reports) {
      if (byDockerfile.has(dockerfile)) {
        uris.add(uri);
      }
    }
    for (const uri of uris) {
      const now = found.get(uri);
      const open = openDocument(uri);
      if (now !== undefined && open !== undefined && open.text !== now.text) {
        // Somebody is typing there: editors move what they show along, and what is new comes when the text was read.
        continue;
      }
      const byDockerfile = reports.get(uri) ?? new Map<string, readonly Diagnostic[]>();
      reports.set(uri, byDockerfile);
      if (now === undefined) {
        byDockerfile.delete(dockerfile);
      } else {
        byDockerfile.set(dockerfile, now.diagnostics);
      }
      publish(uri);
    }
  };

  return {
    report,
    forget: (dockerfile) => {
      report(dockerfile, new Map());
    },
  };
}

/** Two Dockerfiles that share a file often report the same of it. */
function merged(lists: readonly (readonly Diagnostic[])[]): Diagnostic[] {
  const byContent = new Map<string, Diagnostic>();
  for (const diagnostic of lists.flat()) {
    const { range, code, message } = diagnostic;
    const content = JSON.stringify([range, code, message]);
    if (!byContent.has(content)) {
      byContent.set(content, diagnostic);
    }
  }
  return [...byContent.values()];
}
