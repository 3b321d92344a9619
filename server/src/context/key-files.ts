import { holdsAccountKey, holdsPrivateKey, mayHoldKey, SETTINGS } from './key-texts.ts';
import { baseName, parentPath } from './path-parts.ts';
import { rememberedOfContext } from './same-context.ts';
import type { ContextSnapshot } from './types.ts';

/**
 * The files of a context that hold a key for certain by an everyday name, with what they hold in a few words: private keys called
 * so or beside their certificates, those of Rails beside what they open, and those of service accounts. Texts are only loaded, and
 * then decide, where a name says too little. Keys of tests and of development are not among them. Remembered with the snapshot.
 */
export const keysIn = rememberedOfContext(
  ({ entries, texts }: ContextSnapshot): ReadonlyMap<string, string> => {
    const keys = new Map<string, string>();
    for (const [path, { kind, size }] of entries) {
      if (kind === 'file' && ENDINGS.some((ending) => path.endsWith(ending))) {
        const what = keyOf(path, size, (sibling) => entries.get(sibling)?.kind === 'file');
        if (what !== undefined && !HARMLESS.test(path)) {
          keys.set(path, what);
        } else if (isKeyByText(path, texts.get(path))) {
          keys.set(path, 'a private key');
        }
      }
    }
    return keys;
  },
);

/** What a file holds for certain by its name and those of files beside it, where it is not there to be looked at. */
export function keyByName(path: string, has: (path: string) => boolean): string | undefined {
  if (HARMLESS.test(path) || !ENDINGS.some((ending) => path.endsWith(ending))) {
    return undefined;
  }
  return keyOf(path, undefined, has) ?? (NAMED.test(baseName(path)) ? 'credentials' : undefined);
}

/** What a text holds for certain that becomes a file of this path. */
export function keyInText(path: string, text: string): string | undefined {
  if (HARMLESS.test(path)) {
    return undefined;
  }
  return holdsPrivateKey(text) ? 'a private key' : holdsAccountKey(text) ? 'credentials' : undefined;
}

/**
 * Names that say so where no repository has the file, and somebody copies it nevertheless. Where it is there, its text tells: data and
 * texts in many languages are called so, too.
 */
const NAMED =
  /^(([\w.-]+[-_.])?(credentials?|creds)|(\w+[-_])?sa[-_]?key|client[-_]secrets?([-_.][\w.-]+)?|([\w-]+[-_])?firebase[-_]?adminsdk[\w-]*)\.json$/i;

/** A key that opens something is none of a test, whatever it is called: `shop-dev-a946cc39ccf4.json`. */
function isKeyByText(path: string, text: string | undefined): boolean {
  return (
    text !== undefined && mayHoldKey(path) && !HARMLESS.test(`${parentPath(path)}/`) && holdsAccountKey(text)
  );
}

const ENDINGS = ['.key', '.pem', '.json'];

/** Words of folders and names: what is not meant for the image that runs, and what other people have put there. */
const HARMLESS =
  /(^|[/._-])(demos?|dev|devel|development|docs?|dummy|e2e|examples?|fakes?|fixtures?|gems|integration|local|localhost|mocks?|node_modules|pub|public|samples?|self-?signed|site-packages|snake-?oil|specs?|stubs?|templates?|test-?data|testing|tests?|third[-_]party|vendor|venv)([/._-]|$)/i;

function keyOf(path: string, size: number | undefined, has: (path: string) => boolean): string | undefined {
  if (path.endsWith('.json')) {
    return isAccount(path) && isOfSize(size, ACCOUNT) ? 'credentials' : undefined;
  }
  if (path.endsWith('.key') && isOfRails(path, has)) {
    return 'the key of credentials';
  }
  const isPrivate = PRIVATE.test(baseName(path)) || hasCertificate(path, has);
  return isPrivate && isOfSize(size, KEY) ? 'a private key' : undefined;
}

/** `privkey.pem` of Let's Encrypt, `private.pem`, `oauth-private.key`, `private_key.pem`. */
const PRIVATE = /(^|[-_.])priv(ate)?([-_]?key)?\d*\.(key|pem)$/i;

/** The smallest and the largest that are what their names say, in bytes. */
type Sizes = readonly [least: number, most: number];

const KEY: Sizes = [100, 20_000];
const ACCOUNT: Sizes = [1000, 20_000];

/** A placeholder is smaller, and something else by the same name may be larger. */
function isOfSize(size: number | undefined, [least, most]: Sizes): boolean {
  return size === undefined || (size >= least && size <= most);
}

/** `config/master.key`, `config/credentials/production.key`: each of no use without the file that it opens. */
function isOfRails(path: string, has: (path: string) => boolean): boolean {
  const opened = path.endsWith('config/master.key')
    ? `${path.slice(0, -'master.key'.length)}credentials.yml.enc`
    : /(^|\/)config\/credentials\/[^/]+$/.test(path)
      ? path.replace(/key$/, 'yml.enc')
      : undefined;
  return opened !== undefined && has(opened);
}

/** A key alone may be anything, a presentation even; beside a certificate of its name it is the private one of that. */
function hasCertificate(path: string, has: (path: string) => boolean): boolean {
  const [, stem, isPem] = /^(.*?)(?:[-_.]?key)(\.pem)?$/.exec(path) ?? [];
  if (stem === undefined) {
    return false;
  }
  const folder = stem === '' || stem.endsWith('/') ? stem : undefined;
  if (folder !== undefined) {
    return isPem !== undefined && CERTIFICATES.some((name) => has(`${folder}${name}`));
  }
  return BESIDE.some((ending) => has(`${stem}${ending}`));
}

/** Beside `key.pem`. */
const CERTIFICATES = ['cert.pem', 'certificate.pem', 'fullchain.pem', 'crt.pem', 'cert.crt'];

/** Instead of `.key`, `-key.pem` or `.key.pem`. */
const BESIDE = [
  '.crt',
  '.cer',
  '.cert',
  '.pem',
  '-cert.pem',
  '_cert.pem',
  '.cert.pem',
  '-crt.pem',
  '.crt.pem',
];

/** Names under which keys of service accounts of Google are kept, and those that Firebase gives them. */
const ACCOUNT_KEYS =
  /^((gcp|gcloud|google)[-_]?(service[-_]?account[-_]?)?key|([\w.-]+[-_])?service[-_]?account([-_]?(key|credentials?|creds))+|[\w-]+-firebase-adminsdk-\w+-\w+)\.json$/i;

/** Names that an answer of a server, a text in many languages or a manifest may have as well. */
const ACCOUNTS = /^([\w.]+-)?service[-_]?account\.json$/i;

const VERB = /^(add|create|delete|edit|get|list|new|remove|rotate|update)[-_.A-Z]/;

/** A part of all those names: most have none, and are looked at no further. */
const HINT = /account|firebase|^g(cp|cloud|oogle)/i;

function isAccount(path: string): boolean {
  const name = baseName(path);
  if (!HINT.test(name)) {
    return false;
  }
  const folder = parentPath(path);
  const isSettings = folder === '' || SETTINGS.test(baseName(folder));
  return !VERB.test(name) && (ACCOUNT_KEYS.test(name) || (isSettings && ACCOUNTS.test(name)));
}
