import { baseName } from './path-parts.ts';
import { rememberedOfContext } from './same-context.ts';
import { isLiteral, npmTokenIn, passwordsIn, secretVariableIn } from './secret-texts.ts';
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

/**
 * What a text holds that becomes a file of this path. By its name alone nothing is told: the text is there, and one of which the form is not
 * known holds nothing for certain.
 */
export function secretInText(path: string, text: string): string | undefined {
  if (HARMLESS.test(path)) {
    return undefined;
  }
  const name = baseName(path);
  switch (named(path)) {
    case 'a token':
      return isLiteral(text.trim()) ? 'a token' : undefined;
    case 'passwords':
      return passwordsIn(name, text) === 'literal' ? 'passwords' : undefined;
    case 'credentials':
      return secretVariableIn(text);
    default:
      return assignedIn(name, text);
  }
}

function named(path: string): string | undefined {
  const name = baseName(path);
  const twoParts = path.slice(path.lastIndexOf('/', path.length - name.length - 2) + 1);
  return NAMES.get(name) ?? NAMES.get(twoParts);
}

function secretOf(path: string, text: string | undefined): string | undefined {
  const name = baseName(path);
  const known = named(path);
  if ((known === undefined && !isRead(name)) || HARMLESS.test(path)) {
    return undefined;
  }
  if (known !== undefined) {
    return text !== undefined && passwordsIn(name, text) === 'placeholder' ? undefined : known;
  }
  return text === undefined ? undefined : assignedIn(name, text);
}

/** Whether only its text says what a file of this name holds. */
function isRead(name: string): boolean {
  return name === '.npmrc' || name === '.pypirc' || isEnvFile(name);
}

/** What the text of such a file holds; undefined for files of other names. */
function assignedIn(name: string, text: string): string | undefined {
  switch (name) {
    case '.npmrc':
      return npmTokenIn(text);
    case '.pypirc':
      return passwordsIn(name, text) === 'literal' ? 'passwords' : undefined;
    default:
      return isEnvFile(name) ? secretVariableIn(text) : undefined;
  }
}
