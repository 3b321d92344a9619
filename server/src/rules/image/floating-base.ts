import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code } from '../../fixes/moving/words.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { firstLineOf } from '../first-line.ts';
import { isFloatingImage } from '../../model/image-tag.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'image/floating-base';

/** FROM of an image without a tag, or with `latest`: Docker reads a name without a tag as `latest`, and publishers move that tag. */
export const floatingBase: Rule = {
  id: ID,
  summary:
    'a base image without a tag or with latest, so that the same Dockerfile may start from another image',
  defaultSeverity: 'off',
  since: '0.1.0',
  status: 'preview',
  sameAs: ['hadolint/DL3006', 'hadolint/DL3007'],
  overlooks: CONFIGURATION,
  check({ model }) {
    return model.stages
      .filter((stage) => isBuiltAtAll(model, stage))
      .flatMap((stage) => atStage(model, stage));
  },
  fixes: () => [],
};

function atStage({ file, nodes }: Model, { base, first }: Stage): readonly Finding[] {
  const node = nodes[first];
  if (node === undefined || base.kind !== 'image' || base.name === undefined) {
    return [];
  }
  // What a variable gives is chosen outside of this line, so a name with one in it is not for this rule.
  const [written] = parsedOf(file, node.instruction).args;
  if (written === undefined || written.text.includes('$') || !isFloatingImage(base.name)) {
    return [];
  }
  const message = `${code(base.name)} is whatever ${code('latest')} points to at the time of the build: when its publisher moves that tag, this stage starts from another image and its steps run again. Name a version; a digest pins one image.`;
  return [{ rule: ID, node: node.index, span: firstLineOf(node), message, related: [], key: 'floating' }];
}
