import { findTeamSettings } from '../../workspace/team-settings.ts';
import type { TeamSettings } from '../../workspace/team-settings.ts';
import type { Configuration } from './configuration.ts';
import { innermost } from '../../workspace/innermost.ts';
import type { Log } from '../log.ts';
import type { Disk } from '../runtime.ts';
import { settingsFrom } from './settings.ts';
import type { Settings } from './settings.ts';

/** The editor's settings with what a team's file says over them. */
export interface TeamConfiguration extends Configuration {
  /** A team's file came, went or changed: all of them are read again at the next question. */
  readonly reread: () => void;
}

/** What reading a team's file needs. */
export interface TeamOptions {
  readonly configuration: Configuration;
  /** Undefined where there are no files to read. */
  readonly disk: Disk | undefined;
  /** Places of the workspace's folders. */
  readonly folders: () => readonly string[];
  readonly log: Log;
}

interface Known {
  readonly base: Settings;
  readonly team: TeamSettings;
  readonly settings: Settings;
}

/** Reads the `.strata.yaml` of each document once. The same settings are the same object for as long as nothing changes. */
export function withTeamSettings({ configuration, disk, folders, log }: TeamOptions): TeamConfiguration {
  const teams = new Map<string, Promise<TeamSettings | undefined>>();
  const known = new Map<string, Known>();

  const read = async (uri: string): Promise<TeamSettings | undefined> => {
    const dockerfile = disk?.placeOf(uri);
    if (disk === undefined || dockerfile === undefined) {
      return undefined;
    }
    const team = await findTeamSettings(disk.files, {
      dockerfile,
      root: innermost(folders(), dockerfile),
    });
    for (const problem of team?.problems ?? []) {
      log.note(uri, problem);
    }
    return team;
  };

  const teamOf = (uri: string): Promise<TeamSettings | undefined> => {
    const reading = teams.get(uri) ?? read(uri);
    teams.set(uri, reading);
    return reading;
  };

  return {
    ...configuration,
    of: async (uri) => {
      const asked = configuration.of(uri);
      const team = await teamOf(uri);
      const base = await asked;
      const held = known.get(uri);
      if (team === undefined) {
        return base;
      }
      // A file that was read again meanwhile is another one, though nothing was held of it yet.
      const isHeld = held?.base === base && held.team === team;
      const settings = isHeld ? held.settings : settingsFrom(team.value, base);
      known.set(uri, { base, team, settings });
      return settings;
    },
    forget: (uri) => {
      configuration.forget(uri);
      teams.delete(uri);
      known.delete(uri);
    },
    reread: () => {
      teams.clear();
      known.clear();
    },
  };
}
