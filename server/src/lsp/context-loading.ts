// One module for a dynamic import: start-up does not pay for reading contexts.
export { prepareSelections } from '../context/prepare-selections.ts';
export { isSameSnapshot } from '../context/same-snapshot.ts';
export { loadContext } from '../workspace/load-context.ts';
export { locateContext } from '../workspace/locate-context.ts';
export { patchContext } from '../workspace/patch-context.ts';
export { inSlices } from '../workspace/slices.ts';
