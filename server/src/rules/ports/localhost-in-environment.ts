import { code } from '../../fixes/moving/words.ts';
import type { FileEdit } from '../../fixes/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { chainOf, nodesOf } from '../../ports/listens/stage-chain.ts';
import { localAddress, meantBy, targetsOf } from '../../ports/localhost-values.ts';
import type { LocalAddress, Meant } from '../../ports/localhost-values.ts';
import { overlap } from '../../ports/port-ranges.ts';
import { namedPorts, serviceRuns } from '../../ports/services.ts';
import type { ServiceRun } from '../../ports/services.ts';
import type { ComposePlace } from '../../context/compose/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Span } from '../../syntax/types.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { fileName, inCompose } from './places.ts';

const ID = 'ports/localhost-in-environment';

/** `localhost` is the container itself; another service is reached by its name (domain.md 5.2). */
export const localhostInEnvironment: Rule = {
  id: ID,
  summary: 'a variable points to localhost for a service that runs in another container',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['compose'],
  check: (facts) => caught(facts).map(({ finding }) => finding),
  fixes(facts, finding) {
    const found = caught(facts).find(
      ({ finding: { key, node } }) => key === finding.key && node === finding.node,
    );
    const edit = found && editOf(facts, found);
    if (found === undefined || edit === undefined) {
      return [];
    }
    const where = found.place === undefined ? '' : ` in ${fileName(found.place)}`;
    const title = `Use ${found.target}${where} (review: only containers of the project know this name)`;
    return [{ title, safety: 'review', edits: [edit] }];
  },
};

/** A variable with a literal value. */
interface Variable {
  readonly name: string;
  readonly value: string;
  readonly node: Node;
  /** Of the value, or of the line that holds it, in the Dockerfile; undefined for one of Compose. */
  readonly span?: Span;
  /** The same in a Compose file. */
  readonly place?: ComposePlace;
}

interface Caught extends Variable {
  readonly finding: Finding;
  readonly address: LocalAddress;
  readonly meant: Meant;
  /** What to write in place of the host, with the port where the value has one. */
  readonly target: string;
}

function caught(facts: Facts): readonly Caught[] {
  const { model, compose } = facts;
  const runs = serviceRuns(facts);
  if (compose === undefined || runs.length === 0 || model.target === undefined) {
    return [];
  }
  const own = ownVariables(model, model.target).slice(0, MOST_VARIABLES);
  const ownServices = new Set(runs.map(({ service }) => service));
  const found = new Map<string, Caught>();
  for (const run of runs) {
    const { ports } = namedPorts(model, run);
    const targets = targetsOf(
      [...run.project.values()].filter((one) => !ownServices.has(one)),
      compose,
    );
    for (const variable of [...own, ...serviceVariables(model, run)]) {
      const { name, value, place } = variable;
      const address = isHidden(variable, run) ? undefined : localAddress(value);
      const { port } = address ?? {};
      if (
        address === undefined ||
        (port !== undefined && ports.some((one) => overlap(one, { first: port, last: port })))
      ) {
        continue;
      }
      const meant = meantBy({ name, address, from: run.service }, targets);
      const key = `${place?.file ?? ''} ${place?.start ?? ''} ${name}`;
      if (meant !== undefined && !found.has(key)) {
        const target =
          address.port === undefined
            ? meant.service.name
            : `${meant.service.name}:${meant.port ?? address.port}`;
        found.set(key, {
          ...variable,
          address,
          meant,
          target,
          finding: findingOf(variable, address, meant, { key, target }),
        });
      }
    }
  }
  return [...found.values()].sort((one, other) => one.finding.span.start - other.finding.span.start);
}

/** Variables of an image that are looked at: few images set more than twenty. */
const MOST_VARIABLES = 200;

/** What ENV of the image sets; of a name that is set twice the last one counts. */
function ownVariables(model: Model, target: number): readonly Variable[] {
  const variables = new Map<string, Variable>();
  for (const node of nodesOf(model, chainOf(model, target))) {
    const { keyword, start } = node.instruction;
    for (const { name, value = '', valueSpan } of keyword === 'ENV'
      ? parsedOf(model.file, node.instruction).pairs
      : []) {
      if (valueSpan !== undefined) {
        const span = { start: start + valueSpan.start, end: start + valueSpan.end };
        variables.set(name, { name, value: value.replace(/^(["'])(.*)\1$/, '$2'), node, span });
      }
    }
  }
  return [...variables.values()];
}

function serviceVariables({ nodes, stages, target }: Model, { service }: ServiceRun): readonly Variable[] {
  const node = nodes[stages[target ?? 0]?.first ?? 0];
  return [...service.environment]
    .slice(0, MOST_VARIABLES)
    .flatMap(([name, { value }]) =>
      node === undefined || value.kind !== 'scalar' || value.text === undefined || value.interpolated
        ? []
        : [{ name, value: value.text, node, place: value.place }],
    );
}

/** A variable of the image that Compose sets anew, or that a file which is not read may set. */
function isHidden({ name, place }: Variable, { service }: ServiceRun): boolean {
  return place === undefined && (service.environment.has(name) || service.node.entries.has('env_file'));
}

function findingOf(
  { name, node, span = { start: node.instruction.start, end: node.instruction.end }, place }: Variable,
  { host, port }: LocalAddress,
  { service, backing }: Meant,
  { key, target }: { key: string; target: string },
): Finding {
  const runs = backing === undefined ? 'what listens there runs' : `${backing.title} runs`;
  return {
    rule: ID,
    node: node.index,
    span,
    at: place && inCompose(place),
    message: `${code(name)} points to ${code(port === undefined ? host : `${host}:${port}`)}, which is this container itself; ${runs} in the service ${code(service.name)}. Use ${code(target)}.`,
    related: [{ ...inCompose(service.place), message: `The service ${service.name}.` }],
    severity: backing === undefined ? 'information' : undefined,
    key,
  };
}

/** Replaces the host where it stands exactly once in the value's own text. */
function editOf({ compose, model }: Facts, { address, place, span, target }: Caught): FileEdit | undefined {
  const text = place === undefined ? model.file.text : compose?.texts.get(place.file);
  const at = place ?? span;
  const written = address.port === undefined ? address.host : `${address.host}:${address.port}`;
  const [before = '', ...after] =
    at === undefined ? [] : (text?.slice(at.start, at.end).split(written) ?? []);
  if (at === undefined || after.length !== 1) {
    return undefined;
  }
  const start = at.start + before.length;
  const edits = [{ start, end: start + written.length, newText: target }];
  return place === undefined ? { file: 'dockerfile', edits } : { file: 'compose', place: place.file, edits };
}
