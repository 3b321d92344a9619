import { baseName, parentPath } from './path-parts.ts';

/** Larger files are not loaded, in bytes: a manifest that people write is far smaller. */
export const MAX_TEXT_BYTES = 256 * 1024;

/** Names of the small files whose text analysis reads (domain.md sections 4 and 5). Lock files are not among them. */
const NAMES: ReadonlySet<string> = new Set([
  '.npmrc',
  '.ruby-version',
  '.tool-versions',
  '.yarnrc',
  '.yarnrc.yml',
  'Cargo.toml',
  'Chart.yaml',
  'DESCRIPTION',
  'GNUmakefile',
  'Gemfile',
  'Makefile',
  'Package.swift',
  'Pipfile',
  'Procfile',
  'Project.toml',
  'build.gradle',
  'build.gradle.kts',
  'build.sbt',
  'bunfig.toml',
  'cabal.project',
  'composer.json',
  'conda-lock.yml',
  'cpanfile',
  'deno.json',
  'deno.jsonc',
  'global.json',
  'go.mod',
  'go.work',
  'gradle.properties',
  'import_map.json',
  'lerna.json',
  'makefile',
  'mix.exs',
  'nx.json',
  'package.json',
  'package.yaml',
  'pnpm-workspace.yaml',
  'poetry.toml',
  'pom.xml',
  'pubspec.yaml',
  'pyproject.toml',
  'rebar.config',
  'rust-toolchain',
  'rust-toolchain.toml',
  'settings.gradle',
  'settings.gradle.kts',
  'setup.cfg',
  'stack.yaml',
  'turbo.json',
  'uv.toml',
]);

/** The same by the end of the name: project files of .NET, Haskell and Ruby, environments of conda, settings of servers. */
const ENDINGS =
  /(\.(cs|fs|vb)proj|\.slnx?|\.slnf|\.props|\.targets|\.cabal|\.gemspec|(^|[-_.])environment[\w.-]*\.ya?ml|requirements[\w.-]*\.in|nginx[\w.-]*\.conf|gunicorn[\w.-]*\.py|^requirements\.ya?ml|^nuget\.config)$/i;

/**
 * Whether the text of a context file is loaded into a snapshot. A requirements file may name any `*.txt` beside it, so
 * those count too when `besideRequirements` says that the folder holds one.
 */
export function isWantedText(path: string, options: { besideRequirements?: boolean } = {}): boolean {
  const name = baseName(path);
  if (NAMES.has(name) || isRequirementsName(name) || name.endsWith('.dockerignore') || ENDINGS.test(name)) {
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
