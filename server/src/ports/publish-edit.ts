import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { nestsTooDeep } from '../formats/yaml-nesting.ts';

/** Replaces the text between two offsets of a Compose file. */
export interface ComposeEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * The insertion that makes a service of a Compose file publish one more port: `mapping` is an entry in short form,
 * `8080:3000/udp`. Comments, order, indentation, quotes and line ends stay as the file has them. Undefined where no insertion
 * is known to be right: the text is no YAML, has several documents, the service is not in it or stands in it more than once,
 * takes something from elsewhere (an anchor, a merge key, `extends`, `!reset`), or has this entry already.
 */
export function publishEdit(text: string, service: string, mapping: string): ComposeEdit | undefined {
  if (!/^[\w.:/[\]-]+$/.test(mapping)) {
    return undefined;
  }
  const document = documentOf(text);
  const map = document && serviceMap(document, service);
  if (map === undefined || document === undefined) {
    return undefined;
  }
  const task: Task = { text, document, map, mapping };
  const edit = insertion(task);
  return edit !== undefined && isProved(task, edit, service) ? edit : undefined;
}

/** What an insertion is worked out from. */
interface Task {
  readonly text: string;
  readonly document: Document.Parsed;
  /** Of the service. */
  readonly map: YAMLMap;
  readonly mapping: string;
}

/** The only document of a text without errors. Doubles of a key are looked for where they count: everywhere takes a square of time. */
function documentOf(text: string): Document.Parsed | undefined {
  if (nestsTooDeep(text)) {
    return undefined;
  }
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, strict: false });
    const [document, second] = Array.isArray(documents) ? documents : [];
    return second === undefined && document?.errors.length === 0 ? document : undefined;
  } catch {
    return undefined;
  }
}

/** A service that is written out where it stands. */
function serviceMap({ contents }: Document.Parsed, service: string): YAMLMap | undefined {
  const services = onlyPair(contents, 'services')?.value;
  const map = onlyPair(services, service)?.value;
  return isOwn(map) && isMap(map) && !map.items.some(({ key }) => isNamed(key, '<<', 'extends'))
    ? map
    : undefined;
}

/** The pair of a key that stands exactly once in a mapping. */
function onlyPair(map: unknown, name: string): Pair | undefined {
  const pairs = isMap(map) ? map.items.filter(({ key }) => isNamed(key, name)) : [];
  return pairs.length === 1 ? pairs[0] : undefined;
}

function isNamed(key: unknown, ...names: readonly string[]): boolean {
  return isScalar(key) && names.includes(String(key.value));
}

/** False for what others use by an anchor, and for what a tag such as `!override` gives another meaning. */
function isOwn(node: unknown): boolean {
  return (isMap(node) || isSeq(node)) && node.anchor === undefined && !isTagged(node);
}

function isTagged({ tag }: Node): boolean {
  return tag !== undefined && !tag.startsWith('tag:yaml.org,2002:');
}

function insertion(task: Task): ComposeEdit | undefined {
  const { map, mapping } = task;
  if (!map.items.some(({ key }) => isNamed(key, 'ports'))) {
    return newKey(task);
  }
  const pair = onlyPair(map, 'ports');
  const { value } = pair ?? {};
  if (isSeq(value)) {
    const isThere = value.items.some((item) => isScalar(item) && String(item.value) === mapping);
    return !isOwn(value) || isThere ? undefined : newItem(task, value);
  }
  const isEmpty =
    isScalar(value) && value.value === null && value.source === '' && value.anchor === undefined;
  const end = isEmpty && map.flow !== true ? lastEnd(pair) : undefined;
  return end === undefined || !isScalar(pair?.key)
    ? undefined
    : newLines(task, end, [`${indentOf(task, pair.key)}${listStep(task)}- ${quoted(task)}`]);
}

/** One more item in a list that is there. */
function newItem(task: Task, list: YAMLSeq): ComposeEdit | undefined {
  const { text } = task;
  const last = list.items[list.items.length - 1];
  const start = list.range?.[0];
  if (last === undefined) {
    return start === undefined ? undefined : insert(start + 1, quoted(task));
  }
  const end = lastEnd(last);
  const from = isNode(last) ? last.range?.[0] : undefined;
  if (end === undefined || from === undefined) {
    return undefined;
  }
  if (list.flow === true) {
    return insert(end, `, ${quoted(task)}`);
  }
  const dash = /^([ \t]*-[ \t]+)[^\s#]/.exec(text.slice(lineStart(text, from), from + 1))?.[1];
  return dash === undefined ? undefined : newLines(task, end, [`${dash}${quoted(task)}`]);
}

/** `ports:` behind `build`, or behind all that is there. */
function newKey(task: Task): ComposeEdit | undefined {
  const { text, map } = task;
  const pair = onlyPair(map, 'build') ?? map.items[map.items.length - 1];
  const end = lastEnd(pair);
  if (pair === undefined || end === undefined || !isScalar(pair.key)) {
    return undefined;
  }
  const inline = `ports: [${quoted(task)}]`;
  if (map.flow === true) {
    return insert(end, `, ${inline}`);
  }
  const indent = indentOf(task, pair.key);
  if (!/^[ ]*$/.test(indent)) {
    return undefined;
  }
  const lines =
    samplePorts(task).every(({ flow }) => flow === true) && samplePorts(task).length > 0
      ? [`${indent}${inline}`]
      : [`${indent}ports:`, `${indent}${listStep(task)}- ${quoted(task)}`];
  return newLines(task, pastComments(text, end, indent.length), lines);
}

/** Where the text of a node ends, without what follows it on its line; undefined for what has no text. */
function lastEnd(node: unknown): number | undefined {
  let current = node;
  for (;;) {
    if (isPair(current)) {
      const { key, value } = current;
      current = isNode(value) && (isCollection(value) || value.range?.[0] !== value.range?.[1]) ? value : key;
    } else if (isCollection(current) && current.flow !== true) {
      current = current.items[current.items.length - 1];
    } else {
      return isNode(current) ? current.range?.[1] : undefined;
    }
  }
}

function isCollection(node: unknown): node is YAMLMap | YAMLSeq {
  return isMap(node) || isSeq(node);
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isCollection(node) || isAlias(node);
}

/** The end of the last comment that stands below an end, further in than a column: it speaks of what is above it. */
function pastComments(text: string, end: number, column: number): number {
  let last = end;
  for (let at = text.indexOf('\n', end); at >= 0; at = text.indexOf('\n', at + 1)) {
    const next = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, next < 0 ? undefined : next);
    const indent = line.search(/[^ ]/);
    if (indent <= column || line[indent] !== '#') {
      break;
    }
    last = at + 1 + indent;
  }
  return last;
}

