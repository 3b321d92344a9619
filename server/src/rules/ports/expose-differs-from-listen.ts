import { code, listed } from '../../fixes/moving/words.ts';
import { exposedBy, isConstant, names, type Exposed } from '../../ports/exposed.ts';
import { listensOf } from '../../ports/listens.ts';
import { runsOf, type ImageRun } from '../../ports/listens/compose-runs.ts';
import { chainOf } from '../../ports/listens/stage-chain.ts';
import { isPlainImage } from '../../ports/listens/base-images.ts';
import { nginxPort } from '../../ports/programs/nginx.ts';
import type { EvidenceFile, Listener, Listening } from '../../ports/types.ts';
import type { Model } from '../../model/types.ts';
import type { Facts, Finding, Related, Rule } from '../types.ts';

const ID = 'ports/expose-differs-from-listen';

/** EXPOSE names one port and the program listens on another: literal on both sides (domain.md 5.3). */
export const exposeDiffersFromListen: Rule = {
  id: ID,
  summary: 'EXPOSE names another port than the one that the program listens on',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check(facts) {
    const found = contradiction(facts);
    return found === undefined ? [] : [findingOf(facts.model, found)];
  },
  fixes(facts) {
    const found = contradiction(facts);
    const only = found?.exposed.length === 1 ? found.exposed[0] : undefined;
    if (
      found === undefined ||
      found.inCompose ||
      only === undefined ||
      !/^\d+(\/tcp)?$/i.test(only.written)
    ) {
      return [];
    }
    const digits = only.written.replace(/\D.*$/, '');
    const start = only.node.instruction.start + only.token.span.start;
    return [
      {
        title: `Change EXPOSE ${digits} to ${found.port} (review: ${found.listener.presumed ?? 'who takes the port from the image'})`,
        safety: 'review',
        edits: [
          { file: 'dockerfile', edits: [{ start, end: start + digits.length, newText: String(found.port) }] },
        ],
      },
    ];
  },
};

interface Contradiction {
  readonly exposed: readonly Exposed[];
  readonly listener: Listener;
  readonly port: number;
  /** True where only Compose makes it listen there, and what the image does by itself is not known. */
  readonly inCompose: boolean;
}

/** Ports that are often exposed beside the program's own: HTTPS, debuggers and metrics. */
const BESIDE = new Set([22, 443, 2345, 5005, 5678, 8443, 9090, 9229, 9230]);

function contradiction({ model, context, compose }: Facts): Contradiction | undefined {
  const exposed = exposedBy(model).filter(({ token }) =>
    token.ports.some(({ protocol }) => protocol === 'tcp'),
  );
  if (exposed.length === 0 || model.target === undefined || isAllBeside(exposed)) {
    return undefined;
  }
  // EXPOSE is of the image, so that what it starts by itself counts first.
  const own = listensOf(model, context);
  const runs = runsOf(model, context, compose);
  const inCompose = own.kind === 'unknown';
  const listener = onlyListener(inCompose ? (runs[0]?.listening ?? own) : own);
  const port = listener?.port;
  if (
    listener === undefined ||
    port === undefined ||
    mayBeFor(exposed, runs) ||
    (inCompose && runs.some(({ listening }) => onlyListener(listening)?.port !== port)) ||
    !isWritten(listener, exposed) ||
    // A program of the project may read PORT for one of several listeners.
    (listener.host === 'unknown' && exposed.length > 1)
  ) {
    return undefined;
  }
  const base = chainOf(model, model.target)[0]?.base;
  const isKnownBase =
    base?.kind === 'scratch' ||
    (base?.kind === 'image' && base.name !== undefined && isPlainImage(base.name));
  const baseExposes = base?.kind === 'image' && nginxPort(base.name) === port;
  return exposed.some((one) => names(one, port)) ||
    !isKnownBase ||
    baseExposes ||
    isChecked(model, exposed) ||
    !areConstant(model, exposed)
    ? undefined
    : { exposed, listener, port, inCompose };
}

function onlyListener(listening: Listening): Listener | undefined {
  const [only, ...others] = listening.kind === 'known' ? listening.listeners : [];
  return only?.protocol === 'tcp' && others.length === 0 ? only : undefined;
}

