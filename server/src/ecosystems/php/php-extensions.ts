import { lastValue, readOptions } from '../options.ts';
import { settledValues } from '../repeated-words.ts';
import { unquoted } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/**
 * Extensions of PHP by name: those of the official images' own program, PECL's, and those of an installer for these images, which
 * FrankenPHP's have too (github.com/mlocati/docker-php-extension-installer; domain.md section 4, row 20, "package args").
 */
export const phpExtensions: Ecosystem = {
  id: 'php-extensions',
  docs: {
    rows: [20],
    title: 'PHP extensions',
    commands: ['docker-php-ext-install pdo_mysql', 'pecl install redis', 'install-php-extensions intl'],
    fix: 'Goes above the sources, like packages by name. None for extensions whose own sources may be among the copied files.',
  },
  caches: [],
  uncached: [],
  family: 'php-extensions',
  programs: ['docker-php-ext-install', 'pecl', 'install-php-extensions'],
  usualManifests: [],
  isManifest: () => false,
  read,
  inputs: () => ({ inputs: [], missing: [], hazards: [], written: [] }),
};

/** The extensions that come with PHP's own sources: any other is built from what was put beside them (docker-php-ext-install). */
const OWN = new Set(
  (
    'bcmath bz2 calendar ctype curl dba dl_test dom enchant exif ffi fileinfo filter ftp gd gettext gmp hash iconv imap interbase intl ' +
    'json ldap mbstring mcrypt mssql mysql mysqli oci8 odbc opcache pcntl pdo pdo_dblib pdo_firebird pdo_mysql pdo_oci pdo_odbc ' +
    'pdo_pgsql pdo_sqlite pgsql phar posix pspell random readline recode reflection session shmop simplexml snmp soap sockets sodium ' +
    'spl standard sybase_ct sysvmsg sysvsem sysvshm tidy tokenizer wddx xml xmlreader xmlrpc xmlwriter xsl zend_test zip'
  ).split(' '),
);

/** How many compilers run at once, which decides nothing. */
const JOBS = new Set(['-j']);

/** Options of docker-php-ext-install that take the next word as their value. */
const OWN_VALUED = new Set([...JOBS, '--ini-name']);

/** The same of `pecl install` (pear's own help). */
const PECL_VALUED = new Set([
  '-d',
  '-D',
  '--configureoptions',
  '-R',
  '--installroot',
  '-P',
  '--packagingroot',
]);

function read({ name, args }: Command): CommandRole | undefined {
  switch (name) {
    case 'docker-php-ext-install':
      return areOwn(args) ? { kind: 'packages' } : undefined;
    case 'pecl':
      return areNamed(args) ? { kind: 'packages' } : undefined;
    case 'install-php-extensions':
      return areForInstaller(args) ? { kind: 'packages' } : undefined;
    default:
      return undefined;
  }
}

function areOwn(args: Command['args']): boolean {
  const words = settledValues(args, JOBS).map((word) =>
    /^-j"?\$\((nproc|getconf _NPROCESSORS_ONLN)\)"?$/.test(word.text)
      ? { ...word, text: '-j1', literal: true }
      : word,
  );
  const line = readOptions(words, OWN_VALUED);
  return line.literal && line.operands.length > 0 && line.operands.every((one) => OWN.has(one));
}

/** A version may be known to the build alone; files and a root of one's own are not read. */
function areNamed(args: Command['args']): boolean {
  const { options, operands } = readOptions(
    args.map((word) => ({ ...word, text: unquoted(word.text), literal: true })),
    PECL_VALUED,
  );
  const [verb, ...names] = operands;
  const root = lastValue({ options, operands, literal: true }, '-R', '--installroot') ?? '/';
  return verb === 'install' && names.length > 0 && names.every(isPeclName) && root.startsWith('/');
}

/** What its README lists: extensions, repositories of GitHub, addresses and programs; an absolute path is a folder of sources. */
function areForInstaller(args: Command['args']): boolean {
  return args.length > 0 && args.every(({ text }) => FOR_INSTALLER.test(unquoted(text)));
}

/** `gd`, `redis-5.3.7`, `xdebug-^3@stable`, `redis-$VERSION`, `@composer-2`, `owner/repository@v1` or an address. */
const FOR_INSTALLER =
  /^(@?[A-Za-z]\w*(-[\w.^@]+|-\$\w+|-\$\{\w+\})?|[A-Za-z\d][\w-]*\/[\w.-]+@[\w./-]+|https?:\/\/[^\s$`]+)$/;

/** `redis`, `redis-5.3.7`, `xdebug-beta`, `protobuf-$VERSION`, `pecl/redis` or an address. */
function isPeclName(operand: string): boolean {
  return (
    /^((channel:\/\/)?(pecl|pecl\.php\.net)\/)?[A-Za-z][A-Za-z0-9_]*(-[A-Za-z0-9.]+|-\$\w+|-\$\{\w+\})?$/.test(
      operand,
    ) || /^https?:\/\/[^\s$`]+$/.test(operand)
  );
}
