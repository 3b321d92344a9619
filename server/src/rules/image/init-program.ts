import { baseName } from '../../context/path-parts.ts';

/** Whether an ENTRYPOINT is nothing but an init, which runs what CMD says. */
export function isInit(entrypoint: readonly string[]): boolean {
  return entrypoint.length > 0 && behindInit(entrypoint).length === 0;
}

/** The command that an init runs, without the init; a command that begins with none as it is. */
export function behindInit(words: readonly string[]): readonly string[] {
  if (!INITS.has(baseName(words[0] ?? ''))) {
    return words;
  }
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return at < 0 ? [] : words.slice(at);
}

const INITS: ReadonlySet<string> = new Set(['tini', 'dumb-init', 'catatonit']);
