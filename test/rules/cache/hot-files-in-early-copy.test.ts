import { hotFilesInEarlyCopy } from '../../../server/src/rules/cache/hot-files-in-early-copy.ts';
import { checkRuleCases } from '../rule-cases.ts';

const sizes = { 'package.json': 1, 'package-lock.json': 1, 'openapi.json': 1, 'a.yaml': 1, 'index.js': 1 };

/** So many commits of each kind. */
function commits(...counts: readonly (readonly [number, ...string[]])[]): string[][] {
  return counts.flatMap(([times, ...paths]) => Array.from({ length: times }, () => paths));
}

const HOT = commits([9, 'openapi.json'], [11, 'index.js']);
const COPY = 'FROM a\nCOPY package.json package-lock.json openapi.json a.yaml ./\n';

checkRuleCases(hotFilesInEarlyCopy, [
  {
    id: 'one file, and an install from manifests',
    dockerfile: `${COPY}RUN npm ci\n`,
    sizes,
    commits: HOT,
    reports: [
      '(line 2) changed in 9 of the last 20 commits, always because of openapi.json, and every time `RUN npm ci` (line 3) runs again without reading it. Copy it below line 3 if nothing above needs it.',
    ],
    fix: 'none',
  },
  {
    id: 'two files, with few other changes',
    dockerfile: `${COPY}WORKDIR /b\nRUN npm ci && npm cache clean --force\n`,
    sizes,
    commits: commits([5, 'openapi.json'], [4, 'a.yaml', 'index.js'], [1, 'package.json'], [5, 'index.js']),
    reports: ['nearly always because of openapi.json and a.yaml, and'],
  },
  {
    id: 'nearly always',
    dockerfile: 'FROM a\nCOPY *.json *.yaml ./\nRUN npm ci\n',
    sizes,
    commits: commits([9, 'openapi.json'], [3, 'a.yaml'], [2, 'b.yaml'], [1, 'c.yaml']),
    reports: ['15 of the last 15 commits, nearly always because of openapi.json and a.yaml, and'],
  },
  {
    id: 'a manifest above packages by name, which read none',
    dockerfile: `${COPY}RUN apt-get update && apt-get install -y git\nRUN pip install torch\nRUN npm ci\n`,
    sizes,
    commits: commits([9, 'package.json'], [11, 'index.js']),
    reports: [
      'always because of package.json, and every time `RUN apt-get update && apt-get install -y git` (line 3) and `RUN pip install torch` (line 4) run again without reading it. Copy it below line 4',
    ],
  },
  {
    id: 'a document that a manifest names, above packages by name',
    dockerfile:
      'FROM a\nCOPY pyproject.toml README.md ./\nRUN pip install torch --index-url https://example.org\nRUN pip install -e .\n',
    sizes: { 'README.md': 1, 'pyproject.toml': 1 },
    texts: { 'pyproject.toml': '[project]\nreadme = "README.md"\n' },
    commits: commits([9, 'README.md'], [11, 'index.js']),
    reports: [
      'always because of README.md, and every time `RUN pip install torch --index-url https://examp…` (line 3) runs',
    ],
  },
  {
    id: 'silent: a manifest above what brings package managers',
    dockerfile: `${COPY}RUN python -m pip install --upgrade pip 'setuptools>=60' && npm i -g pnpm@9\nRUN npm ci\n`,
    sizes,
    commits: commits([9, 'package.json'], [11, 'index.js']),
  },
  {
    id: 'silent: a manifest above packages by name, whose settings may be in it',
    dockerfile: `${COPY}RUN uv pip install torch\n`,
    sizes,
    commits: commits([9, 'package.json'], [11, 'index.js']),
  },
  {
    id: 'silent: too few commits',
    dockerfile: `${COPY}RUN npm ci\n`,
    sizes,
    commits: commits([9, 'openapi.json']),
  },
  {
    id: 'silent: it changes rarely',
    dockerfile: `${COPY}RUN npm ci\n`,
    sizes,
    commits: commits([3, 'openapi.json'], [17, 'index.js']),
  },
  {
    id: 'silent: manifests change, too',
    dockerfile: `${COPY}RUN npm ci\n`,
    sizes,
    commits: commits([9, 'openapi.json'], [9, 'package.json']),
  },
  {
    id: 'silent: the manifests change together with it, so that the install runs again anyway',
    dockerfile: `${COPY}RUN npm ci\n`,
    sizes,
    commits: commits([9, 'openapi.json', 'package.json'], [9, 'index.js']),
  },
  {
    id: 'silent: many files change',
    dockerfile: 'FROM a\nCOPY *.yaml ./\nRUN npm ci\n',
    sizes,
    commits: commits(
      [2, 'a.yaml'],
      [2, 'b.yaml'],
      [2, 'c.yaml'],
      [2, 'd.yaml'],
      [2, 'e.yaml'],
      [2, 'f.yaml'],
    ),
  },
  {
    id: 'silent: the RUN names the file',
    dockerfile: `${COPY}RUN npm ci && npx generate openapi.json\n`,
    sizes,
    commits: HOT,
  },
  {
    id: 'silent: a RUN that may read it stands above the install',
    dockerfile: `${COPY}RUN make\nRUN npm ci\n`,
    sizes,
    commits: HOT,
  },
  {
    id: 'silent: a mount',
    dockerfile: `${COPY}RUN --mount=type=bind,source=.,target=/s npm ci\n`,
    sizes,
    commits: HOT,
  },
  { id: 'silent: nothing is installed', dockerfile: `${COPY}RUN true\n`, sizes, commits: HOT },
  {
    id: 'silent: below the install',
    dockerfile: 'FROM a\nRUN npm ci\nCOPY openapi.json ./\n',
    sizes,
    commits: HOT,
  },
  {
    id: 'silent: another rule tells of a copy of sources',
    dockerfile: 'FROM a\nWORKDIR /a\nCOPY . .\nRUN npm ci\n',
    sizes,
    commits: HOT,
  },
  {
    id: 'silent: an install of the project itself',
    dockerfile: `${COPY}RUN pip install .\n`,
    sizes,
    commits: HOT,
  },
  { id: 'silent: no history', dockerfile: `${COPY}RUN npm ci\n`, sizes },
]);
