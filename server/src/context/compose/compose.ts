import { readBuild } from './build.ts';
import { parseEnv } from './env.ts';
import { withBases } from './extends.ts';
import type { RawServices } from './extends.ts';
import { mergeService, pairsOf } from './merge.ts';
import { withResolvedPaths } from './paths.ts';
import { placeFolder, placeFrom } from './places.ts';
import type { ComposeEntry, ComposeMap, ComposeNode, ComposePlace, ComposeService } from './types.ts';
import { itemsAt, mapAt, textAt, textsOf, valueAt } from './values.ts';
import { composeDocuments } from './yaml.ts';

/** What a project is read from. */
export interface ComposeInput {
  /** Places in the order in which they are merged. Relative paths start from the folder of the first. */
  readonly files: readonly string[];
  /** The text at a place; null when there is none to read, undefined when nobody has looked yet. */
  readonly text: (place: string) => string | null | undefined;
}

/** A Compose project. */
export interface ComposeProject {
  /** Its first file. */
  readonly file: string;
  readonly files: readonly string[];
  readonly services: ReadonlyMap<string, ComposeService>;
  /** Places that were asked for and not looked at: with their texts, `.env` and included files among them, more is known. */
  readonly wanted: readonly string[];
  /** Places of Compose files that can't be read, or that are broken: the project is not what it seems without them. */
  readonly unread: readonly string[];
}

/** Files that a project may bring in by `include` and `extends`: two files that include each other twice double forever. */
const MAX_LOADS = 100;

/** Services that are read of one file. */
const MAX_SERVICES = 1000;

/**
 * Reads a Compose project as `docker compose` does (compose-go's loader): variables, `include`, `extends`, override files,
 * `!reset` and `!override`. What is missing, malformed or of the wrong type is passed over. Never throws.
 */
export function readCompose({ files, text }: ComposeInput): ComposeProject {
  const wanted = new Set<string>();
  const unread = new Set<string>();
  const loader: Loader = {
    loads: 0,
    unread,
    text: (place) => {
      const found = text(place);
      if (found === undefined) {
        wanted.add(place);
      }
      return found ?? undefined;
    },
  };
  const file = files[0] ?? '';
  const folder = placeFolder(file);
  const scope: Scope = {
    loader,
    folder,
    variables: parseEnv(loader.text(placeFrom(folder, '.env')) ?? ''),
    inside: new Set(files),
    raw: new Map(),
  };
  const services = new Map<string, ComposeService>();
  for (const [name, service] of loadFiles(scope, files)) {
    const read = readService(name, service, scope);
    if (read !== undefined) {
      services.set(name, read);
    }
  }
  return { file, files, services, wanted: [...wanted], unread: [...unread] };
}

interface Loader {
  loads: number;
  readonly unread: Set<string>;
  readonly text: (place: string) => string | undefined;
}

/** One project: the main one or an included one. */
interface Scope {
  readonly loader: Loader;
  readonly folder: string;
  readonly variables: ReadonlyMap<string, string>;
  /** The files that led here, so that no file includes itself. */
  readonly inside: ReadonlySet<string>;
  /** Services of files that others extend, so that each is parsed once. */
  readonly raw: Map<string, RawServices>;
}

interface Named {
  readonly key: ComposePlace;
  readonly node: ComposeNode;
}

function loadFiles(scope: Scope, files: readonly string[]): Map<string, Named> {
  const model = new Map<string, Named>();
  for (const file of files) {
    for (const root of documentsOf(scope, file)) {
      for (const [name, { key, node }] of layerOf(scope, root)) {
        const before = model.get(name);
        model.set(
          name,
          before === undefined ? { key, node } : { key: before.key, node: mergeService(before.node, node) },
        );
      }
    }
  }
  return model;
}

function documentsOf({ loader, variables }: Scope, file: string): readonly ComposeNode[] {
  loader.loads++;
  const text = loader.loads > MAX_LOADS ? undefined : loader.text(file);
  const onBroken = (): void => {
    loader.unread.add(file);
  };
  if (text === undefined) {
    onBroken();
    return [];
  }
  return composeDocuments(text, { file, variables, onBroken });
}

