import type { ComposeNode, ComposeService } from '../../context/compose/types.ts';
import { code, listed } from '../../fixes/moving/words.ts';
import { listensOf, startNodes } from '../../ports/listens.ts';
import { entriesOf, namedPorts, overlap, portText, serviceRuns } from '../../ports/services.ts';
import type { Entry, NamedPorts, ServiceRun } from '../../ports/services.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { exposedText, fileName, inCompose, namedAt } from './places.ts';
import { firstByKey } from '../first-by-key.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'ports/compose-targets-other-port';

/** Compose publishes a port of the container that neither EXPOSE nor the program knows (domain.md 5.3). */
export const composeTargetsOtherPort: Rule = {
  id: ID,
  summary: 'Compose publishes a port of the container that neither EXPOSE nor the program names',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check: (facts) => caught(facts).map(({ finding }) => finding),
  fixes(facts, { key }) {
    const entry = caughtByKey(facts).get(key)?.swapped;
    const host = entry?.parts.host;
    const text = entry && facts.compose?.texts.get(entry.place.file);
    if (entry === undefined || host === undefined || text === undefined) {
      return [];
    }
    const { target } = entry.parts;
    const edits = [
      { ...host, newText: text.slice(target.start, target.end) },
      { ...target, newText: text.slice(host.start, host.end) },
    ].sort((one, other) => one.start - other.start);
    return [
      {
        title: `Publish ${swappedText(entry)} in ${fileName(entry.place)} (review: the port of your machine changes, too)`,
        safety: 'review',
        edits: [{ file: 'compose', place: entry.place.file, edits }],
      },
    ];
  },
};

interface Caught {
  readonly finding: Finding;
  /** The entry whose ports are swapped. */
  readonly swapped: Entry | undefined;
}

/** Ports of debuggers of Node.js, Java, Python and Go: people publish them beside, or instead of, the program's. */
const DEBUGGERS: ReadonlySet<number> = new Set([2345, 5005, 5678, 9229, 9230]);

const caughtByKey = rememberedWith((facts: Facts) => firstByKey(caught(facts), ({ finding }) => finding.key));

function caught(facts: Facts): readonly Caught[] {
  const found = new Map<string, Caught>();
  for (const run of serviceRuns(facts)) {
    const named = namedPorts(facts.model, run);
    for (const key of named.complete ? (['ports', 'expose'] as const) : []) {
      for (const one of inList(facts, { run, named, key, nodes: run.service[key] })) {
        found.set(one.finding.key, one);
      }
    }
  }
  return [...found.values()];
}

/** A list of a service. */
interface List {
  readonly run: ServiceRun;
  readonly named: NamedPorts;
  readonly key: 'ports' | 'expose';
  readonly nodes: readonly ComposeNode[];
}

function inList(facts: Facts, list: List): readonly Caught[] {
  const { named, nodes, run } = list;
  const entries = facts.compose === undefined ? [] : entriesOf(nodes, facts.compose);
  const isNamed = ({ target }: Entry): boolean => named.ports.some((port) => overlap(port, target));
  const swapped = entries.filter((entry) => !isNamed(entry) && isSwapped(entry, named, run.service));
  const others = entries.some(isNamed)
    ? []
    : entries.filter(
        ({ target }) =>
          !DEBUGGERS.has(target.first) &&
          (!hasOwnCommand(run.service) || isOnlyOfCommand(facts, run.service, target.first)),
      );
  return (swapped.length > 0 ? swapped : others).map((entry) => ({
    finding: findingOf(facts, list, { entry, isSwapped: swapped.length > 0 }),
    swapped: swapped.length > 0 ? entry : undefined,
  }));
}

/** What EXPOSE names is what the image starts by itself: it says nothing of another program. */
function hasOwnCommand({ node: { entries } }: ComposeService): boolean {
  return COMMANDS.some((key) => entries.has(key));
}

/** The command of a service names a port, and nobody knows whether the image by itself listens on what it exposes. */
function isOnlyOfCommand({ model, context }: Facts, { node }: ComposeService, port: number): boolean {
  return mentions(node, port, COMMANDS) && listensOf(model, context).kind === 'unknown';
}

const COMMANDS = ['command', 'entrypoint'];

/** The port of the host is one of the container, and nothing in Compose says that the program listens on the other one. */
function isSwapped({ host, parts, target }: Entry, { sure }: NamedPorts, { node }: ComposeService): boolean {
  return (
    host !== undefined &&
    parts.host !== undefined &&
    host.first === host.last &&
    target.first === target.last &&
    sure.some((port) => port.protocol === target.protocol && overlap(port, host)) &&
    !node.entries.has('env_file') &&
    !mentions(node, target.first)
  );
}

/** Keys of a service that may tell its program a port. */
const TELLING = [...COMMANDS, 'environment', 'healthcheck', 'labels'];

function mentions({ entries }: ComposeService['node'], port: number, keys = TELLING): boolean {
  const pattern = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const open = keys.flatMap((key) => entries.get(key)?.value ?? []);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar' ? node.unsure || pattern.test(node.text ?? '') : node.kind === 'reset') {
      return true;
    }
    if (node.kind === 'list') {
      open.push(...node.items);
    } else if (node.kind === 'map') {
      open.push(...[...node.entries.values()].map(({ value }) => value));
    }
  }
  return false;
}

function findingOf(
  { model }: Facts,
  { run, named, key }: List,
  { entry, isSwapped: swapped }: { entry: Entry; isSwapped: boolean },
): Finding {
  const { exposed } = named;
  const { listeners } = run;
  const start = model.target === undefined ? {} : startNodes(model, model.target);
  const node = exposed[0]?.node ?? start.cmd ?? start.entrypoint ?? model.nodes[0];
  const known = [
    ...(exposed.length === 0 ? [] : [`\`EXPOSE\` names ${listed(briefly(exposed.map(exposedText)))}`]),
    ...listeners.map(({ program, port }) => `${program} listens on ${port ?? 'another'}`),
  ];
  const target = portText(entry.target);
  const service = code(run.service.name);
  const publishes = `Compose publishes port ${target} of ${service}`;
  const message = swapped
    ? `Swapped? ${publishes}, but ${listed(known)}. The port of your machine comes first: write ${code(swappedText(entry))}.`
    : key === 'ports'
      ? hasOwnCommand(run.service)
        ? `${publishes}, which its command names, but ${listed(known)}. If the image by itself listens there, both are right; if not, \`EXPOSE\` should say ${target}.`
        : `${publishes}, but ${listed(known)}. If nothing listens on ${target}, connections are refused; if the program does, \`EXPOSE\` should say so.`
      : `Compose's \`expose\` names port ${target} of ${service}, but ${listed(known)}. It opens nothing: name the port that the program listens on, or leave it out.`;
  const { file, start: at } = entry.place;
  return {
    rule: ID,
    node: node?.index ?? 0,
    span: { start: node?.instruction.start ?? 0, end: node?.instruction.end ?? 0 },
    at: inCompose(entry.place),
    message,
    related: namedAt(exposed, listeners),
    severity: swapped ? undefined : 'information',
    key: `${key} ${file}:${at}`,
  };
}

/** Ports that are named in a sentence. */
const NAMED = 4;

function briefly(texts: readonly string[]): readonly string[] {
  return texts.length > NAMED ? [...texts.slice(0, NAMED - 1), 'others'] : texts;
}

function swappedText({ host, target, hostIp }: Entry): string {
  const address = hostIp === undefined ? '' : `${hostIp}:`;
  return `${address}${portText({ ...target, protocol: 'tcp' })}:${portText({ ...target, ...host })}`;
}
