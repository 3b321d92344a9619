import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Run, Setting, Surroundings } from '../programs/types.ts';
import { isPlainBase } from './base-images.ts';
import { fileAt, filesBelow } from './image-files.ts';
import { chainOf, nodesOf } from './stage-chain.ts';

/** What surrounds the program of a stage's image. */
export function surroundingsOf(
  model: Model,
  context: ContextSnapshot | undefined,
  stage: number,
): Surroundings {
  const chain = chainOf(model, stage);
  const steps = nodesOf(model, chain)
    .map(({ instruction }) => instruction)
    .filter(({ keyword }) => keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD');
  const first = chain[0];
  const base = first?.base.kind === 'image' ? first.base.name : undefined;
  const from = model.nodes[first?.first ?? 0]?.instruction;
  return {
    base,
    plain: isPlainBase(first?.base),
    fileAt: (path) => fileAt(model, context, stage, path),
    filesBelow: (folder) => filesBelow(model, context, stage, folder),
    context,
    runs: steps.filter(({ keyword }) => keyword === 'RUN').map(({ text }) => text),
    runMentions: (text) => steps.some(({ keyword, text: step }) => keyword === 'RUN' && step.includes(text)),
    buildMentions: (text) =>
      model.nodes.some(({ instruction }) => instruction.keyword === 'RUN' && instruction.text.includes(text)),
    stepMentions: (text) => steps.some(({ text: step }) => step.includes(text)),
    textOf: (file) =>
      file.kind === 'dockerfile'
        ? model.file.text
        : file.kind === 'context'
          ? context?.texts.get(file.path)
          : undefined,
    from: {
      kind: 'instruction',
      file: { kind: 'dockerfile' },
      span: { start: from?.start ?? 0, end: from?.end ?? 0 },
      text: from?.text ?? '',
    },
  };
}

/** The variables that ENV sets along the chain of a stage, each with the place of its last value. */
export function variablesOf(model: Model, stage: number): Pick<Run, 'variable' | 'sets'> {
  const last = new Map<string, { readonly node: Node; readonly index: number; readonly value: string }>();
  for (const node of nodesOf(model, chainOf(model, stage))) {
    if (node.instruction.keyword === 'ENV' && node.detail.kind === 'pairs') {
      for (const [index, { name, value = '' }] of node.detail.pairs.entries()) {
        last.set(name, { node, index, value });
      }
    }
  }
  return {
    variable: (name) => {
      const found = last.get(name);
      return found && settingAt(model, found.node, found.index, found.value);
    },
    sets: (name) => isOneOf(last, name),
  };
}

/** Whether one of these variables has a name that fits. */
export function isOneOf(variables: ReadonlyMap<string, unknown>, name: RegExp): boolean {
  return [...variables.keys()].some((one) => name.test(one));
}

function settingAt({ file }: Model, { instruction }: Node, index: number, value: string): Setting {
  const written = parsedOf(file, instruction).pairs[index];
  const start = instruction.start + (written?.nameSpan.start ?? 0);
  const end = instruction.start + (written?.valueSpan?.end ?? written?.nameSpan.end ?? 0);
  return {
    text: value,
    evidence: {
      // What an ARG says by default is not what every build says.
      kind: written?.value?.includes('$') === true ? 'default' : 'variable',
      file: { kind: 'dockerfile' },
      span: { start, end },
      text: file.text.slice(start, end),
    },
  };
}
