import type { EngineCase } from '../types.ts';

/** What the engine shows of a case of another table beside what that table says. */
export type Note = Pick<EngineCase, 'cache' | 'differences' | 'edit' | 'skip'> &
  Partial<Pick<EngineCase, 'grade'>>;
