import path from 'node:path';
import { runCompiled } from '../../../shared/node/run-compiled.ts';

/** Starts the server beside it. `--code-cache <folder>` names a folder of the user's for what V8 compiled of it. */
const at = process.argv.indexOf('--code-cache');
const folder = at < 0 ? undefined : process.argv[at + 1];

runCompiled(
  path.join(__dirname, 'server-main.cjs'),
  folder === undefined ? undefined : path.join(folder, 'server'),
);
