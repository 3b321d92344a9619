import type { ContextSnapshot } from '../../context/types.ts';
import { mayInstall } from '../../ecosystems/may-install.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { isHandedOn } from '../../model/handed-on.ts';
import type { Model, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { hasCacheMounts } from '../cache-mounts/uncached-runs.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { fetchesWithSources } from './added-sources.ts';
import { expandsBracesIn, namesBraceShell } from './brace-shells.ts';
import { readCaches } from './caches.ts';
import type { CacheLeft } from './left.ts';
import { readLists } from './lists.ts';
import { withoutManifestIn } from './no-manifest.ts';
import { noteVariable } from './settings.ts';

/**
 * What RUNs of stages that are handed on keep of downloads: the lists of apt where the RUN installs by them, and caches that are
 * neither mounted, switched off nor emptied behind the last command that fills them. In document order.
 */
export const findCachesLeft = rememberedWith(find);

/** What a stage hands on to those that are built from it. */
interface Standing {
  /** Package managers that variables and settings have told where their cache is, or that there is none. */
  readonly told: ReadonlySet<string>;
  /** True where the image surely holds no lists of apt. */
  readonly hasNoLists: boolean;
  readonly expandsBraces: boolean;
  readonly sourcesFetch: boolean;
}

function find(model: Model, context: ContextSnapshot | undefined): readonly CacheLeft[] {
  const found: CacheLeft[] = [];
  const mayMount = hasCacheMounts(model);
  const around = { model, context, withoutManifest: withoutManifestIn(model) };
  const ends = new Map<number, Standing>();
  for (const stage of model.stages) {
    const { base, first, end } = stage;
    if (!isHandedOn(model, stage)) {
      continue;
    }
    const below = base.kind === 'stage' ? ends.get(base.stage) : undefined;
    const told = new Set(below?.told);
    let hasNoLists = below?.hasNoLists ?? holdsNoLists(stage);
    const sourcesFetch = below?.sourcesFetch ?? fetchesWithSources(base);
    let expandsBraces = below?.expandsBraces ?? false;
    for (const node of model.nodes.slice(first + 1, end)) {
      for (const { name, value } of node.detail.kind === 'pairs' ? node.detail.pairs : []) {
        if (value !== undefined) {
          noteVariable(name, told);
        }
      }
      if (node.instruction.keyword === 'SHELL') {
        expandsBraces = namesBraceShell(node.instruction.text);
      }
      if (node.detail.kind === 'run' && (hasNoLists || mayInstall(node.instruction))) {
        const parts = commandsIn(model, node);
        const lists = readLists(around, node, parts, {
          hasNoLists,
          expandsBraces: expandsBracesIn(parsedOf(model.file, node.instruction), expandsBraces),
          sourcesFetch,
        });
        ({ hasNoLists } = lists);
        found.push(...lists.left, ...(mayMount ? readCaches(node, parts, told, around) : []));
      }
    }
    ends.set(stage.index, { told, hasNoLists, expandsBraces, sourcesFetch });
  }
  return found;
}

/** The distributions' own images come without lists (debuerreotype and Ubuntu's build remove them). */
function holdsNoLists({ base }: Stage): boolean {
  const name = base.kind === 'image' && base.name !== undefined ? familiarName(base.name) : '';
  return name === 'debian' || name === 'ubuntu';
}
