import { serveIpc, serveStdio } from './serve.ts';

if (process.argv.includes('--node-ipc')) {
  serveIpc();
} else {
  serveStdio();
}
