/**
 * esbuild's options for a program that `runCompiled` (shared/node/run-compiled.ts) runs: it is a function already, since putting one
 * around it at every start would copy all of it.
 */
export const keptProgram = {
  banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
  footer: { js: '})' },
  // It is read as Latin-1, which costs nothing.
  charset: 'ascii',
};
