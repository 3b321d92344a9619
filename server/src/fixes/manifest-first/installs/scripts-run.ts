import type { RunPart } from '../../../ecosystems/run-parts.ts';
import { commandOf } from '../../../ecosystems/command.ts';
import type { Model } from '../../../model/types.ts';
import { rememberedWith } from '../../../syntax/remembered-with.ts';
import { commandsIn } from '../../moving/commands-in.ts';
import type { ImagePath } from '../../moving/copy-step.ts';
import { resolvedFrom } from '../../moving/image-paths.ts';
import { placesOf } from '../../moving/places.ts';

/** Programs that run the file which is their first operand. */
const INTERPRETERS = /^(python|pypy|node|ruby|php|perl|lua|julia|Rscript|bash|dash|ash|zsh|sh)[\d.]*$/;

/**
 * Whether a RUN below one node and above another runs this very file: `RUN python setup_tools.py`. What a person has
 * copied for that is no source that the install further down does without.
 */
export function runsFile(
  model: Model,
  file: ImagePath,
  { below, above }: { readonly below: number; readonly above: number },
): boolean {
  const runs = runsIn(model).get(keyOf(file));
  // The first one and the last one are enough: nobody runs such a file again and again.
  return runs?.some((index) => index > below && index < above) === true;
}

/** The first and the last node that runs each file, by its path. */
const runsIn = rememberedWith((model: Model): ReadonlyMap<string, readonly [number, number]> => {
  const found = new Map<string, readonly [number, number]>();
  for (const [index, { directory, anchored }] of placesOf(model).entries()) {
    const node = model.nodes[index];
    for (const part of node?.detail.kind === 'run' ? commandsIn(model, node) : []) {
      const script = part.directory === undefined ? undefined : scriptOf(part);
      if (script !== undefined) {
        const working = resolvedFrom({ path: directory, anchored }, part.directory ?? '');
        const key = keyOf(resolvedFrom(working, script));
        found.set(key, [found.get(key)?.[0] ?? index, index]);
      }
    }
  }
  return found;
});

function keyOf({ path, anchored }: ImagePath): string {
  return `${anchored} ${path}`;
}

/** The file that a command gives to its interpreter. */
function scriptOf({ command }: RunPart): string | undefined {
  const read = commandOf(command);
  if (read === undefined || !INTERPRETERS.test(read.name)) {
    return undefined;
  }
  const operand = read.args.find(({ text }) => !text.startsWith('-'));
  return operand?.literal === true ? operand.text : undefined;
}
