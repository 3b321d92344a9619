import type { CancellationToken } from 'vscode-languageserver';
import type { CompareImageResult, ImagesResult } from '../../../../shared/wire.ts';
import { imageSummary } from '../../insights/words/image-words.ts';
import { matchImage } from '../../measured/image-history.ts';
import { withBytes } from '../../measured/records.ts';
import type { Measurements } from '../../measured/types.ts';
import type { ComposeFacts } from '../../ports/types.ts';
import type { Analysed } from '../analyses.ts';
import { allowed, pathIn, signalOf } from './build-requests.ts';
import type { MeasurementStore } from './measurement-store.ts';
import type { Engine } from '../runtime.ts';
import { recordFrom } from '../settings/settings.ts';

/** What comparing with an image needs. */
export interface CompareOptions {
  readonly engine: Engine | undefined;
  readonly store: MeasurementStore;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The local images that a Dockerfile can be compared with, those that Compose names first. */
export async function imagesFor(
  { analysis, choice }: Analysed,
  params: unknown,
  { engine, token }: { readonly engine: Engine | undefined; readonly token: CancellationToken },
): Promise<ImagesResult> {
  const docker = allowed(engine, params);
  if (typeof docker === 'string') {
    return { kind: 'refused', message: docker };
  }
  const told = await docker.images({ path: pathIn(params), signal: signalOf(token) });
  if (told.kind === 'refused') {
    return told;
  }
  const names = new Set([...namedImages(analysis.facts.compose), ...defaultImages(choice?.chosen)]);
  const sorted = [
    ...told.value.filter(({ name }) => names.has(name)),
    ...told.value.filter(({ name }) => !names.has(name)),
  ];
  return {
    kind: 'images',
    images: sorted.map(({ name, size, created }) => ({ name, detail: `${size}, ${created}` })),
  };
}

/** Maps an image's layers to the instructions, and keeps their sizes. */
export async function compareWithImage(
  { uri, analysis }: Analysed,
  params: unknown,
  { engine, store, clock, token }: CompareOptions & { readonly token: CancellationToken },
): Promise<CompareImageResult> {
  const { image } = recordFrom(params);
  const docker = allowed(engine, params);
  if (typeof docker === 'string' || typeof image !== 'string') {
    const message = typeof docker === 'string' ? docker : 'Which image?';
    return { kind: 'refused', message, measurements: null };
  }
  const told = await docker.history(image, { path: pathIn(params), signal: signalOf(token) });
  if (told.kind === 'refused') {
    return { ...told, measurements: null };
  }
  const { model, facts } = analysis;
  const match = matchImage(model, told.value);
  const message = imageSummary(model, match, image);
  if (match.kind !== 'same') {
    return { kind: 'different', message, measurements: null };
  }
  const before = store.get(uri)?.steps ?? [];
  const steps = withBytes(before, match.bytes, {
    ...{ model, context: facts.context, image, now: clock() },
  });
  const measurements: Measurements = { steps };
  store.set(uri, measurements);
  return { kind: 'same', message, measurements };
}

/** The images that the services of Compose name that build this Dockerfile. */
function namedImages(compose: ComposeFacts | undefined): string[] {
  return (compose?.uses ?? []).flatMap(({ service }) => {
    const image = service.node.entries.get('image')?.value;
    return image?.kind === 'scalar' && image.text !== undefined && !image.unsure ? [tagged(image.text)] : [];
  });
}

/** How Compose names the image of a service that says nothing else: its folder, then the service. */
function defaultImages(
  chosen: { readonly service: string | undefined; readonly file: string | undefined } | undefined,
): string[] {
  const { service, file } = chosen ?? {};
  const folder =
    file
      ?.split('/')
      .at(-2)
      ?.toLowerCase()
      .replace(/[^a-z0-9_-]/g, '') ?? '';
  return service === undefined ? [] : [`${folder}-${service}`, `${folder}_${service}`].map(tagged);
}

/** `shop:latest` for `shop`; the port of a registry is no tag. */
function tagged(name: string): string {
  return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : `${name}:latest`;
}
