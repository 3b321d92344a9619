import { listed } from '../../fixes/moving/words.ts';
import type { TextEdit } from '../../fixes/types.ts';
import type { ExposeToken, Node } from '../../model/types.ts';
import type { Elsewhere } from '../../ports/elsewhere.ts';
import { exposeWords, hasHostPart, hostPartSpan, type ExposeWord } from '../../ports/host-parts.ts';
import { listenersOf } from '../../ports/listeners.ts';
import { listensOf } from '../../ports/listens.ts';
import { mappingText } from '../../ports/mappings.ts';
import { mappingElsewhere, surelyElsewhere } from '../../ports/recipe.ts';
import type { Span } from '../../syntax/types.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

const ID = 'ports/expose-maps-host-port';

/** `EXPOSE 8080:80`: looks like a mapping, but BuildKit checks and drops the host part (domain.md 5.1, convert_expose.go). */
export const exposeMapsHostPort: Rule = {
  id: ID,
  summary: 'EXPOSE with a host port or an address, which BuildKit ignores',
  defaultSeverity: 'warning',
  since: '0.1.0',
  sameAs: ['buildkit/ExposeInvalidFormat'],
  needs: ['context'],
  check(facts) {
    return facts.model.nodes.flatMap((node) => findingsAt(facts, node));
  },
  fixes({ model }, finding) {
    const node = model.nodes[finding.node];
    const words = node ? exposeWords(model.file, node) : [];
    const edits = node && removals(node, words);
    if (!edits || edits.length === 0) {
      return [];
    }
    const title = `Replace with ${shortened(rewritten(node, words))}`;
    return [{ title, safety: 'safe', edits: [{ file: 'dockerfile', edits }] }];
  },
};

/** More than this many mappings of one instruction are not named one by one. */
const NAMED = 3;

/** One finding an instruction, so that one fix mends it. */
function findingsAt({ model, context }: Facts, node: Node): readonly Finding[] {
  if (node.detail.kind !== 'expose' || !node.detail.tokens.some(hasHostPart)) {
    return [];
  }
  const words = exposeWords(model.file, node);
  const wrong = words.filter(({ tokens }) => tokens.some(hasHostPart));
  const { start } = node.instruction;
  const from = wrong[0]?.argument.span.start ?? 0;
  const to = wrong[wrong.length - 1]?.argument.span.end ?? 0;
  return [
    {
      rule: ID,
      node: node.index,
      span: { start: start + from, end: start + to },
      message: message(node, words, wrong, surelyElsewhere(model, listenersOf(listensOf(model, context)))),
      related: [],
      key: 'host-part',
    },
  ];
}

function message(
  node: Node,
  words: readonly ExposeWord[],
  wrong: readonly ExposeWord[],
  elsewhere: Elsewhere | undefined,
): string {
  const tokens = wrong.flatMap((word) => word.tokens).filter(hasHostPart);
  const named = tokens.slice(0, NAMED);
  const more = tokens.length > named.length ? ' …' : '';
  const written = wrong.slice(0, NAMED).map(({ argument }) => argument.text);
  const values = named.map(({ text }) => text);
  const isMissed = elsewhere !== undefined && named.some((token) => elsewhere.rejected.has(token));
  const published = isMissed ? [mappingText(mappingElsewhere(elsewhere))] : values;
  const isValue = values.some((text) => !written.some((word) => unquoted(word) === text));
  const ignored = named.map(({ hostPart = '' }) => code(withoutTrailing(hostPart, ':')));
  return [
    `${code(`EXPOSE ${written.join(' ')}${more}`)}${isValue ? ` (here ${code(values.join(' '))})` : ''}`,
    ` does not map ${tokens.length === 1 ? 'a port' : 'ports'}:`,
    ` BuildKit ignores ${listed(ignored)} and records only ${listed(named.flatMap(recorded))}${more}.`,
    ` Write ${advice(node, words, wrong)};`,
    ` publish with ${code(`docker run ${published.map((text) => `-p ${text}`).join(' ')}${more}`)}${isMissed ? `, where ${elsewhere.listener.program} listens` : ''}.`,
  ].join('');
}

/** What to write instead: the whole instruction where that is short and exact. */
function advice(node: Node, words: readonly ExposeWord[], wrong: readonly ExposeWord[]): string {
  const exact = words.length <= 2 * NAMED && wrong.every((word) => hostPartSpan(word));
  return exact ? code(rewritten(node, words)) : 'only the ports inside the container';
}

function recorded({ ports }: ExposeToken): string[] {
  return ports.map(({ port, last, protocol }) => `${port === last ? port : `${port}-${last}`}/${protocol}`);
}

/**
 * The edits that cut off every host part and write the protocol of what is left in lower case, or undefined if one of the parts
 * can't be separated exactly.
 */
function removals(node: Node, words: readonly ExposeWord[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const word of words) {
    if (word.tokens.some(hasHostPart)) {
      const span = hostPartSpan(word);
      if (!span) {
        return undefined;
      }
      const start = node.instruction.start + word.argument.span.start;
      edits.push({ start: start + span.start, end: start + span.end, newText: '' });
      const protocol = protocolSpan(word);
      if (protocol) {
        const newText = word.argument.text.slice(protocol.start, protocol.end).toLowerCase();
        edits.push({ start: start + protocol.start, end: start + protocol.end, newText });
      }
    }
  }
  return edits;
}

/** Where a protocol in capitals stands, relative to the argument: ExposeProtoCasing would report what is left of it. */
function protocolSpan({ argument: { text } }: ExposeWord): Span | undefined {
  const slash = text.lastIndexOf('/');
  const [protocol = ''] = /^[a-z]+(?=["']?$)/i.exec(text.slice(slash + 1)) ?? [];
  const isCapital = slash >= 0 && protocol !== protocol.toLowerCase();
  return isCapital && PROTOCOLS.has(protocol.toLowerCase())
    ? { start: slash + 1, end: slash + 1 + protocol.length }
    : undefined;
}

const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);

/** The instruction on one line with the host parts cut off. */
function rewritten({ instruction }: Node, words: readonly ExposeWord[]): string {
  const keyword = instruction.text.slice(0, instruction.keyword.length);
  const rest = words.map((word) => {
    const span = word.tokens.some(hasHostPart) ? hostPartSpan(word) : undefined;
    const { text } = word.argument;
    const { start, end } = protocolSpan(word) ?? { start: text.length, end: text.length };
    return span
      ? `${text.slice(0, span.start)}${text.slice(span.end, start)}${text.slice(start, end).toLowerCase()}${text.slice(end)}`
      : text;
  });
  return [keyword, ...rest].join(' ');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

function code(text: string): string {
  return `\`${text}\``;
}
