import { baseName } from '../../context/path-parts.ts';
import { commandsOf } from '../../syntax/shell-commands.ts';
import { isShell } from '../../syntax/shell-names.ts';
import type { Word } from '../programs/types.ts';
import { unwrap } from './unwrap.ts';

/**
 * True for a command that ends and may leave a server behind: `service nginx start`, `php-fpm -D`. What comes after it is then
 * not all that listens. Never throws.
 */
export function mayLeaveServer(words: readonly Word[]): boolean {
  return leaves(words, DEEPEST);
}

/** Shells inside of shells that are looked into. */
const DEEPEST = 2;

/** Servers that go to the background by themselves, or as their settings say, with words that make them only look or stop. */
const SERVERS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['nginx', ['-t', '-T', '-v', '-V', '-h']],
  ['nginx-debug', ['-t', '-T', '-v', '-V', '-h']],
  ...['apachectl', 'apache2ctl', 'httpd', 'apache2'].map((name): [string, readonly string[]] => [
    name,
    ['configtest', 'stop', '-t', '-v', '-V', '-S', '-M', '-l', '-L'],
  ]),
  ['php-fpm', ['-t', '-tt', '--test', '-v', '-i', '-m', '-h']],
  ['sshd', ['-t', '-T']],
  ['haproxy', ['-c', '-v', '-vv']],
  ...(
    'dnsmasq dovecot lighttpd mariadbd mariadbd-safe memcached mongod mysqld mysqld_safe named postgres postmaster proftpd ' +
    'rabbitmq-server redis-server squid supervisord tor varnishd vsftpd'
  )
    .split(' ')
    .map((name): [string, readonly string[]] => [name, ['--version', '--help']]),
]);

/** Programs that start servers when one of their words says so. */
const STARTERS: ReadonlySet<string> = new Set(
  'caddy forever initctl pg_ctl pg_ctlcluster pm2 postfix rc-service service supervisorctl sv systemctl'.split(
    ' ',
  ),
);

const STARTING: ReadonlySet<string> = new Set(
  '--full-restart --now force-reload reload restart resurrect start startOrReload startOrRestart up'.split(
    ' ',
  ),
);

/** Programs that start what stands behind their own options, often in the background. */
const CARRIERS: ReadonlySet<string> = new Set(
  'daemonize doas runuser screen setpriv setsid start-stop-daemon su sudo tmux'.split(' '),
);

/** What sends any program to the background. */
const DAEMON = /^--?(daemon|daemonize|daemonise|detach|detached|background|fork)(=|$)/;

/** A script that is not read, with the name of a server in its own, for which it does not wait. */
const SERVER_SCRIPT =
  /^(?!wait|check|test).*(nginx|apache|httpd|caddy|haproxy|php-?fpm|redis|supervisor|daemon)/i;

function leaves(all: readonly Word[], depth: number): boolean {
  const command = unwrap(all);
  if (command === undefined) {
    return false;
  }
  const { words } = command;
  const name = serverName(command.name);
  const path = words[0]?.text ?? '';
  const args = words.slice(1).map(({ text }) => text);
  const isSent = args.some((arg) => DAEMON.test(arg));
  const looks = SERVERS.get(name);
  if (looks !== undefined) {
    return !args.some((arg) => looks.includes(arg));
  }
  if (STARTERS.has(name) || isInitScript(path)) {
    return args.some((arg) => STARTING.has(arg));
  }
  if (isShell(name) || CARRIERS.has(name)) {
    return isSent || carries(words, depth);
  }
  return isSent || (name === 'gunicorn' && args.includes('-D')) || isServerScript(path);
}

/** `php-fpm8.2` is `php-fpm`. */
function serverName(name: string): string {
  return name.startsWith('php-fpm') ? name.replace(/^php-fpm[\d.]+$/, 'php-fpm') : name;
}

function isInitScript(path: string): boolean {
  return path.startsWith('/etc/init.d/') || path.startsWith('/etc/rc.d/');
}

/** By its last part: a name of a server in a folder above says nothing. */
function isServerScript(path: string): boolean {
  return path.includes('.') && SERVER_SCRIPT.test(baseName(path));
}

/** `sh -c 'nginx'`, `sh start-nginx.sh`, `sudo service nginx start`. */
function carries(words: readonly Word[], depth: number): boolean {
  const script = words[words.findIndex(({ text }) => /^-[a-z]*c$/.test(text)) + 1];
  if (depth > 0 && script !== undefined && script !== words[0]) {
    const { commands } = commandsOf({ text: script.text, starts: [0], sources: [0] });
    return commands.some(({ words: inner }) =>
      leaves(
        inner.map(({ text, literal }) => ({ ...script, text, literal })),
        depth - 1,
      ),
    );
  }
  const at = words.findIndex(({ text }, index) => index > 0 && isKnown(text));
  return at > 0 && depth > 0 && leaves(words.slice(at), depth - 1);
}

function isKnown(text: string): boolean {
  const name = serverName(baseName(text));
  return SERVERS.has(name) || STARTERS.has(name) || isInitScript(text) || isServerScript(text);
}
