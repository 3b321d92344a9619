import { imageHistory } from '../../engine/images.ts';
import { imageSummary } from '../../insights/words/image-words.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import type { Analysis } from '../../insights/types.ts';
import { matchImage } from '../../measured/image-history.ts';
import { UsageError } from '../usage-error.ts';

/** What an image says of a Dockerfile. */
export interface Comparison {
  readonly image: string;
  /** False when it was built from another version of the Dockerfile: nothing is known of its layers then. */
  readonly matches: boolean;
  /** The same in words, with the base image's layers. */
  readonly message: string;
  /** Bytes of layers by node index. */
  readonly bytes: ReadonlyMap<number, number>;
}

/** Asks the Docker engine for an image, by its name or id. Throws a UsageError where it can't tell. */
export async function compareImage({ model }: Analysis, image: string): Promise<Comparison> {
  const told = await imageHistory(image, { path: 'docker' });
  if (told.kind === 'refused') {
    throw new UsageError(told.message);
  }
  const match = matchImage(model, told.value);
  const message = imageSummary(model, match, image);
  const matches = match.kind === 'same';
  return { image, matches, message, bytes: match.kind === 'same' ? match.bytes : new Map() };
}

/** What stands behind a lens: `182 MB in shop:dev`, by the offset of the instruction. */
export function comparedTitles(
  { model }: Analysis,
  { image, bytes: sizes }: Comparison,
): ReadonlyMap<number, string> {
  return new Map(
    [...sizes].map(([node, size]) => [
      model.nodes[node]?.instruction.start ?? 0,
      `${shownSize(size)} in ${image}`,
    ]),
  );
}
