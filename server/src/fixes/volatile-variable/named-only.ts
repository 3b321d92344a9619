import { commandOf } from '../../ecosystems/command.ts';
import type { Command } from '../../ecosystems/types.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { SPEAKING } from '../moving/speaking.ts';

/**
 * Whether a command can use no variable of a build but those that its words name: it works on files, keys or users, or downloads
 * what it is told. Whatever runs a program, a script or the sources may read any. What stands in `$(…)` is a command of its own.
 */
export function readsNamedOnly(command: ShellCommand): boolean {
  const [first, second] = command.words;
  const name = first?.text ?? '';
  if (first === undefined || CONDITIONS.has(name)) {
    return true;
  }
  if (name === 'command') {
    return second?.text === '-v' || second?.text === '-V';
  }
  const read = commandOf(command);
  return read !== undefined && isOfSystem(read) && (NAMED_ONLY.has(read.name) || isCareful(read));
}

/** What stands before a condition; the parser tells no words of some. */
const CONDITIONS = new Set(['[', '[[', '((']);

/** Programs of these names, as distributions have them. `env` and `printenv` are none of these. */
const NAMED_ONLY = new Set([
  ...SPEAKING.filter((name) => name !== 'env' && name !== 'printenv'),
  ...[
    'test cd pushd popd read unset shift local return umask ulimit shopt type hash wait sync yes seq',
    'mkdir rmdir touch rm ln cp mv install cat ls stat truncate chmod chown chgrp setcap mktemp basename dirname readlink realpath',
    'tee gzip gunzip bzip2 bunzip2 xz unxz zstd unzip zip grep egrep fgrep sed head tail cut sort uniq wc tr diff cmp',
    'md5sum sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum',
    'curl wget gpg gpgv apt-key add-apt-repository apt-mark apt-cache yum-config-manager',
    'debconf-set-selections dpkg-reconfigure dpkg-divert update-ca-certificates update-alternatives update-rc.d rc-update',
    'locale-gen update-locale localedef setup-timezone ldconfig fc-cache a2enmod a2dismod a2ensite a2dissite phpenmod docker-php-ext-enable docker-php-ext-configure',
    'useradd usermod userdel adduser deluser groupadd groupmod groupdel addgroup delgroup passwd chpasswd',
  ].flatMap((line) => line.split(' ')),
]);

/** Programs of which `config` reads and writes settings alone. */
const WITH_CONFIG = new Set(['npm', 'yarn', 'pnpm', 'pip', 'poetry', 'bundle', 'git']);

/** Programs that may run others, or tell all variables, where their words say so. */
function isCareful({ name, args: [first, ...rest], args }: Command): boolean {
  if (first?.text === 'config' && WITH_CONFIG.has(name)) {
    return true;
  }
  switch (name) {
    case 'export':
      return first !== undefined && !first.text.startsWith('-');
    case '.':
    case 'source':
      return first !== undefined && rest.length === 0 && FACTS_OF_SYSTEM.has(first.text);
    case 'tar':
      return !args.some(({ text }) => RUNS_PROGRAM.test(text));
    case 'awk':
      return !args.some(({ text }) => AWK_RUNS.test(text));
    case 'find':
      return args.every(({ text }, at) => !FIND_RUNS.has(text) || NAMED_ONLY.has(args[at + 1]?.text ?? ''));
    case 'dpkg':
      return first !== undefined && ARCHITECTURES.test(first.text);
    case 'rpm':
      return first?.text === '--import';
    case 'git':
      return isPlainGit(args.map(({ text }) => text));
    default:
      return false;
  }
}

/** Files of a distribution that only set variables. */
const FACTS_OF_SYSTEM = new Set(['/etc/os-release', '/usr/lib/os-release', '/etc/lsb-release']);

const RUNS_PROGRAM =
  /^-[FI]|^--(to-command|use-compress-program|checkpoint-action|info-script|new-volume-script|rmt-command|rsh-command)/;

const AWK_RUNS = /^-f|ENVIRON|system|getline|\|/;

const ARCHITECTURES = /^--(print|add)-/;

const FIND_RUNS = new Set(['-exec', '-execdir', '-ok', '-okdir']);

/** `git clone`, without settings or templates that name programs. */
function isPlainGit([verb, ...words]: readonly string[]): boolean {
  return verb === 'clone' && !words.some((word) => GIT_SETTINGS.test(word));
}

const GIT_SETTINGS = /^(-c|-u|--config|--template|--upload-pack)/;

/** True for a program without a path, or where distributions have theirs: another one may be a script of that name. */
function isOfSystem({ path }: Command): boolean {
  return path === undefined || SYSTEM_PATH.test(path);
}

const SYSTEM_PATH = /^(\/usr)?\/s?bin\/[^/]+$/;
