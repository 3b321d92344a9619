import { code, listed } from '../../fixes/moving/words.ts';
import type { Elsewhere } from '../../ports/elsewhere.ts';
import { portsOfToken } from '../../ports/exposed.ts';
import { mappingText } from '../../ports/mappings.ts';
import { overlap, portText } from '../../ports/port-ranges.ts';
import type { Entry, NamedPorts, ServiceRun } from '../../ports/services.ts';
import { exposedText } from './places.ts';

/** The service whose entries the sentences are about, and who names ports of its container. */
interface Subject {
  readonly run: Pick<ServiceRun, 'service' | 'listeners'>;
  readonly named: Pick<NamedPorts, 'exposed'>;
}

/** Of an entry whose sides are probably swapped. */
export function swapMessage(subject: Subject, entry: Entry): string {
  return `Swapped? ${publishes(subject, entry)}, but ${known(subject)}. The port of your machine comes first: write ${code(swappedText(entry))}.`;
}

/** Of an entry that misses the only program, which is known to listen elsewhere. EXPOSE misses it, too. */
export function missMessage(subject: Subject, entry: Entry, { listener, port, exposed }: Elsewhere): string {
  const { first, last } = entry.target;
  const isExposed = exposed.some(({ token }) =>
    portsOfToken(token).some((one) => overlap(one, entry.target)),
  );
  const advice = first === last ? `Write ${code(retargetedText(entry, port))}` : `Publish ${port}`;
  const what = `${listener.program} listens on ${port}: connections are refused. ${advice}.`;
  if (exposed.length === 0) {
    return `${publishes(subject, entry)}, but ${what}`;
  }
  return isExposed
    ? `${publishes(subject, entry)}, as \`EXPOSE\` says, but ${what}`
    : `${publishes(subject, entry)}, but ${what} \`EXPOSE\` names another port, too: ${exposes(subject)}.`;
}

/** Of an entry whose port nobody names; `isCommanded` where Compose gives a command that does. */
export function otherMessage(subject: Subject, entry: Entry, isCommanded: boolean): string {
  const target = portText(entry.target);
  return isCommanded
    ? `${publishes(subject, entry)}, which its command names, but ${known(subject)}. If the image by itself listens there, both are right; if not, \`EXPOSE\` should say ${target}.`
    : `${publishes(subject, entry)}, but ${known(subject)}. If nothing listens on ${target}, connections are refused; if the program does, \`EXPOSE\` should say so.`;
}

/** The same of an entry of Compose's `expose`. */
export function exposeMessage(subject: Subject, { target }: Entry): string {
  return `Compose's \`expose\` names port ${portText(target)} of ${code(subject.run.service.name)}, but ${known(subject)}. It opens nothing: name the port that the program listens on, or leave it out.`;
}

/** The entry with its sides the other way round. */
export function swappedText({ host, hostIp, target }: Entry): string {
  return mappingText({ hostIp, host: target, target: { ...target, ...host } });
}

/** The entry with another port inside the container. */
export function retargetedText({ host, hostIp, target }: Entry, port: number): string {
  return mappingText({ hostIp, host, target: { ...target, first: port, last: port } });
}

function publishes({ run }: Subject, { target }: Entry): string {
  return `Compose publishes port ${portText(target)} of ${code(run.service.name)}`;
}

/** Who names other ports. */
function known(subject: Subject): string {
  const { run, named } = subject;
  return listed([
    ...(named.exposed.length === 0 ? [] : [`\`EXPOSE\` names ${exposes(subject)}`]),
    ...run.listeners.map(({ program, port }) => `${program} listens on ${port ?? 'another'}`),
  ]);
}

/** Ports that are named in a sentence. */
const NAMED = 4;

function exposes({ named: { exposed } }: Subject): string {
  const texts = exposed.map(exposedText);
  return listed(texts.length > NAMED ? [...texts.slice(0, NAMED - 1), 'others'] : texts);
}
