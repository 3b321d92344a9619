import type { ComposeService } from '../../context/compose/types.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { isBroken } from '../broken-compose.ts';
import { listensOf } from '../listens.ts';
import type { Setting } from '../programs/types.ts';
import { publishedBy } from '../published.ts';
import type { ComposeFacts, Listening, Published } from '../types.ts';

/** The image as it is started once. */
export interface ImageRun {
  /** The Compose service; undefined for the image by itself. */
  readonly service: string | undefined;
  readonly listening: Listening;
  readonly published: readonly Published[];
}

/**
 * How the image is started: by each Compose service that builds this very stage and has a network of its own, or by itself
 * where there is no Compose file for it. Empty where all services share another network, and where the Compose file can't be
 * read as a whole: it may say anything.
 */
export function runsOf(
  model: Model,
  context: ContextSnapshot | undefined,
  compose: ComposeFacts | undefined,
): readonly ImageRun[] {
  if (compose !== undefined && isBroken(compose)) {
    return [];
  }
  const services = (compose?.uses ?? [])
    .map(({ service }) => service)
    .filter((service) => buildsTarget(model, service));
  if (services.length === 0) {
    return [{ service: undefined, listening: listensOf(model, context), published: [] }];
  }
  return services
    .filter(({ networkMode }) => networkMode === undefined || networkMode.text === 'bridge')
    .map((service) => ({
      service: service.name,
      listening: listeningOf(model, context, service),
      published: publishedBy(service) ?? [],
    }));
}

function buildsTarget(model: Model, { build }: ComposeService): boolean {
  const wanted = build?.target?.toLowerCase();
  const built = model.target === undefined ? undefined : model.stages[model.target];
  return wanted === undefined
    ? built?.index === model.stages.length - 1
    : built?.name?.toLowerCase() === wanted || String(built?.index) === wanted;
}

function listeningOf(
  model: Model,
  context: ContextSnapshot | undefined,
  { node, environment }: ComposeService,
): Listening {
  if (['command', 'entrypoint', 'working_dir'].some((key) => node.entries.has(key))) {
    return { kind: 'unknown', why: 'Compose says another command.' };
  }
  return listensOf(model, context, {
    environment: settingsOf(environment),
    open: node.entries.has('env_file'),
  });
}

/** What Compose sets, as settings with their places. */
export function settingsOf(environment: ComposeService['environment']): ReadonlyMap<string, Setting> {
  return new Map(
    [...environment].map(([name, { value }]) => {
      const { file, start, end } = value.place;
      const text = value.kind === 'scalar' && !value.unsure ? value.text : undefined;
      const evidence = {
        kind: 'variable',
        file: { kind: 'compose', place: file },
        span: { start, end },
        text: `${name}: ${text ?? ''}`,
      } as const;
      return [name, { text, evidence }] as const;
    }),
  );
}
