import { parsedOf } from '../syntax/instruction.ts';
import type { Model, Node } from './types.ts';

/**
 * What a Dockerfile names below the folder into which `COPY . <folder>` brings all of the context, relative to that, each once: the
 * directories of WORKDIR, with a trailing slash, and what CMD, ENTRYPOINT and copies out of the stage name. Nothing says that they
 * come from the context: WORKDIR makes what is missing, and a build may have made the rest.
 */
export function namedBelowCopy(model: Model): readonly string[] {
  const named = new Set<string>();
  /** Where each stage has all of the context, with a trailing slash. */
  const folders = model.stages.map((): string | undefined => undefined);
  const add = (stage: number | undefined, path: string): void => {
    const folder = stage === undefined ? undefined : folders[stage];
    if (folder !== undefined && path.startsWith(folder) && path !== folder) {
      named.add(path.slice(folder.length));
    }
  };
  let commands = '';
  for (const node of model.nodes) {
    const { detail, stage, instruction } = node;
    if (instruction.keyword === 'FROM') {
      commands = '';
    } else if (detail.kind === 'run') {
      commands += `${instruction.text.slice(0, Math.max(MAX_TEXT - commands.length, 0))} `;
    } else if (detail.kind === 'workdir') {
      // What a command above it names may be made by that: `git clone`, `mkdir`.
      if (!commands.includes(detail.path.slice(detail.path.lastIndexOf('/') + 1))) {
        add(stage, `${detail.path}/`);
      }
    } else if (detail.kind === 'copy' && detail.copy.from.kind === 'stage') {
      for (const { text } of detail.copy.sources) {
        add(detail.copy.from.stage, `/${text.replace(/^\.?\/+/, '')}`);
      }
    } else if (detail.kind === 'copy' && stage !== undefined) {
      const all = detail.copy.from.kind === 'context' && detail.copy.sources.some(isRoot);
      folders[stage] = all ? withSlash(detail.copy.resolvedDest) : folders[stage];
    } else {
      startedBy(model, node).forEach((word) => {
        add(stage, word);
      });
    }
  }
  return [...named];
}

/** Characters of commands that are looked at in a stage. */
const MAX_TEXT = 20_000;

/** The words of a CMD or ENTRYPOINT in exec form. */
function startedBy({ file }: Model, { instruction }: Node): readonly string[] {
  if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') {
    return [];
  }
  const { json, args } = parsedOf(file, instruction);
  return json ? args.map(({ text }) => text) : [];
}

function isRoot({ kind, text }: { readonly kind: string; readonly text: string }): boolean {
  return kind === 'path' && (text === '.' || text === './' || text === '/');
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
