import { baseName } from '../../context/path-parts.ts';
import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { isSet, lastValue } from '../options.ts';
import { joinPath } from '../paths.ts';
import { repeatedLine } from '../repeated-words.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';
import { hasDynamicDependencies, localRequirements, requirementTexts } from './pyproject.ts';
import { toolCall } from './python-tool.ts';
import { withoutOptions } from './without-options.ts';

/** PDM (domain.md section 4, row 12). */
export const pdm: Ecosystem = {
  id: 'pdm',
  docs: {
    rows: [12],
    title: 'PDM',
    commands: ['pdm install --prod', 'pdm sync', 'pdm install --no-self'],
    fix: 'Copies pyproject.toml and pdm.lock first where only dependencies are installed. Otherwise adds `pdm install --no-self` in front of the sources; the install itself stays below them.',
  },
  caches: [{ target: '~/.cache/pdm' }],
  uncached: ['--no-cache', 'cache clear'],
  family: 'python',
  programs: ['pdm'],
  usualManifests: ['pyproject.toml', 'pdm.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs,
};

const MANIFESTS = new Set(['pyproject.toml', 'pdm.lock', 'pdm.toml', '.pdm.toml']);

/** Options that take the next word as their value (pdm/cli/options.py). */
const VALUED = new Set([
  '-p',
  '--project',
  '-G',
  '--group',
  '--with',
  '--without',
  '-L',
  '--lockfile',
  '--venv',
  '-k',
  '--skip',
  '--override',
  '-c',
  '--config',
  '--config-setting',
]);

const PLACE = new Set(['-p', '--project']);

function read(command: Command): CommandRole | undefined {
  const call = toolCall(command, 'pdm', VALUED);
  if (call === undefined) {
    return undefined;
  }
  const { tool, line } = call;
  const [verb, ...operands] = line.operands;
  if (verb === undefined) {
    return isSet(line, '--version', '-V') ? { kind: 'companion' } : undefined;
  }
  if (verb === 'config' || verb === 'cache') {
    const isKnown = tool.args.every(({ literal }) => literal) && !isSet(line, '--local', '-l');
    return isKnown && (verb === 'config' || operands[0] === 'clear') ? { kind: 'companion' } : undefined;
  }
  const isSync = verb === 'sync';
  const downloadOnly = repeatedLine(withoutOptions(tool.args, PLACE));
  const directory = lastValue(line, '-p', '--project') ?? '';
  const isOther = isSet(line, '--plugins', '--dry-run', '-g', '--global') || isSet(line, '--only-self');
  if ((!isSync && verb !== 'install') || operands.length > 0 || isOther || downloadOnly === undefined) {
    return undefined;
  }
  const odd = ['--override', '-c', '--config'].find((one) => line.options.has(one));
  return {
    kind: 'install',
    install: {
      ecosystem: pdm,
      directory,
      manifests: ['pyproject.toml'],
      optional: [lastValue(line, '-L', '--lockfile') ?? 'pdm.lock'],
      subject: '',
      frozen: isSync || isSet(line, '--frozen-lockfile', '--no-lock', '--check'),
      scripts: !isSet(line, '-k', '--skip'),
      obstacle:
        odd !== undefined
          ? `\`${odd}\` may lead among the sources`
          : /[$`"]/.test(directory)
            ? 'the place of the project is not known'
            : undefined,
      downloadOnly: `${tool.start} ${downloadOnly}`,
      ...(isSync ? { reads: ['pdm.lock'] } : {}),
    },
  };
}

/**
 * What `pdm install` reads: pyproject.toml, its lock and settings. A project is a package where it has a name and nothing says
 * otherwise (pdm/project/core.py, `is_distribution`); it is left to the install below the sources.
 */
function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const path = joinPath(folder, 'pyproject.toml');
  found.require('pyproject.toml');
  const pyproject = context.toml(path);
  const settings = memberAt(pyproject, 'tool', 'pdm');
  const type = memberAt(settings, 'package-type');
  const isPackage =
    typeof memberAt(pyproject, 'project', 'name') === 'string' &&
    (type === undefined ? memberAt(settings, 'distribution') !== false : type === 'library');
  const isLeftOut = / --no-self(\s|$)/.test(install.downloadOnly ?? '');
  const downloads = isPackage && !isLeftOut;
  takeLock(found, {
    names: [...install.optional],
    command: 'pdm install',
    rewrites: !install.frozen && !downloads,
    required: install.reads !== undefined,
  });
  found.take('pdm.toml', '.pdm.toml', '.python-version');
  found.writes('.venv');
  found.writes('.pdm-python');
  if (members(pyproject) === undefined) {
    found.refuse(`${path} can't be read`);
  }
  readRequirementTexts(found, pyproject, path);
  readHooks(found, install, settings);
  return found.result(
    downloads ? { download: { command: `${install.downloadOnly ?? ''} --no-self`, review: undefined } } : {},
  );
}

function readRequirementTexts(found: Collector, pyproject: unknown, path: string): void {
  const development = members(memberAt(pyproject, 'tool', 'pdm', 'dev-dependencies'))?.values() ?? [];
  const texts = [...requirementTexts(pyproject), ...[...development].flatMap(textsOf)];
  for (const local of localRequirements(texts.map((text) => text.replace(/^\s*-e\s+/, '')))) {
    const folder = /(?:^|@\s*)file:\/\/\/\$\{PROJECT_ROOT\}\/([\w./-]+)/.exec(local)?.[1];
    if (folder === undefined) {
      found.refuse(`${path} installs \`${local}\` from the sources`);
    } else {
      found.local(folder, `\`${folder}\` of ${path}`);
    }
  }
  if (hasDynamicDependencies(pyproject)) {
    found.refuse(`the dependencies of ${path} are dynamic`);
  }
}

/** Scripts of pyproject.toml that an install runs (pdm's docs, usage/hooks.md). */
const HOOKS = ['pre_install', 'post_install', 'pre_lock', 'post_lock', 'pre_sync', 'post_sync'];

function readHooks(found: Collector, { scripts }: Install, settings: unknown): void {
  const hook = HOOKS.find((name) => members(memberAt(settings, 'scripts'))?.has(name) === true);
  if (scripts && hook !== undefined) {
    found.refuse(`the \`${hook}\` script runs while packages are installed`);
  }
}
