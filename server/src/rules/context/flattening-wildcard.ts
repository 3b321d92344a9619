import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { flatteningReads, type FlatteningRead } from '../../fixes/flattening/find.ts';
import { parentsFix } from '../../fixes/flattening/fix.ts';
import { ownCopyFix } from '../../fixes/flattening/own-copy.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Finding, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'context/flattening-wildcard';

/**
 * A wildcard that matches folders brings their contents, and all matches land side by side; so does a folder that is named among files
 * (domain.md 3.4).
 */
export const flatteningWildcard: Rule = {
  id: ID,
  summary: 'a copy loses the folders of what it copies, or one of two files of the same name',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return context === undefined ? [] : flatteningReads(model, context).map(findingOf);
  },
  fixes({ model, context }, { node, key }) {
    const found = context && flatteningByPlace(model, context).get(`${node} ${key}`);
    const fix =
      found && (found.amongFiles === undefined ? parentsFix(model, found) : ownCopyFix(model, found));
    return fix === undefined ? [] : [fix];
  },
};

const flatteningByPlace = rememberedWith((model: Model, context: ContextSnapshot) =>
  firstByKey(flatteningReads(model, context), ({ read }) => `${read.node.index} ${read.source}`),
);

/** More than this many folders are not named one by one. */
const NAMED = 3;

function findingOf({ read, collision, folders, example, amongFiles }: FlatteningRead): Finding {
  const { node, source, span } = read;
  const instruction = `${shown(node)} (line ${node.instruction.line})`;
  const advice =
    amongFiles === undefined
      ? 'Copy each folder to a folder of its own, or keep the folders with --parents.'
      : 'Copy the folder by an instruction of its own, to a folder of its name.';
  const what =
    collision !== undefined
      ? `puts ${collision[0]} and ${collision[1]} into the same place, so that only one of them is left: wildcards keep no folders`
      : `copies what is in ${listedBriefly(folders, NAMED, 'folders')} and not the ${amongFiles === undefined ? 'folders' : 'folder'}: ${example?.path ?? ''} lands as ${example?.to ?? ''}`;
  return {
    rule: ID,
    node: node.index,
    span,
    message: `${instruction} ${what}. ${advice}`,
    related: [],
    // Of a folder that nothing misses, nobody but the author knows whether it is meant so.
    severity: amongFiles?.isMissed === false ? 'information' : undefined,
    key: source,
  };
}
