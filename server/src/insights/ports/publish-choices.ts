import type { ComposeService } from '../../context/compose/types.ts';
import type { TextEdit } from '../../fixes/types.ts';
import type { Node } from '../../model/types.ts';
import { publishEdit } from '../../ports/publish-edit.ts';
import { publishedBy } from '../../ports/published.ts';
import type { ComposeUse } from '../../ports/types.ts';
import { isAmong, portsOf } from '../words/compose-words.ts';
import { exposedRanges } from './docker-run.ts';
import type { PortRange } from './docker-run.ts';
import { isShipped } from '../words/stage-words.ts';
import type { Analysis } from '../types.ts';

/** A service of Compose that may publish what the image exposes. */
export interface PublishChoice {
  readonly service: string;
  /** The place of the file that names the service first. */
  readonly place: string;
  /** Entries of `ports`: `3000:3000`. */
  readonly mappings: readonly string[];
  /** One replacement in the text of that file. */
  readonly edit: TextEdit;
}

/** Services that are looked at: few Dockerfiles are built by more than three. */
const MOST_SERVICES = 20;

/** Ports that one edit adds; an image with more is not published port by port. */
const MOST_PORTS = 10;

/** Whether a service builds the image, and none that does publishes a port of this EXPOSE. */
export function isUnpublished({ model, facts }: Analysis, node: Node): boolean {
  const uses = facts.compose?.uses ?? [];
  const ports = uses.length === 0 || uses.length > MOST_SERVICES ? [] : portsOf(node);
  return (
    ports.length > 0 &&
    isShipped(model, node.stage) &&
    uses.every(({ service }) => publishedBy(service)?.every(({ target }) => !isAmong(target, ports)) ?? false)
  );
}

/**
 * The services that can publish ports of the image which they don't publish yet: those of an EXPOSE, or all of them when
 * undefined. On the host it is the same port, or the next one that no service of the project takes. Without those where it
 * is not known for sure what they publish, or how their file is edited.
 */
export function publishChoices(
  { model, facts: { compose } }: Analysis,
  node: Node | undefined,
): readonly PublishChoice[] {
  const wanted = node === undefined ? exposedRanges(model) : portsOf(node);
  return (compose?.uses ?? []).slice(0, MOST_SERVICES).flatMap((use) => {
    const { service } = use;
    const text = compose?.texts.get(service.place.file);
    const published = publishedBy(service);
    const missing = wanted.filter((port) => !published?.some(({ target }) => isAmong(target, [port])));
    const mappings = missingMappings(use, missing);
    const edit = text === undefined || published === undefined ? undefined : editFor(text, service, mappings);
    return edit === undefined ? [] : [{ service: service.name, place: service.place.file, mappings, edit }];
  });
}

function missingMappings({ project }: ComposeUse, ports: readonly PortRange[]): string[] {
  const taken: PortRange[] = [...project.values()].flatMap((service) =>
    (publishedBy(service) ?? []).flatMap(({ host, target: { protocol } }) =>
      host === undefined ? [] : [{ ...host, protocol }],
    ),
  );
  return ports.slice(0, MOST_PORTS).map(({ first, last, protocol }) => {
    const length = last - first;
    let host = first;
    while (host + length < 65_535 && isAmong({ first: host, last: host + length, protocol }, taken)) {
      host++;
    }
    taken.push({ first: host, last: host + length, protocol });
    const range = (from: number): string => (length === 0 ? String(from) : `${from}-${from + length}`);
    return `${range(host)}:${range(first)}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  });
}

/** All entries in one replacement; undefined where one of them can't be added, or there is none. */
function editFor(text: string, { name }: ComposeService, mappings: readonly string[]): TextEdit | undefined {
  let after = text;
  for (const mapping of mappings) {
    const edit = publishEdit(after, name, mapping);
    if (edit === undefined) {
      return undefined;
    }
    after = after.slice(0, edit.start) + edit.newText + after.slice(edit.end);
  }
  return after === text ? undefined : differenceOf(text, after);
}

/** The one replacement that turns a text into another that has more in it. */
function differenceOf(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) {
    start++;
  }
  let end = before.length;
  const added = after.length - before.length;
  while (end > start && before[end - 1] === after[end - 1 + added]) {
    end--;
  }
  return { start, end, newText: after.slice(start, end + added) };
}
