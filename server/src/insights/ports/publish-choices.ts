import type { ComposeService } from '../../context/compose/types.ts';
import type { TextEdit } from '../../fixes/types.ts';
import type { Node } from '../../model/types.ts';
import { NO_LISTENERS } from '../../ports/listeners.ts';
import { mappingText } from '../../ports/mappings.ts';
import { publishEdit } from '../../ports/publish-edit.ts';
import { publishedBy } from '../../ports/published.ts';
import { recipeOf } from '../../ports/recipe.ts';
import { serviceRuns } from '../../ports/services.ts';
import type { ComposeUse, Mapping, Port } from '../../ports/types.ts';
import type { Facts } from '../../rules/types.ts';
import { isAmong, portsOf } from '../words/compose-words.ts';
import { publishedMappings } from './docker-run.ts';
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

/** Whether a service builds the image, and none that does publishes a port of this EXPOSE, or what it means. */
export function isUnpublished({ model, facts }: Analysis, node: Node): boolean {
  const uses = facts.compose?.uses ?? [];
  return (
    uses.length > 0 &&
    uses.length <= MOST_SERVICES &&
    portsOf(node).length > 0 &&
    isShipped(model, node.stage) &&
    uses.every(({ service }) => publishes(facts, service, node) === false)
  );
}

/** Whether a service surely publishes a port of this EXPOSE, or what it means. */
export function isPublished({ facts }: Analysis, node: Node): boolean {
  return (facts.compose?.uses ?? [])
    .slice(0, MOST_SERVICES)
    .some(({ service }) => publishes(facts, service, node) === true);
}

/** Undefined where it is not known for sure what the service publishes. */
function publishes(facts: Facts, service: ComposeService, node: Node): boolean | undefined {
  const wanted = wantedOf(facts, service, node).map(({ target }) => target);
  return publishedBy(service)?.some(({ target }) => isAmong(target, wanted));
}

/**
 * The services that can publish ports of the image which they don't publish yet: those of an EXPOSE, or all of them when
 * undefined. On the host it is the same port, or the next one that no service of the project takes. Without those where it
 * is not known for sure what they publish, or how their file is edited.
 */
export function publishChoices({ facts }: Analysis, node: Node | undefined): readonly PublishChoice[] {
  const { compose } = facts;
  return (compose?.uses ?? []).slice(0, MOST_SERVICES).flatMap((use) => {
    const { service } = use;
    const text = compose?.texts.get(service.place.file);
    const published = publishedBy(service);
    const missing = wantedOf(facts, service, node).filter(
      ({ target: port }) => !published?.some(({ target }) => isAmong(target, [port])),
    );
    const mappings = missingMappings(use, missing);
    const edit = text === undefined || published === undefined ? undefined : editFor(text, service, mappings);
    return edit === undefined ? [] : [{ service: service.name, place: service.place.file, mappings, edit }];
  });
}

/** What a service should publish: where the program is known to listen as that service starts it, that port. */
function wantedOf(facts: Facts, service: ComposeService, node: Node | undefined): readonly Mapping[] {
  const { model } = facts;
  const run = serviceRuns(facts).find((one) => one.service === service);
  const listeners = run?.listeners ?? NO_LISTENERS;
  if (node === undefined) {
    return publishedMappings(model, listeners);
  }
  const tokens = node.detail.kind === 'expose' ? node.detail.tokens : [];
  return recipeOf(model, listeners, tokens);
}

function missingMappings({ project }: ComposeUse, wanted: readonly Mapping[]): string[] {
  const taken: Port[] = [...project.values()].flatMap((service) =>
    (publishedBy(service) ?? []).flatMap(({ host, target: { protocol } }) =>
      host === undefined ? [] : [{ ...host, protocol }],
    ),
  );
  return wanted.slice(0, MOST_PORTS).map((mapping) => {
    if (mapping.host === undefined) {
      return mappingText(mapping);
    }
    const { protocol } = mapping.target;
    let { first, last } = mapping.host;
    while (last < 65_535 && isAmong({ first, last, protocol }, taken)) {
      first++;
      last++;
    }
    taken.push({ first, last, protocol });
    return mappingText({ ...mapping, host: { first, last } });
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
