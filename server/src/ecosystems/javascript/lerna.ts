import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect } from '../collector.ts';
import { isSet, readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';
import { judgeHooks } from './hooks.ts';
import { readLocalDependencies } from './local-dependencies.ts';
import { isJavaScriptManifest } from './names.ts';
import { manifestIn } from './project.ts';
import { withoutRunner } from './runner.ts';
import { findMembers } from './workspaces.ts';

/** `lerna bootstrap`, of Lerna before version 7 (domain.md section 4, row 1). */
export const lerna: Ecosystem = {
  id: 'lerna',
  docs: {
    rows: [1],
    title: 'Lerna before version 7',
    commands: ['npx lerna bootstrap'],
    fix: 'Copies lerna.json and the manifests of all packages first. None where a `prepare` script builds one of them.',
  },
  caches: [{ target: '~/.npm' }],
  uncached: [],
  family: 'javascript',
  programs: ['lerna', 'npx', 'yarn', 'npm', 'pnpm'],
  usualManifests: ['lerna.json', 'package.json'],
  isManifest: isJavaScriptManifest,
  read,
  inputs,
};

function read(command: Command): CommandRole | undefined {
  const isRun = command.name === 'yarn' && ['lerna', 'run'].includes(command.args[0]?.text ?? '');
  const [first] = command.args;
  const { name, args } =
    isRun && first?.text === 'lerna'
      ? { name: 'lerna', args: command.args.slice(1) }
      : withoutRunner(command);
  const line = readOptions(
    args,
    new Set(['--scope', '--ignore', '--npm-client', '--concurrency', '--loglevel', '--registry']),
  );
  if (name !== 'lerna' || line.operands[0] !== 'bootstrap' || !line.literal) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: lerna,
      directory: '',
      manifests: ['lerna.json', 'package.json'],
      optional: [],
      subject: 'lerna',
      frozen: false,
      scripts: !isSet(line, '--ignore-scripts'),
      obstacle: line.options.has('--npm-client') ? '`--npm-client` picks another package manager' : undefined,
    },
  };
}

const BESIDE = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', '.npmrc', '.yarnrc'];

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  found.require('lerna.json');
  found.require('package.json');
  found.take(...BESIDE);
  const path = joinPath(folder, 'lerna.json');
  const settings = context.jsonc(path);
  const root = manifestIn(folder, context);
  if (members(settings) === undefined || root === undefined) {
    found.refuse(`${path} or package.json can't be read`);
    return found.result();
  }
  if (
    memberAt(settings, 'npmClient') === 'pnpm' ||
    memberAt(settings, 'command', 'bootstrap', 'npmClientArgs') !== undefined
  ) {
    found.refuse(`${path} has settings that are not followed`);
  }
  const listed = textsOf(memberAt(settings, 'packages'));
  const isWorkspace = memberAt(settings, 'useWorkspaces') === true || listed.length === 0;
  const workspaces = isWorkspace ? (root.workspaces ?? []) : [];
  const patterns = workspaces.length > 0 ? workspaces : listed.length > 0 ? listed : ['packages/*'];
  const packages = findMembers(folder, patterns, context);
  if (packages.kind === 'unknown') {
    found.refuse(packages.why);
    return found.result();
  }
  let hasLock = false;
  for (const at of packages.folders) {
    const below = folder === '' ? at : at.slice(folder.length + 1);
    const manifest = manifestIn(at, context);
    found.require(`${below}/package.json`);
    hasLock = found.take(...BESIDE.map((name) => `${below}/${name}`)) || hasLock;
    found.writes(`${below}/node_modules`, '**/node_modules');
    if (manifest === undefined) {
      found.refuse(`${at}/package.json can't be read`);
      continue;
    }
    const local = readLocalDependencies(at, manifest.dependencies, context);
    const isMember = (place: string): boolean => packages.folders.includes(place);
    const outer = local.inputs.filter((input) => !isMember(input.path));
    const hooks = install.scripts
      ? judgeHooks({ folder: at, manifest, context })
      : { inputs: [], hazards: [] };
    for (const input of [...outer, ...hooks.inputs]) {
      found.add(input);
    }
    const hazards = outer.length > 0 || local.inputs.length === 0 ? local.hazards : [];
    for (const { effect, reason } of [...hazards, ...hooks.hazards]) {
      found[effect === 'none' ? 'refuse' : 'review'](reason);
    }
    if (install.scripts && manifest.scripts.has('prepublish')) {
      found.refuse(`the \`prepublish\` script of ${at} may need its sources`);
    }
    if (manifest.hasPrograms) {
      found.review(`the programs of ${at} are linked only if they exist`);
    }
  }
  found.review(hasLock ? 'lerna bootstrap may rewrite lock files' : 'no lock file pins the versions');
  found.writes('node_modules', '**/node_modules');
  return found.result();
}
