import assert from 'node:assert/strict';
import type { ContextSnapshot } from '../../../server/src/context/types.ts';
import { buildModel } from '../../../server/src/model/build.ts';
import type { BuildOptions } from '../../../server/src/model/types.ts';
import { secretFilesCopied } from '../../../server/src/rules/context/secret-files-copied.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { contextOf, type Files } from '../../fixes/context-of.ts';

interface Case {
  readonly id: string;
  readonly dockerfile?: string;
  /** No build context is known when not given. */
  readonly files?: Files;
  /** Sizes of files in bytes, where they are known. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The last stage alone when not given. */
  readonly build?: BuildOptions;
  /** What each message must contain, in order; none: it must stay silent. */
  readonly reports?: readonly string[];
  /** The text of the ignore file after the fix; `none` where there must be no fix. */
  readonly fix?: string;
  /** Of the first finding, where it is not the rule's own. */
  readonly severity?: string;
  /** The text of the Dockerfile that the related places of the first finding cover. */
  readonly related?: readonly string[];
}

const ALL = 'FROM a\nWORKDIR /app\nCOPY . .\n';
const KEY = { 'ssh/id_ed25519': 'x' };
const env = (line: string): Files => ({ '.env': `A=b\n${line}\n` });
const SECRET = env('DB_PASSWORD=Kw7vRq2mZx');
/** A builder that brings all there is, with what it does next, and the image that takes the folder over. */
const handedOn = (run: string, copy = 'COPY --from=builder /app /app'): string =>
  `FROM node:22 AS builder\nWORKDIR /app\nCOPY . .\n${run}FROM node:22\nWORKDIR /srv\n${copy}\n`;

/** As Google's console writes it. */
const account = (key: string): string =>
  JSON.stringify({ type: 'service_account', project_id: 'shop', private_key: pem(key) }, undefined, 2);
/** In parts, which no scanner takes for a key. */
const pem = (key: string): string =>
  ['BEGIN', `\n${key}\n`, 'END', '\n']
    .map((part) => (part.includes('\n') ? part : ['-----', part, ' PRIVATE KEY', '-----'].join('')))
    .join('');
const ACCOUNT = account('MIIEvKw7vRq2mZx+/0'.repeat(4));

/** A file that the Dockerfile itself holds. */
const heredoc = (path: string, body: string, word = '<<EOF'): string =>
  `FROM a\nCOPY ${word} ${path}\n${body}\n${/\w[\w.]*/.exec(word)?.[0] ?? ''}\nRUN npm ci\n`;

