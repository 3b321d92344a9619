import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions, unbundled, type CommandLine } from '../options.ts';
import { repeatedLine, settledValues, withoutVariableOptions } from '../repeated-words.ts';
import { isNameWithVariable } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { pythonTool } from './python-tool.ts';
import { uvInputs } from './uv-project.ts';
import { withoutOptions } from './without-options.ts';

/** uv's projects and tools (domain.md section 4, row 10); `uv pip` is read with pip. */
export const uv: Ecosystem = {
  id: 'uv',
  docs: {
    rows: [10],
    title: 'uv',
    commands: ['uv sync --locked', 'uv sync --frozen --no-install-project', 'uv tool install ruff'],
    fix: 'Copies pyproject.toml and uv.lock first where the project is no package. Otherwise adds `uv sync --no-install-project` (`--no-install-workspace` with members) in front of the sources; the sync itself stays below them.',
  },
  caches: [{ target: '~/.cache/uv', env: 'UV_LINK_MODE=copy' }],
  uncached: ['--no-cache', 'cache clean', 'cache prune'],
  family: 'python',
  programs: ['uv', 'conda', 'mamba', 'micromamba'],
  usualManifests: ['pyproject.toml', 'uv.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs: uvInputs,
};

const MANIFESTS = new Set(['pyproject.toml', 'uv.lock', 'uv.toml', '.python-version']);

/** Options that take the next word as their value (uv's docs/reference/cli.md, `uv sync`). */
const VALUED = new Set([
  '--directory',
  '--project',
  '--package',
  '--extra',
  '--no-extra',
  '--group',
  '--no-group',
  '--only-group',
  '--no-install-package',
  '--script',
  '-p',
  '--python',
  '--python-platform',
  '--index',
  '--default-index',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-P',
  '--upgrade-package',
  '--reinstall-package',
  '--refresh-package',
  '--index-strategy',
  '--keyring-provider',
  '--resolution',
  '--prerelease',
  '--fork-strategy',
  '-C',
  '--config-setting',
  '--config-settings-package',
  '--no-build-isolation-package',
  '--exclude-newer',
  '--link-mode',
  '--no-build-package',
  '--no-binary-package',
  '--cache-dir',
  '--color',
  '--allow-insecure-host',
  '--config-file',
  '--output-format',
  '--with',
  '--with-requirements',
  '--with-editable',
]);

const PLACE = new Set(['--directory', '--project']);

function read(command: Command): CommandRole | undefined {
  const tool = pythonTool(command);
  if (tool?.name !== 'uv') {
    return undefined;
  }
  const args = unbundled(tool.args, VALUED, 'letters');
  const words = withoutVariableOptions(args, VALUED);
  const line =
    words &&
    readOptions(
      words.map((word) => ({ ...word, literal: true })),
      VALUED,
      'letters',
    );
  if (line?.operands[0] !== 'sync') {
    return roleOf(args);
  }
  const downloadOnly = repeatedLine(withoutOptions(args, PLACE));
  const directory = lastValue(line, '--directory', '--project') ?? '';
  const isOther = isSet(line, '--script', '--dry-run', '--check');
  if (line.operands.length > 1 || isOther || downloadOnly === undefined || /[$`"]/.test(directory)) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: uv,
      directory,
      manifests: ['pyproject.toml'],
      optional: [],
      subject: '',
      frozen: isSet(line, '--locked', '--frozen'),
      scripts: false,
      obstacle: obstacleOf(line),
      downloadOnly: `${tool.start} ${downloadOnly}`,
    },
  };
}

function obstacleOf(line: CommandLine): string | undefined {
  const links = [...(line.options.get('-f') ?? []), ...(line.options.get('--find-links') ?? [])];
  const odd = ['--config-file'].find((one) => line.options.has(one));
  const isLocal = links.some((place) => !/^https?:\/\//.test(place));
  return isLocal || odd !== undefined ? `\`${odd ?? '--find-links'}\` may lead among the sources` : undefined;
}

/** Values that change nothing of what is read. */
const HARMLESS = new Set(['-p', '--python', '--index-url', '--default-index', '--index', '--cache-dir']);

/** What its other commands mean: programs in environments of their own, interpreters by version, and its cache. */
function roleOf(args: Command['args']): CommandRole | undefined {
  const words = settledValues(args, HARMLESS).map((word) => {
    const text = word.text.replace(/^"(.*)"$/s, '$1');
    return !word.literal && isNameWithVariable({ ...word, text }) ? { ...word, text, literal: true } : word;
  });
  const line = readOptions(words, VALUED, 'letters');
  const [verb, second, ...names] = line.operands;
  if (!line.literal) {
    return undefined;
  }
  switch (verb) {
    case undefined:
      return isSet(line, '--version', '-V') ? { kind: 'companion' } : undefined;
    case 'cache':
      return second === 'clean' || second === 'prune' ? { kind: 'companion' } : undefined;
    case 'tool': {
      const isPlain = !line.options.has('--with-requirements') && !line.options.has('--with-editable');
      const areNames =
        names.length > 0 && names.every((one) => /^[A-Za-z0-9][\w.[\],@=<>~!${}-]*$/.test(one));
      if (second === 'update-shell') {
        return { kind: 'companion' };
      }
      return second === 'install' && isPlain && areNames ? { kind: 'packages' } : undefined;
    }
    case 'python':
      return second === 'install' && names.length > 0 ? { kind: 'packages' } : undefined;
    default:
      return undefined;
  }
}
