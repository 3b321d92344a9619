import { baseName, parentPath } from './path-parts.ts';

/** Larger files are not loaded, in bytes: a manifest that people write is far smaller. */
export const MAX_TEXT_BYTES = 256 * 1024;

/** Names of the small files whose text analysis reads (domain.md section 4). Lock files are not among them. */
const NAMES: ReadonlySet<string> = new Set([
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'Cargo.toml',
  'Gemfile',
  'Pipfile',
  'bunfig.toml',
  'composer.json',
  'go.mod',
  'go.work',
  'package.json',
  'pnpm-workspace.yaml',
  'poetry.toml',
  'pyproject.toml',
]);

/**
 * Whether the text of a context file is loaded into a snapshot. A requirements file may name any `*.txt` beside it, so
 * those count too when `besideRequirements` says that the folder holds one.
 */
export function isWantedText(path: string, options: { besideRequirements?: boolean } = {}): boolean {
  const name = baseName(path);
  if (NAMES.has(name) || isRequirementsName(name) || name.endsWith('.dockerignore')) {
    return true;
  }
  if (!name.endsWith('.txt')) {
    return false;
  }
  return (
    name.startsWith('constraints') ||
    options.besideRequirements === true ||
    baseName(parentPath(path)) === 'requirements'
  );
}

/** True for `requirements.txt`, `requirements-dev.txt` and the like. */
export function isRequirementsName(name: string): boolean {
  return name.startsWith('requirements') && name.endsWith('.txt');
}