/** Heredocs of copies: a file of the layer like any other, and without a build context, too. */
const HEREDOCS: readonly Case[] = [
  ...(
    [
      ['/root/.npmrc', '//r.example.org/:_authToken=npm_Kw7vRq2mZx', '_authToken'],
      ['/root/.netrc', 'machine x.org\nlogin app\npassword Kw7vRq2mZx', 'passwords'],
      ['/root/.pypirc', '[pypi]\nusername = __token__\npassword = pypi-Kw7vRq2mZx', 'passwords'],
      ['/root/.git-credentials', 'https://app:Kw7vRq2mZx@x.org', 'passwords'],
      ['/root/.pgpass', '*:*:*:app:Kw7vRq2mZx', 'passwords'],
      ['/root/.aws/credentials', '[default]\naws_secret_access_key = Kw7vRq2mZx/1', 'aws_secret_access_key'],
      ['/root/.vault-token', 'hvs.Kw7vRq2mZx', 'a token'],
      ['/srv/.env', 'PORT=3000\nDB_PASSWORD="Kw7vRq2mZx"', 'DB_PASSWORD'],
      ['/root/.ssh/id_rsa', pem('MIIEvKw7vRq2mZx+/0'.repeat(4)), 'a private key'],
      ['/etc/nginx/site.key', pem('MIIEvKw7vRq2mZx+/0'.repeat(4)), 'a private key'],
      ['/srv/gcp.json', ACCOUNT, 'credentials'],
    ] as const
  ).map(([path, body, what]) => ({
    id: `a heredoc: ${path}`,
    dockerfile: heredoc(path, body),
    files: {},
    reports: [
      `\`COPY <<EOF ${path}\` (line 2) puts ${path} (${what}) into layer 1 of the image, which keeps it even if a later step removes it. Take it out of the Dockerfile, which shows it to whoever reads it, and hand`,
    ],
    fix: 'none',
  })),
  {
    id: 'a heredoc without a build context',
    dockerfile: heredoc('/root/.npmrc', '//r.example.org/:_authToken=npm_Kw7vRq2mZx'),
    reports: ['puts /root/.npmrc (_authToken) into layer 1'],
    fix: 'none',
  },
  {
    id: 'a heredoc that has the name of the file, in a folder',
    dockerfile: heredoc('/root/', '//r.example.org/:_authToken=npm_Kw7vRq2mZx', '<<"npmrc"').replaceAll(
      'npmrc',
      '.npmrc',
    ),
    files: {},
    reports: ['puts /root/.npmrc (_authToken) into'],
  },
  {
    id: 'the second of two heredocs, with tabs in front',
    dockerfile: 'FROM a\nCOPY <<a <<-.env /srv/\nx\na\n\tAPI_TOKEN=Kw7vRq2mZx\n\t.env\n',
    files: {},
    reports: ['puts /srv/.env (API_TOKEN) into'],
  },
  {
    id: 'a heredoc below a folder that only the base image knows',
    dockerfile: heredoc('.npmrc', '//r.example.org/:_authToken=npm_Kw7vRq2mZx'),
    files: {},
    reports: ['puts …/.npmrc (_authToken) into'],
  },
  {
    id: 'a heredoc for development',
    dockerfile: heredoc('/srv/.env.dev', 'APP_SECRET=Kw7vRq2mZx'),
    files: {},
    reports: ['puts /srv/.env.dev (APP_SECRET) into'],
    severity: 'information',
  },
  {
    id: 'a heredoc beside a file of the context',
    dockerfile: heredoc('/srv/', 'API_TOKEN=Kw7vRq2mZx', '. <<env')
      .replaceAll('env\n', '.env\n')
      .replace('<<env', '<<.env'),
    files: KEY,
    reports: [
      'puts ssh/id_ed25519 (a private key) and /srv/.env (API_TOKEN) into layer 1 of the image, which keeps them even if a later step removes them. Leave ssh/id_ed25519 out, take /srv/.env out of the Dockerfile, which shows it to whoever reads it, and hand',
    ],
    fix: 'ssh/id_ed25519\n.dockerignore\n',
  },
  {
    id: 'a heredoc of a builder stage that hands it on',
    dockerfile:
      'FROM a AS builder\nCOPY <<EOF /app/.npmrc\n//r.example.org/:_authToken=npm_Kw7vRq2mZx\nEOF\nFROM a\nCOPY --from=builder /app /app\n',
    files: {},
    reports: ['puts /app/.npmrc (_authToken), which line 2 brings, into layer 1'],
    related: ['COPY <<EOF /app/.npmrc'],
  },
  ...(
    [
      ['a builder stage', heredoc('/root/.npmrc', '//r.org/:_authToken=npm_Kw7vRq2mZx') + 'FROM a\n'],
      ['a reference of npm', heredoc('/root/.npmrc', '//r.org/:_authToken=${NPM_TOKEN}', "<<'EOF'")],
      ['a variable that BuildKit replaces', heredoc('/root/.npmrc', '//r.org/:_authToken=$NPM_TOKEN')],
      ['a placeholder', heredoc('/srv/.env', 'DB_PASSWORD=changeme123')],
      ['settings without a secret', heredoc('/root/.netrc', 'machine x.org\nlogin app')],
      ['settings of an index', heredoc('/root/.pypirc', '[a]\nrepository = https://x.org')],
      ['a public key', heredoc('/root/.ssh/id_rsa', 'ssh-rsa AAAAB3NzaC1yc2E')],
      ['a key of dots', heredoc('/root/.ssh/id_rsa', pem('...'))],
      ['a key of one letter', heredoc('/root/.ssh/id_rsa', pem('A'.repeat(64)))],
      ['a key of development', heredoc('/etc/ssl/localhost.key', pem('MIIEvKw7vRq2mZx+/0'.repeat(4)))],
      ['an example', heredoc('/srv/.env.example', 'DB_PASSWORD=Kw7vRq2mZx')],
      ['a test', heredoc('/srv/tests/.env', 'DB_PASSWORD=Kw7vRq2mZx')],
      ['a script', heredoc('/entry.sh', 'export DB_PASSWORD="$(cat /run/secrets/db)"')],
      ['another file', heredoc('/etc/motd', 'PASSWORD=Kw7vRq2mZx')],
    ] as const
  ).map(([id, dockerfile]) => ({ id: `silent: a heredoc: ${id}`, dockerfile, files: {} })),
];

