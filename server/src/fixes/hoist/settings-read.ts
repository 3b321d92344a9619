import { baseName } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { isManifest } from '../../ecosystems/index.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';
import type { Step } from './run-reading.ts';

/** Package managers that look at nothing in the working directory when they install by name. */
const BLIND = new Set([
  'npm',
  'pip',
  'go',
  'bundler',
  'composer',
  'php-extensions',
  'dart',
  'conda',
  'cpanm',
]);

/** What the others read there (the settings files of each, in its own documentation). */
const SETTINGS: ReadonlyMap<string, RegExp> = new Map([
  ['yarn', /^\.(yarnrc(\.yml)?|npmrc)$/],
  ['pnpm', /^(\.npmrc|pnpm-workspace\.yaml|package\.json)$/],
  ['bun', /^(\.npmrc|bunfig\.toml)$/],
  ['uv', /^(uv\.toml|pyproject\.toml)$/],
  ['poetry', /^(poetry\.toml|pyproject\.toml)$/],
  ['r-packages', /^\.(Rprofile|Renviron)$/],
  ['julia', /^(Julia)?(Project|LocalPreferences)\.toml$/],
  ['cargo', /^(config|config\.toml|rust-toolchain(\.toml)?)$/],
  ['dotnet', /^(nuget\.config|global\.json)$/i],
]);

/**
 * What of the copied files an install by name may be changed by, as a clause: settings in its working directory. Undefined when
 * there are none.
 */
export function settingsRead(
  steps: readonly Step[],
  copies: readonly CopyStep[],
  context: ContextSnapshot | undefined,
): string | undefined {
  for (const { kind, ecosystem, part } of steps) {
    const manager = kind === 'packages' ? managerOf(part.command, ecosystem) : undefined;
    if (manager === undefined) {
      continue;
    }
    for (const step of copies) {
      const file = settingsIn(step, manager, context);
      if (file !== undefined) {
        return `${manager} may read ${file}`;
      }
    }
  }
  return undefined;
}

/** Whether a command that installs packages by name reads nothing of the project that it may stand in. */
export function readsNoSettings({ command, ecosystem }: RunPart): boolean {
  return managerOf(command, ecosystem) === undefined;
}

/** The package manager of a command, if it reads settings in the working directory. */
function managerOf({ words }: ShellCommand, ecosystem: string | undefined): string | undefined {
  const manager = words.some(({ text }) => text === 'uv') ? 'uv' : ecosystem;
  return manager === undefined || BLIND.has(manager) ? undefined : manager;
}

function settingsIn(
  step: CopyStep,
  manager: string,
  context: ContextSnapshot | undefined,
): string | undefined {
  if (step.copy.from.kind !== 'context') {
    return undefined;
  }
  if (context === undefined) {
    return 'settings among the copied files';
  }
  const wanted = SETTINGS.get(manager);
  for (const source of step.copy.sources) {
    for (const { path, to } of selectionOf(step, source, context)?.files ?? []) {
      const isNear = !to.includes('/') || to.startsWith('.cargo/');
      const isRead = wanted === undefined ? isManifest(path) : wanted.test(baseName(path));
      if (isNear && (isRead || (manager === 'yarn' && pinsManager(path, context)))) {
        return path;
      }
    }
  }
  return undefined;
}

/** Yarn refuses to run, and corepack takes another version, where package.json names a package manager. */
function pinsManager(path: string, context: ContextSnapshot): boolean {
  const value = baseName(path) === 'package.json' ? queryOf(context).json(path) : undefined;
  return typeof value === 'object' && value !== null && 'packageManager' in value;
}
