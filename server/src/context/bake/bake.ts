import { hclBlocks } from './hcl.ts';
import { bakeRows, type BakeRow } from './matrix.ts';
import { jsonBlocks } from './json.ts';
import type { BakeBlock, BakeTarget, BakeValue } from './types.ts';
import { isRemoteContext } from '../compose/paths.ts';
import { isPlace, placeFolder, placeFrom } from '../compose/places.ts';

/** One Bake file. */
export interface BakeFile {
  /** Its place: the name's ending says whether it is JSON or HCL. */
  readonly file: string;
  readonly text: string;
}

/** What Bake files say together. */
export interface BakeProject {
  /** The first file. */
  readonly file: string;
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** Targets that `docker buildx bake` builds when nothing is named, groups followed. */
  readonly defaults: ReadonlySet<string>;
}

/** Targets that inherit from each other in a row. */
const MAX_CHAIN = 20;

/**
 * Reads Bake files in their order, later ones over earlier ones (buildx's bake/bake.go). Relative folders start from the
 * first file's folder, where people run Bake. What takes more than reading to know is left out. Never throws.
 */
export function readBake(files: readonly BakeFile[]): BakeProject {
  const file = files[0]?.file ?? '';
  const blocks = { target: new Map<string, Attributes>(), group: new Map<string, Attributes>() };
  const variables = new Map<string, string>();
  for (const { file: place, text } of files) {
    for (const block of place.endsWith('.json') ? jsonBlocks(text) : hclBlocks(text)) {
      if (block.type === 'variable') {
        addVariable(variables, block);
      } else if (block.type === 'target' || block.type === 'group') {
        const before = blocks[block.type].get(block.name);
        blocks[block.type].set(block.name, merged(before, block.attributes));
      }
    }
  }
  const targets = new Map<string, BakeTarget>();
  const made = new Map<string, Attributes>();
  for (const [name, own] of blocks.target) {
    const attributes = inherited(blocks.target, name, variables);
    const matrix = own.get('matrix');
    const names: string[] = [];
    for (const row of bakeRows(matrix)) {
      const known = matrix === undefined ? variables : withRow(variables, matrix, row);
      const shown =
        matrix === undefined ? name : (textOf(own.get('name'), known) ?? [name, ...row.values()].join(' '));
      // One of several stages that are not known is no answer.
      if (matrix === undefined || !isGiven(attributes, 'target') || textOf(attributes.get('target'), known)) {
        targets.set(shown, targetOf(shown, attributes, { folder: placeFolder(file), variables: known }));
        names.push(shown);
      }
    }
    if (!names.includes(name)) {
      // The name of the block stands for all that a matrix makes of it.
      made.set(name, groupOf(names));
    }
  }
  const groups = new Map([...made, ...blocks.group]);
  return { file, targets, defaults: defaultsOf(groups, targets, variables) };
}

/** The variables of one target that a matrix makes: its own names mean nothing else. */
function withRow(variables: Variables, matrix: BakeValue, row: BakeRow): Variables {
  const names = matrix.kind === 'map' ? matrix.entries : new Map<string, BakeValue>();
  return new Map([...[...variables].filter(([name]) => !names.has(name)), ...row]);
}

function groupOf(names: readonly string[]): Attributes {
  return new Map([['targets', { kind: 'list', items: names.map((text) => ({ kind: 'text', text })) }]]);
}

type Attributes = ReadonlyMap<string, BakeValue>;
type Variables = ReadonlyMap<string, string>;

function addVariable(variables: Map<string, string>, { name, attributes }: BakeBlock): void {
  const value = textOf(attributes.get('default'), variables);
  if (value === undefined) {
    variables.delete(name);
  } else {
    variables.set(name, value);
  }
}

/** Attributes over others: mappings are put together, everything else is replaced. */
function merged(base: Attributes | undefined, over: Attributes): Attributes {
  const all = new Map(base);
  for (const [key, value] of over) {
    const before = all.get(key);
    all.set(
      key,
      before?.kind === 'map' && value.kind === 'map'
        ? { kind: 'map', entries: new Map([...before.entries, ...value.entries]) }
        : value,
    );
  }
  return all;
}

/**
 * A target over all that it inherits, the later of two over the earlier. The ancestors are gathered nearest first, since
 * what is nearer counts more; each counts once, so that no circle and no lattice takes long.
 */
