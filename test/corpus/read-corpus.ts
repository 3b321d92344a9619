import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCompose } from '../../server/src/context/compose/compose.ts';
import type { ContextSnapshot } from '../../server/src/context/types.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { ComposeFacts } from '../../server/src/ports/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { loadContext } from '../../server/src/workspace/load-context.ts';
import type { Facts } from '../../server/src/rules/types.ts';
import { ROOT, treeFiles, type TreeEntry } from './tree-files.ts';

/** A label of an install below a COPY. */
export interface OrderLabel {
  readonly copyLine: number;
  readonly installLine: number;
  readonly ecosystem: string;
  readonly verdict: 'busting' | 'fine';
  readonly kind: string;
  readonly why: string;
  readonly fix: 'safe' | 'review' | 'none';
  readonly debatable?: boolean;
}

/** A label of one instruction. */
export interface LineLabel {
  readonly line: number;
  readonly why: string;
  readonly debatable?: boolean;
}

/** What a build adds to the image, along the FROM chain of its target. */
export interface LayersLabel {
  readonly filesystemLayersOwn: number;
  readonly metadataSteps: number;
}

/** A label of an EXPOSE: `mismatch-with-listen`, `mismatch-with-compose` and `invalid` are contradictions. */
export interface ExposeLabel extends LineLabel {
  readonly verdict: string;
}

/** A label of what a service publishes, or of its `expose` where `published` is null. */
export interface PublishLabel {
  readonly service: string;
  readonly published: string | null;
  readonly target: string;
  readonly verdict: 'ok' | 'not-exposed' | 'mismatch';
  readonly why: string;
  readonly debatable?: boolean;
}

/** A Dockerfile of the corpus with its context and labels. */
export interface CorpusItem {
  readonly name: string;
  readonly text: string;
  readonly context: ContextSnapshot;
  readonly target: string | undefined;
  /** The services of the Compose file that build it. */
  readonly compose: ComposeFacts | undefined;
  readonly labels: {
    readonly cacheOrder?: readonly OrderLabel[];
    readonly volatileArg?: readonly LineLabel[];
    readonly volatileArgFine?: readonly LineLabel[];
    readonly layers?: LayersLabel;
    readonly expose?: readonly ExposeLabel[];
    readonly composePublish?: readonly PublishLabel[];
  };
}

/** The items of a corpus in the order of their names; folders without labels are passed over. */
export async function readCorpus(folder: string): Promise<readonly CorpusItem[]> {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'labels.json')));
  const items: CorpusItem[] = [];
  for (const name of names.sort()) {
    items.push(await readItem(folder, name));
  }
  return items;
}

/** What the rules see of an item, with another Dockerfile or ignore file in place of its own if one is given. */
export function factsOf(
  { text, context, target, compose }: CorpusItem,
  changed: { readonly text?: string; readonly ignore?: ContextSnapshot['ignore'] } = {},
): Facts {
  return {
    model: buildModel(parse(changed.text ?? text), { target }),
    context: changed.ignore === undefined ? context : { ...context, ignore: changed.ignore },
    compose,
  };
}

interface Meta {
  readonly dockerfilePath: string;
  readonly contextPath: string;
  readonly defaultTarget: string | null;
  readonly composePath?: string | null;
}

async function readItem(corpus: string, name: string): Promise<CorpusItem> {
  const folder = join(corpus, name);
  const meta = readJson(join(folder, 'meta.json')) as Meta;
  const dockerfile = placeOf(meta);
  const textOf = (path: string): string | undefined => {
    if (path === `${dockerfile}.dockerignore`) {
      const own = readdirSync(folder).find((file) => /.\.dockerignore$/.test(file));
      return own === undefined ? undefined : readText(join(folder, own));
    }
    return path === `${ROOT}/.dockerignore`
      ? readText(join(folder, '.dockerignore'))
      : readText(join(folder, 'manifests', path.slice(ROOT.length)));
  };
  const tree = readJson(join(folder, 'tree.json')) as readonly TreeEntry[];
  const loaded = await loadContext(treeFiles(tree, textOf), { root: ROOT, dockerfile });
  if (loaded === undefined) {
    throw new Error(`${name}: the context could not be loaded`);
  }
  return {
    name,
    text: readFileSync(join(folder, 'Dockerfile'), 'utf8'),
    context: loaded.snapshot,
    target: meta.defaultTarget ?? undefined,
    compose: composeOf(meta, readText(join(folder, 'compose.yaml'))),
    labels: readJson(join(folder, 'labels.json')) as CorpusItem['labels'],
  };
}

/** The services that build the Dockerfile, with the target that the labels are made for. */
function composeOf(
  { composePath, dockerfilePath, defaultTarget }: Meta,
  text: string | undefined,
): ComposeFacts | undefined {
  if (text === undefined || composePath === undefined || composePath === null) {
    return undefined;
  }
  const place = `/repository/${composePath}`;
  const { services } = readCompose({
    files: [place],
    text: (wanted) => (wanted === place ? text : null),
  });
  const uses = [...services.values()]
    .filter(
      ({ build }) =>
        build?.dockerfile === `/repository/${dockerfilePath}` && (build.target ?? null) === defaultTarget,
    )
    .map((service) => ({ service, project: services }));
  return uses.length === 0 ? undefined : { uses, texts: new Map([[place, text]]) };
}

/** Where the Dockerfile is in the file system of the tree, whose root is the context. */
function placeOf({ dockerfilePath, contextPath }: Meta): string {
  const root = contextPath === '.' ? '' : contextPath;
  if (root === '') {
    return `${ROOT}/${dockerfilePath}`;
  }
  return dockerfilePath.startsWith(`${root}/`)
    ? `${ROOT}${dockerfilePath.slice(root.length)}`
    : `/outside/${basename(dockerfilePath)}`;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
