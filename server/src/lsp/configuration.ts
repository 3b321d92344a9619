import type { Connection } from 'vscode-languageserver';
import { DidChangeConfigurationNotification } from './protocol.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { quietly } from './guard.ts';
import type { Log } from './log.ts';
import { DEFAULT_SETTINGS, recordFrom, settingsFrom } from './settings.ts';
import type { Settings } from './settings.ts';

/** The settings of each document, asked for once and again after a change. */
export interface Configuration {
  /** Never rejects: a client that fails or does not answer in time leaves the defaults. */
  readonly of: (uri: string) => Promise<Settings>;
  forget(uri: string): void;
  /** Asks the client to tell of changes, where it wants to be asked. */
  register(): void;
}

/** What a configuration needs. */
export interface ConfigurationOptions {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly log: Log;
  /** Called when settings may be others than before. */
  readonly onChange: () => void;
}

const SECTION = 'strata';

/** A client that takes longer is taken to have no answer, in milliseconds. */
const PATIENCE = 3000;

/** Pulls settings per document; clients that can't be asked send them with `initialize` and when they change. */
export function createConfiguration({
  connection,
  abilities,
  log,
  onChange,
}: ConfigurationOptions): Configuration {
  const pulled = new Map<string, Promise<Settings>>();
  let pushed = settingsFrom(abilities.settings);

  connection.onDidChangeConfiguration(
    quietly(log, 'settings', (params: unknown) => {
      if (!abilities.configuration) {
        const all = recordFrom(recordFrom(params)['settings']);
        pushed = settingsFrom(SECTION in all ? all[SECTION] : all);
      }
      pulled.clear();
      onChange();
    }),
  );

  const pull = async (uri: string): Promise<Settings> => {
    const settings = await withPatience(
      connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }) as Promise<unknown>,
    ).then(settingsFrom, () => {
      log.note('settings', 'The editor did not answer when asked for settings: defaults are used.');
      return DEFAULT_SETTINGS;
    });
    return settings;
  };

  return {
    of: (uri) => {
      if (!abilities.configuration) {
        return Promise.resolve(pushed);
      }
      let settings = pulled.get(uri);
      if (settings === undefined) {
        settings = pull(uri);
        pulled.set(uri, settings);
      }
      return settings;
    },
    forget: (uri) => {
      pulled.delete(uri);
    },
    register: quietly(log, 'settings', () =>
      abilities.registersConfiguration
        ? connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION })
        : undefined,
    ),
  };
}

async function withPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('No answer.'));
    }, PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