function inherited(targets: ReadonlyMap<string, Attributes>, name: string, variables: Variables): Attributes {
  const chain: Attributes[] = [];
  const seen = new Set<string>();
  const todo = [name];
  for (let current = todo.pop(); current !== undefined; current = todo.pop()) {
    const attributes = targets.get(current);
    if (seen.has(current) || attributes === undefined || chain.length >= MAX_CHAIN) {
      continue;
    }
    seen.add(current);
    chain.push(attributes);
    const parents = attributes.get('inherits');
    for (const parent of parents?.kind === 'list' ? parents.items : []) {
      const text = textOf(parent, variables);
      if (text !== undefined) {
        todo.push(text);
      }
    }
  }
  return chain.reduceRight<Attributes>((base, over) => merged(base, over), new Map());
}

function targetOf(
  name: string,
  attributes: Attributes,
  { folder, variables }: { folder: string; variables: Variables },
): BakeTarget {
  const context = isGiven(attributes, 'context') ? textOf(attributes.get('context'), variables) : '.';
  const local =
    context === undefined || (isRemoteContext(context) && !isPlace(context)) || context.includes('://')
      ? undefined
      : placeFrom(folder, context);
  const defaultDockerfile = !isGiven(attributes, 'dockerfile');
  const dockerfile = defaultDockerfile ? 'Dockerfile' : textOf(attributes.get('dockerfile'), variables);
  const inline = isGiven(attributes, 'dockerfile-inline');
  const target = textOf(attributes.get('target'), variables);
  const contexts = [...textsOf(attributes.get('contexts'), variables)];
  return {
    name,
    context: local,
    dockerfile:
      local === undefined || dockerfile === undefined || inline ? undefined : placeFrom(local, dockerfile),
    defaultDockerfile,
    target: target === '' ? undefined : target,
    args: textsOf(attributes.get('args'), variables),
    additionalContexts: new Map(
      contexts.map(([key, text]) => [
        key,
        isRemoteContext(text) || /^[a-z-]+:/.test(text) ? text : placeFrom(folder, text),
      ]),
    ),
    exact: isExact(attributes, variables),
  };
}

/** Attributes that are read above, and those that no step depends on (docs/bake-reference.md of docker/buildx). */
const READ: ReadonlySet<string> = new Set([
  'context',
  'dockerfile',
  'target',
  'args',
  'contexts',
  'inherits',
]);
const HARMLESS: ReadonlySet<string> = new Set([
  ...['annotations', 'attest', 'cache-from', 'cache-to', 'description', 'labels', 'output', 'pull', 'secret'],
  ...['ssh', 'tags'],
]);

function isExact(attributes: Attributes, variables: Variables): boolean {
  return [...attributes].every(([key, value]) => {
    if (!READ.has(key)) {
      return HARMLESS.has(key);
    }
    return value.kind === 'map'
      ? textsOf(value, variables).size === value.entries.size
      : key === 'inherits' || value.kind === 'null' || textOf(value, variables) !== undefined;
  });
}

function isGiven(attributes: Attributes, key: string): boolean {
  const value = attributes.get(key);
  return value !== undefined && value.kind !== 'null';
}

/** Targets of the group `default`, of the groups in it, or the target of that name. */
function defaultsOf(
  groups: ReadonlyMap<string, Attributes>,
  targets: ReadonlyMap<string, BakeTarget>,
  variables: Variables,
): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const todo = ['default'];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const group = groups.get(name);
    if (seen.has(name)) {
      continue;
    }
    seen.add(name);
    if (group === undefined) {
      if (targets.has(name)) {
        found.add(name);
      }
      continue;
    }
    const members = group.get('targets');
    for (const member of members?.kind === 'list' ? members.items : []) {
      const text = textOf(member, variables);
      if (text !== undefined) {
        todo.push(text);
      }
    }
  }
  return found;
}

function textsOf(value: BakeValue | undefined, variables: Variables): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, item] of value?.kind === 'map' ? value.entries : []) {
    const name = textOf({ kind: 'text', text: key }, variables);
    const text = textOf(item, variables);
    if (name !== undefined && text !== undefined) {
      texts.set(name, text);
    }
  }
  return texts;
}

/** A text with its variables replaced by their defaults; undefined when it takes more than that. */
function textOf(value: BakeValue | undefined, variables: Variables): string | undefined {
  if (value?.kind !== 'text') {
    return undefined;
  }
  if (value.text.includes('%{')) {
    return undefined;
  }
  const unknown: string[] = [];
  const text = value.text.replace(
    /(\$)?\$\{([^{}]*)(\})?/g,
    (whole, escaped: string | undefined, name: string) => {
      if (escaped !== undefined) {
        return whole.slice(1);
      }
      const found = whole.endsWith('}') ? variables.get(name.trim()) : undefined;
      if (found === undefined) {
        unknown.push(name);
      }
      return found ?? '';
    },
  );
  return unknown.length === 0 ? text : undefined;
}
