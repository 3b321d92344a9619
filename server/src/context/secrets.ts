import { baseName } from './path-parts.ts';
import { isPublishedName } from './published-name.ts';
import { rememberedOfContext } from './same-context.ts';
import type { ContextSnapshot } from './types.ts';

/**
 * The files of a context that hold secrets for certain, with what they hold in a few words and never a value: private keys
 * and credentials by names that programs give them, those of passwords unless their text shows none, `.env` and `.npmrc` by what they assign. Files of tests and examples are
 * not among them, nor files whose text is not loaded. Remembered with the snapshot.
 */
export const secretsIn = rememberedOfContext(
  ({ entries, texts }: ContextSnapshot): ReadonlyMap<string, string> => {
    const secrets = new Map<string, string>();
    for (const [path, { kind, size }] of entries) {
      const what = kind === 'file' && size !== 0 ? secretOf(path, texts.get(path)) : undefined;
      if (what !== undefined) {
        secrets.set(path, what);
      }
    }
    return secrets;
  },
);

/** True for files that set variables: `.env`, `.env.production`; not for their examples. */
export function isEnvFile(name: string): boolean {
  return (
    name.startsWith('.env') &&
    (name.length === 4 || name.charAt(4) === '.') &&
    !/\.(ci|default|defaults|dist|example|sample|schema|template|test|tpl)\b/i.test(name)
  );
}

/** By their whole name, or by the end of the path. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['id_rsa', 'a private key'],
  ['id_dsa', 'a private key'],
  ['id_ecdsa', 'a private key'],
  ['id_ed25519', 'a private key'],
  ['.git-credentials', 'passwords'],
  ['.netrc', 'passwords'],
  ['.pgpass', 'passwords'],
  ['.vault-token', 'a token'],
  ['application_default_credentials.json', 'credentials'],
  ['.aws/credentials', 'credentials'],
  ['.kube/config', 'credentials'],
  ['terraform.tfstate', 'the secrets of an infrastructure'],
]);

const HARMLESS =
  /(^|\/)(__tests__|docs?|e2e|examples?|fixtures?|mocks?|node_modules|samples?|specs?|test-?data|tests?|vendor)\//i;

/** What a file holds for certain by its name, where it is not there to be looked at. */
export function secretByName(path: string): string | undefined {
  return HARMLESS.test(path) ? undefined : named(path);
}

function named(path: string): string | undefined {
  const name = baseName(path);
  const twoParts = path.slice(path.lastIndexOf('/', path.length - name.length - 2) + 1);
  return NAMES.get(name) ?? NAMES.get(twoParts);
}

function secretOf(path: string, text: string | undefined): string | undefined {
  const name = baseName(path);
  const known = named(path);
  const isRead = name === '.npmrc' || isEnvFile(name);
  if ((known === undefined && !isRead) || HARMLESS.test(path)) {
    return undefined;
  }
  if (known !== undefined) {
    return text === undefined || holdsPassword(name, text) ? known : undefined;
  }
  return text === undefined ? undefined : name === '.npmrc' ? tokenIn(text) : variableIn(text);
}

/** Variables that hold secrets by their last word. */
const SECRET_NAME =
  /(^|_)(ACCESS_KEY|API_?KEY|CLIENT_SECRET|KEY_BASE|PASSPHRASE|PASSWORD|PASSWD|PRIVATE_KEY|SECRET|SECRET_KEY|TOKEN)$/i;

/** A value that nobody would mind to show: a plain word, or one that says so. */
const PLACEHOLDER =
  /^[a-z]+$|change|default|dev|dummy|example|fake|foo|here|insecure|local|my[-_]?|none|null|pass|placeholder|replace|sample|secret|test|todo|undefined|xxx|your|<|\*\*|\.\.\.|\$/i;

/** Where a secret is, and not the secret: the path of a file, and what a program replaces by that of a store. */
const ELSEWHERE =
  /^(%[\w.]+%|\.{1,2}|~)\/|^\/\S*\.\w+$|\.(pem|key|crt|p12|pfx|jks)$|^(op|vault|doppler|bws?|akv|awssm|gcpsm|ref\+\w+):\/\//i;

/** Shorter ones are rarely more than a stand-in. */
const SHORTEST = 8;

function variableIn(text: string): string | undefined {
  for (const line of text.split(/\r\n?|\n/)) {
    const [, name = '', value = ''] = /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*(\S+)/.exec(line) ?? [];
    const bare = value.replace(/^["']/, '').replace(/["']$/, '');
    if (
      SECRET_NAME.test(name) &&
      !isPublishedName(name) &&
      bare.length >= SHORTEST &&
      !PLACEHOLDER.test(bare) &&
      !ELSEWHERE.test(bare)
    ) {
      return name;
    }
  }
  return undefined;
}

/** Where passwords stand in files whose text is loaded: by libpq's manual, netrc(5) and git-credential-store(1). */
const PASSWORDS: ReadonlyMap<string, RegExp> = new Map([
  ['.pgpass', /^(?!#).*:([^:\s]+)[ \t]*$/gm],
  ['.netrc', /(?:^|[ \t])password[ \t]+(\S+)/gm],
  ['.git-credentials', /:\/\/[^\s:@/]*:([^\n@/]+)@/g],
]);

/** Whether a file of passwords may hold one that is meant, and not only what a program puts the true ones in place of. True of others. */
function holdsPassword(name: string, text: string): boolean {
  const pattern = PASSWORDS.get(name);
  const values = pattern === undefined ? [] : [...text.matchAll(pattern)].map(([, value = '']) => value);
  return values.length === 0 || values.some((value) => !PLACEHOLDER.test(value));
}

function tokenIn(text: string): string | undefined {
  for (const line of text.split(/\r\n?|\n/)) {
    const [, name = '', value = ''] =
      /^[^#;]*:(_authToken|_password|_auth)[ \t]*=[ \t]*(\S+)/.exec(line) ?? [];
    if (value.length >= SHORTEST && !PLACEHOLDER.test(value)) {
      return name;
    }
  }
  return undefined;
}
