import { readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command } from '../types.ts';
import { VALUED } from './pip-options.ts';
import { pythonTool } from './python-tool.ts';

/** What makes a folder one that pip can install. */
const PROJECT_FILES = ['pyproject.toml', 'setup.py'];

/**
 * The folders that `pip install .` and `python -m build` need, with a project in each: as in `commandNeeds`. None for other commands,
 * packages by name and archives.
 */
export function localProjectNeeds(command: Command): readonly (readonly string[])[] {
  const tool = pythonTool(command);
  const words = tool?.name === 'uv' && tool.args[0]?.text === 'pip' ? tool.args.slice(1) : tool?.args;
  const isPip = tool?.name === 'uv' || /^pip(\d+(\.\d+)?)?$/.test(tool?.name ?? '');
  if (words === undefined || (!isPip && tool?.name !== 'build')) {
    return [];
  }
  const { options, operands } = readOptions(words, VALUED, 'letters');
  const [verb = '', ...named] = isPip ? operands : ['install', operands[0] ?? '.'];
  const editable = ['-e', '--editable'].flatMap((one) => options.get(one) ?? []);
  return verb !== 'install' && verb !== 'wheel'
    ? []
    : [...named, ...editable].flatMap((one) => {
        const folder = FOLDER.exec(one)?.[1];
        const path = folder === undefined ? undefined : joinPath('', folder);
        return path === undefined
          ? []
          : [path === '' ? [] : [path], PROJECT_FILES.map((name) => joinPath(path, name))];
      });
}

/** A folder as pip tells it from a package's name, with extras: `.[dev]`, `./lib`, `/app`. */
const FOLDER =
  /^["']?(\.{1,2}|(?:\.{0,2}\/)(?![^"'[]*\.(?:whl|zip|gz|tgz|bz2|txt)\b)[\w./-]+)\/?(?:\[[\w.,\s-]*\])?["']?$/;
