import type { RunPart } from '../../../ecosystems/run-part.ts';
import { commandOf, wrappersOf } from '../../../ecosystems/command.ts';
import type { Model } from '../../../model/types.ts';
import { rememberedWith } from '../../../syntax/remembered-with.ts';
import { commandsIn } from '../../moving/commands-in.ts';
import type { ImagePath } from '../../moving/copy-step.ts';
import { resolvedFrom } from '../../moving/image-paths.ts';
import { placesOf } from '../../moving/places.ts';

/** Programs that run the file which is their first operand, and words of a shell that read it. */
const INTERPRETERS =
  /^((python|pypy|node|ruby|php|perl|lua|julia|Rscript|bash|dash|ash|zsh|sh)[\d.]*|source|\.)$/;

/**
 * Whether a RUN below one node, down to a last one, runs this very file: `RUN python setup_tools.py`. What a person has copied for that
 * is no source that an install in the last one does without.
 */
export function runsFile(
  model: Model,
  file: ImagePath,
  { below, last }: { readonly below: number; readonly last: number },
): boolean {
  const runs = runsIn(model).get(keyOf(file));
  // The first one and the last one are enough: nobody runs such a file again and again.
  return runs?.some((index) => index > below && index <= last) === true;
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

/** The file that a command runs, or gives to its interpreter. */
function scriptOf({ command }: RunPart): string | undefined {
  const program = command.words[wrappersOf(command.words).flat().length];
  const read = commandOf(command);
  const file =
    read !== undefined && INTERPRETERS.test(read.name)
      ? read.args.find(({ text }) => !text.startsWith('-'))
      : program?.text.includes('/') === true
        ? program
        : undefined;
  return file?.literal === true ? file.text : undefined;
}
