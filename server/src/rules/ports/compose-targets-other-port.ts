import type { ComposeNode, ComposeService } from '../../context/compose/types.ts';
import type { TextEdit } from '../../fixes/types.ts';
import { EARLIER } from '../../ports/elsewhere.ts';
import { listensOf, startNodes } from '../../ports/listens.ts';
import { overlap, portText } from '../../ports/port-ranges.ts';
import { entriesOf, namedPorts, serviceRuns } from '../../ports/services.ts';
import type { Entry, NamedPorts, ServiceRun } from '../../ports/services.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import {
  exposeMessage,
  missMessage,
  otherMessage,
  retargetedText,
  swapMessage,
  swappedText,
} from './other-port-words.ts';
import { fileName, inCompose, namedAt } from './places.ts';
import { commandNames, hasOwnCommand, mayTell } from './told-ports.ts';
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
    const { entry, mend } = caughtByKey(facts).get(key) ?? {};
    const text = entry && facts.compose?.texts.get(entry.place.file);
    const mended = text === undefined ? undefined : mend?.(text);
    return entry === undefined || mended === undefined
      ? []
      : [
          {
            title: `Publish ${mended.written} in ${fileName(entry.place)} (review: ${mended.review})`,
            safety: 'review',
            edits: [{ file: 'compose', place: entry.place.file, edits: mended.edits }],
          },
        ];
  },
};

interface Caught {
  readonly finding: Finding;
  readonly entry: Entry;
  /** Makes it right in the text of its file; undefined where it is not clear how. */
  readonly mend: ((text: string) => Mended | undefined) | undefined;
}

/** An entry that is made right. */
interface Mended {
  readonly written: string;
  readonly edits: readonly TextEdit[];
  /** What to look at before. */
  readonly review: string;
}

/** Ports of debuggers of Node.js, Java, Python and Go: people publish them beside, or instead of, the program's. */
const DEBUGGERS: ReadonlySet<number> = new Set([2345, 5005, 5678, 9229, 9230]);

const caughtByKey = rememberedWith((facts: Facts) => firstByKey(caught(facts), ({ finding }) => finding.key));

