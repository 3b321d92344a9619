import type * as vscode from 'vscode';

/** The build contexts that a person picked in this workspace, remembered across sessions: by a document's URI. */
export interface ContextPicks {
  all(): Readonly<Record<string, string>>;
  /** Null forgets. */
  remember(uri: string, id: string | null): Thenable<void>;
}

const REMEMBERED = 'strata.pickedContexts';

/** Of documents that are long gone too; the oldest are forgotten beyond so many. */
const MOST = 500;

/** Keeps picks in the workspace's memory. */
export function createContextPicks(memory: vscode.Memento): ContextPicks {
  const all = (): Record<string, string> => memory.get<Record<string, string>>(REMEMBERED, {});
  return {
    all,
    remember: (uri, id) => {
      const others = Object.entries(all()).filter(([other]) => other !== uri);
      const picks = id === null ? others : [...others, [uri, id]];
      return memory.update(REMEMBERED, Object.fromEntries(picks.slice(-MOST)));
    },
  };
}
