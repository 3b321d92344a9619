import type { Case } from './hoist.ts';

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** `FROM debian:13`, `WORKDIR /app`, the given instructions, `CMD ["./run"]`. */
function app(...texts: readonly string[]): string {
  return lines('FROM debian:13', 'WORKDIR /app', ...texts, 'CMD ["./run"]');
}

const APT = 'RUN apt-get update && apt-get install -y curl';
const COPY = 'COPY . .';

const JS = { 'package.json': '{}', 'src/main.js': '', 'app.js': '' };

/** A stage that makes something of sources. */
const BUILDER = lines('FROM node:22 AS builder', 'COPY src /src', 'RUN node /src/main.js /out');

/** `FROM node:22`, `WORKDIR /app`, the given instructions. */
function node(...texts: readonly string[]): string {
  return lines('FROM node:22', 'WORKDIR /app', ...texts);
}

/** A stage that prunes a monorepo, and below it one of Alpine with the given instructions. */
function pruned(...texts: readonly string[]): string {
  return lines(
    'FROM node:24 AS pruner',
    'WORKDIR /app',
    'COPY . .',
    'RUN npx -q turbo@2.10.0 prune --scope=web --docker',
    'FROM node:24-alpine',
    'WORKDIR /app',
    ...texts,
  );
}

