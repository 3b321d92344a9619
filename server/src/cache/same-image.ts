import { imageReference } from '../model/image-reference.ts';
import type { ImageReference } from '../model/image-reference.ts';
import type { Model } from '../model/types.ts';

/**
 * What counts of a base image's name: its digest where it has one, else repository and tag, however they are written (the key of an image
 * is that of its manifest, puller.go in source/containerimage; domain.md 2.1). A name that the build gives to something else stays.
 */
export function imageText({ options }: Pick<Model, 'options'>, name: string): string {
  if (options.contexts?.has(name) === true) {
    return `context ${name} ${options.contexts.get(name) ?? ''}`;
  }
  const { repository, tag, digest } = imageReference(name);
  return digest ?? `${repository}:${tag ?? ''}`;
}

/**
 * Base images of the later state that may be what an earlier one was, by their names: a tag that was pinned to a digest, or lost it. Who
 * pins, pins what the tag stands for, most of the time.
 */
export function likelySame(before: Model, after: Model): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const known = new Set<string>();
  const earlier = new Map<string, string[]>();
  for (const name of new Set(namesIn(before))) {
    known.add(imageText(before, name));
    const { repository } = imageReference(name);
    earlier.set(repository, [...(earlier.get(repository) ?? []), name]);
  }
  for (const name of new Set(namesIn(after))) {
    const reference = imageReference(name);
    const old = known.has(imageText(after, name))
      ? undefined
      : earlier.get(reference.repository)?.find((one) => isPinned(imageReference(one), reference));
    if (old !== undefined) {
      found.set(name, old);
    }
  }
  return found;
}

function namesIn({ stages, options }: Model): string[] {
  return stages.flatMap(({ base }) =>
    base.kind === 'image' && base.name !== undefined && options.contexts?.has(base.name) !== true
      ? [base.name]
      : [],
  );
}

/** Of two of one repository. */
function isPinned(one: ImageReference, other: ImageReference): boolean {
  return (
    (one.digest === undefined) !== (other.digest === undefined) &&
    (one.tag === other.tag || one.tag === undefined || other.tag === undefined)
  );
}
