import type { ContextSnapshot } from '../../context/types.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { CopyStep } from './copy-step.ts';
import { bringsPath, pathsIn } from './told-paths.ts';
import { shown } from './words.ts';

/**
 * What stands above a RUN and writes a setting of tools that leads to what copies bring, as a clause to review: `npm config set cafile
 * /app/ca.pem`, `ln -s /app/pip.conf /etc/pip.conf`. Who names such a file above the copy that brings it means commands below that copy.
 * Undefined where nothing does.
 */
export function settingTold(
  model: Model,
  node: Node,
  {
    copies,
    context,
  }: { readonly copies: readonly CopyStep[]; readonly context: ContextSnapshot | undefined },
): string | undefined {
  const settings = settingsIn(model);
  if (settings.size === 0) {
    return undefined;
  }
  for (const above of nodesAbove(model, node)) {
    const found = settings
      .get(above)
      ?.find((path) => copies.some((step) => bringsPath(step, { path, anchored: true }, context)));
    if (found !== undefined) {
      return `${shown(above)} (line ${above.instruction.line}) sets ${found} for what runs below the copy`;
    }
  }
  return undefined;
}

/** The instructions that write settings of tools, with the absolute paths that stand in them. */
const settingsIn = rememberedWith(
  ({ nodes }: Model): ReadonlyMap<Node, readonly string[]> =>
    new Map(
      nodes
        .filter(({ instruction: { keyword, text } }) => WRITES.test(keyword) && SETS.test(text))
        .map((node) => [node, pathsIn(node.instruction.text).filter((path) => path.startsWith('/'))]),
    ),
);

const WRITES = /^(RUN|COPY|ADD)$/;

/** Commands that write settings, and the places where package managers and git find theirs. */
const SETS =
  /\sconfig\s|\bnuget\s+add\s+source\b|\bgo\s+env\s+-w\b|\/etc\/(apt|apk|yum|dnf|zypp|pip|npmrc|gitconfig|ssl|pki|ca-certificates|ld\.so|ssh|gemrc|pacman|profile|environment|bash)|(~|\$\{?HOME\}?|\/root|\/home\/[\w.-]+)\/\./;
