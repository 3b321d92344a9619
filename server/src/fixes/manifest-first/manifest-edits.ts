import { commandOf } from '../../ecosystems/command.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { runsAlways } from '../moving/commutes.ts';
import type { ImagePath } from '../moving/copy-step.ts';
import type { Place } from '../moving/places.ts';

/** What `npm pkg` does with a package.json, and with nothing else (docs.npmjs.com, npm-pkg). */
const VERBS = new Set(['get', 'set', 'delete', 'fix']);

/** The package.json that a RUN changes by `npm pkg delete scripts.prepare`, where it does nothing else; undefined for other nodes. */
export function editedManifest(model: Model, node: Node, place: Place): ImagePath | undefined {
  const parts = commandsIn(model, node);
  const areEdits = parts.every((part) => {
    const read = commandOf(part.command);
    const [group, verb, ...more] = read?.args ?? [];
    return (
      runsAlways(part) &&
      part.directory === '' &&
      read?.name === 'npm' &&
      group?.text === 'pkg' &&
      VERBS.has(verb?.text ?? '') &&
      more.every(({ text, literal }) => literal && !text.startsWith('-'))
    );
  });
  return parts.length > 0 && areEdits
    ? { path: resolvePath(place.directory, 'package.json'), anchored: place.anchored }
    : undefined;
}
