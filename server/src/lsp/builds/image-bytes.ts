import { matchImage } from '../../measured/image-history.ts';
import type { Model } from '../../model/types.ts';
import type { Engine } from '../runtime.ts';

/** Bytes of the layers of what was built, by node index; undefined where the image is not in the engine, or is not of this Dockerfile. */
export async function imageBytes(
  engine: Engine,
  {
    image,
    model,
    path,
  }: { readonly image: string | undefined; readonly model: Model; readonly path: string },
): Promise<ReadonlyMap<number, number> | undefined> {
  if (image === undefined) {
    return undefined;
  }
  const told = await engine.history(image, { path });
  const match = told.kind === 'told' ? matchImage(model, told.value) : undefined;
  return match?.kind === 'same' ? match.bytes : undefined;
}
