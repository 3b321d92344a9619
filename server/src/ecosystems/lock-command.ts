import type { Command } from './types.ts';

/**
 * Whether a command resolves the dependencies of a project anew, into its lock file: what it writes there is not what the build context
 * holds. By the commands' own documentation: bundle-lock.1, `poetry lock`, `uv lock`, `pdm lock`, `pipenv lock`, cargo-generate-lockfile,
 * npm-install (`package-lock-only`), pnpm install (`--lockfile-only`), composer update.
 */
export function writesLock({ name, args }: Command): boolean {
  // `bundle _2.4.0_ lock` picks a version.
  const verb = args.find(({ text }) => !/^[-_]/.test(text))?.text ?? '';
  return (
    LOCKING.get(name)?.test(verb) === true || (NODE.has(name) && args.some(({ text }) => ONLY.test(text)))
  );
}

const LOCKING: ReadonlyMap<string, RegExp> = new Map([
  ['bundle', /^(lock|update)$/],
  ['bundler', /^(lock|update)$/],
  ['poetry', /^(lock|update)$/],
  ['pdm', /^(lock|update)$/],
  ['pipenv', /^(lock|update|upgrade)$/],
  ['uv', /^lock$/],
  ['cargo', /^(generate-lockfile|update)$/],
  ['composer', /^(update|u|upgrade)$/],
]);

const NODE = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/** `yarn install --mode=update-lockfile` is that of the newer yarn. */
const ONLY = /^--(package-lock-only|lockfile-only|mode=update-lockfile)$/;
