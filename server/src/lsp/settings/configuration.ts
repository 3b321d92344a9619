import type { Connection } from 'vscode-languageserver';
import { DidChangeConfigurationNotification } from '../protocol.ts';
import type { ClientAbilities } from '../client-abilities.ts';
import { quietly } from '../guard.ts';
import type { later } from '../later.ts';
import type { Log } from '../log.ts';
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
  readonly later: typeof later;
}

const SECTION = 'strata';

/** A client that takes longer is not waited for, in milliseconds: its answer counts once it is there. */
const PATIENCE = 3000;

/** Pulls settings per document; clients that can't be asked send them with `initialize` and when they change. */
export function createConfiguration({
  connection,
  abilities,
  log,
  onChange,
  later: wait,
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

  const withDefaults = (): Settings => {
    log.note('settings', 'The editor did not answer when asked for settings: defaults are used.');
    return DEFAULT_SETTINGS;
  };

  const pull = (uri: string): Promise<Settings> => {
    const ask = async (): Promise<Settings> =>
      settingsFrom(await connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }));
    const told = ask().catch(withDefaults);
    const asked = new Promise<Settings>((resolve) => {
      const takeBack = wait(PATIENCE, () => {
        resolve(withDefaults());
        void told.then((late) => {
          // Neither for a document that was closed, nor over what was asked after it.
          if (pulled.get(uri) === asked) {
            pulled.set(uri, Promise.resolve(late));
            onChange();
          }
        });
      });
      void told.then((settings) => {
        takeBack();
        resolve(settings);
      });
    });
    return asked;
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
