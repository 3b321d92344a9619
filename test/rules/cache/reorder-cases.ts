import type { Files } from '../../fixes/context-of.ts';
import type { Case } from './reorder.ts';

const IGNORE = '**/node_modules\n';
const SOURCES: Files = { 'src/index.js': '', 'src/lib.js': '', 'README.md': '' };

/** package.json and lock file, sources, and node_modules ignored at any depth. */
const LOCKED: Files = {
  ...SOURCES,
  'package.json': '{}',
  'package-lock.json': '{}',
  '.dockerignore': IGNORE,
};

function without(files: Files, ...names: readonly string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

function withPackage(manifest: object, files: Files = {}): Files {
  return { ...LOCKED, 'package.json': JSON.stringify(manifest), ...files };
}

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** `FROM node:22`, `WORKDIR /app`, the given instructions, `RUN npm run build`. */
function app(...texts: readonly string[]): string {
  return lines('FROM node:22', 'WORKDIR /app', ...texts, 'RUN npm run build');
}

const MANIFESTS = 'COPY package.json package-lock.json ./';
const BASE = app('COPY . .', 'RUN npm ci');
const FIXED = app(MANIFESTS, 'RUN npm ci', 'COPY . .');

/** npm, yarn, pnpm, bun and pip in domain.md 6.3; the numbers are its own. */
export const CASES: readonly Case[] = [
  { id: '1 base', dockerfile: BASE, files: LOCKED, expected: { safe: FIXED } },
  ...['ls -la', 'ls -la . && pwd && du -sh', 'find . -type f | head -20', 'ls -la /app'].map(
    (look): Case => ({
      id: `1 with a look at what is there: ${look}`,
      dockerfile: app('COPY . .', `RUN ${look}`, 'RUN npm ci'),
      files: LOCKED,
      expected: {
        review: app(MANIFESTS, `RUN ${look}`, 'RUN npm ci', 'COPY . .'),
        title: `\`RUN ${look}\` (line 4) then lists fewer files`,
      },
    }),
  ),
  ...['ls src', 'ls *.json', 'ls > list', 'find . -name x -delete', 'cd src && ls'].map((look): Case => ({
    id: `1 with more than a look: ${look}`,
    dockerfile: app('COPY . .', `RUN ${look}`, 'RUN npm ci'),
    files: LOCKED,
    expected: { none: `\`RUN ${look}\` (line 4) may read or change the copied files` },
  })),
  {
    id: '2 already split',
    dockerfile: app('COPY package*.json ./', 'RUN npm ci', 'COPY . .'),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: 'a copy to where a variable says that only the build knows moves along',
    dockerfile: app('COPY . .', 'COPY src $PLACE/src', 'RUN npm ci').replace('node:22', 'acme/node'),
    files: LOCKED,
    expected: {
      safe: app(MANIFESTS, 'RUN npm ci', 'COPY . .', 'COPY src $PLACE/src').replace('node:22', 'acme/node'),
    },
  },
  {
    id: 'a copy from a stage to such a place',
    dockerfile: `FROM a AS b\n${app('COPY . .', 'COPY --from=b /x $PLACE/x', 'RUN npm ci').replace('node:22', 'acme/node')}`,
    files: LOCKED,
    expected: {
      none: '`COPY . .` (line 4) could then overwrite what `COPY --from=b /x $PLACE/x` (line 5) copies',
    },
  },
  {
    id: 'a copy from a stage to where the sources have nothing',
    dockerfile: `FROM a:1 AS b\nRUN mkdir /deps\n${app('COPY . .', 'COPY --from=b /deps ./deps', 'RUN npm ci')}`,
    files: LOCKED,
    expected: {
      safe: `FROM a:1 AS b\nRUN mkdir /deps\n${app(MANIFESTS, 'RUN npm ci', 'COPY . .', 'COPY --from=b /deps ./deps')}`,
    },
  },
  {
    id: 'a copy from a stage to where the ignore file lets no sources come',
    dockerfile: `FROM a:1 AS b\nRUN mkdir /deps\n${app('COPY . .', 'COPY --from=b /deps ./deps', 'RUN npm ci')}`,
    files: { ...LOCKED, '.dockerignore': `${IGNORE}deps/\n` },
    expected: {
      safe: `FROM a:1 AS b\nRUN mkdir /deps\n${app(MANIFESTS, 'COPY --from=b /deps ./deps', 'RUN npm ci', 'COPY . .')}`,
    },
  },
  {
    id: 'a copy from a stage to where a flag lets no sources come',
    dockerfile: `FROM a:1 AS b\nRUN mkdir /deps\n${app('COPY --exclude=deps . .', 'COPY --from=b /deps ./deps', 'RUN npm ci')}`,
    files: LOCKED,
    expected: {
      safe: `FROM a:1 AS b\nRUN mkdir /deps\n${app(
        MANIFESTS,
        'COPY --from=b /deps ./deps',
        'RUN npm ci',
        'COPY --exclude=deps . .',
      )}`,
    },
  },
  {
    id: 'a copy from a stage to where an exception lets sources come',
    dockerfile: `FROM a:1 AS b\nRUN mkdir /deps\n${app('COPY . .', 'COPY --from=b /deps ./deps', 'RUN npm ci')}`,
    files: { ...LOCKED, '.dockerignore': `${IGNORE}deps/\n!deps/keep\n` },
    expected: {
      safe: `FROM a:1 AS b\nRUN mkdir /deps\n${app(MANIFESTS, 'RUN npm ci', 'COPY . .', 'COPY --from=b /deps ./deps')}`,
    },
  },
  {
    id: 'a copy from a stage to where the sources have something',
    dockerfile: `FROM a AS b\nRUN mkdir /src\n${app('COPY . .', 'COPY --from=b /src ./src', 'RUN npm ci')}`,
    files: LOCKED,
    expected: {
      safe: `FROM a AS b\nRUN mkdir /src\n${app(MANIFESTS, 'RUN npm ci', 'COPY . .', 'COPY --from=b /src ./src')}`,
    },
  },
  {
    id: 'a copy from a stage into a folder of the sources that is made on the host at another time',
    dockerfile: lines(
      'FROM node:22 AS fe',
      'COPY web /web',
      'FROM python:3.13',
      'WORKDIR /app',
      'COPY requirements.txt ./',
      'COPY app/ app/',
      'COPY --from=fe /web/static app/static/',
      'RUN pip install --no-cache-dir -r requirements.txt',
    ),
    files: {
      'requirements.txt': 'flask\n',
      'app/main.py': '',
      'web/static/index.html': '',
      '.gitignore': 'app/static/\n',
    },
    expected: {
      safe: lines(
        'FROM node:22 AS fe',
        'COPY web /web',
        'FROM python:3.13',
        'WORKDIR /app',
        'COPY requirements.txt ./',
        'RUN pip install --no-cache-dir -r requirements.txt',
        'COPY app/ app/',
        'COPY --from=fe /web/static app/static/',
      ),
    },
  },
  {
    id: 'a file of a stage, beside sources that come by their names',
    dockerfile: `FROM a AS b\nRUN touch /a.json\n${app('COPY *.js package*.json ./', 'COPY --from=b /a.json ./', 'RUN npm ci')}`,
    files: { ...LOCKED, 'index.js': '' },
    expected: {
      safe: `FROM a AS b\nRUN touch /a.json\n${app(MANIFESTS, 'COPY --from=b /a.json ./', 'RUN npm ci', 'COPY *.js package*.json ./')}`,
    },
  },
  {
    id: 'a file of a stage that the install names, in the folder of the sources',
    dockerfile: lines(
      'FROM python:3.13 AS b',
      'RUN pip download -d /w six==1.17.0',
      'FROM python:3.13',
      'WORKDIR /app',
      'COPY . .',
      'COPY --from=b /w ./w',
      'RUN pip install --no-cache-dir --find-links=./w -r requirements.txt',
    ),
    files: { 'requirements.txt': 'flask\n', 'main.py': '' },
    expected: {
      none: '`COPY . .` (line 5) could then overwrite what `COPY --from=b /w ./w` (line 6) copies',
    },
  },
  {
    id: 'a program of another image, with the sources in the root',
    dockerfile: lines(
      'FROM python:3.13',
      'COPY . .',
      'COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/',
      'RUN uv pip install --system -r requirements.txt',
    ),
    files: { 'requirements.txt': 'flask\n', 'main.py': '' },
    expected: {
      none: '`COPY . .` (line 2) could then overwrite what `COPY --from=ghcr.io/astral-sh/uv:0.9.2 /uv /bin/` (line 3) copies',
    },
  },
  {
    id: 'in a directory that only the build knows',
    dockerfile: lines('FROM acme/node', 'WORKDIR $HOME/app', 'COPY . .', 'RUN npm ci'),
    files: LOCKED,
    expected: { safe: lines('FROM acme/node', 'WORKDIR $HOME/app', MANIFESTS, 'RUN npm ci', 'COPY . .') },
  },
  {
    id: '3 node_modules not ignored and not there',
    dockerfile: BASE,
    files: without(LOCKED, '.dockerignore'),
    expected: { safe: FIXED, ignore: '**/node_modules\n.dockerignore\n' },
  },
  {
    id: '3 an ignore file without a final newline',
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': '.git\r\ndist' },
    expected: { safe: FIXED, ignore: '.git\r\ndist\r\n**/node_modules\r\n' },
  },
  {
    id: '4 node_modules not ignored and there',
    dockerfile: BASE,
    files: { ...without(LOCKED, '.dockerignore'), 'node_modules/!': '' },
    expected: {
      review: FIXED,
      title: 'node_modules is no longer copied',
      ignore: '**/node_modules\n.dockerignore\n',
    },
  },
  {
    id: '4 node_modules brought back by an exception',
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': '**/node_modules\n!node_modules/keep\n', 'node_modules/keep': '' },
    expected: { none: '`!node_modules/keep` of .dockerignore brings files of node_modules back' },
  },
  ...['!**/.env.example', '!**/*.md', '!src/**/x', '!*/dist'].map((exception): Case => ({
    id: `4 an exception that is about other names, and could reach into node_modules: ${exception}`,
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': `node_modules\n**/node_modules\n${exception}\n` },
    expected: exception.startsWith('!src')
      ? { safe: FIXED }
      : { safe: FIXED, ignore: `node_modules\n**/node_modules\n${exception}\n**/node_modules\n` },
  })),
  {
    id: '4 an exception above the pattern for node_modules',
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': '**/.env*\n!**/.env.example\n**/node_modules\n' },
    expected: { safe: FIXED },
  },
  {
    id: '4 an exception that is about other names, and may bring files of node_modules',
    dockerfile: BASE,
    files: {
      ...LOCKED,
      '.dockerignore': 'node_modules\n!**/*.md\n',
      'node_modules/!': '',
    },
    expected: {
      review: FIXED,
      title: 'and ignore node_modules (review: files of node_modules may no longer be copied)',
      ignore: 'node_modules\n!**/*.md\n**/node_modules\n',
    },
  },
  {
    id: '5 only the node_modules at the root is ignored, a member has its own',
    dockerfile: BASE,
    files: withPackage(
      { workspaces: ['packages/*'] },
      { '.dockerignore': 'node_modules\n', 'packages/a/package.json': '{}', 'packages/a/node_modules/!': '' },
    ),
    expected: {
      review: app(MANIFESTS, 'COPY packages/a/package.json packages/a/', 'RUN npm ci', 'COPY . .'),
      title: 'packages/a/node_modules is no longer copied',
      ignore: 'node_modules\n**/node_modules\n',
    },
  },
  {
    id: '6 a postinstall script in the sources',
    dockerfile: BASE,
    files: withPackage({ scripts: { postinstall: 'node scripts/x.js' } }, { 'scripts/x.js': '' }),
    expected: {
      review: app(MANIFESTS, 'COPY scripts/x.js scripts/', 'RUN npm ci', 'COPY . .'),
      title: 'scripts/x.js, which may read more files',
    },
  },
  {
    id: '6 a postinstall script that is not there',
    dockerfile: BASE,
    files: withPackage({ scripts: { postinstall: 'node scripts/x.js' } }),
    expected: { none: 'the `postinstall` script runs `node scripts/x.js`' },
  },
  ...['npm run build', 'tsc', 'vite build && echo done', 'husky; tsc', 'echo $(make)', 'tsc || true'].map(
    (prepare): Case => ({
      id: `7 prepare builds: ${prepare}`,
      dockerfile: BASE,
      files: withPackage({ scripts: { prepare } }),
      expected: { none: `the \`prepare\` script runs \`${prepare}\`` },
    }),
  ),
  {
    id: '7 a member whose prepare script builds',
    dockerfile: BASE,
    files: withPackage(
      { workspaces: ['packages/*'] },
      { 'packages/a/package.json': '{"scripts":{"prepare":"rollup -c"}}' },
    ),
    expected: { none: 'the `prepare` script of packages/a runs `rollup -c`' },
  },
  {
    id: '7 binding.gyp',
    dockerfile: BASE,
    files: { ...LOCKED, 'binding.gyp': '' },
    expected: { none: 'binding.gyp makes the install compile the sources' },
  },
  ...['husky', 'husky install || true', 'npx husky'].map((prepare): Case => ({
    id: `8 git hooks: ${prepare}`,
    dockerfile: BASE,
    files: withPackage(
      { scripts: { prepare } },
      { '.dockerignore': '**/node_modules\n.git\n', '.git/!': '' },
    ),
    expected: { review: FIXED, title: 'the `prepare` script runs husky' },
  })),
  {
    id: '8 git hooks with .git in the context',
    dockerfile: BASE,
    files: withPackage({ scripts: { prepare: 'husky' } }, { '.git/!': '' }),
    expected: { none: 'the `prepare` script runs `husky`' },
  },
  {
    id: '9 scripts switched off',
    dockerfile: app('COPY . .', 'RUN npm ci --ignore-scripts'),
    files: withPackage({ scripts: { postinstall: 'node scripts/x.js' } }, { 'scripts/x.js': '' }),
    expected: { safe: app(MANIFESTS, 'RUN npm ci --ignore-scripts', 'COPY . .') },
  },
  {
    id: '10 prisma generate',
    dockerfile: BASE,
    files: withPackage({ scripts: { postinstall: 'prisma generate' } }, { 'prisma/schema.prisma': '' }),
    expected: {
      review: app(MANIFESTS, 'COPY prisma prisma/', 'RUN npm ci', 'COPY . .'),
      title: '`prisma generate`',
    },
  },
  {
    id: '10 @prisma/client generates when it is installed',
    dockerfile: BASE,
    files: withPackage({ dependencies: { '@prisma/client': '6.19.0' } }, { 'prisma/schema.prisma': '' }),
    expected: {
      review: app(MANIFESTS, 'COPY prisma prisma/', 'RUN npm ci', 'COPY . .'),
      title: 'installing `@prisma/client` runs `prisma generate`',
    },
  },
  {
    id: '10 @prisma/client without a schema generates nothing',
    dockerfile: BASE,
    files: withPackage({ dependencies: { '@prisma/client': '6.19.0' } }),
    expected: { safe: FIXED },
  },
  {
    id: '10 patch-package',
    dockerfile: BASE,
    files: withPackage({ scripts: { postinstall: 'patch-package' } }, { 'patches/a+1.0.0.patch': '' }),
    expected: { safe: app(MANIFESTS, 'COPY patches patches/', 'RUN npm ci', 'COPY . .') },
  },
  {
    id: '11 a local package outside the context',
    dockerfile: BASE,
    files: withPackage({ dependencies: { lib: 'file:../lib' } }),
    expected: { none: '`lib` is `file:../lib`' },
  },
  {
    id: '12 a local package in the context',
    dockerfile: BASE,
    files: withPackage(
      { dependencies: { lib: 'file:./lib' } },
      { 'lib/package.json': '{}', 'lib/index.js': '' },
    ),
    expected: {
      review: app(MANIFESTS, 'COPY lib lib/', 'RUN npm ci', 'COPY . .'),
      title: 'the local folder lib',
    },
  },
  {
    id: '13 npm workspaces',
    dockerfile: BASE,
    files: withPackage(
      { workspaces: { packages: ['packages/*', '!packages/old'] } },
      {
        'packages/a/package.json': '{}',
        'packages/a/index.js': '',
        'packages/b/package.json': '{}',
        'packages/c/package.json': '{}',
        'packages/old/package.json': '{}',
        'packages/notes/README.md': '',
      },
    ),
    expected: {
      safe: app(
        MANIFESTS,
        'COPY packages/a/package.json packages/a/',
        'COPY packages/b/package.json packages/b/',
        'COPY packages/c/package.json packages/c/',
        'RUN npm ci',
        'COPY . .',
      ),
    },
  },
  {
    id: '13 a member with a program to link',
    dockerfile: BASE,
    files: withPackage({ workspaces: ['a'] }, { 'a/package.json': '{"bin":"cli.js"}', 'a/cli.js': '' }),
    expected: {
      review: app(MANIFESTS, 'COPY a/package.json a/', 'RUN npm ci', 'COPY . .'),
      title: 'the programs of a are linked only if they exist',
    },
  },
  {
    id: '13 workspace patterns that can not be read',
    dockerfile: BASE,
    files: withPackage({ workspaces: ['{apps,libs}/*'] }, { 'apps/a/package.json': '{}' }),
    expected: { none: '`{apps,libs}/*`' },
  },
  {
    id: '14 a glob that flattens manifests only',
    dockerfile: app('COPY */package.json package-lock.json ./', 'RUN npm ci', 'COPY . .'),
    files: { ...LOCKED, 'a/package.json': '{}' },
    expected: 'silent',
  },
  {
    id: '15 npm install with a lock file',
    dockerfile: app('COPY . .', 'RUN npm install'),
    files: LOCKED,
    expected: {
      review: app(MANIFESTS, 'RUN npm install', 'COPY . .'),
      title: 'Copy manifests first (review: npm install may rewrite package-lock.json)',
    },
  },
  {
    id: 'a file beside a manifest that need not be there (devcontainers)',
    dockerfile: app(
      'COPY environment.yml* .devcontainer/noop.txt /tmp/conda-tmp/',
      'RUN conda env update -n base -f /tmp/conda-tmp/environment.yml',
    ),
    files: { 'environment.yml': 'dependencies: [numpy]\n', '.devcontainer/noop.txt': 'x', 'a.py': '' },
    expected: 'silent',
  },
  {
    id: '16 npm install without a lock file',
    dockerfile: app('COPY . .', 'RUN npm install'),
    files: without(LOCKED, 'package-lock.json'),
    expected: {
      review: app('COPY package.json ./', 'RUN npm install', 'COPY . .'),
      title: 'no lock file pins the versions',
    },
  },
  {
    id: '17 npm ci without a lock file: the build fails',
    dockerfile: BASE,
    files: without(LOCKED, 'package-lock.json'),
    expected: 'silent',
  },
  {
    id: '17 npm ci with an ignored lock file: the build fails',
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': '**/node_modules\npackage-lock.json\n' },
    expected: 'silent',
  },
  {
    id: '18 install and build in one RUN',
    dockerfile: lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'RUN npm ci && npm run build'),
    files: LOCKED,
    expected: { review: FIXED, title: 'the RUN is cut in two' },
  },
  {
    id: '18 with a directory, options, mounts and continuations',
    dockerfile: lines(
      'FROM node:22',
      'COPY . /app',
      'RUN --mount=type=cache,target=/root/.npm set -eux && \\',
      '    cd /app && \\',
      '    npm ci && \\',
      '    npm run build \\',
      '      --production',
    ),
    files: LOCKED,
    expected: {
      review: lines(
        'FROM node:22',
        'COPY package.json package-lock.json /app/',
        'RUN --mount=type=cache,target=/root/.npm set -eux && \\',
        '    cd /app && \\',
        '    npm ci',
        'COPY . /app',
        'RUN --mount=type=cache,target=/root/.npm set -eux && cd /app && npm run build \\',
        '      --production',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: '18 a comment between the commands',
    dockerfile: app('COPY . .', 'RUN npm ci && \\', '    # now build', '    npm run build'),
    files: LOCKED,
    expected: { none: 'a comment' },
  },
  {
    id: '18 a clean-up behind the build',
    dockerfile: app('COPY . .', 'RUN npm ci && npm run build && npm cache clean --force'),
    files: LOCKED,
    expected: { none: 'cleans up behind the install' },
  },
  {
    id: '18 an install with its own clean-up',
    dockerfile: app('COPY . .', 'RUN npm ci && npm cache clean --force'),
    files: LOCKED,
    expected: { safe: app(MANIFESTS, 'RUN npm ci && npm cache clean --force', 'COPY . .') },
  },
  ...[
    ['19', 'npm ci; npm run build || true'],
    ['20', 'export A=1 && npm ci && node build.js', 'export A=1'],
    ['20', 'export A=$(cat a) && npm ci && node build.js', 'export A='],
    ['20', '. ./env.sh && npm ci && node build.js', '. ./env.sh'],
    ['20', '(export A=1 && npm ci) && node build.js', 'export A=1'],
    ['20', 'npm ci | tee log.txt', 'tee log.txt'],
    ['20', 'npm ci || npm install', 'npm install'],
    ['20', 'npm ci || true', 'true'],
    ['20', 'npm ci && (npm run build)', 'npm run build'],
    ['20', 'A=1 && npm ci && npm run build'],
    ['20', 'if [ -f package.json ]; then npm ci; fi', '[ -f package.json ]'],
  ].map(([id = '', run = '', other = '']): Case => ({
    id: `${id} ${run}`,
    dockerfile: app('COPY . .', `RUN ${run}`),
    files: LOCKED,
    expected: { none: `shares its RUN with \`${other}` },
  })),
  ...[
    'npm ci > log.txt',
    'npm ci > log.txt && npm run build',
    'set -e; npm ci >> log.txt; npm run build',
  ].map((run): Case => ({
    id: `20 ${run}`,
    dockerfile: app('COPY . .', `RUN ${run}`),
    files: LOCKED,
    expected: { none: `\`${/npm ci >+ log.txt/.exec(run)?.[0] ?? ''}\` redirects its output` },
  })),
  {
    id: '20 another command that redirects its output',
    dockerfile: app('COPY . .', 'RUN npm ci && npm cache clean --force > log.txt'),
    files: LOCKED,
    expected: { none: 'shares its RUN with `npm cache clean --force > log.txt`' },
  },
  ...['npm ci 2>&1', 'npm ci > /dev/null', 'npm ci >/dev/null 2>&1'].map((run): Case => ({
    id: `20 output that goes nowhere: ${run}`,
    dockerfile: app('COPY . .', `RUN ${run}`),
    files: LOCKED,
    expected: { safe: app(MANIFESTS, `RUN ${run}`, 'COPY . .') },
  })),
  {
    id: '20 output that goes nowhere, in front of a build',
    dockerfile: lines(
      'FROM node:22',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci >/dev/null 2>&1 && npm run build',
    ),
    files: LOCKED,
    expected: {
      review: app(MANIFESTS, 'RUN npm ci >/dev/null 2>&1', 'COPY . .'),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: '21 --chown and USER',
    dockerfile: app('USER node', 'COPY --chown=node:node . .', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: app(
        'USER node',
        'COPY --chown=node:node package.json package-lock.json ./',
        'RUN npm ci',
        'COPY --chown=node:node . .',
      ),
    },
  },
  {
    id: '22 a WORKDIR below the COPY that makes its folder',
    dockerfile: lines('FROM node:22', 'COPY . /app', 'WORKDIR /app', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: lines(
        'FROM node:22',
        'COPY package.json package-lock.json /app/',
        'WORKDIR /app',
        'RUN npm ci',
        'COPY . /app',
      ),
    },
  },
  {
    id: '23 a relative destination and a WORKDIR below',
    dockerfile: lines('FROM node:22', 'WORKDIR /', 'COPY . app', 'WORKDIR app', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: lines(
        'FROM node:22',
        'WORKDIR /',
        'COPY package.json package-lock.json app/',
        'WORKDIR app',
        'RUN npm ci',
        'COPY . /app',
      ),
    },
  },
  {
    id: '23 the same where the first directory is not known',
    dockerfile: lines('FROM team/node:22', 'COPY . app', 'WORKDIR app', 'RUN npm ci'),
    files: LOCKED,
    expected: { none: 'another place' },
  },
  {
    id: '23 the same with an image that sets no WORKDIR',
    dockerfile: lines('FROM node:22', 'COPY . app', 'WORKDIR app', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: lines(
        'FROM node:22',
        'COPY package.json package-lock.json app/',
        'WORKDIR app',
        'RUN npm ci',
        'COPY . /app',
      ),
    },
  },
  {
    id: '24 cd in front of the install',
    dockerfile: app('COPY . .', 'RUN cd web && npm ci'),
    files: { ...SOURCES, '.dockerignore': IGNORE, 'web/package.json': '{}', 'web/package-lock.json': '{}' },
    expected: {
      safe: app('COPY web/package.json web/package-lock.json web/', 'RUN cd web && npm ci', 'COPY . .'),
    },
  },
  ...['npm --prefix client ci', 'npm ci --prefix=client', 'npm -C ./client ci', '(cd client && npm ci)'].map(
    (run): Case => ({
      id: `25 ${run}`,
      dockerfile: app('COPY . .', `RUN ${run}`),
      files: {
        ...SOURCES,
        '.dockerignore': IGNORE,
        'client/package.json': '{}',
        'client/package-lock.json': '{}',
      },
      expected: {
        safe: app('COPY client/package.json client/package-lock.json client/', `RUN ${run}`, 'COPY . .'),
      },
    }),
  ),
  ...[
    ['26', 'chown -R node /app'],
    ['27', 'rm -rf test'],
    ['29', './configure.sh'],
    ['29', 'sed -i s/a/b/ package.json'],
  ].map(([id = '', run = '']): Case => ({
    id: `${id} ${run}`,
    dockerfile: app('COPY . .', `RUN ${run}`, 'RUN npm ci'),
    files: LOCKED,
    expected: { none: `\`RUN ${run}\` (line 4) may read or change the copied files` },
  })),
  {
    id: '28 an upgrade alone between, which then runs seldom',
    dockerfile: app('COPY . .', 'RUN apt-get update && apt-get upgrade -y', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      review: app('RUN apt-get update && apt-get upgrade -y', MANIFESTS, 'RUN npm ci', 'COPY . .'),
      title: 'then runs only when the base image or a line above it changes',
    },
  },
  {
    id: '28 system packages between',
    dockerfile: app(
      'COPY . .',
      'RUN apt-get update && apt-get install -y g++ && rm -rf /var/lib/apt/lists/*',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: {
      safe: app(
        'RUN apt-get update && apt-get install -y g++ && rm -rf /var/lib/apt/lists/*',
        MANIFESTS,
        'RUN npm ci',
        'COPY . .',
      ),
    },
  },
  {
    id: '69 system packages from a file of the context',
    dockerfile: app('COPY . .', 'RUN apt-get install -y ./pkg.deb', 'RUN npm ci'),
    files: LOCKED,
    expected: { none: 'may read or change' },
  },
  {
    id: '30 a second COPY into the same place',
    dockerfile: app('COPY . .', 'COPY config/prod.json config.json', 'RUN npm ci'),
    files: { ...LOCKED, 'config/prod.json': '{}' },
    expected: { safe: app(MANIFESTS, 'RUN npm ci', 'COPY . .', 'COPY config/prod.json config.json') },
  },
  {
    id: '30 a second COPY that replaces a manifest by another file',
    dockerfile: app('COPY . .', 'COPY config/prod.json package.json', 'RUN npm ci'),
    files: { ...LOCKED, 'config/prod.json': '{}' },
    expected: 'silent',
  },
  {
    id: '31 a variable in the source',
    dockerfile: lines('FROM node:22', 'WORKDIR /app', 'ARG VERSION=1', 'COPY src-$VERSION .', 'RUN npm ci'),
    files: {
      '.dockerignore': IGNORE,
      'src-1/package.json': '{}',
      'src-1/package-lock.json': '{}',
      'src-1/index.js': '',
    },
    expected: { none: 'a variable in its source' },
  },
  {
    id: '32 a variable of the COPY is set again below',
    dockerfile: lines('FROM node:22', 'ENV D=/app', 'WORKDIR /app', 'COPY . $D', 'ENV D=/x', 'RUN npm ci'),
    files: LOCKED,
    expected: { none: '`ENV D=/x` (line 5) sets a variable that the COPY uses' },
  },
  {
    id: '32 a variable in the destination is kept',
    dockerfile: lines('FROM node:22', 'ENV D=/app', 'WORKDIR $D', 'COPY . $D', 'ENV E=/x', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: lines(
        'FROM node:22',
        'ENV D=/app',
        'WORKDIR $D',
        'COPY package.json package-lock.json $D/',
        'ENV E=/x',
        'RUN npm ci',
        'COPY . $D',
      ),
    },
  },
  {
    id: '33 ADD of a folder',
    dockerfile: app('ADD . .', 'RUN npm ci'),
    files: LOCKED,
    expected: { safe: app(MANIFESTS, 'RUN npm ci', 'ADD . .') },
  },
  {
    id: '34 ADD of an archive',
    dockerfile: app('ADD app.tar.gz /app', 'RUN npm ci'),
    files: { ...LOCKED, 'app.tar.gz': '' },
    expected: 'silent',
  },
  {
    id: '35 COPY --from',
    dockerfile: lines(
      'FROM alpine AS src',
      'FROM node:22',
      'WORKDIR /app',
      'COPY --from=src /app .',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: '36 COPY *',
    dockerfile: app('COPY * ./', 'RUN npm ci'),
    files: LOCKED,
    expected: { none: 'into one' },
  },
  {
    id: '37 --link',
    dockerfile: app('COPY --link . .', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: app('COPY --link package.json package-lock.json ./', 'RUN npm ci', 'COPY --link . .'),
    },
  },
  {
    id: '38 ONBUILD',
    dockerfile: lines('FROM node:22', 'WORKDIR /app', 'ONBUILD COPY . .', 'ONBUILD RUN npm ci'),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: '38 ONBUILD of a stage that is built on',
    dockerfile: lines(
      'FROM node:22 AS base',
      'WORKDIR /app',
      'ONBUILD RUN ls',
      'FROM base',
      'COPY . .',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: { none: 'ONBUILD' },
  },
  {
    id: '39 a heredoc with a build',
    dockerfile: app('COPY . .', 'RUN <<EOF', 'npm ci', 'npm run build', 'EOF'),
    files: LOCKED,
    expected: { none: 'shares its RUN with `npm run build`' },
  },
  {
    id: '39 a heredoc with nothing but the install',
    dockerfile: app('COPY . .', 'RUN <<EOF', 'set -e', 'npm ci', 'EOF'),
    files: LOCKED,
    expected: { safe: app(MANIFESTS, 'RUN <<EOF', 'set -e', 'npm ci', 'EOF', 'COPY . .') },
  },
  {
    id: '40 the context is mounted',
    dockerfile: app('COPY . .', 'RUN --mount=type=bind,target=/app npm ci'),
    files: LOCKED,
    expected: { none: 'mounts files beside the copied ones' },
  },
  {
    id: '40 the manifest is mounted',
    dockerfile: app('COPY . .', 'RUN --mount=type=bind,source=package.json,target=package.json npm ci'),
    files: LOCKED,
    expected: { none: 'mounts files beside the copied ones' },
  },
  {
    id: '41 a stage that others are built from',
    dockerfile: lines(
      'FROM node:22 AS base',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci',
      'FROM base AS build',
      'RUN npm run build',
      'FROM nginx',
      'COPY --from=build /app/dist /srv',
    ),
    files: LOCKED,
    expected: {
      safe: lines(
        'FROM node:22 AS base',
        'WORKDIR /app',
        MANIFESTS,
        'RUN npm ci',
        'COPY . .',
        'FROM base AS build',
        'RUN npm run build',
        'FROM nginx',
        'COPY --from=build /app/dist /srv',
      ),
    },
  },
  {
    id: '41 the installs are in stages built from that of the COPY',
    dockerfile: lines(
      'FROM node:22 AS base',
      'WORKDIR /app',
      'COPY . .',
      'FROM base AS deps',
      'RUN npm ci --omit=dev',
      'FROM base AS build',
      'RUN npm ci',
      'FROM base',
      'COPY --from=deps /app/node_modules ./node_modules',
      'COPY --from=build /app/dist ./dist',
    ),
    files: LOCKED,
    expected: { none: 'a stage that others are built from' },
  },
  {
    id: '42 a stage that is not built',
    dockerfile: lines('FROM node:22 AS dev', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'FROM alpine'),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: '43 requirement files',
    dockerfile: lines(
      'FROM python:3',
      'WORKDIR /app',
      'COPY . .',
      'RUN pip install --no-cache-dir -r requirements.txt',
    ),
    files: {
      'app.py': '',
      'requirements.txt':
        '# all\n-r base.txt\n-c constraints.txt\nflask[async]==3.0 ; python_version > "3"\n',
      'base.txt': 'requests>=2 \\\n  --hash=sha256:00\n',
      'constraints.txt': 'idna==3.7\n',
    },
    expected: {
      safe: lines(
        'FROM python:3',
        'WORKDIR /app',
        'COPY requirements.txt base.txt constraints.txt ./',
        'RUN pip install --no-cache-dir -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  ...[
    ['44', '-e .', 'installs `.` from the sources'],
    ['44', '.', 'installs `.` from the sources'],
    ['44', 'pkg @ file:///app/pkg', 'from the sources'],
    ['44', '--find-links wheels', '`--find-links wheels` may lead among the sources'],
  ].map(([id = '', line = '', none = '']): Case => ({
    id: `${id} a requirement that is ${line}`,
    dockerfile: lines('FROM python:3', 'WORKDIR /app', 'COPY . .', 'RUN pip install -r requirements.txt'),
    files: { 'app.py': '', 'requirements.txt': `flask\n${line}\n` },
    expected: { none },
  })),
  {
    id: '44 a requirement that is a folder',
    dockerfile: lines('FROM python:3', 'WORKDIR /app', 'COPY . .', 'RUN pip install -r requirements.txt'),
    files: { 'app.py': '', 'requirements.txt': 'flask\n./vendor/pkg\n', 'vendor/pkg/setup.py': '' },
    expected: {
      review: lines(
        'FROM python:3',
        'WORKDIR /app',
        'COPY requirements.txt ./',
        'COPY vendor/pkg vendor/pkg/',
        'RUN pip install -r requirements.txt',
        'COPY . .',
      ),
      title: 'installs ./vendor/pkg',
    },
  },
  ...['pip install .', 'pip install -e .', 'pip install .[dev]'].map((run): Case => ({
    id: `45 ${run}`,
    dockerfile: lines('FROM python:3', 'WORKDIR /app', 'COPY . .', `RUN ${run}`),
    files: { 'app.py': '', 'requirements.txt': 'flask\n', 'setup.py': '' },
    expected: 'silent',
  })),
  {
    id: '56 yarn berry with its own program',
    dockerfile: app('COPY . .', 'RUN yarn install --immutable'),
    files: {
      ...SOURCES,
      '.dockerignore': IGNORE,
      'package.json': '{"packageManager":"yarn@4.1.0"}',
      'yarn.lock': '',
      '.yarnrc.yml': 'nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-4.1.0.cjs\n',
      '.yarn/releases/yarn-4.1.0.cjs': '',
    },
    expected: {
      safe: app(
        'COPY package.json yarn.lock .yarnrc.yml ./',
        'COPY .yarn/releases .yarn/releases/',
        'RUN yarn install --immutable',
        'COPY . .',
      ),
    },
  },
  {
    id: '56 yarn berry whose program is ignored',
    dockerfile: app('COPY . .', 'RUN yarn install --immutable'),
    files: {
      ...SOURCES,
      '.dockerignore': '**/node_modules\n.yarn\n',
      'package.json': '{}',
      'yarn.lock': '',
      '.yarnrc.yml': 'yarnPath: .yarn/releases/yarn-4.1.0.cjs\n',
      '.yarn/releases/yarn-4.1.0.cjs': '',
    },
    expected: { none: 'which is not in the build context' },
  },
  {
    id: '57 .npmrc',
    dockerfile: BASE,
    files: { ...LOCKED, '.npmrc': '//registry.example.org/:_authToken=${NPM_TOKEN}\n' },
    expected: { safe: app('COPY package.json package-lock.json .npmrc ./', 'RUN npm ci', 'COPY . .') },
  },
  {
    id: '58 no context is known',
    dockerfile: BASE,
    files: undefined,
    expected: { none: 'the build context is not known' },
  },
  {
    id: '58 the context was not read to its end',
    dockerfile: BASE,
    files: LOCKED,
    complete: false,
    expected: { none: 'the build context was not read to its end' },
  },
  {
    id: '59 the manifests are ignored: the build fails',
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': '*\n!src\n' },
    expected: 'silent',
  },
  {
    id: '60 an ignore file of the Dockerfile itself',
    dockerfile: BASE,
    files: { ...LOCKED, '.dockerignore': '**/node_modules\n', 'Dockerfile.prod.dockerignore': 'dist\n' },
    ignorePath: 'Dockerfile.prod.dockerignore',
    expected: { safe: FIXED, ignore: 'dist\n**/node_modules\n' },
  },
  {
    id: '61 names with spaces',
    dockerfile: app('COPY . .', 'RUN cd "my app" && npm ci'),
    files: {
      '.dockerignore': IGNORE,
      'my app/package.json': '{}',
      'my app/package-lock.json': '{}',
      'my app/i.js': '',
    },
    expected: {
      safe: app(
        'COPY ["my app/package.json", "my app/package-lock.json", "my app/"]',
        'RUN cd "my app" && npm ci',
        'COPY . .',
      ),
    },
  },
  {
    id: '61 the JSON form',
    dockerfile: app('COPY [".", "/app"]', 'RUN ["npm", "ci"]'),
    files: LOCKED,
    expected: {
      safe: app(
        'COPY ["package.json", "package-lock.json", "/app/"]',
        'RUN ["npm", "ci"]',
        'COPY [".", "/app"]',
      ),
    },
  },
  {
    id: '62 carriage returns, escape directive, lower case, comments, no final newline',
    dockerfile: [
      '# syntax=docker/dockerfile:1',
      '# escape=`',
      'from node:22',
      'workdir /app',
      '',
      '# the sources',
      '# of it all',
      '  copy --chown=node `',
      '    . .',
      '',
      '# the packages',
      'run npm `',
      '  ci',
    ].join('\r\n'),
    files: LOCKED,
    expected: {
      safe: [
        '# syntax=docker/dockerfile:1',
        '# escape=`',
        'from node:22',
        'workdir /app',
        '',
        '  copy --chown=node package.json package-lock.json ./',
        '',
        '# the packages',
        'run npm `',
        '  ci',
        '',
        '# the sources',
        '# of it all',
        '  copy --chown=node `',
        '    . .',
      ].join('\r\n'),
    },
  },
  {
    id: '63 the same COPY again below',
    dockerfile: app('COPY . .', 'RUN npm ci', 'COPY . .'),
    files: LOCKED,
    expected: { none: 'copied again on line 5' },
  },
  {
    id: '64 the lock file of a monorepo is not copied: the build fails',
    dockerfile: app('COPY apps/api .', 'RUN npm ci'),
    files: { ...LOCKED, 'apps/api/package.json': '{}', 'apps/api/index.js': '' },
    expected: 'silent',
  },
  {
    id: '64 a folder of a workspace',
    dockerfile: app('COPY . .', 'RUN cd apps/api && npm install'),
    files: withPackage(
      { workspaces: ['apps/*'] },
      { 'apps/api/package.json': '{}', 'apps/api/index.js': '' },
    ),
    expected: { none: 'apps/api may belong to the workspace of package.json' },
  },
  {
    id: '65 the destination is a symlink',
    dockerfile: lines('FROM node:22', 'RUN ln -s /data /app', 'COPY . /app', 'WORKDIR /app', 'RUN npm ci'),
    files: LOCKED,
    expected: { none: 'makes the destination a symlink' },
  },
  {
    id: '66 VOLUME above',
    dockerfile: app('VOLUME /app', 'COPY . .', 'RUN npm ci'),
    files: LOCKED,
    expected: { safe: app('VOLUME /app', MANIFESTS, 'RUN npm ci', 'COPY . .') },
  },
  {
    id: '67 PowerShell',
    dockerfile: app('SHELL ["pwsh", "-Command"]', 'COPY . .', 'RUN npm ci'),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: '67 Windows',
    dockerfile: lines(
      'FROM mcr.microsoft.com/windows/servercore:ltsc2022',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: '67 bash',
    dockerfile: app('SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'COPY . .', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: app('SHELL ["/bin/bash", "-o", "pipefail", "-c"]', MANIFESTS, 'RUN npm ci', 'COPY . .'),
    },
  },
  {
    id: '68 only the stage that copies too much is judged',
    dockerfile: lines(
      'FROM node:22 AS build',
      'WORKDIR /app',
      MANIFESTS,
      'RUN npm ci',
      'COPY . .',
      'RUN npm run build',
      'FROM node:22',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci --omit=dev',
      'COPY --from=build /app/dist ./dist',
    ),
    files: LOCKED,
    expected: {
      safe: lines(
        'FROM node:22 AS build',
        'WORKDIR /app',
        MANIFESTS,
        'RUN npm ci',
        'COPY . .',
        'RUN npm run build',
        'FROM node:22',
        'WORKDIR /app',
        MANIFESTS,
        'RUN npm ci --omit=dev',
        'COPY . .',
        'COPY --from=build /app/dist ./dist',
      ),
    },
  },
  {
    id: '71 submodules',
    dockerfile: BASE,
    files: { ...LOCKED, '.gitmodules': '', 'vendor/lib/': '' },
    expected: { review: FIXED, title: 'submodules' },
  },
  {
    id: '72 pnpm with workspaces and patches',
    dockerfile: app('COPY . .', 'RUN corepack enable && pnpm install --frozen-lockfile'),
    files: {
      ...SOURCES,
      '.dockerignore': IGNORE,
      'package.json':
        '{"packageManager":"pnpm@9.0.0","pnpm":{"patchedDependencies":{"a@1.0.0":"patches/a@1.0.0.patch"}}}',
      'pnpm-lock.yaml': '',
      'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n  - apps/web\n",
      'patches/a@1.0.0.patch': '',
      'packages/a/package.json': '{}',
      'apps/web/package.json': '{}',
    },
    expected: {
      safe: app(
        'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./',
        'COPY packages/a/package.json packages/a/',
        'COPY apps/web/package.json apps/web/',
        'COPY patches/a@1.0.0.patch patches/',
        'RUN corepack enable && pnpm install --frozen-lockfile',
        'COPY . .',
      ),
    },
  },
  {
    id: 'corepack may write the version that it takes',
    dockerfile: app('RUN corepack enable', 'COPY . .', 'RUN pnpm install --frozen-lockfile'),
    files: { ...SOURCES, '.dockerignore': IGNORE, 'package.json': '{}', 'pnpm-lock.yaml': '' },
    expected: {
      review: app(
        'RUN corepack enable',
        'COPY package.json pnpm-lock.yaml ./',
        'RUN pnpm install --frozen-lockfile',
        'COPY . .',
      ),
      title: 'corepack may add `packageManager` to package.json',
    },
  },
  {
    id: 'a virtual environment among the sources',
    dockerfile: lines(
      'FROM python:3',
      'WORKDIR /app',
      'COPY . .',
      'ENV VIRTUAL_ENV=/app/venv',
      'RUN python -m venv $VIRTUAL_ENV',
      'RUN pip install -r requirements.txt',
    ),
    files: { 'app.py': '', 'requirements.txt': 'flask\n' },
    expected: {
      review: lines(
        'FROM python:3',
        'WORKDIR /app',
        'ENV VIRTUAL_ENV=/app/venv',
        'RUN python -m venv $VIRTUAL_ENV',
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt',
        'COPY . .',
      ),
      title: 'the context must not hold a virtual environment at $VIRTUAL_ENV',
    },
  },
  {
    id: 'a virtual environment elsewhere',
    dockerfile: lines(
      'FROM python:3',
      'WORKDIR /app',
      'COPY . .',
      'RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install -r requirements.txt',
    ),
    files: { 'app.py': '', 'requirements.txt': 'flask\n' },
    expected: {
      safe: lines(
        'FROM python:3',
        'WORKDIR /app',
        'COPY requirements.txt ./',
        'RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  ...['NODE_OPTIONS=--require=./hook.js', 'npm_config_cafile=ca.pem', 'NODE_EXTRA_CA_CERTS=/app/ca.pem'].map(
    (variable): Case => ({
      id: `a variable that leads among the sources: ${variable}`,
      dockerfile: app(`ENV ${variable}`, 'COPY . .', 'RUN npm ci'),
      files: LOCKED,
      expected: { none: `\`${variable.split('=')[0] ?? ''}\` may name files among the sources` },
    }),
  ),
  {
    id: 'a variable that leads among the sources, set by env',
    dockerfile: app('COPY . .', 'RUN env npm_config_cafile=ca.pem npm ci'),
    files: LOCKED,
    expected: { none: '`npm_config_cafile` may name files among the sources' },
  },
  {
    id: 'variables that lead elsewhere',
    dockerfile: app(
      'ENV NODE_OPTIONS=--max-old-space-size=4096',
      'ENV PNPM_HOME=/pnpm',
      'COPY . .',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: {
      safe: app(
        'ENV NODE_OPTIONS=--max-old-space-size=4096',
        'ENV PNPM_HOME=/pnpm',
        MANIFESTS,
        'RUN npm ci',
        'COPY . .',
      ),
    },
  },
  {
    id: 'a label, and a variable that no longer leads among the sources',
    dockerfile: app(
      'LABEL NODE_OPTIONS=--require=./hook.js',
      'ENV npm_config_cafile=ca.pem',
      'ENV npm_config_cafile=/etc/ca.pem',
      'COPY . .',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: {
      safe: app(
        'LABEL NODE_OPTIONS=--require=./hook.js',
        'ENV npm_config_cafile=ca.pem',
        'ENV npm_config_cafile=/etc/ca.pem',
        MANIFESTS,
        'RUN npm ci',
        'COPY . .',
      ),
    },
  },
  {
    id: 'settings that lead among the sources',
    dockerfile: BASE,
    files: { ...LOCKED, '.npmrc': 'cafile=certs/ca.pem\n' },
    expected: { none: '.npmrc sets `cafile`' },
  },
  {
    id: 'a program of the sources is no package manager',
    dockerfile: app('COPY . .', 'RUN ./bin/npm ci'),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: 'system packages and a copy into the root',
    dockerfile: lines('FROM node:22', 'WORKDIR /', 'COPY . .', 'RUN apk add git', 'RUN npm ci'),
    files: LOCKED,
    expected: { none: 'may read or change' },
  },
  {
    id: 'flags as they are written',
    dockerfile: app('COPY --chown="$UID:0" ./ /app/', 'RUN npm ci'),
    files: LOCKED,
    expected: {
      safe: app(
        'COPY --chown="$UID:0" package.json package-lock.json /app/',
        'RUN npm ci',
        'COPY --chown="$UID:0" ./ /app/',
      ),
    },
  },
  {
    id: 'blank lines stay between',
    dockerfile: lines(
      'FROM node:22',
      '',
      'COPY . .',
      '',
      'RUN apk add git',
      '',
      'RUN npm ci',
      '',
      'CMD ["node"]',
    ),
    files: LOCKED,
    expected: { none: 'may read or change' },
  },
  {
    id: 'a comment of its own stays',
    dockerfile: app('COPY . .', '', '# about the next steps', '', 'RUN apk add git', '', 'RUN npm ci', ''),
    files: LOCKED,
    expected: {
      safe: app(
        '',
        '# about the next steps',
        '',
        'RUN apk add git',
        '',
        MANIFESTS,
        'RUN npm ci',
        '',
        'COPY . .',
        '',
      ),
    },
  },
  {
    id: 'bun',
    dockerfile: lines('FROM oven/bun:1', 'WORKDIR /app', 'COPY . .', 'RUN bun install --frozen-lockfile'),
    files: { ...SOURCES, '.dockerignore': IGNORE, 'package.json': '{}', 'bun.lock': '', 'bunfig.toml': '' },
    expected: {
      safe: lines(
        'FROM oven/bun:1',
        'WORKDIR /app',
        'COPY package.json bun.lock bunfig.toml ./',
        'RUN bun install --frozen-lockfile',
        'COPY . .',
      ),
    },
  },
  {
    id: 'yarn classic',
    dockerfile: app('COPY . .', 'RUN yarn --frozen-lockfile'),
    files: { ...SOURCES, '.dockerignore': IGNORE, 'package.json': '{}', 'yarn.lock': '' },
    expected: { safe: app('COPY package.json yarn.lock ./', 'RUN yarn --frozen-lockfile', 'COPY . .') },
  },
  {
    id: 'an earlier COPY of manifests that the broad one makes useless',
    dockerfile: app('COPY package*.json ./', 'COPY . .', 'RUN npm ci'),
    files: LOCKED,
    expected: { safe: app('COPY package*.json ./', 'RUN npm ci', 'COPY . .') },
  },
  {
    id: 'two installs below one COPY, the second with a build',
    dockerfile: app('COPY . .', 'RUN npm ci', '', 'RUN cd client && npm ci && npm run build'),
    files: { ...LOCKED, 'client/package.json': '{}', 'client/package-lock.json': '{}' },
    expected: {
      review: app(
        MANIFESTS,
        'COPY client/package.json client/package-lock.json client/',
        'RUN npm ci',
        '',
        'RUN cd client && npm ci',
        'COPY . .',
        'RUN cd client && npm run build',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'packages named on the command line between',
    dockerfile: app('COPY . .', 'RUN npm install -g pnpm@9', 'RUN npm ci'),
    files: LOCKED,
    expected: { safe: app('RUN npm install -g pnpm@9', MANIFESTS, 'RUN npm ci', 'COPY . .') },
  },
  {
    id: 'dependencies that were fetched before the sources came',
    dockerfile: app('COPY pnpm-lock.yaml ./', 'RUN pnpm fetch', 'COPY . .', 'RUN pnpm install --offline'),
    files: { ...SOURCES, '.dockerignore': IGNORE, 'package.json': '{}', 'pnpm-lock.yaml': '' },
    expected: 'silent',
  },
  {
    id: 'an install that is repeated behind the build',
    dockerfile: app(MANIFESTS, 'RUN npm ci', 'COPY . .', 'RUN npm run build', 'RUN npm ci --omit=dev'),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: 'configuration files copied with the manifests',
    dockerfile: app('COPY package.json package-lock.json tsconfig.json .env ./', 'RUN npm ci', 'COPY . .'),
    files: { ...LOCKED, 'tsconfig.json': '{}', '.env': '' },
    expected: 'silent',
  },
  {
    id: 'a folder with the sources of one service',
    dockerfile: app('COPY web/ ./', 'RUN npm ci'),
    files: {
      '.dockerignore': IGNORE,
      'web/package.json': '{}',
      'web/package-lock.json': '{}',
      'web/i.js': '',
    },
    expected: {
      safe: app('COPY web/package.json web/package-lock.json ./', 'RUN npm ci', 'COPY web/ ./'),
    },
  },
  {
    id: 'the system that an empty image gets, with sources in it',
    dockerfile: lines(
      'FROM scratch',
      'COPY rootfs /',
      'WORKDIR /app',
      'COPY package.json package-lock.json ./',
      'RUN npm ci',
    ),
    files: { ...LOCKED, 'rootfs/usr/lib/node_modules/npm/index.js': '', 'rootfs/app/start.js': '' },
    expected: 'silent',
  },
  {
    id: 'the system that an empty image gets, with the project in it',
    dockerfile: lines('FROM scratch AS root', 'COPY . /', 'FROM root', 'RUN npm ci'),
    files: { ...LOCKED, 'usr/bin/node': '' },
    expected: 'silent',
  },
  {
    id: 'the system that an empty image gets, of which only the project is known',
    dockerfile: lines('FROM scratch', 'COPY . .', 'RUN npm ci'),
    files: undefined,
    expected: 'silent',
  },
  {
    id: 'the system that an empty image gets from another stage',
    dockerfile: lines(
      'FROM alpine:3.22 AS make',
      'COPY . /src',
      'RUN /src/make-root.sh /out',
      'FROM scratch',
      'COPY --from=make /out /usr/',
      'WORKDIR /app',
      'COPY package.json package-lock.json ./',
      'RUN npm ci',
    ),
    files: LOCKED,
    expected: 'silent',
  },
  {
    id: 'packages that are removed in between',
    dockerfile: lines(
      'FROM python:3.12',
      'WORKDIR /app',
      'COPY . .',
      'RUN pip uninstall -y torch || true',
      'RUN pip install -r requirements.txt',
    ),
    files: { 'requirements.txt': '', 'main.py': '' },
    expected: {
      safe: lines(
        'FROM python:3.12',
        'WORKDIR /app',
        'RUN pip uninstall -y torch || true',
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt',
        'COPY . .',
      ),
    },
  },
];
