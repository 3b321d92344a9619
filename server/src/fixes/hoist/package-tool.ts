import { commandOf } from '../../ecosystems/command.ts';
import { installedProgram } from '../../ecosystems/installed-program.ts';
import { browserDownload, type BrowserTool } from '../../ecosystems/javascript/browser-download.ts';
import { downloadsNodeModel } from '../../ecosystems/javascript/model-download.ts';
import { downloadsModel } from '../../ecosystems/python/model-download.ts';
import type { ShellCommand } from '../../syntax/types.ts';

/** An installed package for which a command fetches something. */
export interface PackageTool {
  readonly id: BrowserTool | 'model';
  /** True where its runner installs the project first: `uv run playwright install`. */
  readonly installsFirst: boolean;
}

/** The package for which a command fetches something from the web: browsers, or models. */
export function packageTool(command: ShellCommand): PackageTool | undefined {
  const id =
    browserDownload(command) ??
    (downloadsModel(command) || downloadsNodeModel(command) ? 'model' : undefined);
  if (id === undefined) {
    return undefined;
  }
  const read = commandOf(command);
  return { id, installsFirst: read !== undefined && installedProgram(read).installsFirst };
}
