import { baseName } from '../../context/path-parts.ts';
import { isManifest } from '../../ecosystems/index.ts';

/**
 * Settings, credentials and certificates of package managers, by name, and what npm builds where it lies beside package.json; hidden
 * files, and manifests, are so anyway.
 */
const SETTINGS =
  /^(auth\.json|binding\.gyp|config|config\.(json|toml|ya?ml)|credentials(\.\w+)?|pip\.(conf|ini)|settings(-\w+)?\.xml|_netrc|\w+rc|.*\.(pem|crt|cer|key|gpg|asc|pub|phar))$/i;

/** Whether a file may be a manifest, a setting or a credential that a package manager reads, as far as its name tells. */
export function isSetting(path: string): boolean {
  return isManifest(path) || SETTINGS.test(baseName(path));
}

/** Whether a path, or a folder on the way to it, is hidden. */
export function isHidden(path: string): boolean {
  return /(^|\/)\./.test(path);
}
