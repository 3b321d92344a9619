import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isWantedText } from '../context/wanted-texts.ts';
import { isCompanion } from './documents.ts';
import { gathering } from './gather.ts';
import { quietly } from './guard.ts';
import type { Session } from './session.ts';
import { watchFiles } from './watched-files.ts';

/** Keeps up with what the client tells of documents, files and folders. */
export function followClient(session: Session): void {
  const { connection, runtime, log, abilities, documents, folders, configuration } = session;
  const { contexts, analyses, writing, push, onSettings, onFiles, onNeighbours, onWritten } = session;
  const { disk } = runtime;

  /** Which file of a team counts for a document may be another now, or what it says. */
  const onTeam = (): void => {
    configuration.reread();
    onSettings();
  };

  const typed = gathering(quietly(log, 'typed files', contexts.retype));
  const onCompanion = ({ uri }: TextDocument): void => {
    contexts.relocate();
    onNeighbours();
    const path = disk?.placeOf(uri);
    if (path !== undefined && isWantedText(path)) {
      typed.add([{ path, contentOnly: true }]);
    }
  };

  documents.onDidOpen(
    quietly(log, 'opened document', async ({ document }) => {
      if (!isCompanion(document)) {
        void configuration.of(document.uri);
        // The question for its settings goes out first.
        await Promise.resolve();
        analyses.ahead(document.uri);
      }
    }),
  );
  documents.onDidChangeContent(
    quietly(log, 'changed document', ({ document }) => {
      if (isCompanion(document)) {
        onCompanion(document);
        return;
      }
      analyses.changed(document.uri);
      contexts.typed(document.uri);
      push.schedule(document.uri);
    }),
  );
  documents.onDidSave(
    quietly(log, 'saved document', ({ document }) => {
      onWritten(document.uri);
      // Saving is a good moment to look again: files may have come that no client tells of.
      contexts.reload(document.uri);
      onNeighbours();
    }),
  );
  documents.onDidClose(
    quietly(log, 'closed document', ({ document }) => {
      if (isCompanion(document)) {
        onCompanion(document);
        return;
      }
      const { uri } = document;
      writing.ended(uri);
      analyses.forget(uri);
      configuration.forget(uri);
      contexts.forget(uri);
      push.clear(uri);
    }),
  );
  documents.listen(connection);

  const registerWatchers = watchFiles({
    connection,
    abilities,
    contexts: { invalidate: onFiles },
    onTeamFile: onTeam,
    disk,
    log,
  });
  connection.onInitialized(
    quietly(log, 'start', () => {
      configuration.register();
      registerWatchers();
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(
          quietly(log, 'workspace folders', (event: unknown) => {
            folders.change(event);
            // They say how far up a team's file is looked for, and contexts are looked for again with the settings.
            onTeam();
          }),
        );
      }
    }),
  );
}