const CASES: readonly Case[] = [
  ...['[pypi]\npassword = pypi-Kw7vRq2mZx', '[a]\nrepository: https://x.org\npassword:Kw7vRq2mZx'].map(
    (text) => ({
      id: `a password of PyPI: ${text}`,
      files: { '.pypirc': text },
      reports: ['.pypirc (passwords)'],
    }),
  ),
  ...['[distutils]\nindex-servers = a\n[a]\nrepository = https://x.org', '[pypi]\npassword = ${TOKEN}'].map(
    (text) => ({ id: `silent: settings of PyPI: ${text}`, files: { '.pypirc': text } }),
  ),
  {
    id: 'a private key',
    dockerfile: ALL,
    files: KEY,
    reports: ['`COPY . .` (line 3) puts ssh/id_ed25519 (a private key) into layer 2 of the image'],
    fix: 'ssh/id_ed25519\n.dockerignore\n',
  },
  {
    id: 'a variable, by its name alone',
    files: { ...env('export DB_PASSWORD="Kw7vRq2mZx"'), '.dockerignore': '.git' },
    reports: ['puts .env (DB_PASSWORD) into'],
    fix: '.git\n.env\n',
  },
  ...(
    [
      ['.pgpass', '*:*:*:stellar:__PGPASS__', []],
      ['.pgpass', '# host:port:db:user:password\n*:*:*:app:Kw7vRq2mZx', ['.pgpass (passwords)']],
      ['.netrc', 'machine x.org\n  login app\n  password ${TOKEN}\n', []],
      ['.netrc', 'machine x.org login app password Kw7vRq2mZx', ['.netrc (passwords)']],
      ['.git-credentials', 'https://app:{{ password }}@x.org', []],
      ['.git-credentials', 'https://app:Kw7vRq2mZx@x.org', ['.git-credentials (passwords)']],
    ] as const
  ).map(([name, text, reports]) => ({
    id: `passwords, and what stands for them: ${name}, ${text}`,
    files: { [name]: text },
    reports,
  })),
  { id: 'a pass phrase', files: env('JWT_PASSPHRASE=a87789ee4c01'), reports: ['.env (JWT_PASSPHRASE)'] },
  ...[
    'JWT_SECRET_KEY=%kernel.project_dir%/config/jwt/private.pem',
    'JWT_SECRET_KEY=./config/jwt/private',
    'JWT_SECRET_KEY=/etc/keys/jwt/private.pem',
    'TLS_PRIVATE_KEY=certs/server.key',
    'API_KEY=op://vault/item/field',
    'ADMIN_SECRET=#DEPRECATED, use ADMIN_TOKEN instead',
  ].map((line) => ({ id: `silent: where a secret is: ${line}`, files: env(line) })),
  {
    id: 'a file that Symfony reads: there is no fix that leaves it out',
    files: { ...SECRET, 'composer.json': '{"require": {"symfony/flex": "^2"}}' },
    reports: [
      'Symfony reads it, so give the secrets no value there, and hand secrets over when the container starts',
    ],
    fix: 'none',
  },
  {
    id: 'a file that Symfony reads, beside another one',
    files: {
      ...SECRET,
      '.env.dev': 'APP_SECRET=Kw7vRq2mZx',
      'composer.json': '{"require": {"symfony/flex": "^2"}}',
    },
    reports: [
      'Symfony reads .env, so give the secrets no value there, leave the rest out, and hand secrets over',
    ],
    fix: 'none',
  },
  { id: 'a variable, CRLF', files: { '.env': 'A=b\r\nAPI_TOKEN=Kw7vRq2mZx\r\n' }, reports: ['(API_TOKEN)'] },
  {
    id: 'another name',
    files: { 'api/.env.production': 'STRIPE_SECRET_KEY=sk_Kw7vRq2mZx' },
    reports: ['api/.env.production'],
  },
  {
    id: 'settings for development',
    files: { '.env.dev': 'APP_SECRET=Kw7vRq2mZx', 'web/.env.development': 'APP_SECRET=Kw7vRq2mZx' },
    reports: ['puts .env.dev (APP_SECRET) and web/.env.development (APP_SECRET) into'],
    severity: 'information',
  },
  {
    id: 'settings for development, and others',
    files: { '.env.dev': 'APP_SECRET=Kw7vRq2mZx', '.env.local': 'APP_SECRET=Kw7vRq2mZx' },
    reports: ['puts .env.dev (APP_SECRET) and .env.local (APP_SECRET) into'],
    severity: 'warning',
  },
  {
    id: 'a token of npm',
    files: { '.npmrc': '//r.example.org/:_authToken=npm_Kw7vRq2mZx' },
    reports: ['(_authToken)'],
  },
  {
    id: 'several files of one copy',
    files: { ...KEY, '.netrc': 'x', '.aws/credentials': 'x', '.pgpass': 'x' },
    reports: ['.netrc (passwords), .pgpass (passwords) and 2 more files into'],
  },
  {
    id: 'a private key beside its certificate',
    files: { 'certs/server.key': 'x', 'certs/server.crt': 'x', 'tls/a.key': 'x', 'tls/a.pem': 'x' },
    reports: ['puts certs/server.key (a private key) and tls/a.key (a private key) into'],
    fix: 'certs/server.key\ntls/a.key\n.dockerignore\n',
  },
  {
    id: 'a private key beside its certificate, both called pem',
    files: {
      'a/key.pem': 'x',
      'a/cert.pem': 'x',
      'b/shop.org-key.pem': 'x',
      'b/shop.org.pem': 'x',
      'c/ca.key.pem': 'x',
      'c/ca.cert.pem': 'x',
    },
    reports: [
      'a/key.pem (a private key), b/shop.org-key.pem (a private key) and c/ca.key.pem (a private key)',
    ],
  },
  ...[
    'privkey.pem',
    'privkey1.pem',
    'private.pem',
    'private.key',
    'jwt/private_key.pem',
    'oauth-private.key',
  ].map((path): Case => ({
    id: `a private key by its name: ${path}`,
    files: { [path]: 'x' },
    reports: [`${path} (a private key)`],
  })),
  {
    id: 'the keys of Rails, beside what they open',
    files: {
      'config/master.key': 'x',
      'config/credentials.yml.enc': 'x',
      'config/credentials/production.key': 'x',
      'config/credentials/production.yml.enc': 'x',
    },
    reports: [
      'config/master.key (the key of credentials) and config/credentials/production.key (the key of credentials)',
    ],
  },
  ...[
    'service-account.json',
    'config/service_account.json',
    'secrets/app-service-account.json',
    'src/serviceAccountKey.json',
    'src/service-account-credentials.json',
    'api/gcp-key.json',
    'api/shop-1a2b-firebase-adminsdk-x1y2z-0a1b2c3d4e.json',
  ].map((path): Case => ({
    id: `credentials of Google by their name: ${path}`,
    files: { [path]: 'x' },
    reports: [`${path} (credentials)`],
  })),
  ...[
    'shop-a946cc39ccf4.json',
    'shop-dev-a946cc39ccf4.json',
    'api/credentials.json',
    'key.json',
    'k8s/service-account.json',
    'a/b/secrets/gcp-key.json',
    'firebase-adminsdk.json',
    'functions/google-credentials.json',
    'gcp_creds.json',
    'service-account-prod.json',
    'gcp.json',
    'googleCreds.json',
  ].map((path): Case => ({
    id: `a key of Google by its text: ${path}`,
    files: { [path]: ACCOUNT },
    // One of these names says enough by itself.
    reports: [`${path} (${path.endsWith('gcp-key.json') ? 'credentials' : 'a private key'})`],
    fix: `${path}\n.dockerignore\n`,
  })),
  {
    id: 'a key of Google that is copied by its name',
    dockerfile: 'FROM a\nCOPY shop-a946cc39ccf4.json ./credentials.json\n',
    files: { 'shop-a946cc39ccf4.json': ACCOUNT },
    reports: ['shop-a946cc39ccf4.json (a private key)'],
    fix: 'none',
  },
  {
    id: 'silent: no key by its text',
    files: {
      'shop-a946cc39ccf4.json': account('YOUR_PRIVATE_KEY'),
      'credentials.json': account('x'.repeat(64)),
      'api/credentials.json': '{"installed":{"client_id":"a","client_secret":"Kw7vRq2mZx"}}',
      'key.json': '{"type": "service_account"}',
      'b/key.json': ACCOUNT.replace('service_account', 'authorized_user'),
      'tests/key.json': ACCOUNT,
      'api/examples/config/key.json': ACCOUNT,
    },
  },
  {
    id: 'silent: keys alone, public ones, and names that say too little',
    files: {
      'talk.key': 'x',
      'key.pem': 'x',
      'apple-key.pem': 'x',
      'public.key': 'x',
      'a/public-key.pem': 'x',
      'a/public.pem': 'x',
      'a/jwt-key.pub': 'x',
      'ca.pem': 'x',
      'ca.crt': 'x',
      'config/master.key': 'x',
      'lib/private_key.rb': 'x',
      'locales/en/service-account.json': 'x',
      'k8s/service-account.json': 'x',
      'service-account-schema.json': 'x',
      'create-service-account.json': 'x',
      'key.json': 'x',
    },
  },
  {
    id: 'silent: keys of tests and of development',
    files: {
      'certs/localhost.key': 'x',
      'certs/localhost.crt': 'x',
      'certs/dev/server.key': 'x',
      'certs/dev/server.crt': 'x',
      'test-certs/private.pem': 'x',
      'src/testdata/private.pem': 'x',
      'server_test.key': 'x',
      'server_test.crt': 'x',
      'self-signed/private.key': 'x',
      'selfsigned.key': 'x',
      'selfsigned.crt': 'x',
      'node_modules/a/private.pem': 'x',
      'config/credentials/development.key': 'x',
      'config/credentials/development.yml.enc': 'x',
    },
  },
  {
    id: 'silent: too small or too large for what its name says',
    files: { 'private.pem': 'x', 'service-account.json': '{}', 'jwt/private.key': 'x' },
    sizes: { 'private.pem': 40, 'service-account.json': 2, 'jwt/private.key': 2_000_000 },
  },
  {
    id: 'named: no fix, the build would fail',
    dockerfile: 'FROM a\nCOPY .netrc /root/\n',
    files: { '.netrc': 'x' },
    reports: ['.netrc'],
    fix: 'none',
  },
  {
    id: 'named by a step: no fix',
    dockerfile: `${ALL}RUN . ./.env && make\n`,
    files: env('TOKEN=Kw7vRq2mZx'),
    reports: ['.env'],
    fix: 'none',
  },
  {
    id: 'once, where two copies bring it',
    dockerfile: `${ALL}COPY ssh ssh\n`,
    files: KEY,
    reports: ['`COPY . .`'],
  },
  {
    id: 'a stage that the final image is made from',
    dockerfile: 'FROM a AS base\nCOPY . /src\nFROM base\nRUN make\n',
    files: KEY,
    reports: ['layer 1'],
  },
  {
    id: 'silent: a builder stage',
    dockerfile: 'FROM a AS build\nCOPY . /src\nRUN make\nFROM b\nCOPY --from=build /out /\n',
    files: KEY,
  },
  {
    id: 'a stage that another service builds, on a stage of its own',
    dockerfile: 'FROM a AS base\nCOPY ssh /ssh\nFROM base AS Api\nRUN x\nFROM b AS web\nCOPY src /src\n',
    files: { ...KEY, 'src/a.c': '' },
    build: { target: 'web', others: ['api'] },
    reports: [
      '`COPY ssh /ssh` (line 2) puts ssh/id_ed25519 (a private key) into layer 1 of the image of stage Api, which keeps it',
    ],
  },
  {
    id: 'a stage for development that is built, and copied from',
    dockerfile: 'FROM a AS dev\nCOPY ssh /ssh\nFROM b AS web\nCOPY --from=dev /out /out\n',
    files: KEY,
    build: { others: ['dev'] },
    reports: ['layer 1 of the image of stage dev'],
  },
  {
    id: 'the last stage, where a service builds one above',
    dockerfile: 'FROM a AS dev\nCOPY src /src\nFROM b\nCOPY . /app\n',
    files: { ...KEY, 'src/a.c': '' },
    build: { target: 'dev', others: [undefined] },
    reports: ['layer 1 of the image of the last stage'],
  },
  {
    id: 'a file that the target has, too, is told of there; in document order',
    dockerfile: 'FROM a AS api\nCOPY . /app\nFROM b AS web\nCOPY ssh /ssh\n',
    files: { ...KEY, '.netrc': 'x' },
    build: { others: ['api'] },
    reports: ['.netrc (passwords) into layer 1 of the image of stage api', 'layer 1 of the image, which'],
  },
  {
    id: 'silent: a stage that nobody builds, and one that is not there',
    dockerfile: 'FROM a AS dev\nCOPY . /app\nFROM b AS web\n',
    files: KEY,
    build: { others: ['api'] },
  },
  {
    id: 'a key that no clone has',
    dockerfile: 'FROM a\nCOPY keys/org-private.pem /app/keys/\n',
    files: { 'a.c': '', '.gitignore': 'keys\n' },
    reports: [
      '`COPY keys/org-private.pem /app/keys/` (line 2) puts keys/org-private.pem (a private key) into layer 1 of the image, which keeps it even if a later step removes it. Leave it out, and hand secrets over when the container starts or with RUN --mount=type=secret. It is not in the build context here: this goes by its name.',
    ],
    fix: 'none',
  },
  ...[
    { path: '.env', what: 'settings of one machine' },
    { path: 'api/.env.production', what: 'settings of one machine' },
    { path: 'id_rsa', what: 'a private key' },
    { path: '.netrc', what: 'passwords' },
    { path: 'config/service-account.json', what: 'credentials' },
    { path: 'gcp_creds.json', what: 'credentials' },
    { path: 'api/google-credentials.json', what: 'credentials' },
    { path: 'credentials.json', what: 'credentials' },
    { path: 'config/sa-key.json', what: 'credentials' },
    { path: 'client_secret.json', what: 'credentials' },
    { path: 'client_secret_1-a2.apps.googleusercontent.com.json', what: 'credentials' },
    { path: 'firebase-adminsdk.json', what: 'credentials' },
    { path: 'shop-firebase-adminsdk.json', what: 'credentials' },
  ].map(({ path, what }) => ({
    id: `what is named and not there: ${path}`,
    dockerfile: `FROM a\nCOPY package.json ./\nCOPY ${path} /app/\n`,
    files: { 'package.json': '', '.gitignore': 'config\n*.json\n' },
    reports: [`(line 3) puts ${path} (${what}) into layer 2 of the image`],
    fix: 'none',
    ...(path.includes('.env') ? { severity: 'information' } : {}),
  })),
  {
    id: 'one that is there, and one beside a certificate that is not',
    dockerfile: 'FROM a\nCOPY id_rsa tls/server.crt tls/server.key /x/\n',
    files: { id_rsa: 'x' },
    reports: [
      'puts id_rsa (a private key) and tls/server.key (a private key) into layer 1 of the image, which keeps them even if a later step removes them. Leave them out, and hand secrets over when the container starts or with RUN --mount=type=secret. tls/server.key is not in the build context here: this goes by its name.',
    ],
  },
  ...[
    '.env.example',
    'server.key',
    'public.pem',
    'dev-private.pem',
    'test/id_rsa',
    '.npmrc',
    '.env*',
    'key.json',
    'gcp.json',
    'credentials.example.json',
    'test/credentials.json',
    'credentials-schema.json',
  ].map((path) => ({
    id: `silent: what is named and not there tells too little: ${path}`,
    dockerfile: `FROM a\nCOPY a.c ${path} /app/\n`,
    files: { 'a.c': '' },
  })),
  {
    id: 'silent: by such names, what is there is told by its text',
    files: {
      'credentials.json': '{"type":"object"}',
      'i18n/google-credentials.json': 'x',
      'client_secret.json': '{}',
    },
  },
  {
    id: 'silent: another rule tells of what is named and not there',
    dockerfile: 'FROM a\nCOPY a.c config/service-account.json /app/\n',
    files: { 'a.c': '' },
  },
  {
    id: 'silent: named, not there, and left out',
    dockerfile: 'FROM a\nCOPY .env /app/\n',
    files: { 'a.c': '', '.dockerignore': '.env\n' },
  },
  {
    id: 'silent: named and not there, in a builder stage',
    dockerfile: 'FROM a AS b\nCOPY .env ./\nRUN make\nFROM c\nCOPY --from=b /x /x\n',
    files: { 'a.c': '' },
  },
  {
    id: 'a folder of a builder',
    dockerfile: handedOn('RUN rm -rf /tmp/* node_modules .git && npm ci\n'),
    files: SECRET,
    reports: [
      '`COPY --from=builder /app /app` (line 7) puts .env (DB_PASSWORD), which line 3 brings, into layer 2 of the image, which keeps it even if a later step removes it. Leave it out',
    ],
    related: ['COPY . .'],
    fix: '.env\n.dockerignore\n',
  },
  {
    id: 'a file of a builder, copied by its name both times: no fix',
    dockerfile: 'FROM a AS b\nCOPY .env /app/\nFROM c\nCOPY --from=b /app/.env ./settings\n',
    files: SECRET,
    reports: [
      '`COPY --from=b /app/.env ./settings` (line 4) puts .env (DB_PASSWORD), which line 2 brings, into',
    ],
    related: ['COPY .env /app/'],
    fix: 'none',
  },
  {
    id: 'a file of a builder under another name, and one that no clone has',
    dockerfile:
      'FROM a AS b\nCOPY .env /app/settings\nCOPY id_rsa /app/ssh/\nFROM c\nCOPY --from=b /app/s* /app/\n',
    files: { ...SECRET, 'a.c': '', '.gitignore': 'id_rsa\n' },
    reports: [
      'puts .env (DB_PASSWORD) and id_rsa (a private key), which lines 2 and 3 bring, into layer 1 of the image, which keeps them even if a later step removes them. Leave them out, and hand secrets over when the container starts or with RUN --mount=type=secret. id_rsa is not in the build context here: this goes by its name.',
    ],
    related: ['COPY .env /app/settings', 'COPY id_rsa /app/ssh/'],
    fix: 'none',
  },
  {
    id: 'by way of stages: built from one, and copied from another',
    dockerfile:
      'FROM node:22 AS a\nCOPY ssh /in/ssh\nFROM a AS b\nRUN make\nFROM node:22 AS c\nCOPY --from=b /in /out/\nFROM d\nCOPY --from=c /out/ssh /root/.ssh\n',
    files: KEY,
    reports: [
      '`COPY --from=c /out/ssh /root/.ssh` (line 8) puts ssh/id_ed25519 (a private key), which line 2',
    ],
    related: ['COPY ssh /in/ssh'],
    fix: 'ssh/id_ed25519\n',
  },
  {
    id: 'a folder of a builder, in an image that is built beside',
    dockerfile: `${handedOn('').replace('FROM node:22\n', 'FROM node:22 AS api\n')}FROM b AS web\n`,
    files: SECRET,
    build: { others: ['api'] },
    reports: ['which line 3 brings, into layer 2 of the image of stage api'],
  },
  {
    id: 'once, where the image copies it itself',
    dockerfile: handedOn('', 'COPY .env ./\nCOPY --from=builder /app /app'),
    files: SECRET,
    reports: ['`COPY .env ./`'],
  },
  ...[
    'rm -f /tmp/*.env dist/.env && find . -name "*.map" -delete && find . -type f -name x -exec rm {} +',
    'set -a && . ./.env && npm run build',
    'export $(cat .env | xargs) && cat .env',
    'mv dist /out && cp -r src /out/ && git rev-parse HEAD > version',
  ].map((run) => ({
    id: `a folder of a builder that leaves it there: ${run}`,
    dockerfile: handedOn(`RUN ${run}\n`),
    files: SECRET,
    reports: ['which line 3 brings'],
  })),
  ...[
    'rm .env',
    'rm -f .env*',
    'make; rm -rf /app/.[a-z]*',
    'test -e x && rm -f ./.env || true',
    'sh -c "rm -f .env"',
    'cd "$DIR" && rm -f .env',
    'rm -rf $UNUSED',
    'rm -rf {src,.env}',
    'find . -name ".env*" -delete',
    'find . -maxdepth 1 -type f -exec rm {} +',
    'find . -type f ! -name "*.js" -delete',
    'find . -path ./dist -prune -o -type f -exec rm {} +',
    'ls -A | grep -v dist | xargs rm -rf',
    'git clean -fdx',
    'mv /app /old && mkdir /app',
    'cp .env.example .env',
    'echo A=b > .env',
    'sed -i s/^DB_.*// .env',
    'shred -u .env',
  ].map((run) => ({
    id: `silent: a builder that may remove it: ${run}`,
    dockerfile: handedOn(`RUN ${run}\n`),
    files: SECRET,
  })),
  ...[
    'COPY .env.example .env\n',
    'COPY --from=c /x/.env ./\n',
    'COPY <<EOF .env\nA=b\nEOF\n',
    'COPY docker/ ./\n',
  ].map((copy) => ({
    id: `silent: another file takes its place: ${copy}`,
    dockerfile: handedOn(copy),
    files: { ...SECRET, '.env.example': 'A=b', 'docker/.env': 'A=b' },
  })),
  ...[
    'COPY --from=builder /app/dist ./dist',
    'COPY --from=builder /app/.env.example ./',
    'COPY --from=builder /application /app',
    'COPY --from=builder /app/*.js ./',
    'COPY --from=builder --exclude=.env /app /app',
    'COPY --from=other/builder /app /app',
    'COPY --from=builder $FOLDER ./',
    'RUN --mount=type=bind,from=builder,source=/app,target=/x make',
  ].map((copy) => ({
    id: `silent: not brought from a builder by ${copy}`,
    dockerfile: handedOn('', copy),
    files: SECRET,
  })),
  {
    id: 'silent: a builder whose folder only the base image knows',
    dockerfile: 'FROM a AS b\nCOPY . .\nFROM c\nCOPY --from=b /app /app\n',
    files: SECRET,
  },
  { id: 'silent: another folder', dockerfile: 'FROM a\nCOPY src /src\n', files: { ...KEY, 'src/a.c': '' } },
  { id: 'silent: ignored', files: { ...KEY, '.dockerignore': 'ssh\n' } },
  { id: 'silent: excluded', dockerfile: 'FROM a\nCOPY --exclude=ssh . .\n', files: KEY },
  ...HEREDOCS,
  { id: 'silent: mounted', dockerfile: 'FROM a\nRUN --mount=type=bind,target=/src make\n', files: KEY },
  {
    id: 'silent: an example',
    files: { '.env.example': 'TOKEN=Kw7vRq2mZx', '.env.test': 'TOKEN=Kw7vRq2mZx' },
  },
  { id: 'silent: a fixture', files: { 'spec/fixtures/id_rsa': 'x', 'test/.env': 'TOKEN=Kw7vRq2mZx' } },
  { id: 'silent: no value', files: env('TOKEN=') },
  { id: 'silent: a reference', files: env('TOKEN=${CI_JOB_TOKEN}') },
  { id: 'silent: placeholders', files: env('TOKEN=changethis\nSECRET_KEY=<your key>\nDB_PASSWORD=postgres') },
  { id: 'silent: published by a bundler', files: env('VITE_API_KEY=Kw7vRq2mZx') },
  { id: 'silent: the path of a secret', files: env('DB_PASSWORD_FILE=/run/secrets/db') },
  { id: 'silent: no secret by its name', files: env('GREETING=Kw7vRq2mZx') },
  { id: 'silent: a comment', files: env('# TOKEN=Kw7vRq2mZx') },
  { id: 'silent: a reference of npm', files: { '.npmrc': '//r.example.org/:_authToken=${NPM_TOKEN}' } },
  { id: 'silent: settings of npm', files: { '.npmrc': 'legacy-peer-deps=true\n' } },
];

