import { checkAboveCases, type AboveCase } from './above-cases.ts';

const CASES: readonly AboveCase[] = [
  {
    what: 'the nearest ones first',
    tree: { '/w/.gitignore': 's/api/gen\n', '/w/s/.gitignore': 'x\n' },
    told: ['api: x\n', 's/api: s/api/gen\n'],
  },
  { what: 'that of the context is its own', tree: { '/w/s/api/.gitignore': 'x\n' }, told: [] },
  {
    what: 'none through a symbolic link',
    tree: { '/w/.gitignore': { link: '/etc/x' }, '/etc/x': 'x\n' },
    told: [],
  },
  { what: 'outside of the workspace', tree: { '/w/.gitignore': 'x\n' }, workspaceRoot: '/w/s', told: [] },
  {
    what: 'a file that is opened alone',
    tree: { '/w/.gitignore': 'x\n' },
    workspaceRoot: undefined,
    told: [],
  },
];

checkAboveCases("git's ignore files above a context", CASES, (elsewhere) =>
  (elsewhere?.gitIgnores ?? []).map(({ inner, text }) => `${inner}: ${text}`),
);
