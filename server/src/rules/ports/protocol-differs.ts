import { code } from '../../fixes/moving/words.ts';
import { exposedBy } from '../../ports/exposed.ts';
import type { Exposed } from '../../ports/exposed.ts';
import { overlap, portText } from '../../ports/port-ranges.ts';
import { entriesOf, namedPorts, serviceRuns } from '../../ports/services.ts';
import type { Entry } from '../../ports/services.ts';
import type { Port, Protocol } from '../../ports/types.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { exposedText, fileName, inCompose, namedAt } from './places.ts';
import { firstByKey } from '../first-by-key.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'ports/protocol-differs';

/** EXPOSE says udp and Compose publishes tcp, or the other way round: they are different ports (domain.md 5.2). */
export const protocolDiffers: Rule = {
  id: ID,
  summary: 'Compose publishes a port with another protocol than EXPOSE names',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check: (facts) => caught(facts).map(({ finding }) => finding),
  fixes(facts, { key }) {
    const found = caughtByKey(facts).get(key);
    const edit = found?.entry.parts.withProtocol(found.protocol);
    if (found === undefined || edit === undefined) {
      return [];
    }
    const { place, target } = found.entry;
    const port = portText({ ...target, protocol: 'tcp' });
    return [
      {
        title: `Publish ${port}/${found.protocol} in ${fileName(place)} (review: it is no longer published as ${target.protocol})`,
        safety: 'review',
        edits: [{ file: 'compose', place: place.file, edits: [edit] }],
      },
    ];
  },
};

interface Caught {
  readonly finding: Finding;
  readonly entry: Entry;
  /** The one that EXPOSE names. */
  readonly protocol: Protocol;
}

const caughtByKey = rememberedWith((facts: Facts) => firstByKey(caught(facts), ({ finding }) => finding.key));

function caught(facts: Facts): readonly Caught[] {
  const { compose, model } = facts;
  const found = new Map<string, Caught>();
  for (const run of compose === undefined ? [] : serviceRuns(facts)) {
    const { ports, complete } = namedPorts(model, run);
    const entries = complete && compose !== undefined ? entriesOf(run.service.ports, compose) : [];
    const exposed = exposedBy(model);
    for (const entry of entries) {
      const protocols = protocolsAt(entry.target, ports);
      const published = protocolsAt(
        entry.target,
        entries.map(({ target }) => target),
      );
      const [protocol] = protocols;
      const at = exposed.find((one) => namesPort(one, entry.target));
      if (
        at !== undefined &&
        protocol !== undefined &&
        protocols.size === 1 &&
        ![...published].some((one) => protocols.has(one))
      ) {
        const one = { finding: findingOf(run.service.name, entry, at), entry, protocol };
        found.set(one.finding.key, one);
      }
    }
  }
  return [...found.values()];
}

function protocolsAt(target: Port, ports: readonly Port[]): ReadonlySet<Protocol> {
  return new Set(ports.filter((port) => overlap(port, target)).map(({ protocol }) => protocol));
}

function namesPort({ token }: Exposed, target: Port): boolean {
  return token.ports.some(({ port, last }) => overlap({ first: port, last }, target));
}

function findingOf(service: string, { place, target }: Entry, exposed: Exposed): Finding {
  const { node } = exposed;
  const port = portText({ ...target, protocol: 'tcp' });
  return {
    rule: ID,
    node: node.index,
    span: { start: node.instruction.start, end: node.instruction.end },
    at: inCompose(place),
    message: `Compose publishes ${port}/${target.protocol} of ${code(service)}, but \`EXPOSE\` names ${exposedText(exposed)} (line ${node.instruction.line}): these are different ports, and the second one stays closed. Name the protocol that the program speaks.`,
    related: namedAt([exposed], []),
    key: `${place.file}:${place.start}`,
  };
}
