import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { systemPackagesAfterCopy } from '../../../server/src/rules/cache/system-packages-after-copy.ts';
import { checkContextCases } from '../context/context-cases.ts';
import { checkRuleCases } from '../rule-cases.ts';

const TWO = 'FROM a\nWORKDIR /app\nCOPY logo.png app.js ./\nCOPY src ./src\nRUN apk add git\n';

const SIZES = { 'logo.png': 1, 'app.js': 1, 'src/a.js': 1, 'src/b.js': 1, 'src/c.js': 1 };

checkContextCases(systemPackagesAfterCopy, [
  {
    id: 'a context for which the Dockerfile is not written hides nothing of what another stage builds',
    dockerfile:
      'FROM a AS b\nWORKDIR /b\nCOPY base.json ./\nCOPY services/api/ ./\nRUN make\nFROM a\nCOPY --from=b /b/dist /app/dist\nRUN apk add git\n',
    files: { 'src/a.js': '' },
    context: {
      label: 'services/api',
      reason: 'Compose service api (compose.yaml).',
      named: 'here',
      elsewhere: {
        above: [
          { shown: 'x', inner: 'services/api', found: ['base.json', 'services/api'], remedy: 'name it' },
        ],
        submodules: [],
      },
    },
    reports: ['Every change of what line 7 copies installs system packages again'],
  },
]);

const OVERLAY = 'FROM a\nCOPY docker/rootfs /\nRUN apk add git\nCOPY . /app\n';

const OVERLAY_SIZES = { 'docker/rootfs/srv/run.py': 1, 'docker/rootfs/srv/run.bin': 1, 'app.py': 1 };

/** The files of so many commits, of which the first ones change another file. */
function commits(count: number, { of, path }: { readonly of: number; readonly path: string }): string[][] {
  return Array.from({ length: of }, (_, index) => [index < count ? path : 'app.py']);
}

