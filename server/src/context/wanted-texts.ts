import { mayHoldKey } from './key-texts.ts';
import { baseName, parentPath } from './path-parts.ts';
import { isEnvFile } from './secrets.ts';

/** Larger files are not loaded, in bytes: a manifest that people write is far smaller. */
export const MAX_TEXT_BYTES = 256 * 1024;

/** Names of the small files whose text analysis reads (domain.md sections 4 and 5). Lock files are not among them. */
const NAMES: ReadonlySet<string> = new Set([
  '.git-credentials',
  '.gitignore',
  '.netrc',
  '.npmrc',
  '.pgpass',
  '.pypirc',
  '.Rprofile',
  '.flaskenv',
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
  '_config.yaml',
  '_config.yml',
  'angular.json',
  'ansible.cfg',
  'build.gradle',
  'build.gradle.kts',
  'build.sbt',
  'build.rs',
  'bunfig.toml',
  'cabal.project',
  'composer.json',
  'conda-lock.yml',
  'cpanfile',
  'default.conf',
  'default.conf.template',
  'deno.json',
  'deno.jsonc',
  'deps.js',
  'deps.ts',
  'docker-entrypoint',
  'entrypoint',
  'global.json',
  'go.mod',
  'go.work',
  'gradlew',
  'gems.rb',
  'gradle.properties',
  'import_map.json',
  'lerna.json',
  'makefile',
  'mix.exs',
  'mvnw',
  'nginx.conf.template',
  'nx.json',
  'package.json',
  'package.yaml',
  'pnpm-workspace.yaml',
  'poetry.toml',
  'pom.xml',
  'pubspec.yaml',
  'puma.rb',
  'pyproject.toml',
  'rebar.config',
  'renv.lock',
  'run.sh',
  'rush.json',
  'rust-toolchain',
  'rust-toolchain.toml',
  'settings.gradle',
  'settings.gradle.kts',
  'settings.xml',
  'setup.cfg',
  'setup.py',
  'stack.yaml',
  'start.sh',
  'startup.sh',
  'turbo.json',
  'uv.toml',
  ...['Program', 'Startup'].flatMap((name) => ['cs', 'fs', 'vb'].map((extension) => `${name}.${extension}`)),
  ...['astro', 'next', 'nuxt', 'svelte', 'vite', 'vue', 'webpack'].flatMap((tool) =>
    ['cjs', 'cts', 'js', 'mjs', 'mts', 'ts'].map((extension) => `${tool}.config.${extension}`),
  ),
]);

/**
 * The same by the end of the name: project files of .NET, Haskell and Ruby, environments of conda, settings of servers, and scripts
 * that containers start.
 */
const ENDINGS =
  /(\.(cs|fs|vb|es|sql|sh|dc)proj|\.projitems|\.slnx?|\.slnf|\.props|\.targets|\.cabal|\.gemspec|(^|[-_.])(environment[\w.-]*|(env|conda)([-_.][\w.-]*)?)\.ya?ml|^(Julia)?(Project|Manifest)(-v[\d.]+)?\.toml|(^|[-_.])(install|packages|requirements|dependencies|deps|libraries|restore)[\w.-]*\.r|requirements[\w.-]*\.in|entrypoint[\w.-]*\.sh|nginx[\w.-]*\.conf|gunicorn[\w.-]*\.py|uwsgi[\w.-]*\.ini|(^|[-_.])(req(s|uirements?)?([-_.][\w.-]*)?|roles|collections)\.ya?ml|^nuget\.config)$/i;

/** What names that `ENDINGS` fits end in, after their last dot: a quick look for the many files that nothing asks for. */
const EXTENSIONS: ReadonlySet<string> = new Set([
  'cabal',
  'conf',
  'config',
  'csproj',
  'dcproj',
  'esproj',
  'fsproj',
  'gemspec',
  'in',
  'ini',
  'projitems',
  'props',
  'py',
  'shproj',
  'r',
  'sh',
  'sln',
  'slnf',
  'slnx',
  'sqlproj',
  'targets',
  'toml',
  'vbproj',
  'yaml',
  'yml',
]);

/** Files at the root that may say with which ports an image is started: they are shown, and nothing is concluded from them. */
export const STARTING_FILES: readonly string[] = [
  '.devcontainer/devcontainer.json',
  '.devcontainer.json',
  '.vscode/tasks.json',
  'README.md',
];

/** Files are asked about by their names before their paths are known. */
const STARTING_NAMES: ReadonlySet<string> = new Set(STARTING_FILES.flatMap((path) => [path, baseName(path)]));

/**
 * Whether the text of a context file is loaded into a snapshot. A requirements file may name any `*.txt` beside it, so
 * those count too when `besideRequirements` says that the folder holds one.
 */
export function isWantedText(path: string, options: { besideRequirements?: boolean } = {}): boolean {
  const name = baseName(path);
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (
    NAMES.has(name) ||
    isEnvFile(name) ||
    STARTING_NAMES.has(path) ||
    name.endsWith('.dockerignore') ||
    (name.startsWith('Gemfile.') && extension !== 'lock') ||
    (extension === 'json' && (name.startsWith('appsettings.') || mayHoldKey(path))) ||
    (EXTENSIONS.has(extension) && ENDINGS.test(name)) ||
    (extension === 'conf' && /(^|\/)nginx\//.test(path)) ||
    (extension === 'exs' && baseName(parentPath(path)) === 'config')
  ) {
    return true;
  }
  if (!name.endsWith('.txt')) {
    return false;
  }
  if (isRequirementsName(name) || PACKAGE_LIST.test(name)) {
    return true;
  }
  return (
    name.startsWith('constraints') ||
    options.besideRequirements === true ||
    baseName(parentPath(path)) === 'requirements'
  );
}

/** Lists of packages by other names: `dev-requirements.txt`, `deps.txt`, `conda-spec.txt`. */
const PACKAGE_LIST =
  /(^|[-_.])(requirements?|reqs?|deps|dependencies|constraints|conda|spec|packages|environment)([-_.][\w.-]*)?\.txt$/i;

/** True for `requirements.txt`, `requirements-dev.txt` and the like. */
export function isRequirementsName(name: string): boolean {
  return name.startsWith('requirements') && name.endsWith('.txt');
}
