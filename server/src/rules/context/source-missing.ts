import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { code, shown } from '../../fixes/moving/words.ts';
import { missingSources, type MissingSource } from '../../fixes/missing-source/find.ts';
import { renameFix } from '../../fixes/missing-source/fix.ts';
import type { Finding, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'context/source-missing';

/** A source that is not on disk: BuildKit fails for one without wildcards (domain.md 3.4). */
export const sourceMissing: Rule = {
  id: ID,
  summary: 'a file that is copied or mounted does not exist in the build context, so the build fails',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return context === undefined
      ? []
      : missingSources(model, context).map((missing) => findingOf(missing, context.label));
  },
  fixes({ model, context }, { key }) {
    const found = context && missingByKey(model, context).get(key);
    const fix = found && renameFix(model, found);
    return fix === undefined ? [] : [fix];
  },
};

const missingByKey = rememberedWith((model: Model, context: ContextSnapshot) =>
  firstByKey(missingSources(model, context), keyOf),
);

function keyOf({ read }: MissingSource): string {
  return `${read.kind} ${read.source}`;
}

function findingOf(missing: MissingSource, label: string): Finding {
  const { read, near } = missing;
  const { node, path, span } = read;
  const context = label === '.' ? 'the build context' : `the build context ${label}`;
  const advice =
    near === undefined ? `Name a file that is there, relative to ${context}.` : `Was ${code(near)} meant?`;
  return {
    rule: ID,
    node: node.index,
    span,
    message: `${shown(node)} (line ${node.instruction.line}) fails: there is no ${path} in ${context}. ${advice}`,
    related: [],
    key: keyOf(missing),
  };
}
