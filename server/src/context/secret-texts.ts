import { isPublishedName } from './published-name.ts';

/**
 * The variable of a text of assignments that holds a literal secret for certain, as `.env` files and those of settings have them;
 * undefined for none.
 */
export function secretVariableIn(text: string): string | undefined {
  for (const line of text.split(/\r\n?|\n/)) {
    const [, name = '', value = ''] = /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*(\S+)/.exec(line) ?? [];
    const bare = value.replace(/^["']/, '').replace(/["']$/, '');
    if (COMMENT.test(line)) {
      continue;
    }
    if (SECRET_NAME.test(name) && !isPublishedName(name) && isLiteral(bare) && !ELSEWHERE.test(bare)) {
      return name;
    }
  }
  return undefined;
}

/** The setting of an `.npmrc` that holds a literal secret; undefined for none. */
export function npmTokenIn(text: string): string | undefined {
  for (const line of text.split(/\r\n?|\n/)) {
    const [, name = '', value = ''] =
      /^[^#;]*:(_authToken|_password|_auth)[ \t]*=[ \t]*(\S+)/.exec(line) ?? [];
    if (isLiteral(value)) {
      return name;
    }
  }
  return undefined;
}

/**
 * What the text of a file of passwords shows of them: one that is meant, only what a program puts the true ones in place of, or none
 * at all, as of files whose form is not known.
 */
export function passwordsIn(name: string, text: string): 'literal' | 'placeholder' | 'none' {
  const pattern = PASSWORDS.get(name);
  const values = pattern === undefined ? [] : [...text.matchAll(pattern)].map(([, value = '']) => value);
  return values.length === 0
    ? 'none'
    : values.some((value) => !PLACEHOLDER.test(value))
      ? 'literal'
      : 'placeholder';
}

/** Whether a value is long enough for a secret, and none that stands in for one. */
export function isLiteral(value: string): boolean {
  return value.length >= SHORTEST && !PLACEHOLDER.test(value);
}

/** Nothing, and a remark of several words behind it. */
const COMMENT = /^[^=]*=[ \t]*#\S*[ \t]+\S/;

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

/**
 * Where passwords stand in files whose text is loaded: by libpq's manual, netrc(5), git-credential-store(1), and the specification of
 * `.pypirc` in Python's packaging guide.
 */
const PASSWORDS: ReadonlyMap<string, RegExp> = new Map([
  ['.pgpass', /^(?!#).*:([^:\s]+)[ \t]*$/gm],
  ['.netrc', /(?:^|[ \t])password[ \t]+(\S+)/gm],
  ['.git-credentials', /:\/\/[^\s:@/]*:([^\n@/]+)@/g],
  ['.pypirc', /^[ \t]*password[ \t]*[=:][ \t]*(\S+)/gm],
]);