checkRuleCases(systemPackagesAfterCopy, [
  {
    id: 'files that are laid over the root of the image are not called sources',
    dockerfile: OVERLAY,
    sizes: OVERLAY_SIZES,
    reports: [
      'Every change of what line 2 copies installs system packages again: `COPY docker/rootfs /` (line 2)',
    ],
    severity: 'default',
  },
  {
    id: 'a hint where the commits say that the copy hardly ever changes',
    dockerfile: OVERLAY,
    sizes: OVERLAY_SIZES,
    commits: commits(2, { of: 100, path: 'docker/rootfs/srv/run.bin' }),
    reports: ['It would have run again in 2 of the last 100 commits.'],
    severity: 'hint',
  },
  {
    id: 'what hardly ever changes is not called sources',
    dockerfile: 'FROM a\nCOPY src /src\nRUN apk add git\nCOPY . /app\n',
    sizes: { 'src/a.py': 1, 'app.py': 1 },
    commits: commits(0, { of: 60, path: '' }),
    reports: [
      'Every change of what line 2 copies installs system packages again: `COPY src /src` (line 2) comes before `apk add git` (line 3). Install them before the copy.',
    ],
    severity: 'hint',
  },
  {
    id: 'no hint where it changes now and then',
    dockerfile: OVERLAY,
    sizes: OVERLAY_SIZES,
    commits: commits(9, { of: 100, path: 'docker/rootfs/srv/run.bin' }),
    reports: ['in 9 of the last 100 commits'],
    severity: 'default',
  },
  {
    id: 'no hint where there are few commits',
    dockerfile: OVERLAY,
    sizes: OVERLAY_SIZES,
    commits: commits(1, { of: 20, path: 'docker/rootfs/srv/run.bin' }),
    reports: ['in 1 of the last 20 commits'],
    severity: 'default',
  },
  {
    id: 'silent: settings of a compiler',
    dockerfile: 'FROM a\nCOPY debian-armv7.cmake /usr/src/debian.cmake\nRUN apk add git\nCOPY . /app\n',
    sizes: { 'debian-armv7.cmake': 1, 'app.py': 1 },
  },
  {
    id: 'one copy',
    dockerfile: 'FROM a\nCOPY src /src\nRUN apk add git\n',
    sizes: SIZES,
    reports: [
      'Every source change installs system packages again: `COPY src /src` (line 2) comes before `apk add git` (line 3). Install them before the copy.',
    ],
  },
  {
    id: 'a copy of data, which is no source',
    dockerfile: 'FROM a\nCOPY data models/ /x/\nRUN apk add git\n',
    sizes: { 'data/a.csv': 1, 'models/a.onnx': 1, 'src/a.js': 1 },
    reports: [
      'Every change of what line 2 copies installs system packages again: `COPY data models/ /x/` (line 2) comes before `apk add git` (line 3). Install them before the copy.',
    ],
  },
  {
    id: 'all of the context is called sources, whatever it holds',
    dockerfile: 'FROM a\nCOPY . /x/\nRUN apk add git\n',
    sizes: { 'data/a.csv': 1 },
    reports: ['Every source change installs system packages again'],
  },
  {
    id: 'of several copies the one that brings most is told, where git does not tell',
    dockerfile: TWO,
    sizes: SIZES,
    reports: [
      'Every source change installs system packages again: `COPY src ./src` (line 4) comes before `apk add git` (line 5). Install them before the copies.',
    ],
    fix: ['safe', 'FROM a\nWORKDIR /app\nRUN apk add git\nCOPY logo.png app.js ./\nCOPY src ./src\n'],
  },
  {
    id: 'of several copies the one that changes most often',
    dockerfile: TWO,
    sizes: SIZES,
    commits: [['app.js'], ['app.js'], ['src/a.js']],
    reports: ['`COPY logo.png app.js ./` (line 3) comes before'],
  },
  {
    id: 'of several copies the first without a context that is a folder',
    dockerfile: 'FROM a\nCOPY . /app/\nCOPY src/ /src/\nRUN apk add git\n',
    reports: ['`COPY . /app/` (line 2) comes before `apk add git` (line 4). Install them before the copies.'],
  },
  {
    id: 'an upgrade alone, which may stand there so that each image has the newest',
    dockerfile: 'FROM a\nCOPY src /src\nRUN apt-get update && apt-get upgrade -y && apt-get clean\n',
    sizes: SIZES,
    reports: [
      'Every source change upgrades system packages again: `COPY src /src` (line 2) comes before `apt-get upgrade -y` (line 3). Upgrade them before the copy, unless every build is to bring the newest.',
    ],
    severity: 'hint',
  },
  {
    id: 'an upgrade and a build in one RUN',
    dockerfile: 'FROM a\nCOPY src /src\nRUN apk upgrade && make\n',
    sizes: SIZES,
    reports: ['Every source change upgrades system packages again'],
    severity: 'default',
  },
  {
    id: 'an upgrade on a condition',
    dockerfile: 'FROM a\nCOPY src /src\nRUN if [ "$A" = 1 ]; then apk upgrade; fi\n',
    sizes: SIZES,
    reports: ['Every source change may upgrade system packages again'],
    severity: 'hint',
  },
  {
    id: 'a condition of the shell',
    dockerfile:
      'FROM a\nCOPY src /src\nRUN case "$TARGETARCH" in arm64) apk add git ;; esac\nRUN which git || apk add git\n',
    sizes: SIZES,
    reports: [
      'Every source change may install system packages again: `COPY src /src` (line 2) comes before `apk add git` (line 3).',
      'Every source change may install system packages again',
    ],
  },
  {
    id: 'a condition for some of the packages',
    dockerfile: 'FROM a\nCOPY src /src\nRUN apk add git && if [ "$A" = 1 ]; then apk add curl; fi\n',
    sizes: SIZES,
    reports: ['Every source change installs system packages again'],
  },
  {
    id: 'a variable that would have to move along',
    dockerfile:
      'FROM a\nCOPY src /src\nRUN make\nARG TARGETARCH\nRUN case "$TARGETARCH" in arm64) apk add git ;; esac\n',
    sizes: SIZES,
    reports: [
      'No automatic fix: `ARG TARGETARCH` (line 4) would have to move along, and would also change `RUN make` (line 3).',
    ],
    fix: 'none',
  },
]);

checkRuleCases(copyBeforeInstall, [
  {
    id: 'a hint where the commits say that the install hardly ever runs again',
    dockerfile:
      'FROM node:22\nWORKDIR /app\nCOPY tool/ ./tool/\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n',
    sizes: { 'package.json': 2, 'package-lock.json': 2, 'tool/a.js': 1, 'app.py': 1 },
    texts: { 'package.json': '{}' },
    commits: commits(0, { of: 60, path: '' }),
    reports: ['Every change of what line 3 copies reinstalls dependencies: `COPY tool/ ./tool/` (line 3)'],
    severity: 'hint',
  },
]);

const STAGES =
  'FROM a AS b\nCOPY . /src\nRUN make\nFROM a\nWORKDIR /app\nCOPY --from=b /o/json/ .\nCOPY --from=b /o/full/ .\n';