/** Whole lines below the line of an offset. Text that holds its own line end, as a block of text does, is not broken up. */
function newLines({ text }: Task, end: number, lines: readonly string[]): ComposeEdit {
  if (end > 0 && text[end - 1] === '\n') {
    const own = text[end - 2] === '\r' ? '\r\n' : '\n';
    return insert(end, lines.map((line) => line + own).join(''));
  }
  const next = text.indexOf('\n', end);
  const isWindows = next < 0 ? text.includes('\r\n') : text[next - 1] === '\r';
  const at = next < 0 ? text.length : isWindows ? next - 1 : next;
  return insert(at, lines.map((line) => (isWindows ? '\r\n' : '\n') + line).join(''));
}

function insert(at: number, newText: string): ComposeEdit {
  return { start: at, end: at, newText };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What stands in front of a key on its line. */
function indentOf({ text }: Pick<Task, 'text'>, key: Scalar): string {
  const start = key.range?.[0] ?? 0;
  return text.slice(lineStart(text, start), start);
}

/** How far the file's lists stand in from their keys: those of this service count first. */
function listStep(task: Task): string {
  let step: number | undefined;
  for (const root of [task.map, task.document]) {
    visit(root, {
      Pair: (_key, { key, value }) => {
        if (isScalar(key) && isSeq(value) && value.flow !== true && step === undefined) {
          const start = value.range?.[0] ?? 0;
          step = start - lineStart(task.text, start) - indentOf(task, key).length;
        }
        return step === undefined ? undefined : visit.BREAK;
      },
    });
  }
  return ' '.repeat(step === undefined || step < 0 ? 2 : step);
}

/** The lists of ports in the file, those of this service first. */
function samplePorts({ map, document }: Task): readonly YAMLSeq[] {
  const services = onlyPair(document.contents, 'services')?.value;
  const others = isMap(services) ? services.items.map(({ value }) => value) : [];
  return [map, ...others].flatMap((one) => {
    const ports = onlyPair(one, 'ports')?.value;
    return isSeq(ports) && ports.items.length > 0 ? [ports] : [];
  });
}

/** An entry with the quotes of the file's ports, or else of its other texts. */
function quoted(task: Task): string {
  const { mapping } = task;
  const port = samplePorts(task)
    .flatMap(({ items }) => items)
    .find(isScalar);
  let type = port?.type;
  if (type === undefined) {
    visit(task.document, {
      Scalar: (_key, { type: found }) => {
        type = found?.startsWith('QUOTE_') === true ? found : undefined;
        return type === undefined ? undefined : visit.BREAK;
      },
    });
  }
  if (type === 'PLAIN' && isPlainText(mapping)) {
    return mapping;
  }
  return type === 'QUOTE_SINGLE' ? `'${mapping}'` : `"${mapping}"`;
}

/** YAML 1.1 reads `22:22` as a number to the base of 60, and a port alone is one everywhere. */
function isPlainText(mapping: string): boolean {
  return /^\d/.test(mapping) && mapping.includes(':') && !/^[\d:]*:[0-5]?\d$/.test(mapping);
}

/** True where the text after the edit says the same, and this port beside it. */
function isProved(
  { text, document, map, mapping }: Task,
  { start, newText }: ComposeEdit,
  service: string,
): boolean {
  const after = documentOf(text.slice(0, start) + newText + text.slice(start));
  const changed = after && serviceMap(after, service);
  const ports = onlyPair(changed, 'ports')?.value;
  const added = isSeq(ports) ? ports.items.pop() : undefined;
  if (after === undefined || changed === undefined || !isScalar(added) || added.value !== mapping) {
    return false;
  }
  if (!isSeq(onlyPair(map, 'ports')?.value)) {
    withoutPorts(changed);
    withoutPorts(map);
  }
  const said = plain(after);
  return said !== undefined && said === plain(document);
}

function withoutPorts(map: YAMLMap): void {
  map.items = map.items.filter(({ key }) => !isNamed(key, 'ports'));
}

/** All that a document says, in its order; undefined for one whose aliases would grow without end. */
function plain(document: Document.Parsed): string | undefined {
  try {
    return JSON.stringify(document.toJS());
  } catch {
    return undefined;
  }
}
