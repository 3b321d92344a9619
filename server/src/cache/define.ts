import type { Step } from '../model/step.ts';
import type { Detail, Model } from '../model/types.ts';
import type { StepDefinition } from './definition.ts';
import type { KeyTable } from './key-table.ts';
import type { TrackedStage } from './stage-tracker.ts';

/** What a builder makes of one instruction, after it took effect: its step, or undefined when it is none. */
export type Define = (step: Step, detail: Detail, place: DefinePlace) => StepDefinition | undefined;

/** What definitions are made from besides the instruction. */
export interface DefinePlace {
  readonly model: Model;
  readonly table: KeyTable;
  readonly tracked: TrackedStage;
  /** True for an instruction that ONBUILD triggers. */
  readonly triggered: boolean;
  readonly layer: boolean;
  /** The node that the step is reported at. */
  readonly node: number;
}
