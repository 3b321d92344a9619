import { baseName } from '../../context/path-parts.ts';
import { memberAt, members } from '../../formats/members.ts';
import { collect, takeLock } from '../collector.ts';
import { isSet, type CommandLine } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';
import { localPackages } from './local-packages.ts';
import { toolCall } from './python-tool.ts';

/** Pipenv (domain.md section 4, row 11). */
export const pipenv: Ecosystem = {
  id: 'pipenv',
  docs: {
    rows: [11],
    title: 'Pipenv',
    commands: ['pipenv install --system --deploy', 'pipenv sync'],
    fix: 'Copies Pipfile and Pipfile.lock first. None where the Pipfile installs the project itself.',
  },
  caches: [{ target: '~/.cache/pipenv' }, { target: '~/.cache/pip' }],
  uncached: ['--clear'],
  family: 'python',
  programs: ['pipenv', 'conda', 'mamba', 'micromamba'],
  usualManifests: ['Pipfile', 'Pipfile.lock'],
  readsEnvironmentFile: true,
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs,
};

const MANIFESTS = new Set(['Pipfile', 'Pipfile.lock']);

/** Options that take the next word as their value (pipenv/cli/options.py). */
const VALUED = new Set([
  '--python',
  '--pypi-mirror',
  '-i',
  '--index',
  '--extra-index-url',
  '--categories',
  '--extra-pip-args',
  '-r',
  '--requirements',
  '-e',
  '--editable',
  '-c',
  '--code',
]);

/** Options that read other files than the Pipfile's. */
const OTHERS = ['-r', '--requirements', '-e', '--editable', '-c', '--code', '--extra-pip-args'];

function read(command: Command): CommandRole | undefined {
  const call = toolCall(command, 'pipenv', VALUED);
  if (call === undefined) {
    return undefined;
  }
  const { line } = call;
  const [verb, ...operands] = line.operands;
  if (verb === undefined) {
    return isSet(line, '--version') ? { kind: 'companion' } : undefined;
  }
  const isSync = verb === 'sync';
  if ((!isSync && verb !== 'install') || operands.length > 0 || OTHERS.some((one) => line.options.has(one))) {
    return undefined;
  }
  return { kind: 'install', install: installOf(line, command.env, isSync) };
}

function installOf(line: CommandLine, env: Command['env'], isSync: boolean): Install {
  const isSystem = isSet(line, '--system') || env.get('PIPENV_SYSTEM') === '1';
  const skipsLock = isSet(line, '--skip-lock');
  const isFrozen = isSync || isSet(line, '--deploy', '--ignore-pipfile');
  return {
    ecosystem: pipenv,
    directory: '',
    manifests: ['Pipfile'],
    optional: isSystem ? [] : ['.venv'],
    subject: '',
    frozen: isFrozen || skipsLock || isSystem,
    scripts: false,
    obstacle: env.has('PIPENV_PIPFILE') ? '`PIPENV_PIPFILE` names another manifest' : undefined,
    ...(isFrozen && !skipsLock ? { reads: ['Pipfile.lock'] } : {}),
  };
}

/** Pipfile, lock and settings; `.env` is loaded by every command of newer versions (pipenv/cli/command.py). */
function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  found.require('Pipfile');
  takeLock(found, {
    names: ['Pipfile.lock'],
    command: 'pipenv install',
    rewrites: !install.frozen,
    required: install.reads !== undefined,
  });
  found.take('.env');
  for (const name of install.optional) {
    found.writes(name);
  }
  const path = joinPath(folder, 'Pipfile');
  const tables = members(context.toml(path));
  if (tables === undefined) {
    found.refuse(`${path} can't be read`);
  }
  const lists = [...(tables ?? [])]
    .filter(([name]) => name !== 'scripts' && name !== 'source')
    .map(([, one]) => one);
  for (const local of localPackages(lists)) {
    found.local(local.path, `\`${local.name}\` of ${path}`);
  }
  const sources = memberAt(tables, 'source');
  for (const source of Array.isArray(sources) ? (sources as unknown[]) : []) {
    if (String(memberAt(source, 'url')).startsWith('file:')) {
      found.refuse(`${path} names an index among the sources`);
    }
  }
  return found.result();
}
