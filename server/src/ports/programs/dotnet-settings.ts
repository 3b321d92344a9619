import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { rememberedOfContext } from '../../context/same-context.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { nestsDeeperThan } from '../../formats/nesting.ts';
import type { Value } from './values.ts';

/** What settings say, by names such as `urls` and `kestrel:endpoints:http:url`: .NET has one for each value, in any case. */
export type Settings = ReadonlyMap<string, Value>;

/** What a settings file of the context says of listening; undefined where it can't be read. */
export function listeningSettings(context: ContextSnapshot, path: string): Settings | undefined {
  const known = settingsIn(context);
  let found = known.get(path);
  if (found === undefined && !known.has(path)) {
    found = readSettings(path, context.texts.get(path));
    known.set(path, found);
  }
  return found;
}

/** By their paths: an edit of the Dockerfile changes nothing about them. */
const settingsIn = rememberedOfContext(() => new Map<string, Settings | undefined>());

/** Levels of settings that are parsed: the parser recurses. */
const DEEPEST = 200;

/** Settings that say where a program listens. */
const LISTENING = /^(urls|https?_ports|kestrel:endpoints:[^:]+:url)$/;

function readSettings(path: string, text: string | undefined): Settings | undefined {
  if (text === undefined || nestsDeeperThan(text, DEEPEST, { open: '[{', close: ']}' })) {
    return undefined;
  }
  const errors: ParseError[] = [];
  // A byte order mark becomes a blank, so that offsets stay.
  const tree = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true });
  if (tree?.type !== 'object' || errors.length > 0) {
    return undefined;
  }
  const found = new Map<string, Value>();
  const todo: { readonly prefix: string; readonly node: Node }[] = [{ prefix: '', node: tree }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const property of next.node.children ?? []) {
      const [key, node] = property.children ?? [];
      const name = `${next.prefix}${String(key?.value).toLowerCase()}`;
      if (node?.type === 'object') {
        todo.push({ prefix: `${name}:`, node });
      } else if (node !== undefined && LISTENING.test(name)) {
        const start = property.offset;
        const end = start + property.length;
        found.set(name, {
          text: node.type === 'array' ? undefined : String(node.value ?? ''),
          word: undefined,
          evidence: {
            kind: 'file',
            file: { kind: 'context', path },
            span: { start, end },
            text: text.slice(start, end),
          },
        });
      }
    }
  }
  return found;
}
