import { rememberedWith } from '../syntax/remembered-with.ts';
import { otherImages } from './other-images.ts';
import { targetChain } from './target-chain.ts';
import type { Model, Stage } from './types.ts';

/**
 * Whether a stage's layers are part of an image that is handed on: the target, or another one that no name says is for work alone. An
 * image for development or tests stays where it is built, so that its size is nobody's concern.
 */
export function isHandedOn(model: Model, stage: Stage): boolean {
  return (stage.role === 'shipped' || otherImages(model).has(stage.index)) && !isForWork(model, stage);
}

/** Whether a stage belongs to an image that people develop or test with, and to none that is handed on. */
export function isForWork(model: Model, { index, role }: Stage): boolean {
  const image = otherImages(model).get(index);
  return role === 'shipped'
    ? addedForWork(model).has(index)
    : image !== undefined && namesWork(image.name ?? '');
}

/** Whether a stage's name says that people develop or test with it: `dev-envs`, `unit_tests`. */
export function namesWork(name: string): boolean {
  return FOR_WORK.test(name);
}

/**
 * What stands in the last stages over the image that is handed on, where nobody names a target: tests of it, or what people develop it
 * with. That image is one of the stages below, as it says what its containers run; under tests it need not.
 */
const addedForWork = rememberedWith((model: Model): ReadonlySet<number> => {
  const chain = model.options.target === undefined ? targetChain(model) : [];
  const end = chain.findIndex(({ name = '' }) => !namesWork(name));
  const image = chain[end];
  const added = chain.slice(0, Math.max(end, 0));
  const isApart =
    image !== undefined &&
    (image.config.cmd !== undefined ||
      image.config.entrypoint !== undefined ||
      added.every(({ name = '' }) => FOR_TESTS.test(name)));
  return new Set(isApart ? added.map(({ index }) => index) : []);
});

/** Names of stages that people work with: `dev`, `app-dev`, `unit_tests`, `builder`, `deps`. */
const FOR_WORK =
  /(?:^|[^a-z])(?:(?:base|bench|build|debug|dep(?!loy)|dev(?!ice)|doc|lint|local|test|tool|watch)|(?:check|ci|e2e|storybook)(?![a-z]))/i;

/** Names of stages that only try what another one has made. */
const FOR_TESTS = /(?:^|[^a-z])(?:tests?|testing|lint)$/i;
