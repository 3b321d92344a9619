import { fromChain } from '../../model/from-chain.ts';
import { otherImages } from '../../model/other-images.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import type { Finding } from '../types.ts';
import { rootMessage } from './root-words.ts';

/** More lines than this are not linked. */
const MAX_RELATED = 20;

/**
 * One finding for the images that are built from one stage where the same `USER` would do for all of them: no stage that is built from
 * it runs anything, which might need root.
 */
export function togetherByStage(model: Model, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) {
    return findings;
  }
  const shared = sharedStages(model);
  const groups = new Map<Stage | Finding, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = shared[model.nodes[finding.node]?.stage ?? -1] ?? finding;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [finding]);
    } else {
      group.push(finding);
    }
  }
  return [...groups.values()].map((group) => ofAll(model, shared, group));
}

/** For each stage the outermost one of its chain below which nothing is run; undefined where something is below itself. */
function sharedStages(model: Model): SharedStages {
  const { stages } = model;
  const runsBelow = new Set<number>();
  for (const stage of stages.toReversed()) {
    if (stage.base.kind === 'stage' && (runsBelow.has(stage.index) || runs(model, stage))) {
      runsBelow.add(stage.base.stage);
    }
  }
  const found: (Stage | undefined)[] = [];
  for (const stage of stages) {
    const above = stage.base.kind === 'stage' ? found[stage.base.stage] : undefined;
    found.push(runsBelow.has(stage.index) ? undefined : (above ?? stage));
  }
  return found;
}

/** By the index of a stage. */
type SharedStages = readonly (Stage | undefined)[];

function runs({ nodes }: Model, { first, end, triggered }: Stage): boolean {
  return (
    triggered.length > 0 || nodes.slice(first, end).some(({ instruction }) => instruction.keyword === 'RUN')
  );
}

function ofAll(model: Model, shared: SharedStages, group: readonly [Finding, ...Finding[]]): Finding {
  const [first, ...rest] = group;
  const [node, ...others] = group.flatMap((finding) => model.nodes[finding.node] ?? []);
  const stage = node && shared[node.stage ?? -1];
  if (rest.length === 0 || node === undefined || stage === undefined) {
    return first;
  }
  return {
    ...first,
    message: rootMessage(model, node, {
      others,
      stage,
      isPlace: imagesOf(model, shared, stage).every((image) => hasUserOrIs(model, image, [node, ...others])),
    }),
    related: rest.slice(0, MAX_RELATED).map(({ span }) => ({ span, message: 'Runs as root, too.' })),
  };
}

/** The images that are built from a stage: the target, and those beside it. */
function imagesOf(model: Model, shared: SharedStages, stage: Stage): readonly Stage[] {
  const target = model.stages[model.target ?? -1];
  return [...new Set([...(target === undefined ? [] : [target]), ...otherImages(model).values()])].filter(
    ({ index }) => shared[index] === stage,
  );
}

/** Whether an image has a user of its own, or starts its program by one of these. */
function hasUserOrIs(model: Model, image: Stage, starts: readonly Node[]): boolean {
  const chain = new Set(fromChain(model, image.index).map(({ index }) => index));
  return image.config.user !== undefined || starts.some(({ stage }) => chain.has(stage ?? -1));
}