/** Packages by name below a copy: domain.md 6.1, 6.2 ("Other fixes") and the cases 28, 69 and 70 of 6.3. */
export const CASES: readonly Case[] = [
  {
    id: 'a list of apt above names a key that the copy brings',
    dockerfile: app(
      'RUN echo "deb [signed-by=/app/key.gpg] https://a.example b main" > /etc/apt/sources.list.d/a.list',
      COPY,
      APT,
    ),
    files: { 'key.gpg': '', run: '' },
    expected: {
      review: app(
        'RUN echo "deb [signed-by=/app/key.gpg] https://a.example b main" > /etc/apt/sources.list.d/a.list',
        APT,
        COPY,
      ),
      title: 'sets /app/key.gpg for what runs below the copy',
    },
  },
  { id: 'apt-get', dockerfile: app(COPY, APT), expected: { safe: app(APT, COPY) } },
  {
    id: 'apk',
    dockerfile: app(COPY, 'RUN apk add --no-cache git~=2.4'),
    expected: { safe: app('RUN apk add --no-cache git~=2.4', COPY) },
  },
  ...[
    'pacman -Syu --noconfirm git',
    'pacman -Sy --needed --noconfirm git base-devel',
    "pacman --noconfirm --overwrite '*' -S git",
    'pacman -Syu --noconfirm git && rm -rf /var/cache/pacman/pkg/*',
    'pacman -Syu --noconfirm && pacman -S --noconfirm git && pacman -Scc --noconfirm',
  ].map((run): Case => ({
    id: run,
    dockerfile: app(COPY, `RUN ${run}`),
    expected: { safe: app(`RUN ${run}`, COPY) },
  })),
  ...[
    'RUN pacman-key --init && pacman-key --populate',
    'COPY mirrorlist /etc/pacman.d/mirrorlist',
    'RUN sed -i s/a/b/ /etc/pacman.conf',
  ].map((above): Case => ({
    id: `what pacman needs stays above it: ${above}`,
    dockerfile: app(above, COPY, 'RUN pacman -Syu --noconfirm git'),
    files: { run: '', mirrorlist: '' },
    expected: { safe: app(above, 'RUN pacman -Syu --noconfirm git', COPY) },
  })),
  {
    id: 'keys of pacman below the copy',
    dockerfile: app(
      COPY,
      'RUN pacman-key --init && pacman-key --populate',
      'RUN pacman -Syu --noconfirm git',
    ),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'a list of mirrors below the copy',
    dockerfile: app(COPY, 'COPY mirrorlist /etc/pacman.d/mirrorlist', 'RUN pacman -Syu --noconfirm git'),
    files: { run: '', mirrorlist: '' },
    expected: { none: '' },
  },
  ...['pacman -U --noconfirm ./a.pkg.tar.zst', 'pacman -Ss git', 'pacman -S --config pacman.conf git'].map(
    (run): Case => ({ id: run, dockerfile: app(COPY, `RUN ${run}`), expected: 'silent' }),
  ),
  {
    id: 'apk for the platform that is built for, which has to be known',
    dockerfile: app(
      'COPY --from=tonistiigi/xx / /',
      COPY,
      'ARG VERSION',
      'ARG TARGETPLATFORM',
      'RUN xx-apk add --no-cache gcc',
    ),
    expected: {
      safe: app(
        'COPY --from=tonistiigi/xx / /',
        'ARG TARGETPLATFORM',
        'RUN xx-apk add --no-cache gcc',
        COPY,
        'ARG VERSION',
      ),
    },
  },
  {
    id: 'apt for the platform that is built for, by lists that apt fetches',
    dockerfile: app(COPY, 'RUN apt-get update && xx-apt-get install -y libc6-dev && make'),
    expected: {
      review: app('RUN apt-get update && xx-apt-get install -y libc6-dev', COPY, 'RUN make'),
      title: 'is cut in two',
    },
  },
  ...[
    ['COPY --from=builder /opt/libs/ /usr/local/lib/', 'ldconfig', '/usr/local/lib'],
    ['COPY --from=builder /opt/libs/ /opt/libs/', 'ldconfig /opt/libs', '/opt/libs'],
    ['COPY --from=builder /locales/ /usr/share/i18n/locales/', 'locale-gen', '/usr/share/i18n'],
  ].map(([copy = '', command = '', used = '']): Case => ({
    id: `a program of the system that reads what is copied: ${copy}, ${command}`,
    dockerfile: `${BUILDER}${app(copy, `${APT} && ${command}`)}`,
    expected: { none: `it uses ${used}, which the copy may bring` },
  })),
  {
    id: 'apk for the platform that is built for, by a program that is copied last',
    dockerfile: app(COPY, 'COPY --from=tonistiigi/xx /usr/bin/xx-* /usr/bin/', 'RUN xx-apk add gcc'),
    expected: { none: 'may bring the program that it runs' },
  },
  {
    id: 'dnf with its clean-up, in capitals and small letters',
    dockerfile: lines(
      'from fedora:42',
      'workdir /app',
      'copy . .',
      'run dnf -y install git && dnf clean all',
    ),
    expected: {
      safe: lines('from fedora:42', 'workdir /app', 'run dnf -y install git && dnf clean all', 'copy . .'),
    },
  },
  {
    id: 'zypper',
    dockerfile: app(COPY, 'RUN zypper -n install git && zypper clean -a'),
    expected: { safe: app('RUN zypper -n install git && zypper clean -a', COPY) },
  },
  {
    id: "git's folder, which is another at every commit",
    files: { '.git/!': '' },
    dockerfile: app('COPY .git .git', APT, 'RUN git describe > version'),
    expected: { safe: app(APT, 'COPY .git .git', 'RUN git describe > version') },
    says: 'Every commit installs system packages again: `COPY .git .git` (line 3) comes before',
  },
  {
    id: "git's folder, which the same RUN reads",
    files: { '.git/!': '' },
    dockerfile: app('COPY .git .git', 'RUN apk add git && git describe > version'),
    expected: {
      review: app('RUN apk add git', 'COPY .git .git', 'RUN git describe > version'),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'packages of pip',
    dockerfile: app(COPY, 'RUN pip install flask'),
    expected: { safe: app('RUN pip install flask', COPY) },
  },
  {
    id: 'packages of pip, by a name with a version',
    dockerfile: app(COPY, 'RUN pip3.12 install flask'),
    expected: { safe: app('RUN pip3.12 install flask', COPY) },
  },
  {
    id: 'packages of npm',
    dockerfile: app(COPY, 'RUN npm install -g pm2@5'),
    expected: { safe: app('RUN npm install -g pm2@5', COPY) },
  },
  {
    id: 'packages of gem',
    files: { Gemfile: '', 'app.rb': '' },
    dockerfile: app(COPY, 'RUN gem install rails -v 8.0.1'),
    expected: { safe: app('RUN gem install rails -v 8.0.1', COPY) },
  },
  {
    id: 'packages of go, where the modules are among the sources',
    files: { 'go.mod': 'module x', 'main.go': '' },
    dockerfile: app(COPY, 'RUN go install golang.org/x/tools/cmd/goimports@v0.30.0'),
    expected: { safe: app('RUN go install golang.org/x/tools/cmd/goimports@v0.30.0', COPY) },
  },
  {
    id: 'a program of Go, of which both caches are mounted',
    dockerfile: app(
      COPY,
      'RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /out . && go install example.org/a@v1.0.0',
    ),
    expected: 'silent',
  },
  {
    id: 'a program of Go that is compiled anew, since only the downloads are kept',
    dockerfile: app(COPY, 'RUN --mount=type=cache,target=/go/pkg/mod go install example.org/a@v1.0.0'),
    expected: {
      safe: app('RUN --mount=type=cache,target=/go/pkg/mod go install example.org/a@v1.0.0', COPY),
    },
  },
  {
    id: 'packages of pip and of the system in one RUN',
    dockerfile: app(COPY, 'RUN apk add --no-cache py3-pip && pip install flask'),
    expected: { safe: app('RUN apk add --no-cache py3-pip && pip install flask', COPY) },
  },
  {
    id: 'a wildcard among the names',
    dockerfile: app(COPY, 'RUN apt-get install -y nodejs=20.*'),
    expected: {
      review: app('RUN apt-get install -y nodejs=20.*', COPY),
      title: 'a wildcard may match copied files',
    },
  },
  {
    id: 'packages of yarn, which reads settings among the sources',
    files: { 'src/index.js': '', '.npmrc': '' },
    dockerfile: app(COPY, 'RUN yarn global add serve'),
    expected: { review: app('RUN yarn global add serve', COPY), title: 'yarn may read .npmrc' },
  },
  {
    id: 'packages of yarn without settings',
    files: { 'src/index.js': '', 'package.json': '{}' },
    dockerfile: app(COPY, 'RUN yarn global add serve'),
    expected: { safe: app('RUN yarn global add serve', COPY) },
  },
  {
    id: 'comments, blank lines, CRLF, indentation and a missing final newline',
    dockerfile:
      '# escape=`\r\nFROM debian:13\r\n\r\n# the sources\r\nCOPY . /app\r\n\r\n# tools\r\n# hadolint ignore=DL3008\r\n  RUN apt-get update && `\r\n      apt-get install -y curl',
    expected: {
      safe: '# escape=`\r\nFROM debian:13\r\n\r\n# tools\r\n# hadolint ignore=DL3008\r\n  RUN apt-get update && `\r\n      apt-get install -y curl\r\n\r\n# the sources\r\nCOPY . /app',
    },
  },
  {
    id: 'a heredoc',
    dockerfile: app(COPY, 'RUN <<EOF', 'apt-get update', 'apt-get install -y curl', 'EOF'),
    expected: { safe: app('RUN <<EOF', 'apt-get update', 'apt-get install -y curl', 'EOF', COPY) },
  },
  {
    id: 'cache mounts stay',
    dockerfile: app(COPY, 'RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl'),
    expected: { safe: app('RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl', COPY) },
  },
  {
    id: 'exec form',
    dockerfile: app(COPY, 'RUN ["apt-get", "install", "-y", "curl"]'),
    expected: { safe: app('RUN ["apt-get", "install", "-y", "curl"]', COPY) },
  },
  {
    id: 'above copies that change seldom, too',
    files: { 'src/main.py': '', 'next.config.js': '', 'requirements.txt': '' },
    dockerfile: app(
      'COPY requirements.txt ./',
      'ENV A=1',
      '# settings',
      'COPY next.config.js ./',
      'COPY src ./src',
      APT,
    ),
    expected: {
      safe: app(
        APT,
        'COPY requirements.txt ./',
        'ENV A=1',
        '# settings',
        'COPY next.config.js ./',
        'COPY src ./src',
      ),
    },
  },
  {
    id: 'above copies that change seldom, with a variable that it reads',
    files: { 'src/main.py': '', 'next.config.js': '' },
    dockerfile: app(
      'COPY next.config.js ./',
      'ENV DEBIAN_FRONTEND=noninteractive',
      'COPY src ./src',
      'RUN apt-get install -y curl',
    ),
    expected: {
      safe: app(
        'ENV DEBIAN_FRONTEND=noninteractive',
        'RUN apt-get install -y curl',
        'COPY next.config.js ./',
        'COPY src ./src',
      ),
    },
  },
  {
    id: 'not above a copy that changes seldom where another RUN reads what moves along',
    files: { 'src/main.py': '', 'next.config.js': '' },
    dockerfile: app('COPY next.config.js ./', 'RUN make', 'ENV LANG=C', 'COPY src ./src', APT),
    expected: { safe: app('COPY next.config.js ./', 'RUN make', 'ENV LANG=C', APT, 'COPY src ./src') },
  },
  {
    id: 'not above a copy that changes seldom where that asks for a review',
    files: { 'src/main.py': '', 'nginx.conf': '' },
    dockerfile: app(
      'COPY nginx.conf /etc/nginx/nginx.conf',
      'COPY src ./src',
      'RUN apt-get install -y nginx',
    ),
    expected: {
      safe: app('COPY nginx.conf /etc/nginx/nginx.conf', 'RUN apt-get install -y nginx', 'COPY src ./src'),
    },
  },
  {
    id: 'not above a copy that changes seldom where settings are among what it brings',
    files: { 'src/main.py': '', '.npmrc': '' },
    dockerfile: app('COPY .npmrc ./', 'COPY src ./src', 'RUN yarn global add serve'),
    expected: { safe: app('COPY .npmrc ./', 'RUN yarn global add serve', 'COPY src ./src') },
  },
  {
    id: 'a comment that tells of what stays, where the RUN is cut',
    dockerfile: app(
      COPY,
      '# Compile healthcheck.go',
      '# with cgo',
      `${APT} && \\`,
      '    node ./extra/build-healthcheck.js',
    ),
    expected: {
      review: app(
        APT,
        COPY,
        '# Compile healthcheck.go',
        '# with cgo',
        'RUN node ./extra/build-healthcheck.js',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'a comment that tells of both, where the RUN is cut',
    dockerfile: app(COPY, '# Install what the healthcheck needs', `${APT} && make healthcheck`),
    expected: {
      review: app('# Install what the healthcheck needs', APT, COPY, 'RUN make healthcheck'),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'a comment that tells of the instruction below',
    dockerfile: app(COPY, '', '# Build the program', APT, 'RUN make build', '', 'EXPOSE 80'),
    expected: {
      safe: app(APT, '', COPY, '', '# Build the program', 'RUN make build', '', 'EXPOSE 80'),
    },
  },
  {
    id: 'a comment that tells of the instruction below a blank line',
    dockerfile: app(COPY, '# Build the program', APT, '', 'RUN make build'),
    expected: { safe: app('# Build the program', APT, COPY, '', 'RUN make build') },
  },
  {
    id: 'a comment for a tool goes along',
    dockerfile: app(COPY, '# hadolint ignore=DL3008', APT, 'RUN npm ci --ignore-scripts'),
    expected: { safe: app('# hadolint ignore=DL3008', APT, COPY, 'RUN npm ci --ignore-scripts') },
  },
  {
    id: 'a RUN of the same program is continued',
    dockerfile: app('RUN apk add bash', '', COPY, '', 'RUN apk add curl', 'EXPOSE 80'),
    expected: { safe: app('RUN apk add bash', 'RUN apk add curl', '', COPY, '', 'EXPOSE 80') },
  },
  {
    id: 'a RUN of another program stays apart',
    dockerfile: app('RUN make deps', '', COPY, '', 'RUN apk add curl', '', 'EXPOSE 80'),
    expected: { safe: app('RUN make deps', '', 'RUN apk add curl', '', COPY, '', 'EXPOSE 80') },
  },
  {
    id: 'a comment stays apart from a RUN above',
    dockerfile: app('RUN make deps', COPY, '', '# a client', 'RUN apk add curl', '', 'EXPOSE 80'),
    expected: { safe: app('RUN make deps', '', '# a client', 'RUN apk add curl', '', COPY, '', 'EXPOSE 80') },
  },
  {
    id: 'paragraphs at the end of a file leave no blank line there',
    dockerfile: 'FROM debian:13\n\nCOPY . /app\n\nRUN apt-get install -y curl\n',
    expected: { safe: 'FROM debian:13\n\nRUN apt-get install -y curl\n\nCOPY . /app\n' },
  },
  {
    id: 'several paragraphs at the end of a file without a line end',
    dockerfile:
      'FROM debian:13\r\n\r\nCOPY . /app\r\n\r\nENV DEBIAN_FRONTEND=noninteractive\r\n\r\nRUN apt-get install -y curl',
    expected: {
      safe: 'FROM debian:13\r\n\r\nENV DEBIAN_FRONTEND=noninteractive\r\n\r\nRUN apt-get install -y curl\r\n\r\nCOPY . /app',
    },
  },
  {
    id: 'more than one blank line on both sides',
    dockerfile: 'FROM debian:13\n\n\nCOPY . /app\n\n\nRUN apt-get install -y curl\n\n\nRUN make\n',
    expected: {
      safe: 'FROM debian:13\n\n\nRUN apt-get install -y curl\n\n\nCOPY . /app\n\n\nRUN make\n',
    },
  },
  {
    id: 'above the first of several copies',
    dockerfile: app('COPY src ./src', 'COPY app.js ./', 'COPY etc/x.conf ./', APT),
    expected: { safe: app(APT, 'COPY src ./src', 'COPY app.js ./', 'COPY etc/x.conf ./') },
  },
  {
    id: 'two RUNs keep their order',
    dockerfile: app(COPY, 'RUN apt-get update', APT, 'LABEL a=b', 'RUN pip install flask'),
    count: 2,
    expected: { safe: app('RUN apt-get update', APT, 'RUN pip install flask', COPY, 'LABEL a=b') },
  },
  {
    id: 'metadata and WORKDIR in between',
    dockerfile: app('COPY . /app', 'EXPOSE 80', 'WORKDIR /app/src', APT),
    expected: { safe: app(APT, 'COPY . /app', 'EXPOSE 80', 'WORKDIR /app/src') },
  },
  {
    id: 'a variable that nothing reads stays',
    dockerfile: app(COPY, 'ENV PORT=80', APT),
    expected: { safe: app(APT, COPY, 'ENV PORT=80') },
  },
  {
    id: 'variables that package managers read move along',
    dockerfile: app(COPY, 'ARG http_proxy', 'ENV DEBIAN_FRONTEND=noninteractive', 'ENV PORT=80', APT),
    expected: {
      safe: app('ARG http_proxy', 'ENV DEBIAN_FRONTEND=noninteractive', APT, COPY, 'ENV PORT=80'),
    },
  },
  {
    id: 'a variable in its own text moves along, with what it is made of',
    dockerfile: app(COPY, 'ARG MAJOR=1', 'ARG TOOL=$MAJOR.2', 'RUN apt-get install -y tool=${TOOL}'),
    expected: {
      safe: app('ARG MAJOR=1', 'ARG TOOL=$MAJOR.2', 'RUN apt-get install -y tool=${TOOL}', COPY),
    },
  },
  {
    id: 'a variable that would change another RUN, too',
    dockerfile: app(COPY, 'RUN make', 'ENV PATH=/opt/bin:$PATH', APT),
    expected: { none: 'would also change `RUN make` (line 4)' },
  },
  {
    id: 'a variable that the copy uses',
    dockerfile: app('ARG DEST=a', 'COPY src $DEST', 'ARG DEST=b', 'RUN apt-get install -y $DEST'),
    expected: { none: 'would also change `COPY src $DEST`' },
  },
  {
    id: 'words with a value of ARG',
    dockerfile: app('ARG PACKAGES="git curl"', COPY, 'RUN apt-get install -y $PACKAGES'),
    expected: { safe: app('ARG PACKAGES="git curl"', 'RUN apt-get install -y $PACKAGES', COPY) },
  },
  {
    id: 'words that only the build command knows',
    dockerfile: app('ARG PACKAGES', COPY, 'RUN apt-get install -y $PACKAGES'),
    expected: 'silent',
  },
  {
    id: 'a value that is a file',
    dockerfile: app('ARG PACKAGE=./x.deb', COPY, 'RUN apt-get install -y $PACKAGE'),
    expected: 'silent',
  },
  {
    id: 'commands that only change copied files are passed',
    dockerfile: app(COPY, 'RUN rm -rf ./docs && chmod +x src/main.py', APT),
    expected: { safe: app(APT, COPY, 'RUN rm -rf ./docs && chmod +x src/main.py') },
  },
  {
    id: 'an unknown RUN in between',
    dockerfile: app(COPY, 'RUN make', APT),
    expected: { review: app(APT, COPY, 'RUN make'), title: '`RUN make` (line 4) then runs after it' },
  },
  {
    id: 'an unknown RUN that may prepare it',
    dockerfile: app(COPY, 'RUN ./add-repos.sh /etc/apt/sources.list.d', APT),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'a RUN that prepares it outside the sources moves along',
    dockerfile: app(COPY, 'RUN echo "deb http://example.org x main" > /etc/apt/sources.list.d/x.list', APT),
    expected: {
      review: app('RUN echo "deb http://example.org x main" > /etc/apt/sources.list.d/x.list', APT, COPY),
      title: 'moves along',
    },
  },
  {
    id: 'a download in the RUN',
    dockerfile: app(COPY, 'RUN curl -fsSL https://example.org/setup | bash - && apt-get install -y nodejs'),
    expected: {
      review: app('RUN curl -fsSL https://example.org/setup | bash - && apt-get install -y nodejs', COPY),
      title: 'must not need the copied files',
    },
  },
  {
    id: 'packages and a build in one RUN',
    dockerfile: app(COPY, 'RUN set -e && apt-get update && apt-get install -y gcc \\', '  && make'),
    expected: {
      review: app('RUN set -e && apt-get update && apt-get install -y gcc', COPY, 'RUN set -e && make'),
      title: 'the RUN is cut in two',
    },
  },
  ...[
    'apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*',
    'apt-get update && apt-get -y dist-upgrade',
    'apt-get update && apt-get install -y --only-upgrade openssl',
    'apk upgrade --no-cache',
    'apk upgrade --no-cache libssl3',
    'dnf -y upgrade && dnf clean all',
    'yum update -y',
    'zypper -n update',
    'zypper -n dup',
    'pacman -Syu --noconfirm',
  ].map((run): Case => ({
    id: `an upgrade alone, which nothing but time changes: ${run}`,
    dockerfile: app(COPY, `RUN ${run}`),
    expected: {
      review: app(`RUN ${run}`, COPY),
      title:
        'Upgrade system packages before the copy (review: the upgrade then runs only when the base image changes)',
    },
  })),
  {
    id: 'an upgrade below what makes it run again',
    dockerfile: app(COPY, 'ARG CACHEBUST=1', 'RUN apt-get update && apt-get upgrade -y'),
    expected: { none: '`ARG CACHEBUST=1` (line 4) makes it run again' },
  },
  {
    id: 'an upgrade behind the copy of what another stage makes',
    dockerfile: `${BUILDER}${node('COPY --from=builder /out /app/out', 'RUN apk upgrade --no-cache')}`,
    expected: {
      review: `${BUILDER}${node('RUN apk upgrade --no-cache', 'COPY --from=builder /out /app/out')}`,
      title: 'only when the base image changes)',
    },
  },
  ...['RUN make -C /x', 'ARG CACHEBUST'].map((above): Case => ({
    id: `an upgrade below another line that may change: ${above}`,
    dockerfile: app(above, COPY, 'RUN apk upgrade'),
    expected: {
      review: app(above, 'RUN apk upgrade', COPY),
      title: 'only when the base image or a line above it changes)',
    },
  })),
  {
    id: 'an upgrade in a stage that is built from another one',
    dockerfile: `FROM a AS base\nRUN apk add git\nFROM base\nLABEL a=b\n${COPY}\nRUN apk upgrade\n`,
    expected: {
      review: `FROM a AS base\nRUN apk add git\nFROM base\nLABEL a=b\nRUN apk upgrade\n${COPY}\n`,
      title: 'only when the base stage changes)',
    },
  },
  {
    id: 'an upgrade that moves along',
    dockerfile: app(COPY, 'RUN apk upgrade', 'RUN apk add git'),
    count: 2,
    expected: {
      review: app('RUN apk upgrade', 'RUN apk add git', COPY),
      title:
        'Install system packages before the copy (review: the upgrade then runs only when the base image changes)',
    },
  },
  {
    id: 'an upgrade and a build in one RUN',
    dockerfile: app(COPY, 'RUN apk upgrade && make'),
    expected: {
      review: app('RUN apk upgrade', COPY, 'RUN make'),
      title: '(review: the RUN is cut in two; the upgrade then runs only when the base image changes)',
    },
  },
  {
    id: 'an upgrade with an install, whose list changes now and then',
    dockerfile: app(COPY, 'RUN apk upgrade && apk add git'),
    expected: { safe: app('RUN apk upgrade && apk add git', COPY) },
    says: 'installs system packages again: `COPY . .` (line 3) comes before `apk add git` (line 4)',
  },
  {
    id: 'packages and a build in one RUN that cleans up',
    dockerfile: app(COPY, `${APT} && make && rm -rf /var/lib/apt/lists/*`),
    expected: { none: 'cleans up' },
  },
  {
    id: 'packages that go by lists which the beginning fetches',
    dockerfile: app(COPY, `${APT} && make && apt-get install -y git`),
    expected: { none: '`apt-get install -y git` would go by lists of packages that stay cached above' },
  },
  {
    id: 'packages that go by lists which the beginning fetches, behind a wrapper and with apk',
    dockerfile: app(COPY, 'RUN apk update && apk add gcc && make && sudo /sbin/apk add --virtual x git'),
    expected: { none: 'would go by lists of packages' },
  },
  {
    id: 'packages for a program of the sources, which the RUN removes: no cut above them either',
    dockerfile: app(
      'COPY src ./src',
      'RUN apt-get update && apt-get install -y curl && curl -sL https://example.org/setup | bash && apt-get install -y nodejs && node ./src/build.js && apt-get remove -y nodejs',
    ),
    expected: { none: 'cleans up' },
  },
  {
    id: 'packages that go by lists of their own',
    dockerfile: app(COPY, `${APT} && make && apt-get update && apt-get install -y git`),
    expected: {
      review: app(APT, COPY, 'RUN make && apt-get update && apt-get install -y git'),
      title: 'the RUN is cut in two',
    },
    left: 1,
  },
  {
    id: 'packages of apk that keep no lists',
    dockerfile: app(COPY, 'RUN apk add --no-cache gcc && make && apk add --no-cache git'),
    expected: {
      review: app('RUN apk add --no-cache gcc', COPY, 'RUN make && apk add --no-cache git'),
      title: 'the RUN is cut in two',
    },
    left: 1,
  },
  {
    id: 'a comment where the RUN is cut',
    dockerfile: app(
      COPY,
      'RUN apt-get update \\',
      '  && apt-get install -y git \\',
      '  && rm -rf /var/lib/apt/lists/* \\',
      '  # Build \\',
      '',
      '  # what is copied',
      '  && make -C /t \\',
      '  # and more',
      '  && make more',
    ),
    expected: {
      review: app(
        'RUN apt-get update \\',
        '  && apt-get install -y git \\',
        '  && rm -rf /var/lib/apt/lists/*',
        COPY,
        '# Build',
        '# what is copied',
        'RUN make -C /t \\',
        '  # and more',
        '  && make more',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'a comment behind the sign where the RUN is cut, with CRLF and indentation',
    dockerfile:
      'FROM debian:13\r\nCOPY . /app\r\n  RUN apt-get update && \\\r\n    apt-get install -y git && \\\r\n    # Build\r\n    make -C /t\r\n',
    expected: {
      review:
        'FROM debian:13\r\n  RUN apt-get update && \\\r\n    apt-get install -y git\r\nCOPY . /app\r\n  # Build\r\n  RUN make -C /t\r\n',
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'packages for the environment that uv makes',
    dockerfile: app(COPY, 'RUN make gen && uv sync --frozen', 'RUN uv pip install flask==3.1.0'),
    says: 'Name them where `uv sync` finds its packages.',
    expected: {
      none: '`uv sync` (line 4) makes the environment that they go into, and removes from it what is not locked',
    },
  },
  {
    id: 'packages for the environment that uv makes, which keeps them',
    dockerfile: app(COPY, 'RUN uv sync --inexact', 'RUN uv pip install flask'),
    expected: { none: '`uv sync` (line 4) makes the environment that they go into.' },
  },
  {
    id: 'packages for the environment that uv makes in the same RUN',
    dockerfile: app(COPY, 'RUN cd server && uv --quiet sync && uv pip install flask && pwd'),
    expected: { none: '`uv --quiet sync` (line 4) makes the environment' },
  },
  {
    id: 'packages for the environment that uv run makes',
    dockerfile: app(COPY, 'RUN uv run gen.py', 'RUN uv pip install flask'),
    expected: { none: '`uv run` (line 4) makes the environment that they go into.' },
  },
  {
    id: 'packages for the environment of uv where that is the system',
    dockerfile: app(
      'ENV UV_PROJECT_ENVIRONMENT=/usr/local',
      COPY,
      'RUN uv sync',
      'RUN uv pip install --system flask',
    ),
    expected: { none: '`uv sync` (line 5) makes the environment' },
  },
  {
    id: 'packages that another list does not name',
    dockerfile: app(COPY, 'RUN uv pip sync requirements.txt', 'RUN pip install flask'),
    says: 'Name them where `uv pip sync` finds its packages.',
    expected: { none: '`uv pip sync` (line 4) removes packages that its files do not name' },
  },
  {
    id: 'packages for the environment that uv makes would move along',
    dockerfile: app(COPY, 'RUN uv sync', 'RUN uv pip install flask', APT),
    count: 2,
    expected: { none: '`RUN uv pip install flask` (line 5) would move along, and `uv sync` (line 4) makes' },
  },
  {
    id: 'packages for the environment that uv has made above the copy',
    dockerfile: app('RUN uv sync --no-install-project', COPY, 'RUN uv pip install flask'),
    expected: { safe: app('RUN uv sync --no-install-project', 'RUN uv pip install flask', COPY) },
  },
  ...['RUN uv pip install --system flask', 'RUN pip install flask'].map((run) => ({
    id: `packages beside the environment that uv makes: ${run}`,
    dockerfile: app(COPY, 'RUN uv sync', run),
    expected: { review: app(run, COPY, 'RUN uv sync'), title: '`RUN uv sync` (line 4) then runs after it' },
  })),
  {
    id: 'packages for the build alone, removed in the same RUN',
    dockerfile: app(COPY, 'RUN apk add --virtual .build gcc && make && apk del .build'),
    expected: 'silent',
  },
  {
    id: 'packages and a build joined by a semicolon',
    dockerfile: app(COPY, 'RUN apt-get install -y gcc; make'),
    expected: { none: 'shares its RUN with `make`' },
  },
  {
    id: '28 system packages above an install',
    files: {
      'package.json': '{}',
      'package-lock.json': '{}',
      'src/index.js': '',
      '.dockerignore': '**/node_modules\n',
    },
    dockerfile: app(COPY, 'RUN apt-get update && apt-get install -y g++', 'RUN npm ci'),
    expected: { safe: app('RUN apt-get update && apt-get install -y g++', COPY, 'RUN npm ci') },
  },
  {
    id: 'the install in the RUN is reported anyway',
    files: {
      'package.json': '{}',
      'package-lock.json': '{}',
      'src/index.js': '',
      '.dockerignore': '**/node_modules\n',
    },
    dockerfile: app(COPY, 'RUN apt-get install -y g++ && npm ci'),
    expected: 'silent',
  },
  { id: '69 a package file', dockerfile: app(COPY, 'RUN apt-get install -y ./pkg.deb'), expected: 'silent' },
  {
    id: '69 a list of packages',
    dockerfile: app(COPY, 'RUN xargs -a packages.txt apt-get install -y'),
    expected: 'silent',
  },
  {
    id: '69 a list of packages in a substitution',
    dockerfile: app(COPY, 'RUN apt-get install -y $(cat packages.txt)'),
    expected: 'silent',
  },
  { id: '70 across USER', dockerfile: app(COPY, 'USER app', APT), expected: { none: '`USER app` (line 4)' } },
  {
    id: 'across SHELL',
    dockerfile: app(COPY, 'SHELL ["/bin/bash", "-c"]', APT),
    expected: { none: "can't be passed" },
  },
  {
    id: 'package sources in between',
    dockerfile: app(COPY, 'COPY sources.list /etc/apt/sources.list', APT),
    expected: { none: 'may bring what the package manager reads' },
  },
  {
    id: 'package sources above the sources',
    dockerfile: app('COPY sources.list /etc/apt/sources.list', COPY, APT),
    expected: { safe: app('COPY sources.list /etc/apt/sources.list', APT, COPY) },
  },
  {
    id: 'settings of a service in between',
    dockerfile: app(COPY, 'COPY nginx.conf /etc/nginx/nginx.conf', 'RUN apt-get install -y nginx'),
    expected: {
      review: app('RUN apt-get install -y nginx', COPY, 'COPY nginx.conf /etc/nginx/nginx.conf'),
      title: 'the packages must not write to /etc/nginx/nginx.conf',
    },
  },
  {
    id: 'a root file system in the context',
    files: { 'etc/apt/sources.list': '', 'usr/bin/app.py': '' },
    dockerfile: lines('FROM debian:13', 'WORKDIR /', COPY, APT),
    expected: 'silent',
  },
  {
    id: 'sources in the root',
    dockerfile: lines('FROM debian:13', COPY, APT),
    expected: { safe: lines('FROM debian:13', APT, COPY) },
  },
  {
    id: 'a virtual environment in between',
    dockerfile: app(COPY, 'RUN python3 -m venv venv', 'RUN venv/bin/pip install flask'),
    expected: 'silent',
  },
  {
    id: 'packages into a virtual environment made in between',
    dockerfile: app(COPY, 'RUN python3 -m venv venv', 'RUN pip install flask'),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'programs out of the copied folder',
    dockerfile: app(COPY, 'RUN /app/venv/bin/pip install flask'),
    expected: { none: '/app/venv/bin/pip' },
  },
  {
    id: 'a place among the sources',
    dockerfile: app('ENV GOBIN=/app/bin NPM_CONFIG_PREFIX=/app/tools', COPY, 'RUN npm install -g pm2'),
    expected: {
      review: app('ENV GOBIN=/app/bin NPM_CONFIG_PREFIX=/app/tools', 'RUN npm install -g pm2', COPY),
      title: 'leads among the copied files',
    },
  },
  ...[
    ['ENV PIP_CONSTRAINT=constraints.txt', 'pip install flask', 'constraints.txt'],
    ['ARG PIP_CONSTRAINT=/app/constraints.txt', 'pip install flask', '/app/constraints.txt'],
    ['ENV UV_CONSTRAINT=constraints.txt', 'uv pip install --system flask', 'constraints.txt'],
    ['ENV PIP_FIND_LINKS=wheels', 'pip install flask', 'wheels'],
    ['ENV PIP_FIND_LINKS="https://a.b/c wheels/"', 'pip install flask', 'wheels/'],
    ['ENV SSL_CERT_FILE=ca.pem', 'pip install flask', 'ca.pem'],
    ['ENV APT_CONFIG=/app/apt.conf', 'apt-get install -y curl', '/app/apt.conf'],
    ['LABEL a=b', 'PIP_CONSTRAINT=constraints.txt pip install flask', 'constraints.txt'],
    ['LABEL a=b', 'NODE_EXTRA_CA_CERTS=ca.pem npm install -g typescript', 'ca.pem'],
    ['LABEL a=b', 'env PIP_CERT=./ca.pem pip install flask', './ca.pem'],
    ['LABEL a=b', 'apt-get -c apt.conf update && apt-get -c apt.conf install -y curl', 'apt.conf'],
    [
      'LABEL a=b',
      'apt-get -o Dir::Etc::sourcelist=/app/sources.list update && apt-get install -y curl',
      '/app/sources.list',
    ],
    ['LABEL a=b', 'dnf -c apt.conf install -y curl', 'apt.conf'],
    ['LABEL a=b', 'yum --config=apt.conf install -y curl', 'apt.conf'],
    ['LABEL a=b', 'apk add --repositories-file sources.list curl', 'sources.list'],
    ['LABEL a=b', 'npm install -g --userconfig ci.npmrc typescript', 'ci.npmrc'],
    ['LABEL a=b', 'npm install -g --cafile ca.pem typescript', 'ca.pem'],
    ['LABEL a=b', 'pip install --extra-index-url file:///app/wheels flask', '/app/wheels'],
  ].map(([above = '', run = '', used = '']): Case => ({
    id: `a file among the copied ones: ${above}, ${run}`,
    files: {
      'constraints.txt': '',
      'apt.conf': '',
      'ca.pem': '',
      'ci.npmrc': '',
      'sources.list': '',
      'wheels/a.whl': '',
      'app.js': '',
    },
    dockerfile: app(above, COPY, `RUN ${run}`),
    expected: { none: `it uses ${used}, which the copy may bring` },
  })),
  {
    id: 'options and variables that lead to nothing that is copied',
    files: { 'curl/a.js': '', 'app.js': '' },
    dockerfile: app(
      'ENV PIP_CONSTRAINT=/etc/constraints.txt',
      COPY,
      'RUN apt-get -o Dir::Etc::sourcelist=/etc/a.list update && apt-get install -t stable -y curl',
    ),
    expected: {
      safe: app(
        'ENV PIP_CONSTRAINT=/etc/constraints.txt',
        'RUN apt-get -o Dir::Etc::sourcelist=/etc/a.list update && apt-get install -t stable -y curl',
        COPY,
      ),
    },
  },
  ...['chmod +x /usr/local/bin/a.py', 'sed -i s/a/b/ /etc/x/c.conf', 'chown -R 1000 /etc/x'].map(
    (run): Case => ({
      id: `what a copy into the root brings is changed below it: ${run}`,
      files: { 'rootfs/usr/local/bin/a.py': '', 'rootfs/etc/x/c.conf': '' },
      dockerfile: `FROM debian:13\nCOPY rootfs /\nRUN ${run}\n${APT}\n`,
      expected: {
        review: `FROM debian:13\n${APT}\nCOPY rootfs /\nRUN ${run}\n`,
        title: 'the packages must not write to /',
      },
    }),
  ),
  {
    id: 'a file that a copy into the root brings is used',
    files: { 'rootfs/conf/policy.xml': '', 'rootfs/a.py': '' },
    dockerfile: `FROM debian:13\nCOPY rootfs /\n${APT} && cp /conf/policy.xml /etc/policy.xml\n`,
    expected: { none: 'it uses /conf/policy.xml, which the copy may bring' },
  },
  {
    id: 'packages go above the manifests that turbo prune leaves, where its sources are below these',
    dockerfile: pruned(
      'COPY --from=pruner /app/out/json/ .',
      'COPY --from=pruner /app/out/full/ .',
      'RUN apk add --no-cache make g++',
    ),
    expected: {
      safe: pruned(
        'RUN apk add --no-cache make g++',
        'COPY --from=pruner /app/out/json/ .',
        'COPY --from=pruner /app/out/full/ .',
      ),
    },
  },
  {
    id: 'the manifests that turbo prune leaves change as seldom as others',
    dockerfile: pruned(
      'COPY --from=pruner /app/out/json/ .',
      'COPY --from=pruner /app/out/pnpm-lock.yaml ./pnpm-lock.yaml',
      'RUN apk add --no-cache make g++',
    ),
    expected: 'silent',
  },
  {
    id: 'names of a user and a mode, by which files of the project are called, too',
    files: { nodebb: '', 'test/a.js': '', 'app.js': '' },
    dockerfile: app('ENV USER=nodebb NODE_ENV=test', COPY, APT),
    expected: { safe: app('ENV USER=nodebb NODE_ENV=test', APT, COPY) },
  },
  {
    id: 'npm without -g writes into the project',
    dockerfile: app(COPY, 'RUN npm install pm2'),
    expected: 'silent',
  },
  {
    id: 'a requirement file is a manifest',
    dockerfile: app(COPY, 'RUN pip install -r x.txt'),
    expected: 'silent',
  },
  { id: 'already above', dockerfile: app(APT, COPY), expected: 'silent' },
  {
    id: 'below manifests only',
    files: { 'package.json': '{}', 'yarn.lock': '', 'src/index.js': '' },
    dockerfile: app('COPY package.json yarn.lock ./', APT, COPY),
    expected: 'silent',
  },
  {
    id: 'below settings and scripts of the build',
    files: { 'nginx.conf': '', 'entrypoint.sh': '', 'setup.py': '', 'docker/prepare': '' },
    dockerfile: app('COPY nginx.conf entrypoint.sh ./', 'COPY docker/prepare /x', APT),
    expected: 'silent',
  },
  {
    id: 'below a script that the build runs',
    files: { 'fetch.py': '' },
    dockerfile: app('COPY fetch.py /tmp/', 'RUN python3 /tmp/fetch.py', APT),
    expected: 'silent',
  },
  {
    id: 'below one program',
    files: { 'app.py': '' },
    dockerfile: app('COPY app.py .', 'RUN pip install flask'),
    expected: { safe: app('RUN pip install flask', 'COPY app.py .') },
  },
  {
    id: 'below what a stage builds of sources',
    dockerfile: lines(
      'FROM debian:13 AS build',
      'COPY . /src',
      'FROM debian:13',
      'COPY --from=build /out /opt/app',
      APT,
    ),
    expected: {
      safe: lines(
        'FROM debian:13 AS build',
        'COPY . /src',
        'FROM debian:13',
        APT,
        'COPY --from=build /out /opt/app',
      ),
    },
  },
  ...['/usr/src/app/dist', '/usr/app/dist', '/usr/local/app/dist'].map((output): Case => {
    const build = ['FROM node:22 AS build', `COPY . ${output.slice(0, -5)}`];
    const copy = `COPY --from=build ${output} dist`;
    return {
      id: `below ${output} of a stage that builds there`,
      dockerfile: lines(...build, 'FROM debian:13', 'WORKDIR /app', copy, APT),
      expected: { safe: lines(...build, 'FROM debian:13', 'WORKDIR /app', APT, copy) },
    };
  }),
  {
    id: 'below packages beside the sources of a stage',
    dockerfile: lines(
      'FROM node:22 AS build',
      'COPY . /usr/src/app',
      'FROM debian:13',
      'COPY --from=build /usr/src/app/node_modules /usr/src/app/node_modules',
      APT,
    ),
    expected: 'silent',
  },
  {
    id: 'below what a stage has installed',
    dockerfile: lines(
      'FROM debian:13 AS build',
      'COPY . /src',
      'FROM debian:13',
      'COPY --from=build /src/node_modules /app/node_modules',
      APT,
    ),
    expected: 'silent',
  },
  {
    id: 'below a tool that is downloaded and compared with its checksum',
    files: { 'digests/tool.sha256': '', 'app.js': '' },
    dockerfile: lines(
      'FROM alpine:3.22 AS tool',
      'COPY digests/tool.sha256 .',
      'RUN wget https://example.org/tool && sha256sum -c *.sha256',
      'FROM debian:13',
      'COPY --from=tool tool /opt/',
      APT,
    ),
    expected: 'silent',
  },
  ...[
    ['COPY --from=composer:2 /usr/bin/composer /usr/bin/composer', 'RUN composer global require a/b'],
    ['COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /uvx /bin/', 'RUN uv pip install --system flask'],
    ['COPY --from=node:22 /usr/local /usr/local', 'RUN npm install -g pm2'],
    ['COPY --from=python:3.13 /usr/local/bin/ /usr/local/bin/', 'RUN pip install flask'],
  ].map(([copy = '', run = '']) => ({
    id: `below the copy that brings its program: ${copy}`,
    dockerfile: app(COPY, copy, run),
    expected: { none: 'may bring the program that it runs' },
  })),
  {
    id: 'below a tool that it does not run',
    dockerfile: app(COPY, 'COPY --from=tool:1.2 /tool /usr/local/bin/', APT),
    expected: { safe: app(APT, COPY, 'COPY --from=tool:1.2 /tool /usr/local/bin/') },
  },
  {
    id: 'below a pinned image',
    dockerfile: lines('FROM tool:1.2 AS tool', 'FROM debian:13', 'COPY --from=tool / /', APT),
    expected: 'silent',
  },
  ...['RUN go build -o /usr/local/bin/app .', 'RUN go build -o app . && cp app /usr/local/bin'].map(
    (build): Case => ({
      id: `below a program that was put among those of the system: ${build}`,
      dockerfile: lines(
        'FROM golang:1.24 AS build',
        COPY,
        build,
        'FROM debian:13',
        'COPY --from=build /usr/local/bin/app /usr/local/bin/app',
        APT,
      ),
      expected: {
        safe: lines(
          'FROM golang:1.24 AS build',
          COPY,
          build,
          'FROM debian:13',
          APT,
          'COPY --from=build /usr/local/bin/app /usr/local/bin/app',
        ),
      },
    }),
  ),
  {
    id: 'below a program that was there before the sources',
    dockerfile: lines(
      'FROM golang:1.24 AS build',
      'RUN go build -o /usr/local/bin/tool example.org/tool',
      COPY,
      'RUN go build -o /out/app .',
      'FROM debian:13',
      'COPY --from=build /usr/local/bin/tool /usr/local/bin/tool',
      APT,
    ),
    expected: 'silent',
  },
  {
    id: 'in a stage that others are built from',
    dockerfile: lines('FROM debian:13 AS base', 'COPY . /app', 'FROM base', APT),
    expected: { none: 'a stage that this one is built from' },
  },
  {
    id: 'in a stage that is not built',
    dockerfile: lines('FROM debian:13 AS dev', 'COPY . /app', APT, 'FROM debian:13'),
    expected: 'silent',
  },
  {
    id: 'on Windows, as its paths say, above those as well',
    dockerfile: lines(
      'FROM node:22',
      'COPY src ./src',
      'RUN npm install -g pm2',
      'COPY bin C:\\\\bin',
      'WORKDIR C:\\\\bin',
    ),
    expected: 'silent',
  },
  {
    id: 'on Windows, with another shell',
    dockerfile: lines(
      'FROM mcr.microsoft.com/windows/servercore AS base',
      'SHELL ["bash", "-c"]',
      'FROM base',
      'COPY src ./src',
      'RUN npm install -g pm2',
    ),
    expected: {
      safe: lines(
        'FROM mcr.microsoft.com/windows/servercore AS base',
        'SHELL ["bash", "-c"]',
        'FROM base',
        'RUN npm install -g pm2',
        'COPY src ./src',
      ),
    },
  },
  {
    id: 'on Windows',
    dockerfile: lines('FROM mcr.microsoft.com/windows/servercore', 'COPY . .', 'RUN npm install -g pm2'),
    expected: 'silent',
  },
  {
    id: 'without a context, a folder by name',
    files: undefined,
    dockerfile: app(COPY, APT),
    expected: { safe: app(APT, COPY) },
  },
  {
    id: 'without a context, a file',
    files: undefined,
    dockerfile: app('COPY app.py /x', APT),
    expected: 'silent',
  },
  {
    id: 'a RUN that would move along past one that stays',
    dockerfile: app(COPY, 'RUN make install', 'RUN ldconfig', APT),
    expected: { none: '`RUN ldconfig` (line 5) may need what `RUN make install` (line 4) does' },
  },
  {
    id: 'a RUN that moves along from above the one that stays',
    dockerfile: app(COPY, 'RUN ldconfig', 'RUN make', APT),
    expected: {
      review: app('RUN ldconfig', APT, COPY, 'RUN make'),
      title: '`RUN make` (line 5) then runs after it; `RUN ldconfig` (line 4) moves along',
    },
  },
  {
    id: 'a RUN that moves along past one that only changes copied files',
    dockerfile: app(COPY, 'RUN rm -rf ./docs', 'RUN ldconfig', APT),
    expected: { review: app('RUN ldconfig', APT, COPY, 'RUN rm -rf ./docs'), title: 'moves along' },
  },
  {
    id: 'lists that a RUN with a build fetches',
    dockerfile: app(COPY, 'RUN apt-get update && make', 'RUN apt-get install -y curl'),
    expected: { none: '`RUN apt-get update && make` (line 4) may prepare it' },
  },
  {
    id: 'lists that are fetched where copied files are changed',
    dockerfile: app(COPY, 'RUN apt-get update && chmod +x ./run', 'RUN apt-get install -y curl'),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'keys that are fetched where copied files are changed',
    dockerfile: app(COPY, 'RUN apt-key adv --recv-keys 0 && chmod +x ./run', 'RUN apt-get install -y curl'),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'settings that are written where copied files are changed',
    dockerfile: app(COPY, 'RUN npm config set prefix /opt/npm && chmod +x ./run', 'RUN npm install -g pm2'),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'something of the system where copied files are changed',
    dockerfile: app(COPY, 'RUN update-alternatives --auto x && chmod +x ./run', APT),
    expected: {
      review: app(APT, COPY, 'RUN update-alternatives --auto x && chmod +x ./run'),
      title: 'then runs after it',
    },
  },
  {
    id: 'lists that are fetched with a report in a file',
    dockerfile: app(COPY, 'RUN apt-get update > log', 'RUN apt-get install -y curl'),
    expected: { none: '`RUN apt-get update > log` (line 4) may prepare it' },
  },
  {
    id: 'an install whose words only the build knows',
    dockerfile: app(COPY, 'RUN apt-get install -y $(cat packages)', 'RUN apt-get install -y curl'),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'a script out of the network that stays',
    dockerfile: app(
      COPY,
      'RUN curl -s https://example.org/setup | bash - && make',
      'RUN apt-get install -y nodejs',
    ),
    expected: { none: 'may prepare it' },
  },
  {
    id: 'a RUN that uses copied files and would move along',
    dockerfile: app(COPY, 'RUN a2enmod rewrite && chown -R www-data /app', APT),
    expected: {
      none: '`RUN a2enmod rewrite && chown -R www-data /app` (line 4) would move along, and uses /app,',
    },
  },
  {
    id: 'copied files by absolute paths',
    dockerfile: app(COPY, 'RUN chown -R www-data /app && rm -f /app/x', APT),
    expected: { safe: app(APT, COPY, 'RUN chown -R www-data /app && rm -f /app/x') },
  },
  {
    id: 'output that goes nowhere',
    dockerfile: app(
      COPY,
      'RUN apt-get update -qq 2>&1 && apt-get install -y curl >/dev/null 2>&1',
      'RUN make',
    ),
    expected: {
      safe: app('RUN apt-get update -qq 2>&1 && apt-get install -y curl >/dev/null 2>&1', COPY, 'RUN make'),
    },
  },
  {
    id: 'output of a group that goes nowhere',
    dockerfile: app(COPY, 'RUN { apt-get update; apt-get install -y curl 2>&1; } > /dev/null'),
    expected: { safe: app('RUN { apt-get update; apt-get install -y curl 2>&1; } > /dev/null', COPY) },
  },
  {
    id: 'packages of pip and apk without output',
    dockerfile: app(COPY, 'RUN apk add py3-pip > /dev/null && pip install flask > /dev/null'),
    expected: { safe: app('RUN apk add py3-pip > /dev/null && pip install flask > /dev/null', COPY) },
  },
  {
    id: 'lists and packages without output, and other packages',
    dockerfile: app(
      COPY,
      'RUN apt-get update > /dev/null',
      'RUN apt-get install -y curl > /dev/null',
      'RUN apt-get install -y nginx',
    ),
    count: 2,
    expected: {
      safe: app(
        'RUN apt-get update > /dev/null',
        'RUN apt-get install -y curl > /dev/null',
        'RUN apt-get install -y nginx',
        COPY,
      ),
    },
  },
  {
    id: 'sources of packages below the packages that fetch them, without output',
    dockerfile: app(
      COPY,
      'RUN apt-get update && apt-get install -y gnupg > /dev/null',
      'RUN apt-key adv --recv-keys 0',
      'RUN apt-get install -y mono',
    ),
    count: 2,
    expected: {
      review: app(
        'RUN apt-get update && apt-get install -y gnupg > /dev/null',
        'RUN apt-key adv --recv-keys 0',
        'RUN apt-get install -y mono',
        COPY,
      ),
      title: 'moves along',
    },
  },
  {
    id: 'sources of packages below packages with a report among the sources',
    dockerfile: app(
      COPY,
      'RUN apt-get update && apt-get install -y gnupg > log',
      'RUN apt-key adv --recv-keys 0',
      'RUN apt-get install -y mono',
    ),
    expected: { none: '(line 4) may prepare it' },
  },
  {
    id: 'a report in a file of the system',
    dockerfile: app(COPY, 'RUN apt-get install -y curl > /var/log/install 2>&1'),
    expected: { safe: app('RUN apt-get install -y curl > /var/log/install 2>&1', COPY) },
  },
  {
    id: 'a report in a file among the sources, by an absolute path',
    dockerfile: app(COPY, 'RUN apt-get install -y curl > /app/log'),
    expected: { none: 'it uses /app/log' },
  },
  {
    id: 'a report in a file among the sources',
    dockerfile: app(COPY, 'RUN apt-get install -y curl > log'),
    expected: 'silent',
  },
  {
    id: 'a report of a group in a file among the sources',
    dockerfile: app(COPY, 'RUN { apt-get install -y curl 2> /var/log/x; } > log'),
    expected: 'silent',
  },
  {
    id: 'an empty input',
    dockerfile: app(COPY, 'RUN apt-get install -y curl < /dev/null'),
    expected: { safe: app('RUN apt-get install -y curl < /dev/null', COPY) },
  },
  {
    id: 'packages without output, and a build',
    dockerfile: app(COPY, 'RUN apt-get update > /dev/null && apt-get install -y gcc > /dev/null && make'),
    expected: {
      review: app('RUN apt-get update > /dev/null && apt-get install -y gcc > /dev/null', COPY, 'RUN make'),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'an archive that is unpacked among the sources',
    dockerfile: app(COPY, 'RUN curl -s https://example.org/x.tgz | tar -xz', APT),
    expected: {
      review: app(APT, COPY, 'RUN curl -s https://example.org/x.tgz | tar -xz'),
      title: 'then runs after it',
    },
  },
  {
    id: 'an archive that is unpacked elsewhere',
    dockerfile: app(COPY, 'RUN curl -s https://example.org/x.tgz | tar -xz -C /opt', APT),
    expected: {
      review: app('RUN curl -s https://example.org/x.tgz | tar -xz -C /opt', APT, COPY),
      title: 'moves along',
    },
  },
  {
    id: 'a key among the copied files',
    files: { 'app.js': '', 'keys/x.asc': '' },
    dockerfile: app(COPY, 'COPY keys /tmp/keys', 'RUN apt-key add /tmp/keys/x.asc', APT),
    expected: {
      none: '`RUN apt-key add /tmp/keys/x.asc` (line 5) would move along, and uses /tmp/keys/x.asc',
    },
  },
  {
    id: 'a list among the copied files',
    dockerfile: app(COPY, 'RUN head -n 1 src/users | xargs useradd', APT),
    expected: {
      review: app(APT, COPY, 'RUN head -n 1 src/users | xargs useradd'),
      title: 'then runs after it',
    },
  },
  {
    id: 'a condition on a copied file',
    dockerfile: app(COPY, 'RUN if [ -f extra ]; then apt-get install -y curl; fi'),
    expected: { none: 'it shares its RUN with `[ -f extra ]`' },
  },
  {
    id: 'a condition on a copied file, in brackets of bash',
    dockerfile: app(COPY, 'RUN if [[ ! -e extra ]]; then apt-get install -y curl; fi'),
    expected: { none: 'it shares its RUN with `[[ ! -e extra ]]`' },
  },
  {
    id: 'a condition on nothing that is copied',
    dockerfile: app(
      COPY,
      'RUN if [ "$TARGETPLATFORM" = "linux/arm64" ] && [ -d /opt ]; then apt-get install -y curl; fi',
    ),
    expected: {
      review: app(
        'RUN if [ "$TARGETPLATFORM" = "linux/arm64" ] && [ -d /opt ]; then apt-get install -y curl; fi',
        COPY,
      ),
      title: 'must not need the copied files',
    },
  },
  {
    id: 'a version in a copied file',
    dockerfile: app(
      COPY,
      'RUN head -n 1 version.txt | cut -d : -f 2 > /etc/version && apt-get install -y curl',
    ),
    expected: { none: 'shares its RUN with `head -n 1 version.txt`' },
  },
  {
    id: 'words cut out of what another command says',
    dockerfile: app(
      COPY,
      "RUN lsb_release -cs | tail -n +1 | awk -F : '{ print $1 }' > /etc/release && apt-get install -y curl",
    ),
    expected: {
      review: app(
        "RUN lsb_release -cs | tail -n +1 | awk -F : '{ print $1 }' > /etc/release && apt-get install -y curl",
        COPY,
      ),
      title: 'must not need the copied files',
    },
  },
  {
    id: 'a comment of its own in between, and no final newline',
    dockerfile: 'FROM debian:13\nCOPY . /app\n# a comment of its own\n\nRUN apt-get install -y curl',
    expected: { safe: 'FROM debian:13\nRUN apt-get install -y curl\nCOPY . /app\n# a comment of its own' },
  },
  ...[
    'ADD rootfs.tar.gz /',
    'ADD missing-rootfs.tar.xz /',
    'ADD $ROOTFS /',
    'ADD . /',
    'COPY app.js /opt/',
  ].flatMap((copy): readonly Case[] => [
    ...[APT, 'RUN npm install -g pm2'].map((run): Case => ({
      id: `an empty image, which holds no program before the first copy: ${copy}, ${run}`,
      files: { 'rootfs.tar.gz': '', 'app.js': '', 'package.json': '{}' },
      dockerfile: lines('ARG ROOTFS=rootfs.tar', 'FROM scratch', 'ARG ROOTFS', copy, run),
      expected: 'silent',
    })),
    {
      id: `a stage on one that is built from nothing: ${copy}`,
      files: { 'rootfs.tar.gz': '', 'app.js': '' },
      dockerfile: lines('FROM scratch AS root', 'ENV ROOTFS=rootfs.tar', copy, 'FROM root', APT),
      expected: 'silent',
    },
  ]),
  {
    id: 'sources in an image of its own, below what brings the system',
    files: { 'rootfs.tar.gz': '', 'src/main.py': '' },
    dockerfile: lines('FROM scratch', 'ADD rootfs.tar.gz /', 'WORKDIR /app', COPY, APT),
    expected: { safe: lines('FROM scratch', 'ADD rootfs.tar.gz /', 'WORKDIR /app', APT, COPY) },
  },
  {
    id: 'not above what may bring the rest of a system that has nothing else',
    files: { 'rootfs.tar.gz': '', 'src/main.py': '', 'lib/libc.so': '' },
    dockerfile: lines('FROM scratch', 'COPY src /app', 'COPY lib /lib/', APT),
    expected: 'silent',
  },
  {
    id: 'programs in an image of its own, once something ran there',
    files: { 'rootfs.tar.gz': '', 'bin/tool': '', 'src/main.py': '' },
    dockerfile: lines('FROM scratch', 'ADD rootfs.tar.gz /', 'RUN ls', 'COPY src /usr/lib/app/', APT),
    expected: {
      review: lines('FROM scratch', 'ADD rootfs.tar.gz /', 'RUN ls', APT, 'COPY src /usr/lib/app/'),
      title: 'the packages must not write to /usr/lib/app',
    },
  },
  ...['ADD overlay.tar.gz /', 'ADD overlay*.gz /', 'ADD --unpack=true https://example.org/overlay /'].map(
    (copy): Case => ({
      id: `an archive over the whole system, of which nobody knows what it holds: ${copy}`,
      files: { 'overlay.tar.gz': '', 'src/main.py': '' },
      dockerfile: lines('FROM alpine:3.22', 'COPY src /app', copy, 'RUN apk add --no-cache curl'),
      expected: { none: 'may bring what the package manager reads' },
    }),
  ),
  {
    id: 'an archive over the whole system, alone',
    files: { 'overlay.tar.gz': '' },
    dockerfile: lines('FROM alpine:3.22', 'ADD overlay.tar.gz /', 'RUN apk add --no-cache curl'),
    expected: 'silent',
  },
  {
    id: 'an archive that is not unpacked',
    files: { 'overlay.tar.gz': '', 'src/main.py': '' },
    dockerfile: lines('FROM alpine:3.22', 'COPY src /app', 'ADD --unpack=false overlay.tar.gz /', APT),
    expected: {
      safe: lines('FROM alpine:3.22', APT, 'COPY src /app', 'ADD --unpack=false overlay.tar.gz /'),
    },
  },
  {
    id: 'an archive with programs',
    files: { 'tools.tgz': '', 'src/main.js': '' },
    dockerfile: lines('FROM debian:13', 'ADD tools.tgz /usr/local/bin/', 'RUN npm install -g pm2'),
    expected: { none: 'may bring the program that it runs' },
  },
  {
    id: 'packages that the base image names in a variable',
    dockerfile: app(COPY, 'RUN apk add --no-cache $PHPIZE_DEPS linux-headers'),
    expected: { safe: app('RUN apk add --no-cache $PHPIZE_DEPS linux-headers', COPY) },
  },
  {
    id: 'packages that the base image names in a variable alone, and for PECL',
    dockerfile: app(COPY, 'RUN set -eux; apk add --no-cache "${PHPIZE_DEPS}"; pecl install redis'),
    expected: { safe: app('RUN set -eux; apk add --no-cache "${PHPIZE_DEPS}"; pecl install redis', COPY) },
  },
  {
    id: 'packages that the base image names in a variable, and which the RUN removes again',
    dockerfile: app(COPY, 'RUN apk add $PHPIZE_DEPS && ./build.sh && apk del $PHPIZE_DEPS'),
    expected: 'silent',
  },
  {
    id: 'packages that a variable set in between names along with those of the base image',
    dockerfile: app(COPY, 'ENV PHPIZE_DEPS="$PHPIZE_DEPS git"', 'RUN apk add $PHPIZE_DEPS'),
    expected: {
      safe: app('ENV PHPIZE_DEPS="$PHPIZE_DEPS git"', 'RUN apk add $PHPIZE_DEPS', COPY),
    },
  },
  {
    id: 'a name with a version that only the build command knows',
    dockerfile: app(COPY, 'ARG PG', 'RUN apt-get install -y postgresql-client-$PG'),
    expected: { safe: app('ARG PG', 'RUN apt-get install -y postgresql-client-$PG', COPY) },
  },
  ...[
    'RUN apt-get install -y $(cat deps) $PHPIZE_DEPS',
    'RUN DEPS="$(cat deps)" && apt-get install -y $DEPS',
    'RUN read DEPS < deps && apt-get install -y $DEPS',
    'RUN . ./deps.sh && apt-get install -y $DEPS',
    'RUN export $(cat .env) && apt-get install -y $DEPS',
    'RUN for one in *.deb; do apt-get install -y $one; done',
    'RUN V="$(cat version)" && apt-get install -y pkg-$V',
    'RUN . ./deps.sh && apt-get install -y pkg-$V',
    'RUN apt-get install -y $HOME/x.deb',
    'RUN apt-get install -y $1',
  ].map((run): Case => ({
    id: `names that come from elsewhere: ${run}`,
    dockerfile: app(COPY, run),
    expected: 'silent',
  })),
  {
    id: 'packages that are removed in between keep their order',
    dockerfile: app(COPY, 'RUN pip uninstall -y torch || true', 'RUN pip install torch'),
    expected: { safe: app('RUN pip uninstall -y torch || true', 'RUN pip install torch', COPY) },
  },
  {
    id: 'packages that are removed with something else in between',
    dockerfile: app(COPY, 'RUN make && pip uninstall -y torch', 'RUN pip install torch'),
    expected: { none: '`RUN make && pip uninstall -y torch` (line 4) may prepare it' },
  },
  {
    id: 'packages for a build, which the RUN removes again',
    dockerfile: app(COPY, 'RUN pip install cython && make && pip uninstall -y cython'),
    expected: { none: 'the RUN cleans up behind it' },
  },
  {
    id: 'a build that cleans what it builds itself',
    dockerfile: app(COPY, 'RUN apt-get update && apt-get install -y make && make clean build'),
    expected: {
      review: app('RUN apt-get update && apt-get install -y make', COPY, 'RUN make clean build'),
      title: 'cut in two',
    },
  },
  {
    id: 'a build that cleans, with a clean-up behind it',
    dockerfile: app(
      COPY,
      'RUN apt-get update && apt-get install -y make && make clean build && apt-get clean',
    ),
    expected: { none: 'the RUN cleans up behind it' },
  },
  { id: 'only removing packages', dockerfile: app(COPY, 'RUN pip uninstall -y torch'), expected: 'silent' },
  {
    id: 'another command, over several lines, in a reason to review',
    dockerfile: app(
      COPY,
      'RUN source /opt/ros/${ROS_DISTRO}/setup.bash && \\',
      '    rosdep install --from-paths src --ignore-src -y',
      'RUN pip install flask',
    ),
    expected: {
      review: app(
        'RUN pip install flask',
        COPY,
        'RUN source /opt/ros/${ROS_DISTRO}/setup.bash && \\',
        '    rosdep install --from-paths src --ignore-src -y',
      ),
      title: '(review: `RUN rosdep install --from-paths src --ignore-sr…` (line 4) then runs after it)',
    },
  },
  {
    id: 'a command that stays, behind one that could move along',
    dockerfile: app(COPY, 'RUN pip --version && \\', '    make', 'RUN pip install flask'),
    expected: {
      review: app('RUN pip install flask', COPY, 'RUN pip --version && \\', '    make'),
      title: '(review: `RUN make` (line 4) then runs after it)',
    },
  },
  {
    id: 'a command that may prepare it, behind another one',
    dockerfile: app(COPY, 'RUN make && \\', '    pip uninstall -y torch', 'RUN pip install torch'),
    expected: { none: '`RUN pip uninstall -y torch` (line 4) may prepare it' },
  },
  ...[
    'npm i --no-save bullmq@^5.34.0 ioredis',
    'yarn add sharp',
    'pnpm add -P sharp',
    'bun add sharp',
  ].flatMap((command) =>
    [
      'COPY src ./src',
      'COPY app.js ./',
      'COPY --from=builder /out/worker ./worker',
      'COPY --from=builder /out/a.js /app/a/b.js',
    ].map((copy): Case => ({
      id: `packages of a folder without a package.json: ${copy}, ${command}`,
      dockerfile: `${BUILDER}${node(copy, `RUN ${command}`)}`,
      files: JS,
      expected: {
        review: `${BUILDER}${node(`RUN ${command}`, copy)}`,
        title: '(review: scripts of the packages must not need the copied files)',
      },
      says: `before \`${command}\` (line 7). Install them before the copy.`,
    })),
  ),
  {
    id: 'packages of a folder without a package.json, and no scripts',
    dockerfile: node('COPY src ./src', 'RUN npm install --ignore-scripts sharp && npm cache clean --force'),
    files: JS,
    expected: {
      safe: node('RUN npm install --ignore-scripts sharp && npm cache clean --force', 'COPY src ./src'),
    },
  },
  {
    id: 'packages of a folder without a package.json, with a program of theirs in the same RUN',
    dockerfile: node('COPY src ./src', 'RUN npm install typescript && npx tsc'),
    files: JS,
    expected: {
      review: node('RUN npm install typescript', 'COPY src ./src', 'RUN npx tsc'),
      title: 'the RUN is cut in two',
    },
  },
  ...[
    ['COPY src src', '`RUN node src/main.js` (line 4) may work on the folder', 'RUN node src/main.js'],
    ['COPY src /src', '`WORKDIR worker` (line 4) says where they go', 'WORKDIR worker'],
    ['COPY src src', 'shares its RUN with `cd worker`', 'RUN cd worker && npm install sharp'],
  ].map(([copy = '', none = '', ...rest]): Case => ({
    id: `packages of a folder without a package.json stay below: ${[copy, ...rest].join(', ')}`,
    dockerfile: node(
      copy,
      ...rest,
      ...(rest[0]?.includes('sharp') === true ? [] : ['RUN npm install sharp']),
    ),
    files: JS,
    expected: { none },
  })),
  ...[
    ['COPY package.json src ./'],
    ['COPY src ./'],
    ['COPY src src', 'COPY package*.json ./'],
    ['COPY . .'],
    ['COPY src src', 'COPY package.json /app/package.json'],
    ['COPY src src', 'COPY package.json /'],
    ['COPY --from=builder /out /app'],
    ['COPY src src', 'COPY --from=builder /out/package.json .'],
    ['COPY src src', 'COPY --from=builder /out/node_modules ./node_modules'],
  ].map((copies): Case => ({
    id: `packages of a folder that may have a package.json: ${copies.join(', ')}`,
    dockerfile: `${BUILDER}${node(...copies, 'RUN npm install sharp')}`,
    files: JS,
    expected: 'silent',
  })),
  ...[
    ['COPY src src', 'RUN --mount=type=bind,source=package.json,target=package.json npm install sharp'],
    ['COPY src src', 'RUN npm install prisma @prisma/client'],
    ['COPY src src', 'RUN npm install ./src'],
    ['COPY src src', 'RUN npm install'],
  ].map((lines): Case => ({
    id: `what reads more than the registry: ${lines.join(', ')}`,
    dockerfile: node(...lines),
    files: JS,
    expected: 'silent',
  })),
  ...['./venv/bin/pip', 'venv/bin/python -m pip', '/app/venv/bin/pip'].map((pip): Case => ({
    id: `by the program of an environment that a RUN has made: ${pip}`,
    dockerfile: `FROM python\nWORKDIR /app\nRUN python -m venv venv\nCOPY . .\nRUN ${pip} install "numpy<2" gunicorn\n`,
    expected: {
      safe: `FROM python\nWORKDIR /app\nRUN python -m venv venv\nRUN ${pip} install "numpy<2" gunicorn\nCOPY . .\n`,
    },
  })),
  {
    id: 'the program of an environment, where something else may have written into it',
    dockerfile:
      'FROM python\nWORKDIR /app\nRUN python -m venv venv\nCOPY . .\nRUN ./setup.sh\nRUN venv/bin/pip install numpy\n',
    expected: { none: 'may work on the folder that they are installed in' },
  },
  {
    id: 'the program of an environment, from another folder',
    dockerfile:
      'FROM python\nRUN python -m venv /app/venv\nCOPY . /src\nWORKDIR /app\nRUN venv/bin/pip install numpy\n',
    expected: { none: '`WORKDIR /app` (line 4) says where they go' },
  },
  ...[
    { copy: 'COPY . .', files: { 'venv/lib/x.py': '' } },
    { copy: 'COPY --from=builder /x /app', files: {} },
    { copy: 'COPY src /app/venv/src', files: {} },
  ].map(({ copy, files }): Case => ({
    id: `an environment into which a copy may bring something: ${copy}`,
    dockerfile: `FROM a AS builder\nFROM python\nWORKDIR /app\nRUN python -m venv venv\nCOPY src src\n${copy}\nRUN venv/bin/pip install numpy\n`,
    files: { 'src/main.py': '', ...files },
    expected: 'silent',
  })),
  ...['RUN venv/bin/pip install numpy', 'RUN python -m venv other\nRUN venv/bin/pip install numpy'].map(
    (lines): Case => ({
      id: `an environment of which nobody knows where it comes from: ${lines}`,
      dockerfile: `FROM python\nWORKDIR /app\nCOPY . .\n${lines}\n`,
      expected: 'silent',
    }),
  ),
];
