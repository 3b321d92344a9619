import { blockOf } from '../../fixes/moving/blocks.ts';
import { shown } from '../../fixes/moving/words.ts';
import { builtOnlyFor } from '../../model/built-stages.ts';
import { maybeStages } from '../../model/maybe-stages.ts';
import { otherImages } from '../../model/other-images.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import type { ComposeFacts } from '../../ports/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'ports/expose-has-no-effect';

/** EXPOSE in a stage that others only copy from: the image does not get it (domain.md 5.1). */
export const exposeHasNoEffect: Rule = {
  id: ID,
  summary: 'EXPOSE in a stage that the final image only copies from, so the image does not get it',
  defaultSeverity: 'warning',
  since: '0.1.0',
  check(facts) {
    return useless(facts).map(({ node, stage }) => ({
      rule: ID,
      node: node.index,
      span: firstLineOf(node),
      message: `${shown(node)} has no effect on the image: ${stageText(stage)} is only copied from, and COPY brings files, not ports. Move it to the final stage, or remove it.`,
      related: [],
      key: 'no-effect',
    }));
  },
  fixes(facts, finding) {
    const found = uselessByNode(facts).get(finding.node);
    if (found === undefined) {
      return [];
    }
    const { name } = found.stage;
    const { start, end } = blockOf(facts.model.file, found.node);
    const review = name === undefined ? '' : ` (review: nobody builds --target ${name} for its port)`;
    return [
      {
        title: `Remove this EXPOSE${review}`,
        safety: name === undefined ? 'safe' : 'review',
        edits: [{ file: 'dockerfile', edits: [{ start, end, newText: '' }] }],
      },
    ];
  },
};

interface Useless {
  readonly node: Node;
  readonly stage: Stage;
}

const uselessByNode = rememberedWith((facts: Facts) => firstByKey(useless(facts), ({ node }) => node.index));

function useless({ model, compose }: Facts): readonly Useless[] {
  const nodes = model.nodes.filter(({ detail, stage }) => {
    return detail.kind === 'expose' && isOnlyCopiedFrom(model, model.stages[stage ?? -1]);
  });
  const run = nodes.length === 0 ? new Set<number>() : runnable(model, compose);
  return nodes.flatMap((node) => {
    const stage = model.stages[node.stage ?? -1];
    const mayHaveIt =
      stage === undefined || run.has(stage.index) || maybeStages(model).shipped.has(stage.index);
    return mayHaveIt ? [] : [{ node, stage }];
  });
}

/** Whether the images that are built, the target or one beside it, take files out of a stage, and none is built from it. */
function isOnlyCopiedFrom(model: Model, stage: Stage | undefined): boolean {
  return (
    stage !== undefined &&
    !otherImages(model).has(stage.index) &&
    (stage.role === 'builder' || builtOnlyFor(model, stage) !== undefined)
  );
}

/** The stages whose ports some image gets: one that is built for itself, and those that it is built from. */
function runnable(model: Model, compose: ComposeFacts | undefined): ReadonlySet<number> {
  const { stages } = model;
  const starting = new Set<number>();
  for (const stage of stages) {
    const { base, index } = stage;
    if (starts(model, stage) || (base.kind === 'stage' && starting.has(base.stage))) {
      starting.add(index);
    }
  }
  const run = new Set<number>();
  for (const stage of [...stages].reverse()) {
    const { base, index, name } = stage;
    const isTarget = name !== undefined && (starting.has(index) || isBuiltBy(compose, name));
    if (!isOnlyCopiedFrom(model, stage) || isTarget) {
      run.add(index);
    }
    if (run.has(index) && base.kind === 'stage') {
      run.add(base.stage);
    }
  }
  return run;
}

function starts({ nodes }: Model, { first, end }: Stage): boolean {
  return nodes
    .slice(first, end)
    .some(({ instruction: { keyword } }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
}

/** Some service of the projects builds a stage of this name; whether of this very Dockerfile does not matter. */
function isBuiltBy(compose: ComposeFacts | undefined, name: string): boolean {
  return (compose?.uses ?? []).some(({ project }) =>
    [...project.values()].some(({ build }) => build?.target?.toLowerCase() === name.toLowerCase()),
  );
}

function stageText({ name, index }: Stage): string {
  return name === undefined ? `stage ${index}` : `stage ${name}`;
}
