import type { ParsedInstruction } from '../syntax/types.ts';
import type { StageState } from './stage-state.ts';
import type { Detail } from './types.ts';

/** One instruction (or an ONBUILD trigger at the FROM it runs at) while a stage's state is worked out. */
export interface Step {
  /** Node index: the ONBUILD's own for a trigger. */
  readonly node: number;
  readonly stage: number;
  readonly keyword: string;
  readonly parsed: ParsedInstruction;
  /** Before the instruction when `before` gets it, after it when `after` does; later steps change it further. */
  readonly state: StageState;
}

/** Looks over the shoulder of the pass. */
export interface Observer {
  readonly before?: (step: Step) => void;
  readonly after?: (step: Step, detail: Detail, layer: boolean) => void;
  /** An ONBUILD, which only stores what it triggers. */
  readonly stored?: (step: Step) => void;
}
