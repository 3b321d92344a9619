import fc from 'fast-check';
import { checkSession, session } from './lsp-loop.ts';

describe('the LSP loop', () => {
  it('answers every request and loses no change, whatever a client does', () =>
    fc.assert(fc.asyncProperty(session, checkSession), { numRuns: 200 }));
});
