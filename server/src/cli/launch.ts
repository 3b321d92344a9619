import path from 'node:path';
import envPaths from 'env-paths';
import { runCompiled } from '../../../shared/node/run-compiled.ts';

/** Commands that are run again and again: by editors, by hooks before a commit. Each keeps what it needs itself. */
const REPEATED = ['check', 'fix', 'lsp'];

const [, , command = ''] = process.argv;

runCompiled(
  path.join(__dirname, 'strata-main.cjs'),
  REPEATED.includes(command) ? path.join(envPaths('strata', { suffix: '' }).cache, command) : undefined,
);
