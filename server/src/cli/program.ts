import { Command } from 'commander';
import { version } from '../../../package.json';
import { addCheckCommand } from './check/command.ts';
import { addFixCommand } from './fix/command.ts';
import { addLayersCommand } from './layers/command.ts';
import { addLspCommand } from './lsp-command.ts';
import { addRebuildCommand } from './rebuild/command.ts';
import { addReplayCommand } from './replay/command.ts';
import type { Terminal } from './terminal.ts';

/** The command line `strata`, to be parsed once. `exit` gets the exit code of a command that has one of its own. */
export function createProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('strata')
    .description(
      'Shows what a Dockerfile does: its layers, what rebuilds them, and what EXPOSE really publishes.',
    )
    .version(version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.error,
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'strata: '));
      },
    });
  addLayersCommand(program, terminal);
  addCheckCommand(program, terminal, exit);
  addFixCommand(program, terminal, exit);
  addRebuildCommand(program, terminal);
  addReplayCommand(program, terminal);
  addLspCommand(program);
  return program;
}
