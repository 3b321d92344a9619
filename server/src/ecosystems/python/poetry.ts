import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, type CommandLine } from '../options.ts';
import { repeatedLine } from '../repeated-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { poetryInputs } from './poetry-project.ts';
import { toolCall } from './python-tool.ts';
import { withoutOptions } from './without-options.ts';

/** Poetry (domain.md section 4, row 9). */
export const poetry: Ecosystem = {
  id: 'poetry',
  docs: {
    rows: [9],
    title: 'Poetry',
    commands: ['poetry install', 'poetry install --no-root', 'poetry sync'],
    fix: 'Copies pyproject.toml and lock file first where only dependencies are installed. Otherwise adds `poetry install --no-root` (with `--no-directory` for local packages) in front of the sources; the install itself stays below them.',
  },
  // Beside these two lie the environments themselves, which belong into the image.
  caches: [{ target: '~/.cache/pypoetry/cache' }, { target: '~/.cache/pypoetry/artifacts' }],
  uncached: ['--no-cache', 'cache clear'],
  family: 'python',
  programs: ['poetry', 'conda', 'mamba', 'micromamba'],
  usualManifests: ['pyproject.toml', 'poetry.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs: poetryInputs,
};

const MANIFESTS = new Set(['pyproject.toml', 'poetry.lock', 'poetry.toml']);

/** Options that take the next word as their value (poetry's docs/cli.md). */
const VALUED = new Set([
  '-C',
  '--directory',
  '-P',
  '--project',
  '--with',
  '--without',
  '--only',
  '-E',
  '--extras',
]);

/** Where it works. Its own words name no other files. */
const PLACE = new Set(['-C', '--directory', '-P', '--project']);

function read(command: Command): CommandRole | undefined {
  const call = toolCall(command, 'poetry', VALUED);
  if (call === undefined) {
    return undefined;
  }
  const { tool, line } = call;
  const [verb, ...operands] = line.operands;
  if (verb !== 'install' && verb !== 'sync') {
    const isKnown = tool.args.every(({ literal }) => literal);
    return isKnown ? roleOf(line) : undefined;
  }
  const downloadOnly = repeatedLine(withoutOptions(tool.args, PLACE));
  const directory = lastValue(line, '-C', '--directory', '-P', '--project') ?? '';
  const isOnlyRoot = isSet(line, '--only-root') || isSet(line, '--dry-run');
  if (operands.length > 0 || isOnlyRoot || downloadOnly === undefined || /[$`"]/.test(directory)) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: poetry,
      directory,
      manifests: ['pyproject.toml'],
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle: undefined,
      downloadOnly: `${tool.start} ${downloadOnly}`,
    },
  };
}

/** What its other commands mean: settings of the user, and plugins of its own. */
function roleOf(line: CommandLine): CommandRole | undefined {
  const [verb, second, ...operands] = line.operands;
  switch (verb) {
    case undefined:
      return isSet(line, '--version', '-V') ? { kind: 'companion' } : undefined;
    case 'config':
      return isSet(line, '--local') ? undefined : { kind: 'companion' };
    case 'cache':
      return second === 'clear' ? { kind: 'companion' } : undefined;
    case 'self': {
      const areNames = operands.every((one) => /^[A-Za-z][\w.[\]-]*(@\S+|[=<>~^!][\S]*)?$/.test(one));
      return second === 'add' && areNames ? { kind: 'packages' } : undefined;
    }
    default:
      return undefined;
  }
}
