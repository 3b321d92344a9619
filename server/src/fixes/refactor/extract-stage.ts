import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { blockOf, lineEndOf } from '../moving/blocks.ts';
import { code, listed } from '../moving/words.ts';
import type { Fix } from '../types.ts';
import { needsMore } from './extract-stage-later.ts';
import { headerEnd } from './file-header.ts';
import { productsOf } from './extract-stage-products.ts';
import { makesBuilder } from './extract-stage-proof.ts';
import { withoutComments } from './extract-stage-words.ts';

/** What RUNs see of the instructions above them, beside files. */
const STATE: ReadonlySet<string> = new Set(['WORKDIR', 'ENV', 'ARG', 'USER', 'SHELL']);

/** Above the steps these neither matter to them nor are in their way. */
const PASSED: ReadonlySet<string> = new Set([
  ...['LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'MAINTAINER'],
]);

const STEPS: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

/**
 * Moves the first steps of a shipped stage to a builder stage above it, from which what they make is copied. Always for review,
 * since all else that they leave is no longer in the image. Undefined where steps above them, which may have made what they
 * read, would stay behind; where what they make is not known or is needed elsewhere; and for steps that read other stages.
 * `nodes` are neighbours, in order.
 */
export function extractStage(model: Model, nodes: readonly Node[]): Fix | undefined {
  const [first] = nodes;
  const last = nodes[nodes.length - 1];
  const stage = model.stages[first?.stage ?? -1];
  if (first === undefined || last === undefined || stage?.role !== 'shipped' || !areMovable(nodes, stage)) {
    return undefined;
  }
  const above = model.nodes.slice(stage.first + 1, first.index);
  const isFirst = above.every(({ instruction: { keyword } }) => STATE.has(keyword) || PASSED.has(keyword));
  const products = isFirst ? productsOf(model, nodes) : undefined;
  if (products === undefined || needsMore(model, last, products)) {
    return undefined;
  }
  const { copied } = products;
  const state = above.filter(({ instruction: { keyword } }) => STATE.has(keyword));
  const name = freeName(model);
  const written = writtenWith({ model, stage, state, nodes: [first, last], copied, name });
  return written !== undefined && makesBuilder(model, { stage, nodes, name, state, ...written })
    ? {
        title: `Extract a builder stage for the selected steps (review: copies only ${listed(copied.map(code))}; all else that they leave is not in the image)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits: written.edits }],
      }
    : undefined;
}

/** Whether these are steps of one stage that read nothing but the context, at least one of them a RUN. */
function areMovable(nodes: readonly Node[], { index, triggered }: Stage): boolean {
  return (
    triggered.length === 0 &&
    nodes.some(({ detail }) => detail.kind === 'run') &&
    nodes.every(
      ({ stage, instruction, detail }) =>
        stage === index &&
        STEPS.has(instruction.keyword) &&
        (detail.kind === 'copy'
          ? detail.copy.from.kind === 'context'
          : detail.kind === 'run' &&
            detail.mounts.every(
              ({ type, from, id }) => from.kind === 'context' && (type !== 'cache' || id === undefined),
            )),
    )
  );
}

/** `build`, or with a number where a stage or an image has that name. */
function freeName({ stages }: Model): string {
  const taken = new Set<string>();
  for (const { name, base, reads } of stages) {
    taken.add(name?.toLowerCase() ?? '');
    for (const source of [base, ...reads]) {
      taken.add(source.kind === 'image' ? (source.name ?? '').toLowerCase() : '');
    }
  }
  let name = 'build';
  for (let number = 2; taken.has(name); number++) {
    name = `build-${number}`;
  }
  return name;
}

/** What the new text is made of. */
interface Parts {
  readonly model: Model;
  readonly stage: Stage;
  readonly state: readonly Node[];
  /** The first and the last step. */
  readonly nodes: readonly [Node, Node];
  readonly copied: readonly string[];
  readonly name: string;
}

/** The edits, and the texts of the FROM and the COPYs that are new; undefined for a FROM without an image. */
function writtenWith({ model: { file, nodes: all }, stage, state, nodes, copied, name }: Parts):
  | {
      readonly edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[];
      readonly from: string;
      readonly copies: readonly string[];
    }
  | undefined {
  const old = all[stage.first];
  const image = old && parsedOf(file, old.instruction).args[0];
  if (old === undefined || image === undefined) {
    return undefined;
  }
  const [first, last] = nodes.map((node) => blockOf(file, node));
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const eol = lineEndOf(file, old.instruction);
  const head = blockOf(file, old);
  const at = headerEnd(file, old) ?? head.start;
  const isLower = old.instruction.text.startsWith('from');
  const from = `${withoutComments(old.instruction.text.slice(0, image.span.end))} ${isLower ? 'as' : 'AS'} ${name}`;
  const copy = first.node.instruction.text.startsWith(first.node.instruction.keyword) ? 'COPY' : 'copy';
  const copies = copied.map((path) => `${copy} --from=${name} ${path} ${path}`);
  const lines = [
    `${head.indent}${from}`,
    ...state.map((node) => blockOf(file, node).indent + withoutComments(node.instruction.text)),
  ];
  const steps = file.text.slice(first.start, last.node.instruction.end);
  const edits = [
    { start: at, end: at, newText: `${[...lines, steps].join(eol)}${eol}${eol}` },
    {
      start: first.start,
      end: last.node.instruction.end,
      newText: copies.map((text) => first.indent + text).join(eol),
    },
  ];
  return { edits, from, copies };
}
