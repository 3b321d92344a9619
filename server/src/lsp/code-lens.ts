import type { CodeLens, Command } from 'vscode-languageserver';
import { ClientCommand } from '../../../shared/wire.ts';
import type { CopyTextArguments, ExplainArguments, PlaceArguments } from '../../../shared/wire.ts';
import { lenses } from '../insights/lens.ts';
import type { LensPart } from '../insights/types.ts';
import { positionAt } from '../syntax/positions.ts';
import type { Dockerfile } from '../syntax/types.ts';
import type { Analysed } from './analyses.ts';
import type { ClientAbilities } from './client-abilities.ts';

/**
 * The lenses of a document, complete at once: a lens that came without its title would make the text below it jump when
 * the title arrives. Parts of one line share a range, and editors show them in this order.
 */
export function codeLenses({ uri, analysis, settings }: Analysed, abilities: ClientAbilities): CodeLens[] {
  const { annotations } = settings;
  if (annotations !== 'codeLens' && annotations !== 'minimal') {
    return [];
  }
  const { file } = analysis.model;
  const all: CodeLens[] = [];
  for (const lens of lenses(analysis)) {
    if (annotations === 'minimal' && !lens.step) {
      continue;
    }
    const start = positionAt(file, lens.offset);
    for (const part of lens.parts) {
      all.push({ range: { start, end: start }, command: commandOf(part, { uri, file, abilities }) });
    }
  }
  return all;
}

interface CommandOptions {
  readonly uri: string;
  readonly file: Dockerfile;
  readonly abilities: ClientAbilities;
}

/** What a click does; the empty command, which LSP clients show as plain text, where the client has none for it. */
function commandOf({ text, tooltip, action }: LensPart, { uri, file, abilities }: CommandOptions): Command {
  const command: Command = { title: text, command: '' };
  if (tooltip !== undefined) {
    command.tooltip = tooltip;
  }
  if (action.kind === 'explain' && abilities.explains) {
    const { line, character } = positionAt(file, action.offset);
    command.command = ClientCommand.explain;
    command.arguments = [uri, line, character] satisfies ExplainArguments;
  } else if (action.kind === 'copy' && abilities.copiesText) {
    command.command = ClientCommand.copyText;
    command.arguments = [action.text] satisfies CopyTextArguments;
  } else if (
    (action.kind === 'files' && abilities.showsCopiedFiles) ||
    (action.kind === 'whatIf' && abilities.asksWhatIf)
  ) {
    const { line, character } = positionAt(file, action.offset);
    command.command = action.kind === 'files' ? ClientCommand.showCopiedFiles : ClientCommand.whatIf;
    command.arguments = [uri, line, character] satisfies PlaceArguments;
  }
  return command;
}