checkRuleCases(copyBeforeInstall, [
  {
    id: 'copies of what a stage makes',
    dockerfile: `${STAGES}RUN npm install -g turbo\n`,
    sizes: SIZES,
    reports: [
      'Every change of what lines 6 and 7 copy installs packages again: both come before `npm install -g turbo` (line 8). Install them before the copies.',
    ],
  },
  {
    id: 'copies of a pruned monorepo: the one of its sources',
    dockerfile: `${STAGES.replace('make', 'turbo prune a --docker').replaceAll('/o/', '/src/out/')}RUN npm install -g turbo\n`,
    sizes: SIZES,
    reports: [
      'Every source change installs packages again: `COPY --from=b /src/out/full/ .` (line 7) comes before `npm install -g turbo` (line 8). Install them before the copy.',
    ],
  },
  {
    id: 'many copies of what a stage makes',
    dockerfile: `${STAGES}COPY --from=b /x ./x\nCOPY --from=b /y ./y\nRUN npm install -g turbo\n`,
    sizes: SIZES,
    reports: [
      'Every change of what lines 6, 7 and 2 more copy installs packages again: they come before `npm install',
    ],
  },
  {
    id: 'a copy of what a stage makes, and one of sources',
    dockerfile: `${STAGES}COPY src ./src\nRUN npm install -g turbo\n`,
    sizes: SIZES,
    reports: [
      'Every source change installs packages again: `COPY src ./src` (line 8) comes before `npm install -g turbo` (line 9).',
    ],
  },
]);

const PYTHON = 'FROM python:3.13\nWORKDIR /app\n';

checkRuleCases(copyBeforeInstall, [
  ...[
    'pip install --upgrade pip',
    'python -m pip install --no-cache-dir -U pip "setuptools>=60" wheel==0.45 && pip install --no-cache-dir .',
    'pip install -U pip && pip install . && pip install pytest',
    'npm install -g npm@11',
  ].map((run) => ({
    id: `silent: a newer package manager alone: ${run}`,
    dockerfile: `${PYTHON}COPY src ./src\nRUN ${run}\n`,
    sizes: SIZES,
  })),
  {
    id: 'a newer pip beside another package',
    dockerfile: `${PYTHON}COPY src ./src\nRUN pip install -U pip && pip install flask\n`,
    sizes: SIZES,
    reports: ['`COPY src ./src` (line 3) comes before `pip install flask` (line 4). Install them'],
    fix: ['safe', `${PYTHON}RUN pip install -U pip && pip install flask\nCOPY src ./src\n`],
  },
  {
    id: 'a newer pip above another package goes along, with its comment',
    dockerfile: `${PYTHON}COPY . .\n\n# pipenv and what it installs\nRUN python -m pip install --upgrade pip\nRUN pip install pipenv\nRUN pipenv install --skip-lock\n`,
    sizes: { ...SIZES, 'a.py': 1 },
    reports: [
      '`COPY . .` (line 3) comes before `pip install pipenv` (line 7). Install them before the copy.',
    ],
    fix: [
      'safe',
      `${PYTHON}# pipenv and what it installs\nRUN python -m pip install --upgrade pip\nRUN pip install pipenv\n\nCOPY . .\n\nRUN pipenv install --skip-lock\n`,
    ],
  },
  {
    id: 'RUNs in a row: one finding, and one fix',
    dockerfile: `${PYTHON}COPY src ./src\n# Tools\nRUN pip install flask\nRUN npm install -g pm2\nCMD ["a"]\n`,
    sizes: SIZES,
    reports: [
      'Every source change installs packages again: `COPY src ./src` (line 3) comes before `pip install flask` (line 5) and `npm install -g pm2` (line 6). Install them before the copy.',
    ],
    fix: [
      'safe',
      `${PYTHON}# Tools\nRUN pip install flask\nRUN npm install -g pm2\nCOPY src ./src\nCMD ["a"]\n`,
    ],
  },
  {
    id: 'a RUN that has more to review is told on its own',
    dockerfile: `${PYTHON}COPY src ./src\nRUN pip install flask\nRUN make\nRUN pip install gunicorn\n`,
    sizes: SIZES,
    reports: ['comes before `pip install flask` (line 4).', 'comes before `pip install gunicorn` (line 6).'],
    fix: ['safe', `${PYTHON}RUN pip install flask\nCOPY src ./src\nRUN make\nRUN pip install gunicorn\n`],
  },
]);
