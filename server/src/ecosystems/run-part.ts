import type { ShellCommand } from '../syntax/types.ts';
import type { Install } from './types.ts';

/** One command of a RUN and what it means for moving a COPY of sources. */
export interface RunPart {
  readonly command: ShellCommand;
  /**
   * `directory`, `options` and `variables`: `cd`, `set` and `export`, which later commands depend on. `system`: system
   * packages. `environment`: makes a Python virtual environment. `packages` and `companion`: see CommandRole. `unknown`: it
   * may read or write anything.
   */
  readonly role:
    | 'install'
    | 'packages'
    | 'companion'
    | 'system'
    | 'environment'
    | 'directory'
    | 'options'
    | 'variables'
    | 'unknown';
  /** For `install`. */
  readonly install: Install | undefined;
  /** For `packages`, `system` and `companion`: the package manager's id. */
  readonly ecosystem: string | undefined;
  /**
   * Where it runs: relative to the RUN's working directory (the empty text: there) or absolute. Undefined when only the
   * build knows.
   */
  readonly directory: string | undefined;
}
