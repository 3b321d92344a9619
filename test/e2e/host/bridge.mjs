import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * Lets code in the extension host ask this process to do things: `POST <address>/<action>` with a JSON body answers
 * `{ result }`, or `{ error }` with status 500. Listens on 127.0.0.1; the address has a secret in it.
 * @param {(action: string, body: unknown) => Promise<unknown>} perform
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function startBridge(perform) {
  const secret = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    const [, given, action] = (request.url ?? '').split('/');
    if (request.method !== 'POST' || given !== secret || action === undefined) {
      response.writeHead(404).end();
      return;
    }
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (text += chunk));
    request.on('end', async () => {
      try {
        const result = await perform(action, JSON.parse(text));
        response.writeHead(200).end(JSON.stringify({ result: result ?? null }));
      } catch (error) {
        response.writeHead(500).end(JSON.stringify({ error: error.message }));
      }
    });
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${server.address().port}/${secret}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
