import { checkAboveCases, type AboveCase } from './above-cases.ts';

const CASES: readonly AboveCase[] = [
  {
    what: 'one in the root',
    tree: { '/w/package-lock.json': '' },
    told: ["the workspace's root: package-lock.json"],
  },
  {
    what: 'the nearest ones first',
    tree: { '/w/yarn.lock': '', '/w/s/Cargo.lock': '', '/w/s/pnpm-lock.yaml': '' },
    told: ['s: pnpm-lock.yaml Cargo.lock', "the workspace's root: yarn.lock"],
  },
  { what: 'those of the context are its own', tree: { '/w/s/api/package-lock.json': '' }, told: [] },
  { what: 'outside of the workspace', tree: { '/w/package-lock.json': '' }, workspaceRoot: '/w/s', told: [] },
  {
    what: 'a file that is opened alone',
    tree: { '/w/package-lock.json': '' },
    workspaceRoot: undefined,
    told: [],
  },
];

checkAboveCases('lock files above a context', CASES, (elsewhere) =>
  (elsewhere?.locks ?? []).map(({ shown, held }) => `${shown}: ${held.join(' ')}`),
);
