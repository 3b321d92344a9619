import { baseName } from '../../context/path-parts.ts';
import { resolvePath } from '../../model/paths.ts';
import { hasOtherSettings, listenAs, listening, unknown, type Server } from './server.ts';
import { portOf, reachOf, readAddress } from './address.ts';
import { opened } from '../listens/edits.ts';
import type { Listening } from '../types.ts';
import type { Reader, Run } from './types.ts';
import { optionValue, standardEvidence, variableValue } from './values.ts';

const MODULES = ['ts', 'js', 'mjs', 'mts', 'cjs', 'cts'];

function configs(name: string): readonly string[] {
  return MODULES.map((extension) => `${name}.config.${extension}`);
}

/** What the settings of these tools call it, wherever they say it. */
const TELLING = /\b(host|port|server|devServer|preview|defineConfig\(\s*async|extends|mergeConfig)\b/;

const VITE: Server = {
  program: 'Vite',
  port: { options: ['--port'], standard: 5173 },
  host: { options: ['--host'], standard: 'loopback' },
  bareHost: 'all',
  elsewhere: ['-c', '--config'],
  settings: configs('vite'),
  telling: TELLING,
  open: '--host=0.0.0.0',
};

const NEXT: Server = {
  program: 'Next.js',
  port: { options: ['-p', '--port'], variables: ['PORT'], standard: 3000 },
  host: { options: ['-H', '--hostname'], standard: 'all' },
  open: undefined,
};

const REACT_SCRIPTS: Server = {
  program: 'react-scripts',
  port: { options: [], variables: ['PORT'], standard: 3000 },
  host: { options: [], variables: ['HOST'], standard: 'all' },
  settings: ['.env', '.env.local', '.env.development', '.env.development.local'],
  telling: /\b(HOST|PORT)\b/,
  open: undefined,
};

const ANGULAR: Server = {
  program: 'ng serve',
  port: { options: ['--port'], standard: 4200 },
  host: { options: ['--host'], standard: 'loopback' },
  settings: ['angular.json'],
  telling: /"(host|port)"\s*:/,
  open: '--host=0.0.0.0',
};

/** Its default address differs between its versions: `webpack` looks at them. */
const WEBPACK: Server = {
  program: 'webpack-dev-server',
  port: { options: ['--port'], standard: 8080 },
  host: { options: ['--host'], standard: undefined },
  elsewhere: ['-c', '--config'],
  settings: [
    ...configs('webpack'),
    ...['webpack.config.babel.js', 'webpackfile.js', '.webpack/webpack.config.js', '.webpack/webpackfile.js'],
  ],
  telling: TELLING,
  open: '--host=0.0.0.0',
};

const VUE: Server = {
  program: 'vue-cli-service',
  port: { options: ['--port'], variables: ['PORT'], standard: 8080 },
  host: { options: ['--host'], variables: ['HOST'], standard: 'all' },
  settings: [...configs('vue'), '.env', '.env.local', '.env.development', '.env.development.local'],
  telling: /\b(HOST|PORT|host|port|devServer)\b/,
  open: undefined,
};

const NUXT: Server = {
  program: 'Nuxt',
  port: { options: ['-p', '--port'], variables: ['NUXT_PORT', 'NITRO_PORT', 'PORT'], standard: 3000 },
  host: { options: ['--host'], variables: ['NUXT_HOST', 'NITRO_HOST', 'HOST'], standard: 'loopback' },
  bareHost: 'all',
  settings: [...configs('nuxt'), '.env', '.nuxtrc'],
  telling: /\b(HOST|PORT|host|port|devServer|server|extends)\b/,
  open: '--host=0.0.0.0',
};

const ASTRO: Server = {
  program: 'Astro',
  port: { options: ['--port'], standard: 4321 },
  host: { options: ['--host'], standard: 'loopback' },
  bareHost: 'all',
  elsewhere: ['--config'],
  settings: configs('astro'),
  telling: TELLING,
  open: '--host=0.0.0.0',
};

const GATSBY: Server = {
  program: 'Gatsby',
  port: { options: ['-p', '--port'], standard: 8000 },
  host: { options: ['-H', '--host'], variables: [], standard: 'loopback' },
  settings: ['.env.development'],
  telling: /\b(HOST|PORT)\b/,
  open: '--host=0.0.0.0',
};

const HTTP_SERVER: Server = {
  program: 'http-server',
  port: { options: ['-p', '--port'], variables: ['PORT'], standard: 8080 },
  host: { options: ['-a'], standard: 'all' },
  open: undefined,
};

const DENO_SERVE: Server = {
  program: 'deno serve',
  port: { options: ['--port'], standard: 8000 },
  host: { options: ['--host'], standard: 'all' },
  open: undefined,
};

/** Servers of JavaScript (domain.md 5.3). */
export const readJavaScript: Reader = (run) => {
  const command = run.args[0]?.text;
  const isBare = command === undefined || command.startsWith('-');
  const isOneOf = (...names: readonly string[]): boolean => names.includes(command ?? '');
  switch (run.name) {
    case 'vite':
      return isBare || isOneOf('dev', 'serve')
        ? listenAs(VITE, run)
        : command === 'preview'
          ? listenAs({ ...VITE, port: { ...VITE.port, standard: 4173 } }, run)
          : undefined;
    case 'next':
      return isBare || isOneOf('dev', 'start') ? listenAs(NEXT, run) : undefined;
    case 'react-scripts':
      return command === 'start' ? listenAs(REACT_SCRIPTS, run) : undefined;
    case 'ng':
      return isOneOf('serve', 's') ? listenAs(ANGULAR, run) : undefined;
    case 'webpack':
      return isOneOf('serve', 's', 'server') ? webpack(run) : undefined;
    case 'webpack-dev-server':
      return webpack(run);
    case 'vue-cli-service':
      return command === 'serve' ? listenAs(VUE, run) : undefined;
    case 'nuxt':
    case 'nuxi':
      return command === 'dev' ? listenAs(NUXT, run) : undefined;
    case 'astro':
      return isOneOf('dev', 'preview') ? listenAs(ASTRO, run) : undefined;
    case 'gatsby':
      return command === 'develop'
        ? listenAs(GATSBY, run)
        : command === 'serve'
          ? listenAs({ ...GATSBY, port: { ...GATSBY.port, standard: 9000 } }, run)
          : undefined;
    case 'http-server':
      return listenAs(HTTP_SERVER, run);
    case 'serve':
      return serve(run);
    case 'deno':
      return command === 'serve' ? listenAs(DENO_SERVE, run) : undefined;
    case 'node':
      return nodeProgram(run);
    default:
      return undefined;
  }
};

/** localhost up to version 3, all addresses from 4 on (webpack-cli#2141); only what has no configuration is sure to have that. */
function webpack(run: Run): Listening {
  const isSure = isEarlyDevServer(run) && !hasOtherSettings({ settings: WEBPACK.settings ?? [] }, run);
  return listenAs(isSure ? { ...WEBPACK, host: { ...WEBPACK.host, standard: 'loopback' } } : WEBPACK, run);
}

/** Whether every version that package.json names of it is below 4. */
function isEarlyDevServer({ around, directory }: Run): boolean {
  const file = around.fileAt(resolvePath(directory, 'package.json'));
  const text = file.kind === 'file' ? (file.text ?? '') : '';
  const versions = [...text.matchAll(/"webpack-dev-server"\s*:\s*"([^"]*)"/g)];
  return (
    versions.length > 0 &&
    versions.every(([, version]) => /^[~^=v]?[1-3](\.[\dx*]+){0,2}$/.test(version ?? '')) &&
    !around.runMentions('webpack-dev-server') &&
    !around.runMentions('package.json')
  );
}

/** `serve -l 3000`, `-l tcp://0.0.0.0:3000`, `-p 3000`, or PORT. */
function serve(run: Run): Listening {
  const given = optionValue(run, ['-l', '--listen', '-p']) ?? variableValue(run, ['PORT']);
  if (given === undefined) {
    return listenAs(
      {
        program: 'serve',
        port: { options: [], standard: 3000 },
        host: { options: [], standard: 'all' },
        open: undefined,
      },
      run,
    );
  }
  const address = given.text === undefined ? undefined : readAddress(given.text);
  if (address === undefined || optionValue(run, ['-c', '--config']) !== undefined) {
    return unknown('What serve listens on is only known when the container starts.');
  }
  const host = reachOf(address.host ?? '');
  return listening({
    program: 'serve',
    port: address.port ?? undefined,
    protocol: 'tcp',
    host,
    portFrom: given.evidence,
    hostFrom: address.host === undefined ? standardEvidence(run) : given.evidence,
    openEdit: host === 'loopback' ? opened(run, given.evidence) : undefined,
  });
}

/**
 * A program of the project reads PORT, as nearly all of them do; its address is its own affair (domain.md 5.3). That is presumed
 * where its text is not there to be looked at.
 */
function nodeProgram(run: Run): Listening | undefined {
  const port = variableValue(run, ['PORT']);
  if (port?.text === undefined || port.evidence.kind === 'default') {
    return undefined;
  }
  const script = run.args.find(({ text }) => !text.startsWith('-'));
  if (script === undefined || !/(^|\/)[\w.-]+$/.test(script.text) || /healthcheck/i.test(script.text)) {
    return undefined;
  }
  const text = entryText(run, script.text);
  if (text !== undefined && !READS_PORT.test(text)) {
    return unknown(
      'The program does not take PORT from its environment, or does so in a file that is not read.',
    );
  }
  return listening({
    program: text === undefined ? 'the Node.js program, if it reads PORT,' : 'the Node.js program',
    presumed: text === undefined ? 'whether the program reads PORT' : undefined,
    port: portOf(port.text),
    protocol: 'tcp',
    host: 'unknown',
    portFrom: port.evidence,
    hostFrom: standardEvidence(run),
    openEdit: undefined,
  });
}

/** `process.env.PORT`, `env['PORT']`, `const { PORT } = process.env`. */
const READS_PORT =
  /\benv\s{0,9}(\??\.\s{0,9}PORT\b|(\?\.)?\[\s{0,9}["'`]PORT["'`])|\{[^{}]{0,200}\bPORT\b[^{}]{0,200}\}\s{0,9}=\s{0,9}[\w.]{0,40}\benv\b/;

/** The text of the file that node starts; undefined where it is not loaded, or not the one that the image has. */
function entryText(run: Run, entry: string): string | undefined {
  const path = resolvePath(run.directory, entry);
  for (const name of [path, `${path}.js`]) {
    const file = run.around.fileAt(name);
    if (file.kind === 'file') {
      return run.around.runMentions(baseName(name)) ? undefined : file.text;
    }
  }
  return undefined;
}
