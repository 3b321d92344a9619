import { isCheckThread, serveChecks } from './check/thread.ts';
import { run } from './run.ts';
import { nodeTerminal } from './terminal.ts';

const args = process.argv.slice(2);

if (isCheckThread(args)) {
  serveChecks();
} else {
  // The exit code is set, not forced: what is still on its way to a slow reader gets there.
  void run(args, nodeTerminal()).then((code) => {
    process.exitCode = code;
  });
}
