import { familiarName } from './familiar-name.ts';
import { isPredefinedArg } from './global-args.ts';
import { isWindowsImage } from './windows-image.ts';

/** The variables that an image sets for what is built FROM it. */
export interface ImageVariables {
  /** Those whose values are known. */
  readonly values: ReadonlyMap<string, string>;
  /** Whether it may set another one of this name; ask `imageMaySet`. */
  readonly maySet: (name: string) => boolean;
}

/** What an image sets, as far as its own Dockerfile is known (November 2026): of most images nothing is. */
export function imageVariables(image: string | undefined): ImageVariables {
  if (image === undefined || image.includes('onbuild') || isWindowsImage(image.toLowerCase())) {
    return UNKNOWN;
  }
  const name = familiarName(image);
  const known = BY_NAME.get(name) ?? FAMILIES.find(([family]) => family.test(name))?.[1];
  const isBefore = known?.since !== undefined && majorOf(image) < known.since;
  return known === undefined ? UNKNOWN : isBefore ? { ...known, values: NO_VALUES } : known;
}

/** Whether an image may set a variable: platforms are left to BuildKit, and `$1` is no variable of an environment. */
export function imageMaySet({ maySet }: ImageVariables, name: string): boolean {
  return /^[A-Za-z_]/.test(name) && !isPredefinedArg(name) && maySet(name);
}

const NO_VALUES: ReadonlyMap<string, string> = new Map();

const UNKNOWN: ImageVariables = { values: NO_VALUES, maySet: () => true };

interface Known extends ImageVariables {
  /** The major version in the tag from which on the values are set. */
  readonly since?: number | undefined;
}

const JAVA = 'JAVA_ LANG LC_ CA_CERTIFICATES_JAVA_VERSION';
const PHP = 'PHP APACHE_ GPG_KEYS';

/** Images, what all their variables begin with, and the values of those that are the same in all versions. */
const IMAGES: readonly (readonly [images: string, starts: string, values?: string])[] = [
  ['alpine buildpack-deps busybox debian ubuntu', ''],
  ['almalinux amazonlinux archlinux centos fedora oraclelinux rockylinux', 'LANG container DISTTAG FGC FBR'],
  ['node', 'NODE_ NPM_ YARN_'],
  ['oven/bun', 'BUN_'],
  ['denoland/deno', 'DENO_ LD_LIBRARY_PATH'],
  ['python', 'PYTHON GPG_KEY LANG'],
  ['pypy', 'PYPY PYTHON LANG'],
  ['golang', 'GO', 'GOPATH=/go'],
  ['rust', 'RUST CARGO_', 'RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo'],
  ['ruby', 'RUBY GEM_ BUNDLE LANG'],
  ['jruby', `${JAVA} JRUBY_ GEM_ BUNDLE`],
  ['php', PHP, 'PHP_INI_DIR=/usr/local/etc/php'],
  ['composer', `${PHP} COMPOSER_`],
  ['perl', 'PERL_'],
  ['elixir erlang', 'ELIXIR_ OTP_ REBAR LANG'],
  ['dart', 'DART_ PUB_'],
  ['swift', 'SWIFT_'],
  ['julia', 'JULIA_'],
  ['eclipse-temurin', JAVA, 'JAVA_HOME=/opt/java/openjdk'],
  ['amazoncorretto openjdk sapmachine', JAVA],
  ['maven', `${JAVA} MAVEN_ USER_HOME_DIR`],
  ['gradle', `${JAVA} GRADLE_`],
  ['clojure', `${JAVA} CLOJURE_ LEIN_`],
  ['nginx nginxinc/nginx-unprivileged', 'NGINX_ NJS_ PKG_ DYNPKG_ ACME_'],
];

const BY_NAME: ReadonlyMap<string, Known> = new Map(
  IMAGES.flatMap(([images, starts, values = '']) =>
    images.split(' ').map((image) => [image, { values: valuesOf(values), maySet: startsWith(starts) }]),
  ),
);

/** Images of one house, all of which set the same; what others of their variables are called is not known of all. */
const FAMILIES: readonly (readonly [RegExp, Known])[] = [
  [
    /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|monitor|runtime|runtime-deps|sdk)$/,
    {
      values: valuesOf('APP_UID=1654'),
      maySet: startsWith('APP_UID ASPNET DOTNET_ NUGET_ POWERSHELL_ COMPlus_ LANG LC_ Logging__'),
      since: 8,
    },
  ],
  [
    /^gcr\.io\/distroless\//,
    { values: NO_VALUES, maySet: startsWith('JAVA_ LANG LC_ NODE_ PYTHON SSL_CERT_') },
  ],
  [
    /^public\.ecr\.aws\/lambda\//,
    { values: valuesOf('LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime'), maySet: () => true },
  ],
  // Jupyter's docker-stacks, all of which are built on one image.
  [
    /^(?:quay\.io\/)?jupyter\/(?:docker-stacks-foundation|[a-z-]+-notebook)$/,
    {
      values: valuesOf('CONDA_DIR=/opt/conda HOME=/home/jovyan NB_USER=jovyan NB_UID=1000 NB_GID=100'),
      maySet: () => true,
    },
  ],
];

/** Every image has a PATH, and otherwise only variables that begin so. */
function startsWith(starts: string): (name: string) => boolean {
  const all = starts.split(' ').filter((start) => start !== '');
  return (name) => name === 'PATH' || all.some((start) => name.startsWith(start));
}

function valuesOf(values: string): ReadonlyMap<string, string> {
  return new Map(
    values.split(' ').flatMap((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return name === '' ? [] : [[name, value] as const];
    }),
  );
}

/** The number that an image's tag begins with; 0 where there is none. */
function majorOf(image: string): number {
  return Number(/:(\d{1,4})[^/:]*$/.exec(image.replace(/@.*$/, ''))?.[1] ?? 0);
}
