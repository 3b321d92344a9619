import type { RunPart } from '../../ecosystems/run-part.ts';

/** Whether a RUN goes on another way where one of its commands fails: `cat a || true`, `{ cat a; b; } || c`. */
export function isTolerated(parts: readonly RunPart[], index: number): boolean {
  let depth = parts[index]?.command.depth ?? 0;
  /** Whether what follows in the same group runs in any case. */
  let isPast = false;
  for (const { command } of parts.slice(index + 1)) {
    if (command.depth > depth || (isPast && command.depth === depth)) {
      continue;
    }
    depth = command.depth;
    if (command.join === '||') {
      return true;
    }
    isPast = command.join !== '|' && command.join !== '&&';
    if (isPast && depth === 0) {
      return false;
    }
  }
  return false;
}
