import type { Git } from '../lsp/runtime.ts';

/** This machine's git. It is loaded at the first question: most sessions never ask one. */
export function nodeGit(): Git {
  return {
    historyLoader: async () => (await import('../workspace/git/git-history.ts')).createHistoryLoader(),
    changedSince: async (folder, ref) =>
      (await import('../workspace/git/git-changes.ts')).changedSince(folder, ref),
    textAt: async (folder, ref, path) =>
      (await import('../workspace/git/git-changes.ts')).textAt(folder, ref, path),
  };
}
