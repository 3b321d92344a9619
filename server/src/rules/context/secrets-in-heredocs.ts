import { keyInText } from '../../context/key-files.ts';
import { baseName } from '../../context/path-parts.ts';
import { secretInText } from '../../context/secrets.ts';
import { copyStepOf, goesIntoFolder, type CopyStep } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import type { CopySource, Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/**
 * Secrets that copies write into the image from heredocs, by the copy: the path of each in the image, which begins with `/` as no path
 * of a context does, with what it is. Of a folder that only the base image or the build knows `…` is told. A body in which a
 * variable stands for the secret holds none: BuildKit's own checks tell of the ARG or ENV that gives it a value.
 */
export const secretsInHeredocs = rememberedWith(
  (model: Model): ReadonlyMap<Node, ReadonlyMap<string, string>> => {
    const found = new Map<Node, ReadonlyMap<string, string>>();
    for (const node of model.nodes) {
      if (node.detail.kind === 'copy' && node.detail.copy.sources.some(isHeredoc)) {
        const secrets = secretsAt(model, node);
        if (secrets.size > 0) {
          found.set(node, secrets);
        }
      }
    }
    return found;
  },
);

/** Whether a path is that of a heredoc among those of the context. */
export function isOfHeredoc(path: string): boolean {
  return path.startsWith('/') || path.startsWith(UNKNOWN);
}

const UNKNOWN = '…/';

function isHeredoc({ kind }: CopySource): boolean {
  return kind === 'heredoc';
}

function secretsAt(model: Model, node: Node): ReadonlyMap<string, string> {
  const place = placesOf(model)[node.index];
  const step = place && copyStepOf(node, place);
  const secrets = new Map<string, string>();
  if (step === undefined) {
    return secrets;
  }
  const bodies = new Map(
    parsedOf(model.file, node.instruction).heredocs.map(({ name, content }) => [name, content]),
  );
  for (const { text: name } of step.copy.sources.filter(isHeredoc)) {
    for (const path of pathsOf(step, name)) {
      const body = bodies.get(name) ?? '';
      const what = secretInText(path, body) ?? keyInText(path, body);
      if (what !== undefined) {
        secrets.set(path, what);
        break;
      }
    }
  }
  return secrets;
}

/** Where a heredoc may lie: a destination without a trailing slash is a folder where there is one, and else the file itself. */
function pathsOf(step: CopyStep, name: string): readonly string[] {
  const { folder } = step;
  const within = `${folder === '/' ? '' : folder}/${name}`;
  const paths = goesIntoFolder(step) ? [within] : [folder, within];
  return step.anchored ? paths : paths.map((path) => UNKNOWN + baseName(path));
}
