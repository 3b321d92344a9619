import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { nestsTooDeep } from '../../formats/yaml-nesting.ts';
import { interpolate } from './interpolate.ts';
import type { ComposeEntry, ComposeMap, ComposeNode, ComposePlace } from './types.ts';

/** Where a text is from and what its variables stand for. */
export interface ComposeTextOptions {
  readonly file: string;
  readonly variables: ReadonlyMap<string, string>;
  /** Called when the text has errors: then not all that was written is in what is returned. */
  readonly onBroken?: (() => void) | undefined;
}

/** Nesting after which a value counts as null: a Compose file has about six levels. */
const MAX_DEPTH = 40;

/** A number that Compose's parser reads as octal, as YAML 1.1 does, and the library does not. */
const OCTAL = /^[-+]?0[0-7]+$/;

/** Keys that merge keys may bring into one file: more is an attack (compose-go allows 100,000 nodes). */
const MAX_MERGED = 100_000;

/**
 * The documents of a YAML text: Compose merges them one after the other. What an error leaves of a document is returned;
 * a text that nests too deep has none. Aliases share their value, so nothing grows with them.
 */
export function composeDocuments(text: string, options: ComposeTextOptions): ComposeNode[] {
  if (nestsTooDeep(text)) {
    options.onBroken?.();
    return [];
  }
  try {
    // Comparing each key with all others of its map would take a square of time.
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, strict: false });
    const roots: ComposeNode[] = [];
    for (const { contents, errors } of documents) {
      if (errors.length > 0) {
        options.onBroken?.();
      }
      if (contents !== null) {
        roots.push(converter(options)(contents, 0));
      }
    }
    return roots;
  } catch {
    // The parser reports errors and does not throw them. Should it ever throw, there is nothing to read.
    return [];
  }
}

type Convert = (node: unknown, depth: number) => ComposeNode;

function converter({ file, variables }: ComposeTextOptions): Convert {
  /** The last value of each anchor so far: an alias means the one above it, and never one that it is part of. */
  const anchors = new Map<string, ComposeNode>();
  let merged = 0;

  const placeOf = (node: Node): ComposePlace => ({
    file,
    start: node.range?.[0] ?? 0,
    end: node.range?.[1] ?? 0,
  });

  const nothing = (place: ComposePlace, replaces = false): ComposeNode => ({
    kind: 'scalar',
    text: undefined,
    unsure: false,
    interpolated: false,
    place,
    replaces,
  });

  const convert: Convert = (node, depth) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      return target === undefined ? nothing(placeOf(node)) : { ...target, place: placeOf(node) };
    }
    const value = read(node, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) {
      anchors.set(anchor, value);
    }
    return value;
  };

  const read: Convert = (node, depth) => {
    if (isScalar(node)) {
      const place = placeOf(node);
      const replaces = node.tag === '!override';
      if (node.tag === '!reset') {
        return { kind: 'reset', place };
      }
      const { value } = node;
      if (typeof value === 'string') {
        const { text, unsure, assumed } = interpolate(value, variables);
        const interpolated = text !== value;
        return { kind: 'scalar', text, unsure, interpolated, place, replaces, ...(assumed && { assumed }) };
      }
      return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
        ? {
            kind: 'scalar',
            text: OCTAL.test(node.source ?? '') ? String(parseInt(node.source ?? '', 8)) : String(value),
            unsure: false,
            interpolated: false,
            place,
            replaces,
          }
        : nothing(place, replaces);
    }
    if (isMap(node) || isSeq(node)) {
      const place = placeOf(node);
      if (node.tag === '!reset') {
        return { kind: 'reset', place };
      }
      const replaces = node.tag === '!override';
      if (depth >= MAX_DEPTH) {
        return nothing(place, replaces);
      }
      return isMap(node)
        ? { kind: 'map', entries: entriesOf(node, depth), place, replaces }
        : { kind: 'list', items: node.items.map((item) => convert(item, depth + 1)), place, replaces };
    }
    return nothing({ file, start: 0, end: 0 });
  };

  const entriesOf = (map: YAMLMap, depth: number): ReadonlyMap<string, ComposeEntry> => {
    const own = new Map<string, ComposeEntry>();
    const brought: ComposeMap[] = [];
    for (const { key, value } of map.items) {
      if (!isScalar(key)) {
        continue;
      }
      const place = placeOf(key);
      const converted = value === null ? nothing(place) : convert(value, depth + 1);
      if (key.value === '<<') {
        brought.push(...(converted.kind === 'list' ? converted.items : [converted]).filter(isComposeMap));
      } else {
        own.set(String(key.value), { key: place, value: converted });
      }
    }
    for (const { entries } of brought) {
      for (const [name, entry] of entries) {
        merged++;
        if (merged > MAX_MERGED) {
          return own;
        }
        if (!own.has(name)) {
          own.set(name, entry);
        }
      }
    }
    return own;
  };

  return convert;
}

function isComposeMap(node: ComposeNode): node is ComposeMap {
  return node.kind === 'map';
}
