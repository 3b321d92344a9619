import type { Port } from './types.ts';

/** Whether two ranges share a number, whatever their protocols. */
export function overlap(one: Omit<Port, 'protocol'>, other: Omit<Port, 'protocol'>): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** `8080`, `8000-8002`, with the protocol where it is not tcp. */
export function portText({ first, last, protocol }: Port): string {
  return `${first === last ? first : `${first}-${last}`}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}
