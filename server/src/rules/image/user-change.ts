/**
 * Whether what a container starts needs root to start and gives its work to another user, or leaves that to a configuration of its
 * own, or is told which user to become.
 */
export function startsWithRoot(line: string): boolean {
  return (
    (line.includes(' --') && TOLD.test(line)) ||
    becomesUser(line) ||
    isServer(line) ||
    hasShortOption(line) ||
    (line.includes(' --daemon') && RSYNC.test(line))
  );
}

/** Whether a text runs `su` or `sudo` for another user. */
export function becomesUser(text: string): boolean {
  return text.includes('su') && BECOMES.test(text);
}

/** Whether a script changes the user, or ends in a program that does. */
export function scriptHandsOver(text: string): boolean {
  return (
    changesUser(text) ||
    becomesUser(text) ||
    text.split('\n').some((line) => /^\s*exec\s/.test(line) && startsWithRoot(line))
  );
}

/** Whether a variable tells a server which user to become. */
export function isUserVariable(variable: string): boolean {
  return (
    variable.startsWith('UWSGI_UID=') ||
    (variable.startsWith('GUNICORN_CMD_ARGS=') && GUNICORN.test(variable))
  );
}

/** Programs that change the user of what they start, wherever they are named. */
export function changesUser(text: string): boolean {
  return NAMES.some((name) => text.includes(name)) && CHANGES_USER.test(text);
}

const NAMES = ['gosu', 'su-exec', 'setpriv', 'runuser', 'chpst', 'setuidgid', 'sudo'];
const CHANGES_USER = /\b(?:gosu|su-exec|setpriv|runuser|chpst|setuidgid|s6-setuidgid|sudo -u)\b/;

const BECOMES = /(?:^|[\s;&|("'/])(?:su[ \t]+[-\w$"'{]|sudo[ \t][^\n]{0,100}(?<=[ \t])(?:-u|--user)\b)/;

/** A server that changes the root for each module, and becomes the user of its settings. */
const RSYNC = /(?:^|[\s/])rsync\s/;

/** `start-stop-daemon --chuid`, `celery --uid`, `chroot --userspec` and all that call it `--user`. */
const TOLD = / --(?:user|uid|chuid|userspec)[= ]/;

const GUNICORN = /(?:^|[\s="'])(?:-u|--user\b)/;

/** Programs with a short option for the same. */
const SHORT_OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ['gunicorn', /^-u/],
  ['memcached', /^-u/],
  ['spawn-fcgi', /^-u/],
  ['start-stop-daemon', /^-c/],
]);

const SHORT_PROGRAMS = [...SHORT_OPTIONS.keys()];

function hasShortOption(line: string): boolean {
  const words = SHORT_PROGRAMS.some((name) => line.includes(name)) ? wordsOf(line) : [];
  return words.some((word, index) => {
    const option = SHORT_OPTIONS.get(nameOf(word));
    return option !== undefined && words.slice(index + 1).some((other) => option.test(other));
  });
}

/** Programs that need root to start and give their work to other users, or leave that to a configuration of their own. */
const SERVERS = [
  'apache2',
  'apache2-foreground',
  'apache2ctl',
  'apachectl',
  'chronyd',
  'cron',
  'crond',
  'dnsmasq',
  'dockerd',
  'dovecot',
  'dropbear',
  'exim',
  'haproxy',
  'httpd',
  'httpd-foreground',
  'in.tftpd',
  'init',
  'lighttpd',
  'my_init',
  'mysqld',
  'mysqld_safe',
  'named',
  'nginx',
  'nmbd',
  'openvpn',
  'php-fpm',
  'postfix',
  'proftpd',
  'pure-ftpd',
  'runsvdir',
  's6-svscan',
  'smbd',
  'squid',
  'sshd',
  'supervisord',
  'systemd',
  'tinyproxy',
  'unbound',
  'vsftpd',
  'xinetd',
];

function isServer(line: string): boolean {
  const programs = SERVERS.filter((name) => line.includes(name));
  return programs.length > 0 && wordsOf(line).some((word) => programs.includes(nameOf(word)));
}

function wordsOf(line: string): readonly string[] {
  return line.split(/[\s;]+/);
}

function nameOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
