import type { Command } from 'commander';
import { UsageError } from './usage-error.ts';

/** `strata lsp --stdio`: the language server for editors other than VS Code. */
export function addLspCommand(program: Command): void {
  program
    .command('lsp')
    .description('Run the language server for an editor.')
    .option('--stdio', 'Talk over standard input and output.')
    .action(async (options: { stdio?: boolean }) => {
      if (options.stdio !== true) {
        throw new UsageError(
          'the language server only talks over standard input and output: strata lsp --stdio',
        );
      }
      // Loaded only here: the other commands start faster without the protocol library.
      const { serveStdio } = await import('../node/serve.ts');
      serveStdio();
    });
}
