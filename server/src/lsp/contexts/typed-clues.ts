import type { ContextClues } from '../../insights/context-clues.ts';
import type { later } from '../later.ts';

/** Notices that a text which is being typed says something else of its context than when that was looked for. */
export interface TypedClues {
  /** The context of a Dockerfile is looked for with these. */
  readonly used: (dockerfile: string, clues: ContextClues) => void;
  /** The text is another one now; it is looked at once nobody types for a moment. */
  readonly typed: (dockerfile: string) => void;
  readonly forget: (dockerfile: string) => void;
}

/** Where texts come from, and who wants to know. */
export interface TypedCluesOptions {
  /** What the text of a Dockerfile says now. */
  readonly clues: (dockerfile: string) => Promise<ContextClues>;
  readonly onOther: (dockerfile: string) => void;
  readonly later: typeof later;
}

/** Milliseconds: who writes on names the rest of a path within that time. */
const PAUSE = 300;

/** Knows no Dockerfile at first. */
export function createTypedClues({ clues, onOther, later: wait }: TypedCluesOptions): TypedClues {
  const heard = new Map<string, string>();
  /** Takes back the look at a text. */
  const pauses = new Map<string, () => void>();

  const look = async (dockerfile: string): Promise<void> => {
    const said = saidBy(await clues(dockerfile));
    // What is not looked for yet will be with this text.
    if ((heard.get(dockerfile) ?? said) !== said) {
      onOther(dockerfile);
    }
  };
  const stop = (dockerfile: string): void => {
    pauses.get(dockerfile)?.();
    pauses.delete(dockerfile);
  };

  return {
    used: (dockerfile, given) => {
      heard.set(dockerfile, saidBy(given));
    },
    typed: (dockerfile) => {
      stop(dockerfile);
      const start = (): void => {
        pauses.delete(dockerfile);
        look(dockerfile).catch(() => undefined);
      };
      pauses.set(dockerfile, wait(PAUSE, start));
    },
    forget: (dockerfile) => {
      stop(dockerfile);
      heard.delete(dockerfile);
    },
  };
}

/** What a text says of where its context is. */
function saidBy({ sources, named, needed, stages }: ContextClues): string {
  return JSON.stringify([sources, named, needed, stages]);
}