/** The services of one document with what it includes and extends. */
function layerOf(scope: Scope, root: ComposeNode): Map<string, Named> {
  const layer = new Map<string, Named>();
  for (const [name, { key, value }] of [...servicesOf(root)].slice(0, MAX_SERVICES)) {
    layer.set(name, { key, node: value });
  }
  for (const [name, included] of includedServices(scope, root)) {
    const own = layer.get(name);
    layer.set(
      name,
      own === undefined ? included : { key: own.key, node: mergeService(included.node, own.node) },
    );
  }
  const raw: RawServices = new Map([...layer].map(([name, { node }]) => [name, node]));
  const load = (folder: string, path: string): { services: RawServices; folder: string } => {
    const file = placeFrom(folder, path);
    return { services: rawServices(scope, file), folder: placeFolder(file) };
  };
  for (const [name, { key, node }] of layer) {
    layer.set(name, { key, node: withBases(raw, name, { folder: scope.folder, load }) ?? node });
  }
  return layer;
}

function servicesOf(root: ComposeNode): ReadonlyMap<string, ComposeEntry> {
  return mapAt(root, 'services')?.entries ?? new Map<string, ComposeEntry>();
}

/** The services of a file that others extend, before what they extend themselves. */
function rawServices(scope: Scope, file: string): RawServices {
  const known = scope.raw.get(file);
  if (known !== undefined) {
    return known;
  }
  const services = new Map<string, ComposeNode>();
  for (const root of documentsOf(scope, file)) {
    for (const [name, { value }] of servicesOf(root)) {
      const before = services.get(name);
      services.set(name, before === undefined ? value : mergeService(before, value));
    }
  }
  scope.raw.set(file, services);
  return services;
}

function includedServices(scope: Scope, root: ComposeNode): ReadonlyMap<string, Named> {
  const all = new Map<string, Named>();
  for (const item of itemsAt(root, 'include')) {
    const paths = item.kind === 'map' ? textsOf(itemsAt(item, 'path', { alone: true })) : textsOf([item]);
    const files = paths.map((path) => placeFrom(scope.folder, path));
    const first = files[0];
    if (first === undefined || scope.inside.has(first)) {
      continue;
    }
    const named = textAt(item, 'project_directory');
    const folder = named === undefined ? placeFolder(first) : placeFrom(scope.folder, named);
    const envFiles = textsOf(itemsAt(item, 'env_file', { alone: true }));
    const inner: Scope = {
      loader: scope.loader,
      folder,
      variables: includedVariables(
        scope,
        envFiles.length > 0
          ? envFiles.map((path) => placeFrom(scope.folder, path))
          : [placeFrom(folder, '.env')],
      ),
      inside: new Set([...scope.inside, ...files]),
      raw: new Map(),
    };
    for (const [name, { key, node }] of loadFiles(inner, files)) {
      all.set(name, { key, node: withResolvedPaths(withContext(node), folder) });
    }
  }
  return all;
}

/** Variables outside count more than those of an included project's files. */
function includedVariables(
  { loader, variables }: Scope,
  files: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of files) {
    for (const [name, value] of parseEnv(loader.text(file) ?? '', variables)) {
      found.set(name, value);
    }
  }
  return new Map([...found, ...variables]);
}

/** An included service whose context is named nowhere is built from its own project's folder. */
function withContext(service: ComposeNode): ComposeNode {
  const build = mapAt(service, 'build');
  if (service.kind !== 'map' || build === undefined || valueAt(build, 'context') !== undefined) {
    return service;
  }
  const { place } = build;
  const here: ComposeNode = {
    kind: 'scalar',
    text: '.',
    unsure: false,
    interpolated: false,
    place,
    replaces: false,
  };
  const parts = new Map([...build.entries, ['context', { key: place, value: here }] as const]);
  const entries = new Map(service.entries);
  entries.set('build', { key: place, value: { ...build, entries: parts } });
  return { ...service, entries } satisfies ComposeMap;
}

function readService(name: string, { key, node }: Named, scope: Scope): ComposeService | undefined {
  const service = withResolvedPaths(node, scope.folder);
  if (service.kind !== 'map') {
    return undefined;
  }
  const networkMode = valueAt(service, 'network_mode');
  return {
    name,
    place: key,
    build: readBuild(service, scope),
    profiles: textsOf(itemsAt(service, 'profiles')),
    ports: itemsAt(service, 'ports'),
    expose: itemsAt(service, 'expose'),
    environment: pairsOf(valueAt(service, 'environment')),
    networkMode: networkMode?.kind === 'scalar' ? networkMode : undefined,
    node: service,
  };
}
