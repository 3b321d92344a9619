// What requests are answered with.
import type * as features from './features.ts';

export { analyze } from '../insights/analysis.ts';
export { reportRuleErrorsTo } from '../rules/rule-errors.ts';
export { createBuilds } from './builds.ts';
export { codeActions, resolveCodeAction } from './code-actions.ts';
export { contextChoicesOf, pickedContext } from './context-choices.ts';
export { codeLenses } from './code-lens.ts';
export { copiedFilesResult } from './copied-files.ts';
export { cluesOf, contextClues } from './copied-sources.ts';
export { diagnosticReport, diagnosticsOf, otherDiagnosticsOf } from './diagnostics.ts';
export { dockerRunResult } from './docker-run.ts';
export { hoverOf } from './hover.ts';
export { publishChoicesOf } from './publish-choices.ts';
export { inlayHints } from './inlay-hints.ts';
export { layerStackResult } from './layer-stack.ts';
export { createSharedLayers } from './shared-layers.ts';
export { summaryOf } from './summary.ts';
export { whatIfChoicesOf, whatIfResult } from './what-if.ts';

/** The functions that this module hands out. */
export type Features = typeof features;
