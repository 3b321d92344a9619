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

/** Packages by name below a copy: domain.md 6.1, 6.2 ("Other fixes") and the cases 28, 69 and 70 of 6.3. */
export const CASES: readonly Case[] = [
  { id: 'apt-get', dockerfile: app(COPY, APT), expected: { safe: app(APT, COPY) } },
  {
    id: 'apk',
    dockerfile: app(COPY, 'RUN apk add --no-cache git~=2.4'),
    expected: { safe: app('RUN apk add --no-cache git~=2.4', COPY) },
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
  {
    id: 'packages and a build in one RUN that cleans up',
    dockerfile: app(COPY, `${APT} && make && rm -rf /var/lib/apt/lists/*`),
    expected: { none: 'cleans up' },
  },
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
  {
    id: 'below a pinned image',
    dockerfile: lines('FROM tool:1.2 AS tool', 'FROM debian:13', 'COPY --from=tool / /', APT),
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
];