describe(secretFilesCopied.id, () => {
  for (const one of CASES) {
    const {
      id,
      dockerfile = 'FROM a\nCOPY . .\n',
      files,
      sizes = {},
      build,
      reports = [],
      fix,
      severity,
      related,
    } = one;
    it(id, () => {
      const model = buildModel(parse(dockerfile), build);
      const facts = { model, context: files && withSizes(contextOf(files), sizes) };
      const findings = secretFilesCopied.check(facts);
      assert.equal(findings.length, reports.length, findings.map(({ message }) => message).join('\n'));
      for (const [index, text] of reports.entries()) {
        assert.ok(
          findings[index]?.message.includes(text),
          `${findings[index]?.message ?? ''} contains ${text}`,
        );
        assert.ok(!findings[index]?.message.includes('Kw7vRq2mZx'), 'never a value');
      }
      const [finding] = findings;
      if (severity !== undefined) {
        assert.equal(finding?.severity ?? secretFilesCopied.defaultSeverity, severity);
      }
      if (related !== undefined) {
        const texts = finding?.related.map(({ span }) => dockerfile.slice(span.start, span.end));
        assert.deepEqual(texts, related);
      }
      if (finding !== undefined && fix !== undefined) {
        const [edit] = secretFilesCopied.fixes(facts, finding)[0]?.edits ?? [];
        assert.equal(edit?.file === 'context' ? edit.text : 'none', fix);
      }
    });
  }
});

function withSizes(context: ContextSnapshot, sizes: Readonly<Record<string, number>>): ContextSnapshot {
  const entries = [...context.entries].map(
    ([path, entry]) => [path, entry.kind === 'file' ? { ...entry, size: sizes[path] } : entry] as const,
  );
  return { ...context, entries: new Map(entries) };
}
