import type * as vscode from 'vscode';

/** What builds measured in this workspace, remembered across sessions: by a document's URI. Only the server knows what is in it. */
export interface BuildMemory {
  all(): Readonly<Record<string, unknown>>;
  remember(uri: string, measurements: unknown): Thenable<void>;
}

const REMEMBERED = 'strata.measurements';

/** Of documents that are long gone too; the oldest are forgotten beyond so many. */
const MOST = 100;

/** Keeps measurements in the workspace's memory. */
export function createBuildMemory(memory: vscode.Memento): BuildMemory {
  const all = (): Record<string, unknown> => memory.get<Record<string, unknown>>(REMEMBERED, {});
  return {
    all,
    remember: (uri, measurements) => {
      const others = Object.entries(all()).filter(([other]) => other !== uri);
      return memory.update(REMEMBERED, Object.fromEntries([...others, [uri, measurements]].slice(-MOST)));
    },
  };
}
