import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import '../server/src/node/main.ts';

// The server as it ships; at each SIGUSR2 it tells its longest pause since the last one, in milliseconds.
const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
process.on('SIGUSR2', () => {
  process.stderr.write(`${JSON.stringify({ pause: delays.max / 1e6 })}\n`);
  delays.reset();
});
