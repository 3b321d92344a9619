import path from 'node:path';
import { runCompiled } from '../../../shared/node/run-compiled.ts';
import { cacheFolder } from './cache-folder.ts';

/** Commands that are run again and again: by editors, by hooks before a commit. Each keeps what it needs itself. */
const REPEATED = ['check', 'fix', 'lsp'];

const [, , command = ''] = process.argv;
const folder = REPEATED.includes(command) ? cacheFolder(process.env, process.platform) : undefined;

runCompiled(
  path.join(__dirname, 'strata-main.cjs'),
  folder === undefined ? undefined : path.join(folder, command),
);