/** Compose may start the image in a way that EXPOSE is right about. */
function mayBeFor(exposed: readonly Exposed[], runs: readonly ImageRun[]): boolean {
  return (
    runs.length === 0 ||
    runs.some(({ listening }) => {
      const port = onlyListener(listening)?.port;
      return port === undefined || exposed.some((one) => names(one, port));
    })
  );
}

function isAllBeside(exposed: readonly Exposed[]): boolean {
  return exposed.every(({ token }) =>
    token.ports.every(({ port, last }) => port === last && BESIDE.has(port)),
  );
}

/** What the images of ASP.NET exposed and listened on before .NET 8. */
const EARLIER = 80;

/**
 * Somebody wrote the port down. What the image of ASP.NET sets, a program may change, so that it only counts against the port
 * that these images had before.
 */
function isWritten({ portFrom: { kind } }: Listener, exposed: readonly Exposed[]): boolean {
  return kind === 'instruction'
    ? exposed.some((one) => names(one, EARLIER)) &&
        exposed.every(({ token }) => token.ports.every(({ port }) => port === EARLIER || BESIDE.has(port)))
    : kind !== 'default';
}

/** More variables than these in EXPOSE are not looked up: each costs a pass over the file. */
const MOST_VARIABLES = 4;

function areConstant(model: Model, exposed: readonly Exposed[]): boolean {
  const variables = exposed.filter(({ written }) => written.includes('$'));
  return variables.length <= MOST_VARIABLES && variables.every((one) => isConstant(model, one));
}

/** A HEALTHCHECK that asks an exposed port knows of a listener there. */
function isChecked({ nodes }: Model, exposed: readonly Exposed[]): boolean {
  const checks = nodes.filter(({ instruction }) => instruction.keyword === 'HEALTHCHECK');
  const asked = new Set(
    checks.flatMap(({ instruction }) =>
      [...instruction.text.matchAll(/:(\d{1,5})/g)].map(([, port]) => Number(port)),
    ),
  );
  return exposed.some(({ token }) => token.ports.some(({ port }) => asked.has(port)));
}

function findingOf(model: Model, { exposed, listener, port, inCompose }: Contradiction): Finding {
  const [first] = exposed;
  const { portFrom, presumed, program } = listener;
  const start = (first?.node.instruction.start ?? 0) + (first?.token.span.start ?? 0);
  const end = (first?.node.instruction.start ?? 0) + (first?.token.span.end ?? 0);
  const named = [...new Set(exposed.map(({ token }) => token.text))].slice(0, 3);
  const line = model.nodes.find(
    ({ instruction }) => instruction.start <= portFrom.span.start && portFrom.span.start < instruction.end,
  )?.instruction.line;
  const where =
    portFrom.kind === 'instruction'
      ? `as the image of line ${line ?? 0} sets`
      : `${code(portFrom.text)}${placeOf(portFrom.file, line)}`;
  const related: Related = {
    span: portFrom.span,
    ...(portFrom.file.kind !== 'dockerfile' && { file: portFrom.file }),
    message: `The port ${port} is written here.`,
  };
  const against = `EXPOSE names ${listed(named)}, but`;
  const listens = `${program} listens on ${port} (${where})`;
  return {
    rule: ID,
    node: first?.node.index ?? 0,
    span: { start, end },
    message: inCompose
      ? `${against} as Compose starts it ${listens}. If the image by itself listens on what it exposes, both are right; if not, expose ${port}.`
      : presumed !== undefined
        ? `${against} ${listens}: whoever takes the port from the image then finds nothing there. Name the same port in both.`
        : `${against} ${listens}: whoever takes the port from the image finds nothing there. Expose ${port} instead, or change the port of the program.`,
    related: [related],
    severity: inCompose || presumed !== undefined ? 'information' : undefined,
    key: 'differs',
  };
}

function placeOf(file: EvidenceFile, line: number | undefined): string {
  switch (file.kind) {
    case 'context':
      return ` in ${file.path}`;
    case 'compose':
      return ' in Compose';
    default:
      return line === undefined ? '' : `, line ${line}`;
  }
}
