import type { ContextSnapshot } from '../../context/types.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { bringsSystem, selectionOf, type CopyStep } from '../moving/copy-step.ts';
import { mayUnpack } from '../moving/unpacking.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** Whether a folder of an image is one that programs of one's own are put into, though it lies below the system's. */
export function isOfProject(path: string): boolean {
  return OWN.test(`${path}/`);
}

/** What a copy may have to do with the files of package managers (domain.md 6.1, "F outside app dir"). */
export type Touch = 'apart' | 'meets' | 'feeds';

/** The same in the home directory of root. */
const FED_AT_HOME = [
  '.npmrc',
  '.pip',
  '.config',
  '.gemrc',
  '.condarc',
  '.yarnrc',
  '.netrc',
  '.gitconfig',
  '.ssh',
  '.cargo',
];

/** What package managers read: sources, keys, certificates, settings. */
const FED = [
  ...FED_AT_HOME.map((name) => ['', 'root', name].join('/')),
  '/etc/apt',
  '/etc/apk',
  '/etc/dnf',
  '/etc/yum',
  '/etc/yum.conf',
  '/etc/yum.repos.d',
  '/etc/zypp',
  '/etc/pacman.conf',
  '/etc/pacman.d',
  '/etc/pki',
  '/etc/rpm',
  '/etc/dpkg',
  '/etc/ssl',
  '/etc/ca-certificates',
  '/usr/share/keyrings',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
  '/usr/local/etc/npmrc',
  '/etc/npmrc',
  '/etc/pip.conf',
  '/etc/gemrc',
  '/etc/hosts',
  '/etc/resolv.conf',
  '/etc/environment',
  '/etc/profile.d',
  '/etc/sudoers',
  '/etc/passwd',
  '/etc/group',
  '/var/lib/apt',
  '/var/cache/apt',
  '/var/lib/pacman',
  '/var/cache/pacman',
  '/etc/gitconfig',
];

/** Folders in the root of an image that are the system's. */
const SYSTEM = /^\/(bin|sbin|lib\w*|etc|usr|var|root|boot|dev|proc|sys|run)(\/|$)/;

/** Folders in these that programs of one's own are put into. */
const OWN =
  /^\/usr\/(src|app|local\/(app|src|\w*app))(\/|$)|^\/var\/(www|app|task|runtime|opt)(\/|$)|^\/usr\/share\/(nginx|caddy)(\/|$)|^\/root\/[^./][^/]*(\/|$)/;

/** What a copy may have to do with an install of packages: `system` by the system's manager, `packages` by another one. */
export function touchOf(
  step: CopyStep,
  kind: 'system' | 'packages',
  context: ContextSnapshot | undefined,
): Touch {
  const paths = bringsSystem(step) ? undefined : landings(step, context);
  if (
    paths === undefined ||
    paths.some((path) => FED.some((fed) => isWithin(path, fed) || isWithin(fed, path)))
  ) {
    return 'feeds';
  }
  const meets = paths.some(
    (path) =>
      SYSTEM.test(`${path}/`) && !isOfProject(path) && !(kind === 'system' && isWithin(path, '/usr/local')),
  );
  return meets ? 'meets' : 'apart';
}

/** True for a copy that may bring a package manager of the system or what that reads; then it has to come first. */
export function feedsPackageManager(step: CopyStep, context: ContextSnapshot | undefined): boolean {
  return touchOf(step, 'system', context) === 'feeds';
}

/**
 * Where in the image it writes: its folder, or each file where the folder holds what package managers read, too. Undefined when
 * that is not known.
 */
function landings(step: CopyStep, context: ContextSnapshot | undefined): readonly string[] | undefined {
  const { copy, folder } = step;
  if (folder !== '/' && !FED.some((fed) => isWithin(fed, folder))) {
    return [folder];
  }
  if (!step.anchored && context === undefined) {
    // Below the base image's own working directory, which is hardly ever the root of a system.
    return [];
  }
  if (mayUnpack(step, context)) {
    return undefined;
  }
  const base = folder === '/' ? '' : folder;
  const paths = new Set<string>();
  for (const source of copy.sources) {
    const selection =
      copy.from.kind === 'context' && context !== undefined ? selectionOf(step, source, context) : undefined;
    if (selection?.complete === true) {
      for (const { to } of selection.files) {
        paths.add(`${base}/${to}`);
      }
      continue;
    }
    const name = withoutTrailing(source.text, '/').split('/').pop() ?? '';
    // A file goes by its name, and of a folder the contents, which only the build knows.
    if (copy.from.kind === 'context' || !/\.\w+$/.test(name)) {
      return undefined;
    }
    paths.add(`${base}/${name}`);
  }
  return [...paths];
}
