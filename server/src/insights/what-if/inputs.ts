import type { BuildInputs, ContentLookup } from '../../cache/types.ts';
import { parentPath } from '../../context/path-parts.ts';
import type { ContextEntry, ContextSnapshot } from '../../context/types.ts';
import { buildModel } from '../../model/build.ts';
import { parse } from '../../syntax/parse.ts';
import { editedText } from './edit.ts';
import type { Analysis } from '../types.ts';
import type { Comparison, WhatIfChange } from './types.ts';

/** The state before and after a change; everything that the change does not name is the same in both. */
export function comparisonOf({ model, facts, builder }: Analysis, change: WhatIfChange): Comparison {
  const { context } = facts;
  switch (change.kind) {
    case 'earlier':
      return change;
    case 'files': {
      const shown = context && withFiles(context, change.paths);
      const changed = new Set(change.paths);
      const state = (version: string): BuildInputs => ({
        model,
        context: shown,
        contents: contentsOf(shown, (path) => (changed.has(path) ? version : SAME)),
      });
      return { before: state('before'), after: state('after') };
    }
    case 'instruction': {
      const instruction = model.nodes[change.node]?.instruction;
      const text = instruction ? editedText(model.file, instruction, builder) : model.file.text;
      const edited = buildModel(parse(text), model.options);
      // The Dockerfile is a file too: a COPY of it sees every edit, also one that no step looks at.
      const contents = (version: string): ContentLookup =>
        contentsOf(context, (path) => (path === context?.dockerfile ? version : SAME));
      return {
        before: { model, context, contents: contents('before') },
        after: {
          model: edited.nodes.length === model.nodes.length ? edited : model,
          context,
          contents: contents('after'),
        },
      };
    }
    case 'argument': {
      const buildArgs = new Map(model.options.buildArgs);
      buildArgs.set(change.name, `${buildArgs.get(change.name) ?? ''}strata`);
      const contents = contentsOf(context, () => SAME);
      return {
        before: { model, context, contents },
        after: { model: buildModel(model.file, { ...model.options, buildArgs }), context, contents },
      };
    }
  }
}

const SAME = 'same';

/** Where symlinks lead is not known, so their contents are not either. */
function contentsOf(context: ContextSnapshot | undefined, content: (path: string) => string): ContentLookup {
  return (path) => {
    const kind = context?.entries.get(path)?.kind;
    return kind === 'file' || kind === 'directory'
      ? { content: kind === 'file' ? content(path) : '', mode: undefined }
      : undefined;
  };
}

const FILE: ContextEntry = { kind: 'file' };
const FOLDER: ContextEntry = { kind: 'directory' };

/**
 * A snapshot in which these paths are files: one may be newer than the snapshot, in a folder that nobody has entered, or a
 * symlink, whose change counts like a file's. The snapshot itself when it holds them all already.
 */
function withFiles(context: ContextSnapshot, paths: readonly string[]): ContextSnapshot {
  if (paths.every((path) => context.entries.get(path)?.kind === 'file')) {
    return context;
  }
  const entries = new Map(context.entries);
  for (const path of paths) {
    entries.set(path, FILE);
    for (let folder = parentPath(path); folder !== '' && !entries.has(folder); folder = parentPath(folder)) {
      entries.set(folder, FOLDER);
    }
  }
  return { ...context, entries };
}
