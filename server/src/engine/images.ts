import type { ImageHistory } from '../measured/image-history.ts';
import { ask, objectsIn, text } from './ask.ts';
import type { AskOptions, Told } from './ask.ts';

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

/** The images of the engine that have names, in its order: the youngest first. Never rejects. */
export async function localImages(options: AskOptions): Promise<Told<readonly LocalImage[]>> {
  const told = await ask(['image', 'ls', '--no-trunc', '--format', '{{json .}}'], options);
  if (told.kind === 'told' && isPodmans(told.value)) {
    return PODMAN;
  }
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
  if (isPodmans(told.value)) {
    return PODMAN;
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

/** Podman prints one list instead of a line an image, counts the archive's blocks, too, and writes other histories. */
function isPodmans(output: string): boolean {
  return output.trimStart().startsWith('[');
}

const PODMAN = {
  kind: 'refused',
  message:
    'Podman tells other sizes and histories of its images than Docker, which Strata does not read. Builds with Podman show how long each step took.',
} as const;
