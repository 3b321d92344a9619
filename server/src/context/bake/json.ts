import type { BakeBlock, BakeValue } from './types.ts';

/** Nesting after which a value is not known. */
const MAX_DEPTH = 20;

/** The blocks of a docker-bake.json. A text that is no JSON object has none. Texts keep their `${…}`. */
export function jsonBlocks(text: string): readonly BakeBlock[] {
  const blocks: BakeBlock[] = [];
  for (const [type, named] of entriesOf(parsed(text))) {
    for (const [name, body] of entriesOf(named)) {
      const attributes = new Map(entriesOf(body).map(([key, value]) => [key, valueOf(value, 0)]));
      blocks.push({ type, name, attributes });
    }
  }
  return blocks;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // A file that is being written: nothing is known of it.
    return undefined;
  }
}

/** Properties of an object; of a list of objects, which is HCL's other way to write blocks in JSON, of all of them. */
function entriesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => (Array.isArray(item) ? [] : entriesOf(item)));
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function valueOf(value: unknown, depth: number): BakeValue {
  if (depth > MAX_DEPTH) {
    return { kind: 'unknown' };
  }
  if (value === null) {
    return { kind: 'null' };
  }
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item) => valueOf(item, depth + 1)) };
  }
  if (typeof value === 'object') {
    return {
      kind: 'map',
      entries: new Map(Object.entries(value).map(([key, item]) => [key, valueOf(item, depth + 1)])),
    };
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? { kind: 'text', text: String(value) }
    : { kind: 'unknown' };
}
