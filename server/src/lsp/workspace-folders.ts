import type { InitializeParams } from 'vscode-languageserver';
import type { Disk } from './runtime.ts';
import { recordFrom } from './settings/settings.ts';

/** The workspace's folders. */
export interface WorkspaceFolders {
  /** Their places. */
  readonly all: () => readonly string[];
  /** Takes the event of `workspace/didChangeWorkspaceFolders`; malformed parts are passed over. */
  change(event: unknown): void;
}

/** Starts with the folders that came with `initialize`. Those on no disk are left out. */
export function createFolders(params: InitializeParams, disk: Disk | undefined): WorkspaceFolders {
  const places = new Set(placesIn(params.workspaceFolders, disk));
  // Older clients name one folder only.
  const { rootUri } = params as { rootUri?: unknown };
  if (!Array.isArray(params.workspaceFolders)) {
    placesIn([{ uri: rootUri }], disk).forEach((place) => places.add(place));
  }
  return {
    all: () => [...places],
    change: (event) => {
      const { added, removed } = recordFrom(event);
      placesIn(removed, disk).forEach((place) => places.delete(place));
      placesIn(added, disk).forEach((place) => places.add(place));
    },
  };
}

function placesIn(folders: unknown, disk: Disk | undefined): string[] {
  return (Array.isArray(folders) ? (folders as unknown[]) : []).flatMap((folder) => {
    const { uri } = recordFrom(folder);
    return (typeof uri === 'string' ? disk?.placeOf(uri) : undefined) ?? [];
  });
}
