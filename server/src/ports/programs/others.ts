import { opened } from '../listens/edits.ts';
import type { Evidence, Listener, Listening } from '../types.ts';
import { portOf, reachOf, readAddress } from './address.ts';
import { listenAs, listenerAt, listening, unknown, type Server } from './server.ts';
import type { Reader, Run } from './types.ts';
import { optionValue, standardEvidence, variableValue, wordValue } from './values.ts';

const HUGO: Server = {
  program: 'Hugo',
  port: { options: ['-p', '--port'], standard: 1313 },
  host: { options: ['--bind'], variables: ['HUGO_BIND'], standard: 'loopback' },
  open: '--bind=0.0.0.0',
};

const JEKYLL: Server = {
  program: 'Jekyll',
  port: { options: ['-P', '--port'], standard: 4000 },
  host: { options: ['-H', '--host'], standard: 'loopback' },
  elsewhere: ['--config'],
  settings: ['_config.yml', '_config.yaml', '_config.toml'],
  telling: /^[ \t]*(host|port)[ \t]*[:=]/m,
  open: '--host=0.0.0.0',
};

const ARTISAN: Server = {
  program: 'Laravel',
  port: { options: ['--port'], variables: ['SERVER_PORT'], standard: 8000 },
  host: { options: ['--host'], variables: ['SERVER_HOST'], standard: 'loopback' },
  settings: ['.env'],
  telling: /\bSERVER_(HOST|PORT)\b/,
  open: '--host=0.0.0.0',
};

const RAILS: Server = {
  program: 'Rails',
  port: { options: ['-p', '--port'], variables: ['PORT'], standard: 3000 },
  host: { options: ['-b', '--binding'], variables: ['BINDING'], standard: 'all' },
  settings: ['config/puma.rb'],
  // PORT, and 3000 without it, is what Rails does by itself.
  telling: /bind\b|^[ \t]*port\b(?![ \t(]*ENV\b)|^[ \t]*port\b[^#\n]*?(?<!\w)(?!3000\b)\d/m,
  open: '-b 0.0.0.0',
};

/** Servers of PHP, Ruby, Java and of static sites (domain.md 5.3). */
export const readOthers: Reader = (run) => {
  const command = run.args[0]?.text;
  switch (run.name) {
    case 'hugo':
      return command === 'server' || command === 'serve' ? listenAs(HUGO, run) : undefined;
    case 'jekyll':
      return command === 'serve' || command === 's' ? listenAs(JEKYLL, run) : undefined;
    case 'rails':
      return command === 'server' || command === 's' ? rails(run) : undefined;
    case 'puma':
      return puma(run);
    case 'php':
      return php(run);
    case 'artisan':
      return command === 'serve' ? listenAs(ARTISAN, run) : undefined;
    case 'java':
      return java(run);
    default:
      return undefined;
  }
};

/** localhost in development, all addresses otherwise (rails/commands/server/server_command.rb). */
function rails(run: Run): Listening {
  const environment =
    optionValue(run, ['-e', '--environment']) ?? variableValue(run, ['RAILS_ENV', 'RACK_ENV']);
  const name = environment === undefined ? 'development' : environment.text;
  const standard: Listener['host'] | undefined =
    name === undefined ? undefined : name === 'development' ? 'loopback' : 'all';
  // Puma prefers the file of the environment (puma/configuration.rb).
  const settings = [...(RAILS.settings ?? []), `config/puma/${name ?? 'production'}.rb`];
  return listenAs({ ...RAILS, host: { ...RAILS.host, standard }, settings }, run);
}

/** Its configuration file is read by itself, and is a program: only the command line counts. */
function puma(run: Run): Listening {
  const bind = optionValue(run, ['-b', '--bind']);
  const port = optionValue(run, ['-p', '--port']);
  const address = bind?.text === undefined ? undefined : readAddress(bind.text);
  if (bind !== undefined && (address?.port === undefined || port !== undefined)) {
    return unknown('What Puma is bound to is only known when the container starts.');
  }
  if (bind !== undefined && address !== undefined) {
    return atAddress(run, 'Puma', bind.evidence, address.host ?? '', address.port);
  }
  return listening({
    program: 'Puma',
    port: port === undefined ? undefined : portOf(port.text ?? ''),
    protocol: 'tcp',
    host: 'unknown',
    portFrom: port?.evidence ?? standardEvidence(run),
    hostFrom: standardEvidence(run),
    openEdit: undefined,
  });
}

/** `php -S address:port`, and `php artisan serve`. */
function php(run: Run): Listening | undefined {
  if (run.args[0]?.text === 'artisan') {
    return run.args[1]?.text === 'serve' ? listenAs(ARTISAN, run) : undefined;
  }
  const at = run.args.findIndex(({ text }) => text === '-S');
  const word = run.args[at + 1];
  if (at < 0 || word === undefined) {
    return undefined;
  }
  const { text, evidence } = wordValue(run, word);
  const address = text === undefined ? undefined : readAddress(text);
  return address?.host === undefined
    ? unknown('The address of `php -S` is only known when the container starts.')
    : atAddress(run, 'PHP', evidence, address.host, address.port);
}

function atAddress(
  run: Run,
  program: string,
  evidence: Evidence,
  host: string,
  port: number | undefined,
): Listening {
  return listening(listenerAt(run, { program, evidence, address: host, port }));
}

/** Only where the command says that it is Spring Boot: any other Java program listens where it likes. */
function java(run: Run): Listening | undefined {
  const port = optionValue(run, ['--server.port', '-Dserver.port']);
  if (port === undefined) {
    return undefined;
  }
  const host =
    optionValue(run, ['--server.address', '-Dserver.address']) ?? variableValue(run, ['SERVER_ADDRESS']);
  const reach = host === undefined ? 'all' : host.text === undefined ? 'unknown' : reachOf(host.text);
  return listening({
    program: 'Spring Boot',
    port: portOf(port.text ?? ''),
    protocol: 'tcp',
    host: reach,
    portFrom: port.evidence,
    hostFrom: host?.evidence ?? standardEvidence(run),
    openEdit: host !== undefined && reach === 'loopback' ? opened(run, host.evidence) : undefined,
  });
}
