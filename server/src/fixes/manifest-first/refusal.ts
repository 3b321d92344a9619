/** Why nothing is offered, as a clause without a full stop. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
}

/** A refusal for a reason. */
export function refused(reason: string): Refusal {
  return { kind: 'refused', reason };
}
