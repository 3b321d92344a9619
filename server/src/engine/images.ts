import type { ImageHistory } from '../measured/image-history.ts';
import { runDocker } from './docker-run.ts';
import { engineProblem } from './problems.ts';

/** A local image that has a name. */
export interface LocalImage {
  /** `shop:dev`. */
  readonly name: string;
  readonly id: string;
  /** As Docker prints it: `182MB`. */
  readonly size: string;
  /** As Docker prints it: `2 hours ago`. */
  readonly created: string;
}

/** An answer of the engine, or a sentence that says why there is none. */
export type Told<T> =
  { readonly kind: 'told'; readonly value: T } | { readonly kind: 'refused'; readonly message: string };

/** Milliseconds that a question may take. */
const LIMIT = 30_000;

/** How the engine is asked. */
export interface AskOptions {
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}

/** The images of the engine that have names, in its order: the youngest first. Never rejects. */
export async function localImages(options: AskOptions): Promise<Told<readonly LocalImage[]>> {
  const told = await ask(['image', 'ls', '--no-trunc', '--format', '{{json .}}'], options);
  return told.kind === 'refused'
    ? told
    : {
        kind: 'told',
        value: objectsIn(told.value).flatMap((image): LocalImage[] => {
          const { Repository: repository, Tag: tag, ID: id, Size: size, CreatedSince: created } = image;
          return typeof repository !== 'string' || repository === '<none>' || tag === '<none>'
            ? []
            : [
                {
                  name: `${repository}:${text(tag)}`,
                  id: text(id),
                  size: text(size),
                  created: text(created),
                },
              ];
        }),
      };
}

/** The history of an image, by its name or id. Never rejects. */
export async function imageHistory(image: string, options: AskOptions): Promise<Told<ImageHistory>> {
  if (image === '' || image.startsWith('-')) {
    return { kind: 'refused', message: `“${image}” is no name of an image.` };
  }
  const history = ['image', 'history', '--no-trunc', '--human=false', '--format', '{{json .}}', image];
  const told = await ask(history, options);
  if (told.kind === 'refused') {
    return told;
  }
  const entries = objectsIn(told.value).map(({ CreatedBy: createdBy, Size: size }) => ({
    createdBy: text(createdBy),
    size: Number(size) || 0,
  }));
  const counted = await ask(['image', 'inspect', '--format', '{{len .RootFS.Layers}}', image], options);
  const layers =
    counted.kind === 'told' && /^\d+\s*$/.test(counted.value) ? Number(counted.value) : undefined;
  return { kind: 'told', value: { entries, layers } };
}

async function ask(args: readonly string[], { path, signal }: AskOptions): Promise<Told<string>> {
  const end = await runDocker(args, { path, signal, timeout: LIMIT });
  if (end.kind === 'ended' && end.code === 0) {
    return { kind: 'told', value: end.stdout };
  }
  const said = end.kind === 'ended' ? end.stderr.trim().split('\n').pop() : undefined;
  return { kind: 'refused', message: engineProblem(end, path) ?? said ?? 'The question was given up.' };
}

/** One JSON object a line; what is none is passed over. */
function objectsIn(output: string): Readonly<Record<string, unknown>>[] {
  return output.split('\n').flatMap((line) => {
    try {
      const value = JSON.parse(line) as Readonly<Record<string, unknown>> | null;
      return value === null || typeof value !== 'object' ? [] : [value];
    } catch {
      return [];
    }
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
