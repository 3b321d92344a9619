import type { ForkOptions } from 'vscode-languageclient/node';

/** How the server's process is started; the benchmark starts it so, too. */
export const SERVER_PROCESS: Readonly<Required<Pick<ForkOptions, 'execArgv'>>> & ForkOptions = {
  /**
   * It opens no connection of its own, so it need not read the certificates that a company adds to those of Node: with many, that
   * takes as long as the rest of its start.
   */
  env: { NODE_EXTRA_CA_CERTS: undefined },
  /**
   * In MB. Most of what makes an answer is garbage when the answer is sent; V8 by itself lets up to 16 MB of it gather, and keeps as
   * much room again to copy what is alive. One thread beside the program's own compiles and collects for it: each of the four that Node
   * starts by itself keeps memory of its own (docs/decisions/0018-small-young-generation.md).
   */
  execArgv: ['--max-semi-space-size=1', '--v8-pool-size=1'],
};
