import { opened, replaceWord } from '../listens/edits.ts';
import type { Listening } from '../types.ts';
import { portOf, reachOf, readAddress } from './address.ts';
import { boundTo } from './bound-to.ts';
import { gunicorn } from './gunicorn.ts';
import { listenAs, listening, unknown, type Server } from './server.ts';
import type { Reader, Run, Word } from './types.ts';
import { uwsgi } from './uwsgi.ts';
import { optionValue, optionValues, standardEvidence, wordValue } from './values.ts';

const FLASK: Server = {
  program: 'Flask',
  port: { options: ['-p', '--port'], variables: ['FLASK_RUN_PORT'], standard: 5000 },
  host: { options: ['-h', '--host'], variables: ['FLASK_RUN_HOST'], standard: 'loopback' },
  elsewhere: ['--env-file', '-e'],
  settings: ['.flaskenv', '.env'],
  telling: /FLASK_RUN_/,
  open: '--host=0.0.0.0',
};

const UVICORN: Server = {
  program: 'uvicorn',
  port: { options: ['--port'], variables: ['UVICORN_PORT'], standard: 8000 },
  host: { options: ['--host'], variables: ['UVICORN_HOST'], standard: 'loopback' },
  elsewhere: ['--uds', '--fd'],
  open: '--host 0.0.0.0',
};

const FASTAPI: Server = { ...UVICORN, program: 'FastAPI', elsewhere: [] };

const DAPHNE: Server = {
  program: 'Daphne',
  port: { options: ['-p', '--port'], standard: 8000 },
  host: { options: ['-b', '--bind'], standard: 'loopback' },
  elsewhere: ['-e', '--endpoint', '-u', '--unix-socket', '--fd'],
  open: '-b 0.0.0.0',
};

const STREAMLIT: Server = {
  program: 'Streamlit',
  port: { options: ['--server.port'], variables: ['STREAMLIT_SERVER_PORT'], standard: 8501 },
  host: { options: ['--server.address'], variables: ['STREAMLIT_SERVER_ADDRESS'], standard: 'all' },
  settings: ['.streamlit/config.toml'],
  open: undefined,
};

const JUPYTER: Server = {
  program: 'Jupyter',
  port: { options: ['--port', '--ServerApp.port', '--NotebookApp.port'], standard: 8888 },
  host: { options: ['--ip', '--ServerApp.ip', '--NotebookApp.ip'], standard: 'loopback' },
  elsewhere: ['--config', '--sock'],
  settings: [
    'jupyter_server_config.py',
    'jupyter_server_config.json',
    'jupyter_notebook_config.py',
    'jupyter_notebook_config.json',
    'jupyter_lab_config.py',
    'jupyter_config.py',
  ],
  open: '--ip=0.0.0.0',
};

/** Servers of Python (domain.md 5.3). */
export const readPython: Reader = (run) => {
  switch (run.name) {
    case 'flask':
      return firstOperand(run, ['--app', '-A']) === 'run' ? listenAs(FLASK, run) : undefined;
    case 'uvicorn':
      return listenAs(UVICORN, run);
    case 'fastapi':
      return fastapi(run);
    case 'gunicorn':
      return gunicorn(run);
    case 'uwsgi':
      return uwsgi(run);
    case 'hypercorn':
      return hypercorn(run);
    case 'daphne':
      return listenAs(DAPHNE, run);
    case 'manage.py':
    case 'django-admin':
      return run.args[0]?.text === 'runserver' ? runserver(run) : undefined;
    case 'http.server':
      return httpServer(run);
    case 'streamlit':
      return run.args[0]?.text === 'run' ? listenAs(STREAMLIT, run) : undefined;
    case 'jupyter':
      return ['lab', 'notebook', 'server'].includes(run.args[0]?.text ?? '')
        ? listenAs(JUPYTER, run)
        : undefined;
    case 'jupyter-lab':
    case 'jupyter-notebook':
      return listenAs(JUPYTER, run);
    default:
      return undefined;
  }
};

