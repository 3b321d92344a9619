import type { ContextSnapshot } from '../../context/types.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Stage } from '../../model/types.ts';
import { fileAt } from '../../ports/listens/image-files.ts';

/** Folders in which a program without a path is looked for, in the order of the usual PATH. */
const PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Words of a command that may name a script. */
const MAX_WORDS = 20;

/** The texts of the scripts from the build context that the container of a stage starts; without those whose text is not known. */
export function entryScripts(
  model: Model,
  context: ContextSnapshot | undefined,
  stage: Stage,
): readonly string[] {
  const { entrypoint = [], cmd = [], workingDir } = stage.config;
  if (context === undefined) {
    return [];
  }
  const words = [...entrypoint, ...cmd].flatMap((word) => word.split(/[\s;&|]+/)).slice(0, MAX_WORDS);
  return [...new Set(words)].filter(mayBeScript).flatMap((word) => {
    for (const place of placesOf(word, workingDir)) {
      const file = fileAt(model, context, stage.index, place);
      if (file.kind === 'file') {
        return file.text ?? [];
      }
    }
    return [];
  });
}

function mayBeScript(word: string): boolean {
  return /^[\w./-]+$/.test(word) && /\/|\.(sh|bash)$|entrypoint/.test(word);
}

function placesOf(word: string, folder: string): readonly string[] {
  const here = resolvePath(folder, word);
  return word.includes('/') ? [here] : [...PATH.map((place) => `${place}/${word}`), here];
}
