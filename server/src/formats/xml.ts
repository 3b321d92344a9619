import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** An element of an XML text. */
export interface Element {
  /** With its prefix, as written. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Its text without that of elements below it, trimmed. */
  readonly text: string;
}

/** Levels of an XML text that is parsed: the parser recurses. Project files have about five. */
const MAX_LEVELS = 200;

/** The root element of an XML text; undefined when it can't be read or nests too deep. */
export function xmlElement(text: string): Element | undefined {
  if (maybeDeep(text)) {
    return undefined;
  }
  try {
    const { root } = parseXml(text.replace(/^\ufeff/, ''), { ignoreUndefinedEntities: true });
    return root === null ? undefined : convert(root);
  } catch {
    return undefined;
  }
}

function convert(element: XmlElement): Element {
  const children: Element[] = [];
  let text = '';
  for (const child of element.children) {
    if (child instanceof XmlElement) {
      children.push(convert(child));
    } else if ('text' in child) {
      text += child.text;
    }
  }
  return {
    name: element.name,
    attributes: new Map(Object.entries(element.attributes)),
    children,
    text: text.trim(),
  };
}

/** Tags that open minus tags that close, without regard to comments, which can only make the answer too careful. */
function maybeDeep(text: string): boolean {
  let depth = 0;
  for (const [tag] of text.matchAll(/<\/|\/>|<[A-Za-z_]/g)) {
    depth += tag === '</' || tag === '/>' ? -1 : 1;
    if (depth > MAX_LEVELS) {
      return true;
    }
  }
  return false;
}
