import type { BaseLanguageClient } from 'vscode-languageclient';
import { BUILD_OUTPUT_NOTIFICATION } from '../../shared/wire.ts';
import type { BuildOutputParams } from '../../shared/wire.ts';

/** What the builds that are under way say. */
export interface BuildOutput {
  /** Tells what the build of a document says; what it returns ends that. */
  follow(uri: string, tell: (text: string) => void): () => void;
  /** Whether any build is followed. */
  isFollowed(): boolean;
  dispose(): void;
}

interface Listener {
  readonly uri: string;
  readonly tell: (text: string) => void;
}

/** Hears of all builds, and writes what they say to a log. The client library takes one listener for a notification, and the last one. */
export function createBuildOutput(
  client: Pick<BaseLanguageClient, 'onNotification'>,
  log: (text: string) => void,
): BuildOutput {
  const listeners = new Set<Listener>();
  const heard = client.onNotification(BUILD_OUTPUT_NOTIFICATION, ({ uri, text }: BuildOutputParams) => {
    log(text);
    for (const listener of listeners) {
      if (listener.uri === uri) {
        listener.tell(text);
      }
    }
  });
  return {
    follow: (uri, tell) => {
      const listener: Listener = { uri, tell };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    isFollowed: () => listeners.size > 0,
    dispose: () => {
      heard.dispose();
    },
  };
}
