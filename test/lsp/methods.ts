import * as wire from '../../shared/wire.ts';

/** Every request that the server answers once it is initialized. */
export const METHODS: readonly string[] = [
  'textDocument/hover',
  'textDocument/codeLens',
  'textDocument/codeAction',
  'textDocument/inlayHint',
  'textDocument/diagnostic',
  'codeAction/resolve',
  ...Object.entries(wire).flatMap(([name, method]) =>
    name.endsWith('_REQUEST') && typeof method === 'string' ? [method] : [],
  ),
];
