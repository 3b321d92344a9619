import { run } from './run.ts';
import { nodeTerminal } from './terminal.ts';

// The exit code is set, not forced: what is still on its way to a slow reader gets there.
void run(process.argv.slice(2), nodeTerminal()).then((code) => {
  process.exitCode = code;
});
