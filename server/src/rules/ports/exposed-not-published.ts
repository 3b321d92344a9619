import type { ComposeService } from '../../context/compose/types.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Elsewhere } from '../../ports/elsewhere.ts';
import { exposedBy } from '../../ports/exposed.ts';
import type { Exposed } from '../../ports/exposed.ts';
import { backingOf } from '../../ports/known-images.ts';
import { mappingText } from '../../ports/mappings.ts';
import { publishEdit } from '../../ports/publish-edit.ts';
import { recipeOf, surelyElsewhere } from '../../ports/recipe.ts';
import { serviceRuns } from '../../ports/services.ts';
import type { ServiceRun } from '../../ports/services.ts';
import type { ComposeFacts, Mapping } from '../../ports/types.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { fileName, inCompose, namedAt } from './places.ts';
import { firstByKey } from '../first-by-key.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'ports/exposed-not-published';

/** EXPOSE publishes nothing, and Compose publishes nothing either (domain.md 5.1 and 5.2). */
export const exposedNotPublished: Rule = {
  id: ID,
  summary: 'Compose builds an image that exposes a port, and publishes none of it',
  defaultSeverity: 'information',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check: (facts) => caught(facts).map(({ finding }) => finding),
  fixes(facts, { key }) {
    const found = caughtByKey(facts).get(key);
    const { file } = found?.service.place ?? {};
    const text = file === undefined ? undefined : facts.compose?.texts.get(file);
    if (found === undefined || file === undefined || text === undefined) {
      return [];
    }
    return found.mappings.slice(0, MOST_FIXES).flatMap((one) => {
      const mapping = mappingText(one);
      const edit = publishEdit(text, found.service.name, mapping);
      const title = `Publish ${mapping} in ${fileName(found.service.place)} (review: opens the port on your machine)`;
      return edit === undefined
        ? []
        : [
            {
              title,
              safety: 'review' as const,
              edits: [{ file: 'compose' as const, place: file, edits: [edit] }],
            },
          ];
    });
  },
};

/** Ports that are offered to be published, one fix each. */
const MOST_FIXES = 3;

interface Caught {
  readonly finding: Finding;
  readonly service: ComposeService;
  /** What publishes its ports. */
  readonly mappings: readonly Mapping[];
}

const caughtByKey = rememberedWith((facts: Facts) => firstByKey(caught(facts), ({ finding }) => finding.key));

function caught(facts: Facts): readonly Caught[] {
  const { compose, model } = facts;
  const exposed = exposedBy(model);
  const [first] = exposed;
  const runs = serviceRuns(facts);
  if (compose === undefined || first === undefined || exposed.some(({ written }) => written.includes('$'))) {
    return [];
  }
  // Somebody reaches the image where one of the services publishes it: the others are its workers.
  const isReached = runs.some(({ service }) => mayPublish(service));
  const alone = isReached || includesOthers(compose) ? [] : runs.filter((run) => isAlone(run, runs));
  const tokens = exposed.map(({ token }) => token);
  return alone.map(({ service, listeners }) => ({
    finding: findingOf(service, exposed, { first, elsewhere: surelyElsewhere(model, listeners) }),
    service,
    mappings: recipeOf(model, listeners, tokens),
  }));
}

/** Anything but an empty list: what Compose refuses may have been meant to publish something. */
function mayPublish({ node }: ComposeService): boolean {
  const ports = node.entries.get('ports')?.value;
  const isEmpty =
    ports === undefined ||
    (ports.kind === 'list'
      ? ports.items.length === 0
      : ports.kind === 'scalar' && ports.text === undefined && ports.place.start === ports.place.end);
  return !isEmpty;
}

/** Services that another file brings in, which may be missing. */
function includesOthers({ texts }: ComposeFacts): boolean {
  return [...texts.values()].some((text) => /^(include|["']include["'])\s*:/m.test(text));
}

/** Keys that say that somebody thought of who reaches the service, or that it is no service to be reached. */
const TELLING =
  'command deploy entrypoint expose extends external_links labels network_mode networks profiles scale stdin_open tty'.split(
    ' ',
  );

function isAlone({ service, project }: ServiceRun, runs: readonly ServiceRun[]): boolean {
  const { environment, node } = service;
  return (
    !TELLING.some((key) => node.entries.has(key)) &&
    ![...environment.keys()].some((name) => /^(VIRTUAL_(HOST|PORT)|LETSENCRYPT_HOST)$/.test(name)) &&
    [...project.values()].every(
      (other) => other === service || runs.some((run) => run.service === other) || isBacking(other),
    )
  );
}

/** A database, a queue or a store, which connects to nobody. */
function isBacking({ node, build }: ComposeService): boolean {
  const image = node.entries.get('image')?.value;
  const isKnown = image?.kind === 'scalar' && !image.unsure && backingOf(image.text ?? '') !== undefined;
  return isKnown && build === undefined && !node.entries.has('network_mode');
}

function findingOf(
  service: ComposeService,
  exposed: readonly Exposed[],
  { first, elsewhere }: { readonly first: Exposed; readonly elsewhere: Elsewhere | undefined },
): Finding {
  const { node } = first;
  const { line } = node.instruction;
  const ports = exposed.length === 1 ? 'port' : 'ports';
  const named = exposed
    .slice(0, MOST_FIXES)
    .map(({ token }) => token.text)
    .join(', ');
  const more = exposed.length > MOST_FIXES ? ' and others' : '';
  const exposes = `\`EXPOSE\` names ${ports} ${named}${more}`;
  const what =
    elsewhere === undefined
      ? `${exposes} (line ${line})`
      : `${elsewhere.listener.program} listens on ${elsewhere.port} (${exposes}, line ${line})`;
  const it = elsewhere === undefined ? 'it' : elsewhere.port;
  return {
    rule: ID,
    node: node.index,
    span: { start: node.instruction.start, end: node.instruction.end },
    at: inCompose(service.place),
    message: `${code(service.name)} publishes no port: ${what}, but your machine does not reach it. Publish ${it} with \`ports:\`, or leave it as it is if only other containers should.`,
    related: namedAt(exposed, elsewhere === undefined ? [] : [elsewhere.listener]),
    key: `${service.place.file}:${service.place.start}`,
  };
}
