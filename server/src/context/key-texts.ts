import { baseName, parentPath } from './path-parts.ts';

/**
 * Whether a file may hold the key of a service account of Google by its name, which many other files have as well: its text is loaded,
 * and {@link holdsAccountKey} tells. Not deep below the root, where data by such names comes in thousands.
 */
export function mayHoldKey(path: string): boolean {
  if (!path.endsWith('.json')) {
    return false;
  }
  const folder = parentPath(path);
  return (!folder.includes('/') || SETTINGS.test(baseName(folder))) && isKeyName(baseName(path));
}

/** Folders of settings. */
export const SETTINGS =
  /^(auth|certs?|conf|config|configs|credentials?|creds|etc|gcloud|gcp|google|keys?|private|secrets?)$/i;

function isKeyName(name: string): boolean {
  return NAMES.test(name) || (DOWNLOADED.test(name) && !UUID.test(name));
}

/** Names that tutorials give to keys, and that people make of them: `gcp.json`, `service-account-prod.json`, `googleCreds.json`. */
const NAMES =
  /^([\w.-]+[-_.])?key(file)?\.json$|adminsdk|cred(s|entials?)([-_.]|$)|(^|[-_.])(gcloud|gcp|google|sa)([-_.]|$)|service[-_]?account/i;

/** The console gives every key the name of its project and the beginning of its own id: `shop-a946cc39ccf4.json`. */
const DOWNLOADED = /^[a-z][a-z0-9-]*-[0-9a-f]{12}\.json$/;

const UUID = /-[0-9a-f]{4}-[0-9a-f]{12}\.json$/;

/** Whether a text is that of a service account with its private key, and not with a placeholder for one. */
export function holdsAccountKey(text: string): boolean {
  return /"type"\s*:\s*"service_account"/.test(text) && KEY.test(text);
}

/** Whether a text holds a private key, and not a placeholder for one; one of PKCS #8 that a pass phrase locks opens nothing alone. */
export function holdsPrivateKey(text: string): boolean {
  return PEM.test(text);
}

/** By RFC 7468, and as OpenSSH and OpenSSL write them. */
const PEM =
  /(?:^|\n)[ \t]*-----BEGIN (?:(?:DSA|EC|OPENSSH|RSA) )?PRIVATE KEY-----[ \t]*\r?\n[ \t]*(?!(.)\1{3})[A-Za-z0-9+/]{40}/;

/** The first line of a key, in which a character is hardly ever followed by itself. */
const KEY = /"private_key"\s*:\s*"-----BEGIN (?:RSA )?PRIVATE KEY-----\\n(?!(.)\1{3})[A-Za-z0-9+/]{60}/;
