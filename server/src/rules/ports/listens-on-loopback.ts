import { code } from '../../fixes/moving/words.ts';
import type { Fix } from '../../fixes/types.ts';
import type { Node } from '../../model/types.ts';
import { contradiction, type Contradiction } from '../../ports/contradiction.ts';
import { exposedBy, names, type Exposed } from '../../ports/exposed.ts';
import { startNodes } from '../../ports/listens.ts';
import { runsOf } from '../../ports/listens/compose-runs.ts';
import type { Listener, Published } from '../../ports/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Related, Rule } from '../types.ts';
import { ofEachImage } from '../of-each-image.ts';
import { exposedSpan } from './places.ts';

const ID = 'ports/listens-on-loopback';

/** A published port leads to the container's own address, where a server on 127.0.0.1 refuses it (domain.md 5.3). */
export const listensOnLoopback: Rule = ofEachImage({
  id: ID,
  summary: 'the program listens on 127.0.0.1 inside the container, so that no published port reaches it',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check(facts) {
    return caught(facts).map(({ finding }) => finding);
  },
  fixes(facts, finding) {
    const found = caught(facts).find(
      ({ finding: { node, key } }) => node === finding.node && key === finding.key,
    );
    const fix = found && fixOf(facts, found.listener);
    return fix === undefined ? [] : [fix];
  },
});

interface Caught {
  readonly finding: Finding;
  readonly listener: Listener;
}

function caught(facts: Facts): readonly Caught[] {
  const { model, context, compose } = facts;
  if (
    model.target === undefined ||
    `/${context?.label ?? ''}/${context?.dockerfile ?? ''}`.includes('/.devcontainer/')
  ) {
    return [];
  }
  const exposed = exposedBy(model);
  if (exposed.length === 0 && compose === undefined) {
    return [];
  }
  const differs = sureContradiction(facts);
  const found = new Map<string, Caught>();
  for (const { service, listening, published } of runsOf(model, context, compose)) {
    for (const listener of listening.kind === 'known' ? listening.listeners : []) {
      const { port } = listener;
      if (listener.host !== 'loopback' || port === undefined || listener.protocol !== 'tcp') {
        continue;
      }
      const named = exposed.find((one) => names(one, port));
      // What EXPOSE names instead is meant for this program, and mending that alone opens nothing.
      const meant = differs?.port === port ? differs.exposed[0] : undefined;
      const entry = published.find(
        ({ target }) => target.protocol === 'tcp' && target.first <= port && port <= target.last,
      );
      const node = nodeOf(facts, listener) ?? named?.node;
      const key = `loopback-${port}`;
      if (node !== undefined && (named ?? meant ?? entry) !== undefined && !found.has(key)) {
        const finding = { ...described(listener, port, { node, named, meant, entry, service }), key };
        found.set(key, { finding, listener });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.finding.span.start - b.finding.span.start);
}

/** What may be right as it is means nothing. */
function sureContradiction(facts: Facts): Contradiction | undefined {
  const found = contradiction(facts);
  return found?.inCompose === false && found.listener.presumed === undefined ? found : undefined;
}

/** The instruction that says it, or the one that starts the program. */
function nodeOf({ model }: Facts, { hostFrom }: Listener): Node | undefined {
  const { entrypoint, cmd } = startNodes(model, model.target ?? 0);
  const written =
    hostFrom.file.kind === 'dockerfile'
      ? model.nodes.find(
          ({ instruction }) =>
            instruction.start <= hostFrom.span.start && hostFrom.span.end <= instruction.end,
        )
      : undefined;
  return written ?? cmd ?? entrypoint;
}

/** Who wants the port to be reached: one of them at least. */
interface Wanted {
  readonly node: Node;
  readonly named: Exposed | undefined;
  /** An EXPOSE that names another port and means this one. */
  readonly meant: Exposed | undefined;
  readonly entry: Published | undefined;
  /** Of the entry. */
  readonly service: string | undefined;
}

function described(
  { program, hostFrom, openEdit }: Listener,
  port: number,
  { node, named, meant, entry, service }: Wanted,
): Omit<Finding, 'key'> {
  const isDefault = hostFrom.kind === 'default';
  const how = isDefault ? 'by default' : `(${code(hostFrom.text)}${elsewhere(hostFrom.file)})`;
  const reason =
    entry !== undefined
      ? `although Compose publishes it${service === undefined ? '' : ` for ${code(service)}`}`
      : named !== undefined
        ? `although EXPOSE names it (line ${named.node.instruction.line})`
        : `not even once EXPOSE names it (line ${meant?.node.instruction.line ?? 0} names ${meant?.token.text ?? ''})`;
  const advice = openEdit === undefined ? 'Make it listen on 0.0.0.0.' : `${openEdit.title}.`;
  const related: Related[] = [];
  if (named !== undefined) {
    related.push({ span: exposedSpan(named), message: `Port ${port} is named here.` });
  } else if (meant !== undefined) {
    related.push({ span: exposedSpan(meant), message: 'Another port is named here.' });
  }
  if (entry !== undefined) {
    const { file: place, start, end } = entry.place;
    related.push({
      span: { start, end },
      file: { kind: 'compose', place },
      message: `Port ${port} is published here.`,
    });
  }
  if (hostFrom.file.kind !== 'dockerfile') {
    related.push({ span: hostFrom.span, file: hostFrom.file, message: 'The address is written here.' });
  }
  return {
    rule: ID,
    node: node.index,
    span: hostFrom.file.kind === 'dockerfile' ? hostFrom.span : firstLineOf(node),
    message: `${program} listens on the container's own loopback address ${how}, so no published port reaches its port ${port}, ${reason}. ${advice}`,
    related,
  };
}

function elsewhere(file: Listener['hostFrom']['file']): string {
  return file.kind === 'context' ? ` in ${file.path}` : file.kind === 'compose' ? ' in Compose' : '';
}

function fixOf({ context }: Facts, { program, openEdit }: Listener): Fix | undefined {
  if (openEdit === undefined) {
    return undefined;
  }
  const { file, span, newText, title } = openEdit;
  const review = `(review: ${program} is then reachable from outside the container)`;
  if (file.kind === 'dockerfile') {
    return {
      title: `${title} ${review}`,
      safety: 'review',
      edits: [{ file: 'dockerfile', edits: [{ ...span, newText }] }],
    };
  }
  const before = file.kind === 'context' ? context?.texts.get(file.path) : undefined;
  if (file.kind !== 'context' || before === undefined) {
    return undefined;
  }
  const text = before.slice(0, span.start) + newText + before.slice(span.end);
  return {
    title: `${title} in ${file.path} ${review}`,
    safety: 'review',
    edits: [{ file: 'context', path: file.path, exists: true, text }],
  };
}
