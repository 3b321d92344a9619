import { writtenCommand } from '../../fixes/moving/command-text.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findUpdatesAlone, type UpdateAlone } from '../../fixes/update-alone/find.ts';
import { updateAloneFix } from '../../fixes/update-alone/fix.ts';
import { code, listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';

const ID = 'cache/apt-update-alone';

/** More lines than this are not named in a message. */
const MAX_NAMED = 4;

/** More steps than this are not linked. */
const MAX_RELATED = 20;

/** Lists of packages in a layer of their own stay as old as that layer, while the install below changes (domain.md section 4). */
export const aptUpdateAlone: Rule = {
  id: ID,
  summary: 'the lists of apt are fetched in a step of their own, so that a later install goes by old ones',
  defaultSeverity: 'information',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model }) {
    return findUpdatesAlone(model).map(findingOf);
  },
  fixes({ model, context }, finding) {
    const alone = updatesByNode(model).get(finding.node);
    const fix = alone && updateAloneFix(model, context, alone);
    return fix === undefined ? [] : [fix];
  },
};

/** By the node of their findings, of which there may be thousands. */
const updatesByNode = rememberedWith((model: Model) =>
  firstByKey(findUpdatesAlone(model), ({ node }) => node.index),
);

function findingOf({ node, update, installs }: UpdateAlone): Finding {
  const key = writtenCommand(node.instruction.text, update.command);
  // An upgrade never changes: it is named where nothing else goes by the lists.
  const [first] = installs;
  const { node: install, part } = installs.find(({ isUpgrade }) => !isUpgrade) ?? first;
  const others = installs.filter((one) => one.node !== install).map((one) => `${one.node.instruction.line}`);
  const lines = listedBriefly(others, MAX_NAMED, '');
  const advice =
    others.length === 0
      ? 'Run both in one RUN.'
      : `So ${others.length === 1 ? 'does the RUN on line' : 'do the RUNs on lines'} ${lines}: fetch the lists in each of them, or run all in one RUN.`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${code(key)} (line ${node.instruction.line}) stays cached when ${shown(install, part.command)} (line ${install.instruction.line}) changes, which then goes by old lists of packages. ${advice}`,
    related: installs.slice(0, MAX_RELATED).map((one) => ({
      span: firstLineOf(one.node),
      message: 'Installs by the lists of the step above.',
    })),
    key,
  };
}
