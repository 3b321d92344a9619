import type { CopyStep } from '../../moving/copy-step.ts';
import type { LateInstall } from '../types.ts';
import type { EarlyCopy, Form } from './early-copy.ts';

/** A finding while installs are still added to it. */
export interface Group extends EarlyCopy {
  readonly outputs: CopyStep[];
  readonly installs: LateInstall[];
}

/** What the fix does for an install. */
export function formOf({ inputs, hidden }: LateInstall): Form {
  if (inputs?.download !== undefined) {
    return 'download';
  }
  return hidden === undefined ? 'manifests' : 'hidden';
}

/** The finding at a copy for installs of a form; made where there is none. */
export function groupOf(found: Map<string, Group>, step: CopyStep, form: Form): Group {
  const key = `${step.node.index} ${form}`;
  const group = found.get(key) ?? { step, form, outputs: [], installs: [] };
  found.set(key, group);
  return group;
}

/** The finding at the first of these copies. */
export function outputGroup(found: Map<string, Group>, outputs: readonly CopyStep[]): Group | undefined {
  const [step] = outputs;
  const group = step && groupOf(found, step, 'output');
  group?.outputs.push(...outputs.filter((one) => !group.outputs.includes(one)));
  return group;
}