/** The first word that is neither an option nor the value of one of these. */
function firstOperand({ args }: Run, valued: readonly string[]): string | undefined {
  return args.find(
    ({ text }, index) => !text.startsWith('-') && !valued.includes(args[index - 1]?.text ?? ''),
  )?.text;
}

/** Later versions of its command line read PORT, too, so that PORT leaves the port open. */
function fastapi(run: Run): Listening | undefined {
  const command = run.args[0]?.text;
  if (command !== 'dev' && command !== 'run') {
    return undefined;
  }
  const standard = run.variable('PORT') === undefined ? 8000 : undefined;
  return listenAs(
    {
      ...FASTAPI,
      port: { options: ['--port'], standard },
      host: { options: ['--host'], standard: command === 'dev' ? 'loopback' : 'all' },
    },
    run,
  );
}

function hypercorn(run: Run): Listening {
  if (optionValue(run, ['-c', '--config', '--quic-bind']) !== undefined) {
    return unknown('The configuration of hypercorn is not read here.');
  }
  const given = optionValues(run, ['-b', '--bind', '--insecure-bind']);
  return given.length > 0
    ? boundTo('hypercorn', run, given)
    : loopbackAt(run, 'hypercorn', 8000, '-b 0.0.0.0:8000');
}

function loopbackAt(run: Run, program: string, port: number, open: string): Listening {
  const server: Server = {
    program,
    port: { options: [], standard: port },
    host: { options: [], standard: 'loopback' },
    open,
  };
  return listenAs(server, run);
}

/** `manage.py runserver [[address:]port]`; 127.0.0.1:8000 when nothing is given. */
function runserver(run: Run): Listening {
  const valued = new Set(['--settings', '--pythonpath', '-v', '--verbosity']);
  const operands = run.args
    .slice(1)
    .filter(({ text }, index) => !text.startsWith('-') && !valued.has(run.args[index]?.text ?? ''));
  const [operand] = operands;
  if (operands.length > 1 || optionValue(run, ['-6', '--ipv6']) !== undefined) {
    return unknown('The address of runserver is not literal.');
  }
  if (operand === undefined) {
    return loopbackAt(run, 'Django', 8000, '0.0.0.0:8000');
  }
  const { text, evidence } = wordValue(run, operand);
  const address = text === undefined ? undefined : readAddress(text);
  if (address === undefined) {
    return unknown('The address of runserver is only known when the container starts.');
  }
  const host = address.host === undefined ? 'loopback' : reachOf(address.host);
  const openEdit =
    address.host === undefined ? replaceWord(operand, `0.0.0.0:${operand.text}`) : opened(run, evidence);
  return listening({
    program: 'Django',
    port: address.port,
    protocol: 'tcp',
    host,
    portFrom: evidence,
    hostFrom: evidence,
    openEdit: host === 'loopback' ? openEdit : undefined,
  });
}

/** `python -m http.server [port] [-b address]`: all addresses unless one is given. */
function httpServer(run: Run): Listening {
  const valued = new Set(['-b', '--bind', '-d', '--directory', '-p', '--protocol']);
  const operand: Word | undefined = run.args.find(
    ({ text }, index) => !text.startsWith('-') && !valued.has(run.args[index - 1]?.text ?? ''),
  );
  const host = optionValue(run, ['-b', '--bind']);
  const port = operand === undefined ? undefined : wordValue(run, operand);
  const reach = host === undefined ? 'all' : host.text === undefined ? 'unknown' : reachOf(host.text);
  return listening({
    program: 'http.server',
    port: port === undefined ? 8000 : portOf(port.text ?? ''),
    protocol: 'tcp',
    host: reach,
    portFrom: port?.evidence ?? standardEvidence(run),
    hostFrom: host?.evidence ?? standardEvidence(run),
    openEdit: host !== undefined && reach === 'loopback' ? opened(run, host.evidence) : undefined,
  });
}
