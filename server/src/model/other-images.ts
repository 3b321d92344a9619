import { rememberedWith } from '../syntax/remembered-with.ts';
import { fromChain } from './from-chain.ts';
import type { Model, Stage } from './types.ts';

/**
 * The stages of images that are built beside the chosen one (`BuildOptions.others`), each with the stage that becomes the image: its
 * layers are handed on as those of the target are, whatever its role for the target is. What the target ships is not among them.
 */
export const otherImages: (model: Model) => ReadonlyMap<number, Stage> = rememberedWith((model) => {
  const { stages, options } = model;
  const found = new Map<number, Stage>();
  for (const name of options.others ?? []) {
    const image = name === undefined ? stages[stages.length - 1] : stageNamed(stages, name);
    for (const { index, role } of fromChain(model, image?.index)) {
      if (role !== 'shipped' && image !== undefined && !found.has(index)) {
        found.set(index, image);
      }
    }
  }
  return found;
});

/** Of several stages of a name BuildKit builds the last. */
function stageNamed(stages: readonly Stage[], name: string): Stage | undefined {
  const wanted = name.toLowerCase();
  return stages.findLast((stage) => stage.name?.toLowerCase() === wanted);
}

/**
 * Whether a stage's layers are part of an image that is handed on: the target, or another one that no name says is for work alone. An
 * image for development or tests stays where it is built, so that its size is nobody's concern.
 */
export function isHandedOn(model: Model, { index, role }: Stage): boolean {
  const image = otherImages(model).get(index);
  return role === 'shipped' || (image !== undefined && !FOR_WORK.test(image.name ?? ''));
}

/** Names of stages that people work with: `dev`, `app-dev`, `unit_tests`, `builder`, `deps`. */
const FOR_WORK =
  /(?:^|[^a-z])(?:(?:base|bench|build|debug|dep|dev|doc|lint|local|test|tool|watch)|(?:check|ci|e2e|storybook)(?![a-z]))/i;
