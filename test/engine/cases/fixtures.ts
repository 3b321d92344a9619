import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineCase } from '../types.ts';

/** A folder of `fixtures/` with a Dockerfile: everything else in it is the build context. */
type Fixture = Pick<EngineCase, 'grade' | 'differences' | 'edit' | 'rule' | 'skip' | 'title'>;

/** By the folder's name. To add one, put the folder there and name it here. */
const FIXTURES: Readonly<Record<string, Fixture>> = {
  npm: { grade: 'safe' },
  'npm-absolute': { grade: 'safe' },
  'npm-apt': { grade: 'safe', rule: 'cache/copy-before-install' },
  'npm-chown': { grade: 'safe' },
  'npm-copies': { grade: 'safe' },
  'npm-ignore-edit': { grade: 'safe' },
  'npm-install': {
    grade: 'review',
    // It writes the lock file, which the COPY behind it restores; what is built from the sources shows it.
    differences: ['app/dist/app.txt: content', 'app/package-lock.json: content'],
  },
  'npm-link': { grade: 'safe' },
  'npm-one-run': { grade: 'review' },
  'npm-workspaces': { grade: 'safe' },
  yarn: { grade: 'safe' },
  pnpm: { grade: 'safe' },
  bun: { grade: 'safe' },
  pip: { grade: 'safe' },
  apt: { grade: 'safe', rule: 'cache/system-packages-after-copy' },
  go: { grade: 'review' },
  'go-mod-download': { grade: 'safe' },
  bundler: { grade: 'safe' },
  composer: { grade: 'review' },
  poetry: { grade: 'review' },
  uv: { grade: 'review' },
  maven: { grade: 'review' },
  gradle: { grade: 'review' },
  dotnet: { grade: 'safe' },
  cargo: { grade: 'review', skip: 'no fix is offered yet' },
};

const DOCKERFILE = 'Dockerfile';

/** Whole projects on disk. */
export const FIXTURE_CASES: readonly EngineCase[] = Object.entries(FIXTURES).map(([name, fixture]) => {
  const { [DOCKERFILE]: dockerfile = '', ...files } = Object.fromEntries(filesIn(name));
  return { ...fixture, name: `fixture ${name}`, files, dockerfile };
});

function filesIn(name: string): (readonly [string, string])[] {
  const root = fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const place = `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').replace('//', '/');
      return [place.slice(root.replaceAll('\\', '/').length), readFileSync(place, 'utf8')] as const;
    });
}
