import type { Files } from '../../fixes/context-of.ts';

/** A Dockerfile and what the rule makes of it: `silent`, the reason why there is no fix, or the result with its grade. */
export interface MountCase {
  readonly id: string;
  readonly dockerfile: string;
  /** None: no context is known. */
  readonly files?: Files;
  readonly expected:
    'silent' | { readonly none: string } | { readonly review: string; readonly title: string };
}

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function stage(...texts: readonly string[]): string {
  return lines('FROM debian:13', ...texts);
}

/** One RUN each; what the fix makes of it. */
export const CASES: readonly MountCase[] = [
  {
    id: 'npm',
    dockerfile: stage('RUN npm ci'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.npm npm ci'),
      title: 'the image no longer holds /root/.npm',
    },
  },
  {
    id: 'npm with its clean-up',
    dockerfile: stage('RUN npm ci && npm cache clean --force'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.npm npm ci'),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'a clean-up in the middle, on lines of its own',
    dockerfile: stage('RUN npm ci \\', '  && npm cache clean --force \\', '  && npm run build'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.npm npm ci \\', '  && npm run build'),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'a clean-up that is not one of a list',
    dockerfile: stage('RUN npm ci && (npm cache clean --force || true)'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.npm npm ci && (npm cache clean --force || true)'),
      title: '`npm cache clean --force` empties the cache',
    },
  },
  {
    id: 'a clean-up of the folder itself',
    dockerfile: stage('RUN npm ci && rm -rf /root/.npm /tmp/x'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.npm npm ci && rm -rf /tmp/x'),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'pip and its flag',
    dockerfile: stage('RUN pip install \\', '    --no-cache-dir \\', '    -r requirements.txt'),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/root/.cache/pip pip install \\',
        '    -r requirements.txt',
      ),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'a flag of pip counts for its own command',
    dockerfile: stage('RUN pip install --no-cache-dir flask && pip install torch'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.cache/pip pip install flask && pip install torch'),
      title: 'the image no longer holds /root/.cache/pip',
    },
  },
  {
    id: 'a clean-up counts for what stands in front of it',
    dockerfile: stage('RUN npm ci && npm cache clean --force && npm i -g x'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.npm npm ci && npm i -g x'),
      title: 'the image no longer holds /root/.npm',
    },
  },
  {
    id: 'pip without a cache, by a variable',
    dockerfile: stage('ENV PIP_NO_CACHE_DIR=1', 'RUN pip install flask'),
    expected: { none: 'PIP_NO_CACHE_DIR' },
  },
  {
    id: 'uv pip copies out of the mount',
    dockerfile: stage('RUN uv pip install --system --no-cache flask'),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/root/.cache/uv UV_LINK_MODE=copy uv pip install --system flask',
      ),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'apt-get',
    dockerfile: stage(
      'RUN apt-get update \\',
      ' && apt-get install -y git \\',
      ' && apt-get clean \\',
      ' && rm -rf /var/lib/apt/lists/*',
    ),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
        '    --mount=type=cache,target=/var/lib/apt,sharing=locked \\',
        '    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update \\',
        ' && apt-get install -y git',
      ),
      title: 'the image loses docker-clean',
    },
  },
  {
    id: 'apt keeps nothing unless it is told to',
    dockerfile: stage('RUN apt install -y git'),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
        '    --mount=type=cache,target=/var/lib/apt,sharing=locked \\',
        `    rm -f /etc/apt/apt.conf.d/docker-clean && echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache && apt install -y git`,
      ),
      title: 'the image no longer holds /var/cache/apt and /var/lib/apt',
    },
  },
  {
    id: 'docker-clean is gone already',
    dockerfile: stage(
      'RUN rm -f /etc/apt/apt.conf.d/docker-clean',
      'RUN apt-get install -y git && rm -rf /var/lib/apt/lists/*',
    ),
    expected: {
      review: stage(
        'RUN rm -f /etc/apt/apt.conf.d/docker-clean',
        'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
        '    --mount=type=cache,target=/var/lib/apt,sharing=locked \\',
        '    apt-get install -y git',
      ),
      title: 'files of the system',
    },
  },
  {
    id: 'apk needs its index',
    dockerfile: stage('RUN apk add --no-cache git'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/etc/apk/cache,sharing=locked apk add --update-cache git'),
      title: 'files of the system',
    },
  },
  {
    id: 'apk that fetches its index anyway',
    dockerfile: stage('RUN apk add --update --no-cache git'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/etc/apk/cache,sharing=locked apk add --update git'),
      title: 'files of the system',
    },
  },
  {
    id: 'dnf',
    dockerfile: stage('RUN dnf install -y git && dnf clean all'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/var/cache/dnf,sharing=locked dnf install -y git'),
      title: 'files of the system',
    },
  },
  {
    id: 'pnpm in its own home, with an id',
    dockerfile: stage('ENV PNPM_HOME=/pnpm', 'RUN pnpm install --frozen-lockfile && pnpm store prune'),
    expected: {
      review: stage(
        'ENV PNPM_HOME=/pnpm',
        'RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile',
      ),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'yarn classic and berry',
    dockerfile: stage('RUN yarn install --immutable && yarn cache clean'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn install --immutable'),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'a folder that an option names',
    dockerfile: stage('RUN npm ci --cache /tmp/npm && npm cache clean --force'),
    expected: {
      review: stage('RUN --mount=type=cache,target=/tmp/npm npm ci --cache /tmp/npm'),
      title: 'nothing else may need what is in /',
    },
  },
  {
    id: 'a folder that an option names behind an equals sign, for two commands',
    dockerfile: stage('RUN pip install --cache-dir=/c/ flask && pip install --cache-dir /c rich'),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/c pip install --cache-dir=/c/ flask && pip install --cache-dir /c rich',
      ),
      title: 'the image no longer holds /c',
    },
  },
  {
    id: 'a folder that an option names, mounted',
    dockerfile: stage('RUN --mount=type=cache,target=/tmp/npm npm ci --cache /tmp/npm'),
    expected: 'silent',
  },
  {
    id: 'two folders of one package manager',
    dockerfile: stage('RUN npm ci --cache /tmp/npm && npm install -g pm2'),
    expected: { none: '`--cache` says where the cache is' },
  },
  {
    id: 'a folder that only the build knows',
    dockerfile: stage('RUN pip install --cache-dir $CACHE flask'),
    expected: { none: '`--cache-dir` says where the cache is' },
  },
  {
    id: 'the packages of pub, which later steps read where they are',
    dockerfile: stage('RUN dart pub get --enforce-lockfile', 'RUN dart compile exe bin/server.dart'),
    expected: 'silent',
  },
  {
    id: 'the packages of Deno, which the program reads where they are',
    dockerfile: stage('RUN deno install', 'CMD ["deno", "run", "main.ts"]'),
    expected: 'silent',
  },
  {
    id: 'what Corepack brings, which later steps start where it is',
    dockerfile: stage('RUN corepack install', 'RUN pnpm --version'),
    files: { 'package.json': '{"packageManager":"pnpm@10.0.0"}' },
    expected: 'silent',
  },
  {
    id: 'packages that a later step insists on',
    dockerfile: stage('RUN dotnet restore', 'RUN make', 'RUN dotnet publish --no-restore -o /out'),
    expected: { none: '`--no-restore` on line 4 reads what is downloaded where it is' },
  },
  {
    id: 'uv with a folder that an option names',
    dockerfile: stage('RUN uv pip install --system --cache-dir /c flask'),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/c UV_LINK_MODE=copy uv pip install --system --cache-dir /c flask',
      ),
      title: 'the image no longer holds /c',
    },
  },
  {
    id: "yarn's Plug'n'Play, which is the usual linker: the program reads the packages where they are",
    dockerfile: stage('RUN yarn install --immutable'),
    files: { 'package.json': '{"packageManager":"yarn@4.5.0"}', 'yarn.lock': '__metadata:\n  version: 8\n' },
    expected: 'silent',
  },
  {
    id: "yarn's Plug'n'Play, by packageManager alone",
    dockerfile: stage('RUN corepack enable && yarn install'),
    files: { 'package.json': '{"packageManager":"yarn@4.5.0"}' },
    expected: 'silent',
  },
  {
    id: "yarn's Plug'n'Play by name",
    dockerfile: stage('RUN yarn install'),
    files: { 'package.json': '{}', '.yarnrc.yml': 'nodeLinker: pnp\n' },
    expected: 'silent',
  },
  {
    id: 'yarn berry with node_modules',
    dockerfile: stage('RUN yarn install --immutable'),
    files: { 'package.json': '{}', '.yarnrc.yml': 'yarnPath: x.cjs\nnodeLinker: "node-modules" # as npm\n' },
    expected: {
      review: stage('RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn install --immutable'),
      title: '/root/.yarn/berry/cache',
    },
  },
  {
    id: 'the user of the node images',
    dockerfile: lines('FROM node:22', 'USER node', 'RUN npm ci && npm cache clean --force'),
    expected: {
      review: lines(
        'FROM node:22',
        'USER node',
        'RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci',
      ),
      title: 'the number of the user',
    },
  },
  {
    id: 'a user that a RUN makes',
    dockerfile: stage('RUN useradd -m -u 1001 app', 'USER app', 'RUN pip install --no-cache-dir flask'),
    expected: {
      review: stage(
        'RUN useradd -m -u 1001 app',
        'USER app',
        'RUN --mount=type=cache,target=/home/app/.cache/pip,uid=1001,gid=1001 pip install flask',
      ),
      title: 'the number of the user',
    },
  },
  {
    id: 'a user by a variable, with the value that it has there',
    dockerfile: stage(
      'ARG ID=1001',
      'ENV HOME=/home/a',
      'USER $ID',
      'ARG ID=2',
      'RUN pip install --no-cache-dir flask',
    ),
    expected: {
      review: stage(
        'ARG ID=1001',
        'ENV HOME=/home/a',
        'USER $ID',
        'ARG ID=2',
        'RUN --mount=type=cache,target=/home/a/.cache/pip,uid=1001,gid=1001 pip install flask',
      ),
      title: 'the number of the user',
    },
  },
  {
    id: 'a user without a number',
    dockerfile: stage('USER app', 'RUN pip install flask'),
    expected: { none: 'the home directory or the number of the user' },
  },
  {
    id: 'behind flags, CRLF, small letters, and the exec form',
    dockerfile: 'from node:22\r\nrun --network=host ["npm", "ci"]\r\n',
    expected: {
      review: 'from node:22\r\nrun --network=host --mount=type=cache,target=/root/.npm ["npm", "ci"]\r\n',
      title: '/root/.npm',
    },
  },
  {
    id: 'a heredoc',
    dockerfile: stage(
      'RUN <<EOF',
      'apt-get update',
      'apt-get install -y git',
      'rm -rf /var/lib/apt/lists/*',
      'EOF',
    ),
    expected: {
      review: stage(
        'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked <<EOF',
        'rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update',
        'apt-get install -y git',
        'EOF',
      ),
      title: 'the image loses docker-clean',
    },
  },
  { id: 'mounted', dockerfile: stage('RUN --mount=type=cache,target=/root/.npm npm ci'), expected: 'silent' },
  {
    id: 'a folder above is mounted',
    dockerfile: stage('RUN --mount=type=cache,target=/root/.cache pip install flask'),
    expected: 'silent',
  },
  { id: 'lists alone', dockerfile: stage('RUN apt-get update'), expected: 'silent' },
  { id: 'no package manager', dockerfile: stage('RUN make'), expected: 'silent' },
  {
    id: 'a syntax without mounts',
    dockerfile: `# syntax=docker/dockerfile:1.1\n${stage('RUN npm ci')}`,
    expected: 'silent',
  },
  {
    id: 'the frontend of somebody else',
    dockerfile: `# syntax=example/frontend\n${stage('RUN npm ci')}`,
    expected: 'silent',
  },
  {
    id: 'Windows',
    dockerfile: lines('FROM mcr.microsoft.com/windows/servercore', 'RUN npm ci'),
    expected: 'silent',
  },
];
