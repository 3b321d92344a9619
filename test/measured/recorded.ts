import { readFileSync } from 'node:fs';
import { buildModel } from '../../server/src/model/build.ts';
import type { BuildOptions, Model } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { ImageHistory } from '../../server/src/measured/image-history.ts';

/** A recorded file (recorded/README.md says how they were made). */
export function recorded(name: string): string {
  return readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
}

/** The model of a Dockerfile's text. */
export function modelOf(text: string, options?: BuildOptions): Model {
  return buildModel(parse(text), options);
}

/** A recorded history; the number of layers is BuildKit's. */
export function recordedHistory(name: string): ImageHistory {
  const entries = recorded(name)
    .trim()
    .split('\n')
    .map((line) => {
      const { CreatedBy, Size } = JSON.parse(line) as { CreatedBy: string; Size: string };
      return { createdBy: CreatedBy, size: Number(Size) };
    });
  return { entries, layers: LAYERS };
}

/** The six of the steps, and two of the base: `{{len .RootFS.Layers}}`. */
const LAYERS = 8;
