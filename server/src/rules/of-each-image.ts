import { namesWork } from '../model/handed-on.ts';
import { otherImages } from '../model/other-images.ts';
import { targetChain } from '../model/target-chain.ts';
import type { Model } from '../model/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import type { Facts, Finding, Rule } from './types.ts';

/**
 * A rule that asks what the container of the target starts, for each image that is built from the file: of those beside the target it
 * tells what is wrong in their own stages. Images to develop or test with are left out, which nobody hands on.
 */
export function ofEachImage(rule: Rule): Rule {
  return {
    ...rule,
    check(facts, unused) {
      const own = rule.check(facts, unused);
      const beside = besideTarget(facts).map((image) => ({
        chain: new Set(targetChain(image.model).map(({ index }) => index)),
        findings: rule.check(image, unused),
      }));
      // What is true of one image alone may be right as it is for another one that has the instruction, too.
      const isOfAll = (finding: Finding, stage: number): boolean =>
        otherImages(facts.model).has(stage) &&
        beside.every(
          ({ chain, findings }) => !chain.has(stage) || findings.some((one) => isSame(one, finding)),
        );
      const found = [...own];
      for (const finding of beside.flatMap(({ findings }) => findings)) {
        const stage = facts.model.nodes[finding.node]?.stage ?? -1;
        if (isOfAll(finding, stage) && !found.some((one) => isSame(one, finding))) {
          found.push(finding);
        }
      }
      return found.length === own.length ? own : found.sort((one, other) => one.node - other.node);
    },
    fixes(facts, finding) {
      const image = [facts, ...besideTarget(facts)].find((one) =>
        rule.check(one).some((found) => isSame(found, finding)),
      );
      return image === undefined ? [] : rule.fixes(image, finding);
    },
  };
}

function isSame(one: Finding, other: Finding): boolean {
  return one.node === other.node && one.key === other.key;
}

/** The facts of the images beside the target, each as if it were that. */
function besideTarget(facts: Facts): readonly Facts[] {
  return modelsBeside(facts.model).map((model) => ({ ...facts, model }));
}

/** Remembered, since what is known of an image is remembered with its model. */
const modelsBeside = rememberedWith((model: Model): readonly Model[] =>
  [...new Set(otherImages(model).values())]
    .filter(({ name = '' }) => !namesWork(name))
    .map(({ index }) => ({ ...model, target: index })),
);
