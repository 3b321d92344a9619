import { plainValue } from '../formats/yaml-plain.ts';
import { yamlValue } from '../formats/yaml.ts';
import { RULES } from '../rules/registry.ts';
import { groupOf, RULE_SETTING_NAMES } from '../rules/setting-of.ts';
import { folderOf, join, relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';
import { TEAM_FILE } from './project-files.ts';
import { kindInside } from './stays-inside.ts';

/** What a team's file says. */
export interface TeamSettings {
  /** The place of the file. */
  readonly file: string;
  /** Its settings, named as in the editor without the `strata` in front. What is wrong in it is left for `settingsFrom` to pass over. */
  readonly value: unknown;
  /** What is wrong with it: sentences. */
  readonly problems: readonly string[];
}

/** A larger file is not read, in bytes. */
const MAX_BYTES = 64 * 1024;

/**
 * The nearest `.strata.yaml` in a Dockerfile's folder and those above it, up to the workspace's root. Undefined where there
 * is none; through symbolic links none is looked for.
 */
export async function findTeamSettings(
  files: FileSystem,
  { dockerfile, root }: { readonly dockerfile: string; readonly root: string | undefined },
): Promise<TeamSettings | undefined> {
  const own = folderOf(dockerfile);
  const top = root !== undefined && relativeTo(root, own) !== undefined ? root : own;
  for (let folder = own; ; folder = folderOf(folder)) {
    const file = join(folder, TEAM_FILE);
    if ((await kindInside(files, top, file)) === 'file') {
      const text = await files.readText(file, MAX_BYTES);
      return text === undefined
        ? { file, value: undefined, problems: [`${TEAM_FILE} can't be read, or has more than 64 kB.`] }
        : { file, ...readTeamSettings(text) };
    }
    if (relativeTo(top, folder) === '.') {
      return undefined;
    }
  }
}

/** Reads the text of a team's file. Never throws. */
export function readTeamSettings(text: string): Omit<TeamSettings, 'file'> {
  const value = plainValue(yamlValue(text));
  // A file with nothing but comments says nothing, which is fine.
  if (value === null) {
    return { value, problems: [] };
  }
  const problems = isRecord(value)
    ? Object.entries(value).flatMap(([key, one]) => problemsOf(key, one))
    : ['It is no YAML that can be read as settings.'];
  return { value, problems: problems.map((problem) => `${TEAM_FILE}: ${problem}`) };
}

function problemsOf(key: string, value: unknown): string[] {
  switch (key) {
    case 'rules':
      return isRecord(value)
        ? Object.entries(value).flatMap(([name, one]) => ruleProblem(name, one))
        : ['`rules` must map rules or groups to severities.'];
    case 'builder':
      return value === 'buildkit' || value === 'classic'
        ? []
        : ['`builder` must be `buildkit` or `classic`.'];
    case 'context':
      return isRecord(value) ? contextProblems(value) : ['`context` must hold `folders` or `maxFiles`.'];
    default:
      return [`\`${shown(key)}\` is no setting; it may hold \`rules\`, \`builder\` and \`context\`.`];
  }
}

function ruleProblem(name: string, value: unknown): string[] {
  const group = name.replace(/\/\*$/, '');
  if (!RULES.some((rule) => rule.id === name || groupOf(rule) === group)) {
    return [`there is no rule or group \`${shown(name)}\`.`];
  }
  return RULE_SETTING_NAMES.some((setting) => setting === value)
    ? []
    : [`\`${name}\` must be one of ${RULE_SETTING_NAMES.join(', ')}.`];
}

function contextProblems(context: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(context).flatMap(([key, value]) => {
    switch (key) {
      case 'folders':
        return isRecord(value) && Object.values(value).every((folder) => typeof folder === 'string')
          ? []
          : ['`context.folders` must map Dockerfiles to folders.'];
      case 'maxFiles':
        return typeof value === 'number' && value >= 0 ? [] : ['`context.maxFiles` must be a number.'];
      default:
        return [`\`context.${shown(key)}\` is no setting.`];
    }
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names come from a file: long ones would drown the sentence. */
function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
