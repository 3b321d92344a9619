import type { BuildInputs, Outcome } from '../../cache/types.ts';

/** What somebody asks about: a change that was made or that they think of. */
export type WhatIfChange =
  /** The content of these context paths differs. `outside`: names of files that lie elsewhere. */
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly outside: readonly string[] }
  /** This instruction, a node of the model, is edited. */
  | { readonly kind: 'instruction'; readonly node: number }
  /** `--build-arg` gives another value to an ARG of this name. */
  | { readonly kind: 'argument'; readonly name: string }
  /** The last build was one of an earlier state, which `title` names: `HEAD`. */
  | {
      readonly kind: 'earlier';
      readonly before: BuildInputs;
      readonly after: BuildInputs;
      readonly title: string;
    };

/** Two states to compare. */
export interface Comparison {
  readonly before: BuildInputs;
  readonly after: BuildInputs;
}

/** What happens to one step. */
export interface WhatIfStep {
  readonly node: number;
  /** 1-based, of the instruction's first line. */
  readonly line: number;
  /** Of the instruction's first character. */
  readonly offset: number;
  readonly verdict: Outcome;
  /** With a symbol in front, so that no color is needed: `● rebuilt · src/index.ts changed (line 3)`. */
  readonly text: string;
}

/** The answer for the whole Dockerfile. */
export interface WhatIf {
  /** In document order. Steps of stages that are not built are among them. */
  readonly steps: readonly WhatIfStep[];
  /** `3 of 7 steps run again, because src/index.ts is copied by line 6`. */
  readonly summary: string;
  /** Sentences about what the answer leaves out. */
  readonly notes: readonly string[];
}

/** What can be picked. */
export interface WhatIfChoices {
  /** Paths of the context, those that changed most often first; the ignored ones are last. Undefined when no context is known. */
  readonly files: readonly WhatIfFile[] | undefined;
  /** How many there are, listed or not. */
  readonly total: number;
  /** False when there may be files that nobody has looked at. */
  readonly complete: boolean;
  readonly instructions: readonly WhatIfInstruction[];
  readonly arguments: readonly WhatIfArgument[];
}

/** A file of the context's folder. */
export interface WhatIfFile {
  readonly path: string;
  /** True when the ignore file leaves it out, so that no change of it rebuilds anything. */
  readonly ignored: boolean;
}

/** An instruction that can be edited. */
export interface WhatIfInstruction {
  readonly node: number;
  readonly line: number;
  readonly offset: number;
  /** On one line, cut where it is long. */
  readonly text: string;
}

/** A build argument. */
export interface WhatIfArgument {
  readonly name: string;
  /** Lines of the ARGs that declare it. */
  readonly lines: readonly number[];
}