function caught(facts: Facts): readonly Caught[] {
  const found = new Map<string, Caught>();
  for (const run of serviceRuns(facts)) {
    const named = namedPorts(facts.model, run);
    const lists = (['ports', 'expose'] as const).map((key): List => ({
      run,
      named,
      key,
      nodes: run.service[key],
    }));
    for (const list of lists) {
      for (const one of named.complete ? inList(facts, list) : besideImage(facts, list)) {
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
  const { run, nodes } = list;
  const { service } = run;
  const entries = facts.compose === undefined ? [] : entriesOf(nodes, facts.compose);
  const named = decidedBy(list, entries);
  const isNamed = ({ target }: Entry): boolean => named.ports.some((port) => overlap(port, target));
  const swapped = entries.filter((entry) => !isNamed(entry) && isSwapped(entry, named, service));
  if (swapped.length > 0) {
    return swapped.map((entry) =>
      caughtAt(facts, list, { entry, message: swapMessage(list, entry), mend: swap(entry) }),
    );
  }
  const others = entries.some(isNamed) ? [] : entries.filter(({ target }) => !DEBUGGERS.has(target.first));
  const { elsewhere } = named;
  if (elsewhere !== undefined) {
    return others.map((entry) => {
      const message = missMessage(list, entry, elsewhere);
      return caughtAt(facts, list, { entry, message, mend: retarget(entry, elsewhere.port) });
    });
  }
  const isCommanded = hasOwnCommand(service);
  return others
    .filter(({ target }) => !isCommanded || isOnlyOfCommand(facts, service, target.first))
    .map((entry) => {
      const message =
        list.key === 'expose' ? exposeMessage(list, entry) : otherMessage(list, entry, isCommanded);
      return caughtAt(facts, list, { entry, message, mend: undefined, severity: 'information' });
    });
}

/** Entries of `ports` that name what images of ASP.NET listened on before, where the image sets another port now. */
function besideImage(facts: Facts, list: List): readonly Caught[] {
  const { named, key, nodes, run } = list;
  const { asImageSets: elsewhere } = named;
  if (elsewhere === undefined || key !== 'ports' || facts.compose === undefined) {
    return [];
  }
  const entries = entriesOf(nodes, facts.compose);
  const isKnown = entries.some(
    ({ target }) =>
      named.ports.some((port) => overlap(port, target)) || mayTell(run.service.node, target.first),
  );
  return isKnown
    ? []
    : entries
        .filter(
          ({ target }) => target.first === EARLIER && target.last === EARLIER && target.protocol === 'tcp',
        )
        .map((entry) => {
          const message = missMessage(list, entry, elsewhere);
          return caughtAt(facts, list, { entry, message, mend: retarget(entry, elsewhere.port) });
        });
}

/**
 * Where the program is known to listen, its port decides, and not what EXPOSE names besides; unless Compose itself speaks of a port
 * that it publishes.
 */
function decidedBy(
  { key, named, run }: List,
  entries: readonly Entry[],
): Pick<NamedPorts, 'ports' | 'sure' | 'elsewhere'> {
  const { heard, elsewhere } = named;
  const isTold = ({ target }: Entry): boolean => mayTell(run.service.node, target.first);
  return elsewhere === undefined || key === 'expose' || entries.some(isTold)
    ? { ...named, elsewhere: undefined }
    : { ports: heard, sure: heard, elsewhere };
}

function swap(entry: Entry): Caught['mend'] {
  const { host, target } = entry.parts;
  return (text) =>
    host && {
      written: swappedText(entry),
      edits: [
        { ...host, newText: text.slice(target.start, target.end) },
        { ...target, newText: text.slice(host.start, host.end) },
      ].sort((one, other) => one.start - other.start),
      review: 'the port of your machine changes, too',
    };
}

/** The port of the program in place of a single other one. */
function retarget(entry: Entry, port: number): Caught['mend'] {
  const { parts, target } = entry;
  return target.first === target.last
    ? () => ({
        written: retargetedText(entry, port),
        edits: [{ ...parts.target, newText: String(port) }],
        review: `whether something else listens on ${portText(target)}`,
      })
    : undefined;
}

/** The command of a service names a port, and nobody knows whether the image by itself listens on what it exposes. */
function isOnlyOfCommand({ model, context }: Facts, { node }: ComposeService, port: number): boolean {
  return commandNames(node, port) && listensOf(model, context).kind === 'unknown';
}

/** The port of the host is one of the container, and nothing in Compose says that the program listens on the other one. */
function isSwapped(
  { host, parts, target }: Entry,
  { sure }: Pick<NamedPorts, 'sure'>,
  { node }: ComposeService,
): boolean {
  return (
    host !== undefined &&
    parts.host !== undefined &&
    host.first === host.last &&
    target.first === target.last &&
    sure.some((port) => port.protocol === target.protocol && overlap(port, host)) &&
    !node.entries.has('env_file') &&
    !mayTell(node, target.first)
  );
}

function caughtAt(
  { model }: Facts,
  { run, named: { exposed }, key }: List,
  { entry, message, mend, severity }: Pick<Caught, 'entry' | 'mend'> & Pick<Finding, 'message' | 'severity'>,
): Caught {
  const start = model.target === undefined ? {} : startNodes(model, model.target);
  const node = exposed[0]?.node ?? start.cmd ?? start.entrypoint ?? model.nodes[0];
  const { place } = entry;
  const finding = {
    rule: ID,
    node: node?.index ?? 0,
    span: { start: node?.instruction.start ?? 0, end: node?.instruction.end ?? 0 },
    at: inCompose(place),
    message,
    related: namedAt(exposed, run.listeners),
    severity,
    key: `${key} ${place.file}:${place.start}`,
  };
  return { finding, entry, mend };
}
