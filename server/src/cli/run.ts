import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { printable } from './printable.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Runs `strata` with its arguments and returns the exit code. Never rejects: what goes wrong is one line on stderr. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.fine;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said it already. Help and version that were asked for are no mistake.
      return error.exitCode === 0 ? EXIT.fine : EXIT.misuse;
    }
    const message = error instanceof Error ? error.message : String(error);
    const kind = error instanceof UsageError ? '' : 'unexpected error: ';
    terminal.error(`strata: ${kind}${printable(message.split('\n', 1)[0] ?? '')}\n`);
    return EXIT.misuse;
  }
}
