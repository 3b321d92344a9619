import { baseName } from '../../context/path-parts.ts';
import { memberAt, members } from '../../formats/members.ts';
import { collect } from '../collector.ts';
import { readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';
import { readLocalDependencies } from './local-dependencies.ts';
import { manifestIn } from './project.ts';

/** Rush (domain.md section 4, row 1: a monorepo of npm packages). */
export const rush: Ecosystem = {
  id: 'rush',
  docs: {
    rows: [1],
    title: 'Rush',
    commands: ['rush install', 'node common/scripts/install-run-rush.js install'],
    fix: 'Copies rush.json, `common/config` and the manifests of all projects first.',
  },
  caches: [],
  uncached: ['purge'],
  family: 'javascript',
  programs: ['rush', 'node'],
  usualManifests: ['rush.json', 'common/config'],
  isManifest: (path) => baseName(path) === 'rush.json' || /(^|\/)common\/config\/rush\//.test(path),
  read,
  inputs,
};

const RUNNER = 'common/scripts/install-run-rush.js';

function read({ name, args }: Command): CommandRole | undefined {
  const isScript =
    name === 'node' && args[0]?.literal === true && args[0].text.replace(/^\.\//, '') === RUNNER;
  const line = readOptions(
    isScript ? args.slice(1) : args,
    new Set(['-t', '--to', '-f', '--from', '--max-install-attempts', '--subspace']),
  );
  if ((name !== 'rush' && !isScript) || !line.literal) {
    return undefined;
  }
  return line.operands.length === 1 && line.operands[0] === 'install'
    ? {
        kind: 'install',
        install: {
          ecosystem: rush,
          directory: '',
          manifests: ['rush.json'],
          optional: [],
          subject: 'rush',
          frozen: true,
          scripts: false,
          obstacle: undefined,
        },
      }
    : undefined;
}

/** Folders that rush reads beside its configuration (rushjs.io, advanced/config_files). */
const FOLDERS = [
  'common/config',
  'common/scripts',
  'common/git-hooks',
  'common/pnpm-patches',
  'common/autoinstallers',
];

function inputs(_: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  found.require('rush.json');
  const path = joinPath(folder, 'rush.json');
  const settings = context.jsonc(path);
  const projects = memberAt(settings, 'projects');
  if (members(settings) === undefined || !Array.isArray(projects)) {
    found.refuse(`${path} can't be read`);
    return found.result();
  }
  found.take(...FOLDERS);
  for (const [, commands] of members(memberAt(settings, 'eventHooks')) ?? []) {
    if (Array.isArray(commands) && commands.length > 0) {
      found.refuse(`${path} has event hooks`);
      break;
    }
  }
  for (const project of projects as unknown[]) {
    const below = memberAt(project, 'projectFolder');
    if (typeof below !== 'string') {
      found.refuse(`${path} can't be read`);
      break;
    }
    found.require(`${below}/package.json`);
    found.writes(`${below}/node_modules`, '**/node_modules');
    const at = joinPath(folder, below);
    const manifest = manifestIn(at, context);
    const local = manifest && readLocalDependencies(at, manifest.dependencies, context);
    if (local === undefined || local.inputs.length > 0 || local.hazards.length > 0) {
      found.refuse(`${at}/package.json names local packages, or can't be read`);
    }
  }
  found.review('`rush install` may look at the git repository');
  found.writes('common/temp');
  return found.result();
}
