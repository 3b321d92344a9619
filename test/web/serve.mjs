import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { URL } from 'node:url';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** Where this workbench, which is made for code-server, takes the server that it came from for a remote machine. */
const REMOTE = [
  [/,remoteAuthority:location\.host\}/, '}'],
  [/\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)/, '.with({scheme:$1.vscodeUserData}),"User")'],
];

const WORKBENCH = 'out/vs/code/browser/workbench/workbench';

/**
 * Serves VS Code for the Web as files and nothing else, with an extension under development: there is no remote machine,
 * so every extension runs in a web worker, and the workspace lies in the page's memory.
 * @param {{ workbench: string, extension: string, tests: string, settings: Record<string, unknown>, screen: () => Promise<unknown> }} options
 *   folders of VS Code and of the extension, the program of its tests relative to it, defaults for settings, and what
 *   tests get who ask for `/screen`
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function serveWeb({ workbench, extension, tests, settings, screen }) {
  const roots = { static: workbench, extension };
  const server = createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const [, root = '', ...rest] = decodeURIComponent(pathname).split('/');
      const file = rest.join('/');
      const text =
        root === ''
          ? await page(request.headers.host ?? '')
          : root === 'screen'
            ? JSON.stringify(await screen())
            : root === 'static' && file === `${WORKBENCH}.js`
              ? await withoutRemote()
              : undefined;
      if (text === undefined && (!Object.hasOwn(roots, root) || rest.includes('..'))) {
        response.writeHead(404).end();
        return;
      }
      const type = TYPES[path.extname(root === '' ? 'index.html' : file)] ?? 'text/plain';
      const send = () => response.writeHead(200, { 'Content-Type': type });
      if (text !== undefined) {
        send().end(text);
        return;
      }
      const stream = createReadStream(path.join(roots[root], file));
      stream.once('open', () => stream.pipe(send()));
      stream.once('error', () => response.writeHead(404).end());
    } catch (error) {
      response.writeHead(500).end(error.message);
    }
  });

  const withoutRemote = async () => {
    let text = await readFile(path.join(workbench, `${WORKBENCH}.js`), 'utf8');
    for (const [place, instead] of REMOTE) {
      if (!place.test(text)) {
        throw new Error(`The workbench has no ${place}.`);
      }
      text = text.replace(place, instead);
    }
    return text;
  };

  const page = async (authority) => {
    const at = (place) => ({ scheme: 'http', authority, path: place });
    const configuration = {
      // What code-server tells its workbench.
      userDataPath: '/user-data',
      isEnabledFileDownloads: true,
      isEnabledFileUploads: true,
      isEnabledCoderGettingStarted: false,
      folderUri: { scheme: 'tmp', path: '/workspace' },
      // The language of Dockerfiles comes with VS Code, in an extension of its own.
      additionalBuiltinExtensions: [at('/static/extensions/docker')],
      configurationDefaults: settings,
      developmentOptions: { extensions: [at('/extension')], extensionTestsPath: at(`/extension/${tests}`) },
    };
    const values = {
      WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll('"', '&quot;'),
      WORKBENCH_AUTH_SESSION: '',
      WORKBENCH_WEB_BASE_URL: '/static',
      WORKBENCH_NLS_URL: '/static/out/nls.messages.js',
      WORKBENCH_NLS_FALLBACK_URL: '/static/out/nls.messages.js',
    };
    const html = await readFile(path.join(workbench, `${WORKBENCH}.html`), 'utf8');
    return html.replaceAll(/\{\{(\w+)\}\}/g, (_all, name) => values[name] ?? '');
  };

  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
