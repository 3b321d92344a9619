// One module for a dynamic import: start-up does not pay for reading contexts.
export { loadContext } from '../workspace/load-context.ts';
export { locateContext } from '../workspace/locate-context.ts';
