import * as vscode from 'vscode';
import { activeDockerfile, LANGUAGE } from './dockerfile-editor.ts';

/** Names that people give to Dockerfiles (workspace/find-dockerfiles.ts of the server has the same). */
const DOCKERFILES =
  '**/{Dockerfile,Containerfile,dockerfile,Dockerfile.*,Containerfile.*,*.Dockerfile,*.dockerfile}';

const DOCKERFILE_NAME = /^(Dockerfile|Containerfile)(\..+)?$|^dockerfile$|\.[Dd]ockerfile$/;

/** Folders of other people's files. */
const SKIPPED = '**/{node_modules,.git,.venv,venv}/**';

/** More are not offered. */
const MAX_FOUND = 200;

/**
 * The Dockerfile that a question about files is meant for: the only one of the workspace, or the one that a person picks
 * of several, the nearest to the file first. It is opened; undefined when there is none.
 */
export async function dockerfileFor(file: vscode.Uri): Promise<vscode.TextEditor | undefined> {
  const [above, found] = await Promise.all([dockerfilesAbove(file), findDockerfiles()]);
  const known = new Map(
    [...openDockerfiles(), ...above, ...(found ?? [])]
      .filter(({ path }) => !path.endsWith('.dockerignore'))
      .map((uri) => [uri.toString(), uri]),
  );
  const candidates = [...known.values()].sort(
    (a, b) => shared(b, file) - shared(a, file) || (a.path < b.path ? -1 : 1),
  );
  const uri = candidates.length > 1 ? await pick(candidates) : candidates[0];
  if (uri === undefined) {
    if (candidates.length === 0) {
      void vscode.window.showInformationMessage(
        found === undefined
          ? vscode.l10n.t(
              'There is no Dockerfile above {0}, and VS Code can’t search this workspace. Open the Dockerfile first.',
              vscode.workspace.asRelativePath(file),
            )
          : vscode.l10n.t('There is no Dockerfile in this workspace.'),
      );
    }
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId !== LANGUAGE) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} is not opened as a Dockerfile: choose that language for it first.',
        vscode.workspace.asRelativePath(uri),
      ),
    );
    return undefined;
  }
  return vscode.window.showTextDocument(document);
}

/** Undefined where VS Code can't search: those that are open and in the folders above the file have to do. */
async function findDockerfiles(): Promise<readonly vscode.Uri[] | undefined> {
  try {
    return await vscode.workspace.findFiles(DOCKERFILES, SKIPPED, MAX_FOUND);
  } catch {
    return undefined;
  }
}

/** Those of the workspace, the one that is looked at first. */
function openDockerfiles(): readonly vscode.Uri[] {
  const active = activeDockerfile()?.document;
  return [...(active === undefined ? [] : [active]), ...vscode.workspace.textDocuments]
    .filter(({ languageId, uri }) => languageId === LANGUAGE && vscode.workspace.getWorkspaceFolder(uri))
    .map(({ uri }) => uri);
}

/** In the file's folder and those above it, up to the workspace folder's root. */
async function dockerfilesAbove(file: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const root = vscode.workspace.getWorkspaceFolder(file)?.uri;
  const found: vscode.Uri[] = [];
  let folder = file;
  while (root !== undefined && folder.path.length > root.path.length) {
    folder = vscode.Uri.joinPath(folder, '..');
    try {
      const items = await vscode.workspace.fs.readDirectory(folder);
      found.push(
        ...items
          .filter(([name, type]) => DOCKERFILE_NAME.test(name) && type !== vscode.FileType.Directory)
          .map(([name]) => vscode.Uri.joinPath(folder, name)),
      );
    } catch {
      // A folder that can't be read has nothing to offer.
    }
  }
  return found;
}

async function pick(candidates: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showQuickPick(
    candidates.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })),
    {
      title: vscode.l10n.t('Which layers does this file rebuild?'),
      placeHolder: vscode.l10n.t('Choose a Dockerfile'),
    },
  );
  return picked?.uri;
}

/** Leading folders that two files have in common. */
function shared(one: vscode.Uri, other: vscode.Uri): number {
  const a = one.path.split('/').slice(0, -1);
  const b = other.path.split('/').slice(0, -1);
  const end = a.findIndex((name, index) => name !== b[index]);
  // A Dockerfile in a folder of its own beside the file is less near than one in a folder above.
  return (end < 0 ? a.length : end) * 2 - (end < 0 ? 0 : 1);
}
