import type { Element } from '../../formats/xml.ts';
import type { ContextQuery } from '../types.ts';
import { slashed } from './solution.ts';

/** A path that a project names. */
export interface NamedPath {
  /** With slashes; relative to the file that names it. Undefined where it holds what only MSBuild can tell. */
  readonly path: string | undefined;
  /** As written, for a message. */
  readonly text: string;
  /** True when it only counts under a condition. */
  readonly conditional: boolean;
}

/** What restoring packages needs to know of a project file, or of a file that it imports. */
export interface MsbuildFile {
  readonly references: readonly NamedPath[];
  readonly imports: readonly NamedPath[];
  /** Folders that it adds as package sources. */
  readonly sources: readonly string[];
  /** True when a property reads the contents of some file. */
  readonly readsFiles: boolean;
  /** A target of its own that runs before packages are restored. */
  readonly hook: string | undefined;
  /** True when it says that a lock file must not change. */
  readonly isLocked: boolean;
}

/** Reads a project, `.props` or `.targets`; undefined when it was not loaded or is no XML. */
export function readMsbuildFile(path: string, context: ContextQuery): MsbuildFile | undefined {
  const root = context.xml(path);
  if (root === undefined) {
    return undefined;
  }
  const references: NamedPath[] = [];
  const imports: NamedPath[] = [];
  const sources: string[] = [];
  let hook: string | undefined;
  let isLocked = false;
  const todo: { readonly element: Element; readonly conditional: boolean }[] = [
    { element: root, conditional: false },
  ];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const { element } = at;
    const conditional = at.conditional || (element.attributes.get('Condition') ?? '').trim() !== '';
    switch (element.name) {
      case 'ProjectReference':
        for (const one of (element.attributes.get('Include') ?? '').split(';')) {
          references.push(named(one, conditional));
        }
        break;
      case 'Import':
        if (!element.attributes.has('Sdk')) {
          imports.push(named(element.attributes.get('Project') ?? '', conditional));
        }
        break;
      case 'RestoreSources':
      case 'RestoreAdditionalProjectSources':
        sources.push(
          ...element.text
            .split(';')
            .map(slashed)
            .filter((one) => one !== '' && !/^https?:/i.test(one)),
        );
        break;
      case 'RestoreLockedMode':
        isLocked = element.text.toLowerCase() === 'true';
        break;
      case 'Target': {
        const early = `${element.attributes.get('BeforeTargets') ?? ''};${element.attributes.get('AfterTargets') ?? ''}`;
        if (/\b(Restore|_?Generate\w*Restore\w*|CollectPackageReferences|_GetRestore\w*)\b/.test(early)) {
          hook = element.attributes.get('Name') ?? '';
        }
        // What a target holds is only read when it runs.
        continue;
      }
    }
    for (let index = element.children.length - 1; index >= 0; index--) {
      const child = element.children[index];
      if (child !== undefined) {
        todo.push({ element: child, conditional });
      }
    }
  }
  const readsFiles = /\[System\.IO\.(File|Directory)\]::(Read|Get|Open|Enumerate)/i.test(
    context.text(path) ?? '',
  );
  return {
    references: references.filter(({ text }) => text !== ''),
    imports: imports.filter(({ text }) => text !== ''),
    sources,
    readsFiles,
    hook,
    isLocked,
  };
}

/** Properties that mean the folder of the file itself. */
const OWN_FOLDER = /^\$\((MSBuildThisFileDirectory|MSBuildProjectDirectory|ProjectDir)\)\/*/;

function named(text: string, conditional: boolean): NamedPath {
  const path = slashed(text).replace(OWN_FOLDER, '');
  return { path: /[$%@*?]|^\//.test(path) ? undefined : path, text: text.trim(), conditional };
}
