import { resolvePath } from '../../model/paths.ts';
import { projectOf, type Project } from './dotnet-project.ts';
import { listeningSettings, type Settings } from './dotnet-settings.ts';
import type { Run } from './types.ts';
import type { Value } from './values.ts';

/** What the sources of a .NET program say of where it listens. */
export interface DotnetSources extends Pick<Project, 'code' | 'started'> {
  /** From its settings files, the stronger one over the other. */
  readonly settings: Settings;
  /** False where some of these files are not known. */
  readonly whole: boolean;
}

/**
 * What the project of an assembly says: its `appsettings.json`, over it the one of the environment, and the code that starts it.
 * `dotnet publish` puts the settings into the image; one that the image has by itself replaces them.
 */
export function dotnetSources(run: Run, assembly: string): DotnetSources {
  const { around, directory } = run;
  const { context } = around;
  const project = context && projectOf(context, assembly);
  const environment = environmentOf(run);
  const settings = new Map<string, Value>();
  let whole = environment !== undefined && !around.buildMentions('appsettings');
  for (const part of environment === undefined ? [''] : ['', `.${environment}`]) {
    const name = `appsettings${part}.json`;
    const own = around.fileAt(resolvePath(directory, name));
    const file = project === undefined || own.kind === 'file' ? own : project.fileNamed(name);
    const read = context && file.kind === 'file' ? listeningSettings(context, file.path) : undefined;
    whole &&= file.kind === 'absent' || read !== undefined;
    for (const [key, value] of read ?? []) {
      settings.set(key, value);
    }
  }
  for (const [key, { text }] of settings) {
    if (text === '') {
      settings.delete(key);
    }
  }
  return { code: project?.code, settings, whole, started: project?.started === true };
}

/** The name of the environment; undefined where that is not known for sure. */
function environmentOf({ variable }: Run): string | undefined {
  const [first, second = first] = ['ASPNETCORE_ENVIRONMENT', 'DOTNET_ENVIRONMENT'].flatMap(
    (name) => variable(name) ?? [],
  );
  if (first === undefined) {
    return 'Production';
  }
  return first.text === second?.text && first.evidence.kind !== 'default' ? first.text : undefined;
}
