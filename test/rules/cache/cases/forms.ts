import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';

const NODE: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  'src/app.css': '',
  'public/logo.svg': '',
  'server.js': '',
  'entrypoint.sh': '',
  'nginx.conf': '',
  'web/package.json': '{}',
  'web/package-lock.json': '{}',
  'scripts/build.js': '',
  '.dockerignore': '**/node_modules\n',
};

const PYTHON: Files = { 'requirements.txt': 'flask\n', 'app.py': '', 'docker/start.sh': '' };

const MANIFESTS = 'COPY package.json package-lock.json ./';

/** `FROM node:22`, `WORKDIR /app`, the given lines. */
function node(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

function python(...texts: readonly string[]): string {
  return ['FROM python:3', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

/** Sources that come in other ways than by one `COPY . .` that brings the manifests, too. */
const COPIES: readonly Case[] = [
  {
    id: 'sources copied on their own, below the manifests',
    dockerfile: node(MANIFESTS, 'COPY src ./src', 'RUN npm ci', 'RUN npm run build'),
    files: NODE,
    expected: { safe: node(MANIFESTS, 'RUN npm ci', 'COPY src ./src', 'RUN npm run build') },
  },
  {
    id: 'several folders of sources, which all move',
    dockerfile: node(
      MANIFESTS,
      'COPY src ./src',
      'COPY web ./web',
      'COPY nginx.conf /etc/nginx/',
      'RUN npm ci',
    ),
    files: { ...NODE, 'web/main.ts': '' },
    expected: {
      safe: node(MANIFESTS, 'COPY nginx.conf /etc/nginx/', 'RUN npm ci', 'COPY src ./src', 'COPY web ./web'),
    },
  },
  {
    id: 'sources above the manifests',
    dockerfile: node('COPY src ./src', MANIFESTS, 'RUN npm ci'),
    files: NODE,
    expected: { safe: node(MANIFESTS, 'RUN npm ci', 'COPY src ./src') },
  },
  {
    id: 'one file of the program',
    dockerfile: node(MANIFESTS, 'COPY server.js .', 'RUN npm ci'),
    files: NODE,
    expected: { safe: node(MANIFESTS, 'RUN npm ci', 'COPY server.js .') },
  },
  {
    id: 'a program by a glob',
    dockerfile: python('COPY requirements.txt .', 'COPY *.py ./', 'RUN pip install -r requirements.txt'),
    files: PYTHON,
    expected: {
      safe: python('COPY requirements.txt .', 'RUN pip install -r requirements.txt', 'COPY *.py ./'),
    },
  },
  {
    id: 'one blank line stays where a copy is taken out in front of a comment of its own',
    dockerfile: node(
      MANIFESTS,
      '',
      '# sources',
      'COPY src ./src',
      '',
      '# of nothing',
      '',
      'RUN npm ci',
      '',
      'CMD x',
    ),
    files: NODE,
    expected: {
      safe: node(
        MANIFESTS,
        '',
        '# of nothing',
        '',
        'RUN npm ci',
        '',
        '# sources',
        'COPY src ./src',
        '',
        'CMD x',
      ),
    },
  },
  {
    id: 'one blank line stays where two copies are taken out',
    dockerfile: node(MANIFESTS, '', 'COPY src ./src', 'COPY web ./web', '', 'RUN npm ci', '', 'CMD x'),
    files: { ...NODE, 'web/main.ts': '' },
    expected: {
      safe: node(MANIFESTS, '', 'RUN npm ci', '', 'COPY src ./src', 'COPY web ./web', '', 'CMD x'),
    },
  },
  {
    id: 'sources by ADD',
    dockerfile: node(MANIFESTS, 'ADD src ./src', 'RUN npm ci'),
    files: NODE,
    expected: { safe: node(MANIFESTS, 'RUN npm ci', 'ADD src ./src') },
  },
  ...['tpl', 'ejs', 'pug', 'jinja2', 'po', 'ipynb', 'coffee', 'elm', 'cr', 'nim', 'sql', 'hbs', 'zig'].map(
    (type): Case => ({
      id: `a folder of what belongs to the program: .${type}`,
      dockerfile: python(
        'COPY views views',
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt',
      ),
      files: { ...PYTHON, [`views/a/index.${type}`]: '' },
      expected: {
        safe: python('COPY requirements.txt ./', 'RUN pip install -r requirements.txt', 'COPY views views'),
      },
    }),
  ),
  ...['COPY nginx.tpl ./', 'COPY init.sql schema.sql db/', 'COPY config config'].map((copy): Case => ({
    id: `one file of those, and folders of settings: ${copy}`,
    dockerfile: python(copy, 'COPY requirements.txt ./', 'RUN pip install -r requirements.txt'),
    files: { ...PYTHON, 'nginx.tpl': '', 'init.sql': '', 'schema.sql': '', 'config/site.j2': '' },
    expected: 'silent',
  })),
  ...[
    'COPY entrypoint.sh /usr/local/bin/',
    'COPY entrypoint.sh .',
    'COPY nginx.conf /etc/nginx/nginx.conf',
    'COPY scripts ./scripts',
    'COPY src /opt/other',
    'COPY tsconfig.json vite.config.ts ./',
    'COPY public/logo.svg .',
    'COPY --from=base /src ./src',
  ].map((copy): Case => ({
    id: `what changes as rarely as the manifests: ${copy}`,
    dockerfile: `FROM node:22 AS base\n${node(MANIFESTS, copy, 'RUN npm ci')}`,
    files: { ...NODE, 'tsconfig.json': '{}', 'vite.config.ts': '' },
    expected: 'silent',
  })),
];

/** Bind mounts of the build context. */
const MOUNTS: readonly Case[] = [
  {
    id: 'the context is mounted for an install into the image',
    dockerfile: python('RUN --mount=type=bind,target=. pip install -r requirements.txt', 'COPY . .'),
    files: PYTHON,
    expected: {
      review: python(
        'RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt',
        'COPY . .',
      ),
      title: 'mounts single files',
    },
  },
  {
    id: 'the context is mounted elsewhere, among other flags on lines of their own',
    dockerfile: python(
      'run --mount=type=cache,target=/root/.cache/pip \\',
      '    --mount=type=bind,source=.,target=/src \\',
      '    pip install -r /src/requirements.txt',
    ),
    files: { ...PYTHON, 'requirements.txt': '-r base.txt\n', 'base.txt': '' },
    expected: {
      review: python(
        'run --mount=type=cache,target=/root/.cache/pip \\',
        '    --mount=type=bind,source=requirements.txt,target=/src/requirements.txt \\',
        '    --mount=type=bind,source=base.txt,target=/src/base.txt \\',
        '    pip install -r /src/requirements.txt',
      ),
      title: 'mounts single files',
    },
  },
  {
    id: 'the context is mounted over the place that is installed into',
    dockerfile: node('RUN --mount=type=bind,target=.,rw npm ci', 'COPY . .'),
    files: NODE,
    expected: { none: 'installs into the mounted folder' },
  },
  {
    id: 'the context is mounted for more than an install',
    dockerfile: python('RUN --mount=type=bind,target=. pip install -r requirements.txt && python app.py'),
    files: PYTHON,
    expected: { none: 'does more than this install' },
  },
  {
    id: 'manifests are mounted, one by one',
    dockerfile: python(
      'RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt',
      'COPY . .',
    ),
    files: PYTHON,
    expected: 'silent',
  },
  {
    id: 'a stage is mounted',
    dockerfile: `FROM busybox AS base\n${python('RUN --mount=type=bind,from=base,target=. pip install -r requirements.txt')}`,
    files: PYTHON,
    expected: 'silent',
  },
];

/** Installs that a RUN does not name itself. */
const HIDDEN: readonly Case[] = [
  {
    id: 'an install in a script',
    dockerfile: node('COPY . .', 'RUN npm run setup'),
    files: { ...NODE, 'package.json': '{"scripts":{"setup":"cd web && npm ci && npm run build"}}' },
    expected: { none: 'scripts.setup of package.json runs it' },
  },
  {
    id: 'an install in a script that runs before another',
    dockerfile: node('COPY . .', 'RUN yarn build'),
    files: { ...NODE, 'package.json': '{"scripts":{"build":"tsc","prebuild":"npm install"}}' },
    expected: { none: 'scripts.prebuild of package.json runs it' },
  },
  {
    id: 'an install in a target, and in what a target needs',
    dockerfile: node('COPY . .', 'RUN cd web && make -C .. all'),
    files: {
      ...NODE,
      Makefile: 'A := b\n\n.PHONY: all\n\nall: deps\n\tnode .\n\ndeps: package.json\n\t@npm ci\n',
    },
    expected: { none: 'target deps of Makefile runs it' },
  },
  {
    id: 'an install in the first target',
    dockerfile: python('COPY . .', 'RUN make'),
    files: { ...PYTHON, Makefile: 'install:\n\t-pip install \\\n\t  -r requirements.txt\nother:\n\ttrue\n' },
    expected: { none: 'target install of Makefile runs it' },
  },
  ...[
    ['npm run build', '{"scripts":{"build":"tsc"}}'],
    ['npm run other', '{"scripts":{"build":"npm ci"}}'],
    ['npm run constructor', '{"scripts":{}}'],
    ['npm run build --workspace web', '{"scripts":{"build":"npm ci"}}'],
    ['npm ci && npm run build', '{"scripts":{"build":"npm install && tsc"}}'],
    ['make test', '{}'],
    ['make all', '{}'],
  ].map(([run = '', manifest = '']): Case => ({
    id: `nothing is hidden in ${run} of ${manifest}`,
    dockerfile: node(MANIFESTS, 'RUN npm ci', 'COPY . .', `RUN ${run}`),
    files: { ...NODE, 'package.json': manifest, Makefile: 'all:\n\t$(NPM) ci\n' },
    expected: 'silent',
  })),
];

/** Shells and scripts around an install. */
const SHELLS: readonly Case[] = [
  ...[
    'sh -c "cd web && npm ci"',
    "bash -euo pipefail -c 'cd web; npm ci'",
    '["/bin/bash", "-lc", "cd web && npm ci"]',
  ].map((run): Case => ({
    id: `a shell that is called: ${run}`,
    dockerfile: node('COPY . .', `RUN ${run}`),
    files: NODE,
    expected: {
      safe: node('COPY web/package.json web/package-lock.json web/', `RUN ${run}`, 'COPY . .'),
    },
  })),
  ...['sh -c "npm ci && npm run build"', 'sh -c "npm ci; $AFTER"'].map((run): Case => ({
    id: `a shell that does more: ${run}`,
    dockerfile: node('COPY . .', `RUN ${run}`),
    files: NODE,
    expected: run.includes('$') ? 'silent' : { none: 'shares its RUN with' },
  })),
  {
    id: '39 a heredoc that stops at a failure',
    dockerfile: node(
      'COPY . .',
      '',
      'RUN <<EOF',
      'set -e',
      '',
      'cd web',
      '  npm ci',
      '  npm run build',
      'EOF',
      'CMD x',
    ),
    files: NODE,
    expected: {
      review: node(
        'COPY web/package.json web/package-lock.json web/',
        '',
        'RUN <<EOF',
        'set -e',
        '',
        'cd web',
        '  npm ci',
        'EOF',
        '',
        'COPY . .',
        '',
        'RUN <<EOF',
        '  set -e',
        '  cd web',
        '  npm run build',
        'EOF',
        'CMD x',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: '39 a heredoc with a remark between',
    dockerfile: node('COPY . .', 'RUN <<EOF', 'set -e', 'npm ci', '# now build', 'npm run build', 'EOF'),
    files: NODE,
    expected: { none: 'a comment or another text' },
  },
  {
    id: '39 a heredoc for a shell that is named',
    dockerfile: node('COPY . .', 'RUN <<-EOF bash', '\tset -ex', '\tnpm ci', '\tnpm run build', 'EOF'),
    files: NODE,
    expected: {
      review: node(
        MANIFESTS,
        'RUN <<-EOF bash',
        '\tset -ex',
        '\tnpm ci',
        'EOF',
        'COPY . .',
        'RUN <<-EOF bash',
        '\tset -ex',
        '\tnpm run build',
        'EOF',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'commands on one line that stop at a failure',
    dockerfile: node('COPY . .', 'RUN set -eux; npm ci; npm run build'),
    files: NODE,
    expected: {
      review: node(MANIFESTS, 'RUN set -eux; npm ci', 'COPY . .', 'RUN set -eux; npm run build'),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'an install that cleans up before the build',
    dockerfile: node('COPY . .', 'RUN npm ci && npm cache clean --force && npm run build'),
    files: NODE,
    expected: {
      review: node(MANIFESTS, 'RUN npm ci && npm cache clean --force', 'COPY . .', 'RUN npm run build'),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'an install that removes what lies apart from the sources',
    dockerfile: node('COPY . .', 'RUN npm ci && rm -rf /usr/share/doc /tmp/*'),
    files: NODE,
    expected: { safe: node(MANIFESTS, 'RUN npm ci && rm -rf /usr/share/doc /tmp/*', 'COPY . .') },
  },
  {
    id: 'an install that removes what lies apart from the sources, before the build',
    dockerfile: node('COPY . .', 'RUN npm ci && rm -rf /usr/share/doc && npm run build'),
    files: NODE,
    expected: {
      review: node(MANIFESTS, 'RUN npm ci && rm -rf /usr/share/doc', 'COPY . .', 'RUN npm run build'),
      title: 'the RUN is cut in two',
    },
  },
  ...['/app/src', 'src', '/', '/app/*'].map((path): Case => ({
    id: `an install that removes what the sources bring: ${path}`,
    dockerfile: node('COPY . .', `RUN npm ci && rm -rf ${path}`),
    files: NODE,
    expected: { none: 'the RUN cleans up behind the install' },
  })),
  {
    id: 'commands on one line that go on after a failure',
    dockerfile: node('COPY . .', 'RUN npm ci; npm run build'),
    files: NODE,
    expected: { none: 'shares its RUN with' },
  },
];

/** What stands between the copy and the install. */
const BETWEEN: readonly Case[] = [
  ...[
    'mkdir -p /data /logs && chown node:node /data',
    'useradd -r -u 1001 app',
    'ln -s /data/x /data/y',
    'rm -rf /data/*',
  ].map((run): Case => ({
    id: `work in other folders: ${run}`,
    dockerfile: node('COPY . .', `RUN ${run}`, 'RUN npm ci'),
    files: NODE,
    expected: { safe: node(`RUN ${run}`, MANIFESTS, 'RUN npm ci', 'COPY . .') },
  })),
  ...['chown -R node /app', 'rm -rf /', 'rm -rf /*', 'rm -rf /{data,app}', 'useradd -d /app app'].map(
    (run): Case => ({
      id: `work that may be among the sources: ${run}`,
      dockerfile: node('COPY . .', `RUN ${run}`, 'RUN npm ci'),
      files: NODE,
      expected: { none: 'may read or change the copied files' },
    }),
  ),
];

const GO: Files = {
  ...NODE,
  'go.mod': 'module a\n\ngo 1.22\n\nrequire example.org/b v1.0.0\n',
  'go.sum': 'example.org/b v1.0.0 h1:x\n',
  'main.go': 'package main\n',
};

function golang(...texts: readonly string[]): string {
  return ['FROM golang:1.22', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

const MODULES = 'COPY go.mod go.sum ./';

/** Builds that download on their way: a step that only downloads goes in front of the sources. */
const DOWNLOADS: readonly Case[] = [
  ...[
    ['go build', 'go mod download'],
    ['--mount=type=secret,id=netrc go build', '--mount=type=secret,id=netrc go mod download'],
    ['CGO_ENABLED=0 GOPROXY=direct go build', 'GOPROXY=direct go mod download'],
    ['env CGO_ENABLED=0 GOPROXY=direct go build', 'env GOPROXY=direct go mod download'],
    ['env CGO_ENABLED=0 go build', 'go mod download'],
    ['GOSUMDB=off env GONOSUMDB="a,b c" go build', 'GOSUMDB=off env GONOSUMDB="a,b c" go mod download'],
    ['["env", "GOPROXY=direct", "go", "build"]', '["env", "GOPROXY=direct", "go", "mod", "download"]'],
    ['export GOPROXY=direct && go build', 'export GOPROXY=direct && go mod download'],
    ['["go", "build"]', '["go", "mod", "download"]'],
    ['./generate.sh && go build', 'go mod download'],
    ['sh -c "go build"', 'go mod download'],
  ].map(([run = '', download = '']): Case => ({
    id: `48 a step in front of ${run}`,
    dockerfile: golang('COPY . .', '', '# build it', `RUN ${run}`),
    files: { ...GO, 'generate.sh': '' },
    expected: {
      review: golang(MODULES, '', `RUN ${download}`, '', 'COPY . .', '', '# build it', `RUN ${run}`),
      title: 'adds a step',
    },
  })),
  ...[
    ['pip install x && go build', 'pip install x && go mod download', 'go build'],
    [
      '--mount=type=bind,from=tools,target=/x apk add git && go build',
      '--mount=type=bind,from=tools,target=/x apk add git && go mod download',
      '--mount=type=bind,from=tools,target=/x go build',
    ],
    ['set -ex; apk add git; export A=1; go build', undefined, 'the install shares its RUN with `export A=1`'],
  ].map(([run = '', first, second = '']): Case => ({
    id: `48 what prepares the tool goes with the step: ${run}`,
    dockerfile: golang('COPY . .', `RUN ${run}`),
    files: GO,
    expected:
      first === undefined
        ? { none: second }
        : {
            review: golang(MODULES, `RUN ${first}`, 'COPY . .', `RUN ${second}`),
            title: 'the RUN is cut in two',
          },
  })),
  ...[
    ['apk add git && go build', 'apk add git', 'go mod download', 'go build'],
    [
      '--mount=type=secret,id=netrc set -ex; apk add git make; GOPROXY=direct go build',
      '--mount=type=secret,id=netrc set -ex; apk add git make',
      '--mount=type=secret,id=netrc GOPROXY=direct go mod download',
      '--mount=type=secret,id=netrc set -ex; GOPROXY=direct go build',
    ],
    [
      'apt-get update && \\\n    apt-get install -y git && \\\n    rm -rf /var/lib/apt/lists/* && \\\n    go build',
      'apt-get update && \\\n    apt-get install -y git && \\\n    rm -rf /var/lib/apt/lists/*',
      'go mod download',
      'go build',
    ],
    [
      '<<EOF\nset -e\napk add git\ngo build\nEOF',
      '<<EOF\nset -e\napk add git\nEOF',
      'go mod download',
      '<<EOF\nset -e\ngo build\nEOF',
    ],
  ].map(([run = '', front = '', download = '', second = '']): Case => ({
    id: `48 system packages stay above the manifests: ${run}`,
    dockerfile: golang('COPY . .', '', 'WORKDIR cmd', 'WORKDIR /app', '', '# build it', `RUN ${run}`),
    files: GO,
    expected: {
      review: golang(
        `RUN ${front}`,
        '',
        MODULES,
        '',
        'WORKDIR cmd',
        'WORKDIR /app',
        '',
        `RUN ${download}`,
        '',
        'COPY . /app/',
        '',
        '# build it',
        `RUN ${second}`,
      ),
      title: 'the RUN is cut in two',
    },
  })),
  {
    id: '48 system packages that what stands between may be meant for',
    dockerfile: golang('COPY . .', 'ENV A=1', 'RUN apk add git && go build'),
    files: GO,
    expected: {
      review: golang(MODULES, 'ENV A=1', 'RUN apk add git && go mod download', 'COPY . .', 'RUN go build'),
      title: 'the RUN is cut in two',
    },
  },
  ...[
    'env GOPROXY=$(cat proxy) go build',
    'GOPROXY=`cat proxy` go build',
    '["env", "A=$B", "go", "build"]',
  ].map((run): Case => ({
    id: `48 what is set in front can't be repeated: ${run}`,
    dockerfile: golang('COPY . .', `RUN ${run}`),
    files: { ...GO, proxy: '' },
    expected: { none: "what stands in front of the install can't be repeated" },
  })),
  {
    id: '48 below a WORKDIR and variables',
    dockerfile: golang('COPY . /src', 'WORKDIR /src', 'ENV GOPROXY=direct', 'RUN go build'),
    files: GO,
    expected: {
      review: golang(
        'COPY go.mod go.sum /src/',
        'WORKDIR /src',
        'ENV GOPROXY=direct',
        'RUN go mod download',
        'COPY . /src',
        'RUN go build',
      ),
      title: 'adds a step',
    },
  },
  {
    id: '48 something unknown between: the copy stays',
    dockerfile: golang('COPY . /src', 'WORKDIR /src', 'RUN ./generate.sh', 'RUN go build'),
    files: { ...GO, 'generate.sh': '' },
    expected: {
      review: golang(
        'COPY go.mod go.sum /src/',
        'RUN cd /src && go mod download',
        'COPY . /src',
        'WORKDIR /src',
        'RUN ./generate.sh',
        'RUN go build',
      ),
      title: '`RUN ./generate.sh` runs below it',
    },
  },
  ...['ENV GOPROXY=direct', 'USER app', 'RUN apk add go', 'COPY --from=tools /go /go'].map(
    (between): Case => ({
      id: `48 what the step may need stays above it: ${between}`,
      dockerfile: `FROM busybox AS tools\n${golang('COPY . .', between, 'RUN ./generate.sh', 'RUN go build')}`,
      files: GO,
      expected: { none: '`RUN ./generate.sh`' },
    }),
  ),
  {
    id: '48 sources and manifests named in one COPY',
    dockerfile: golang('COPY main.go go.mod go.sum ./', 'RUN go build'),
    files: GO,
    expected: {
      review: golang(MODULES, 'RUN go mod download', 'COPY main.go ./', 'RUN go build'),
      title: 'adds a step',
    },
  },
  {
    id: '48 manifests first, and no step that downloads',
    dockerfile: golang(MODULES, 'COPY *.go ./', 'RUN go build'),
    files: GO,
    expected: {
      review: golang(MODULES, 'RUN go mod download', 'COPY *.go ./', 'RUN go build'),
      title: 'adds a step',
    },
  },
  {
    id: '48 the context is mounted',
    dockerfile: golang('RUN --mount=type=bind,target=. --network=host go build -o /x .'),
    files: GO,
    expected: {
      review: golang(
        'RUN --mount=type=bind,source=go.mod,target=go.mod --mount=type=bind,source=go.sum,target=go.sum --network=host go mod download',
        'RUN --mount=type=bind,target=. --network=host go build -o /x .',
      ),
      title: 'adds a step',
    },
  },
  ...[
    ['a cache mount keeps the downloads', 'COPY . .', 'RUN --mount=type=cache,target=/go/pkg/mod go build'],
    ['no network', 'COPY . .', 'RUN --network=none go build'],
    ['the modules are there', `${MODULES}\nRUN go mod download\nCOPY . .`, 'RUN go build'],
    ['nothing is required', 'COPY . .', 'RUN cd empty && go build'],
  ].map(([id = '', copy = '', run = '']): Case => ({
    id: `48 nothing is lost: ${id}`,
    dockerfile: golang(copy, run),
    files: { ...GO, 'empty/go.mod': 'module e\n', 'empty/main.go': '' },
    expected: 'silent',
  })),
];

const MEMBERS: Files = {
  ...NODE,
  'package.json': '{"workspaces":["packages/*"]}',
  'packages/a/package.json': '{}',
  'packages/b/package.json': '{}',
  'packages/c/package.json': '{}',
};

/** Many folders of manifests. */
const PARENTS: readonly Case[] = [
  ...['1', '1.20', '1.7-labs', '1.21.0'].map((version): Case => ({
    id: `13 one COPY for all members with syntax ${version}`,
    dockerfile: `# syntax=docker/dockerfile:${version}\n${node('COPY --chown=node . .', 'RUN npm ci')}`,
    files: MEMBERS,
    expected: {
      safe: `# syntax=docker/dockerfile:${version}\n${node(
        'COPY --parents --chown=node package.json package-lock.json packages/a/package.json packages/b/package.json packages/c/package.json ./',
        'RUN npm ci',
        'COPY --chown=node . .',
      )}`,
    },
  })),
  ...['docker/dockerfile:1.19', 'docker/dockerfile:1.4-labs', 'example/dockerfile:1'].map((syntax): Case => ({
    id: `13 a COPY for each member with syntax ${syntax}`,
    dockerfile: `# syntax=${syntax}\n${node('COPY . .', 'RUN npm ci')}`,
    files: MEMBERS,
    expected: {
      safe: `# syntax=${syntax}\n${node(
        MANIFESTS,
        'COPY packages/a/package.json packages/a/',
        'COPY packages/b/package.json packages/b/',
        'COPY packages/c/package.json packages/c/',
        'RUN npm ci',
        'COPY . .',
      )}`,
    },
  })),
];

/** `FROM node:22`, the given lines, `RUN npm ci`. */
function open(...texts: readonly string[]): string {
  return ['FROM node:22', ...texts, 'RUN npm ci'].map((text) => `${text}\n`).join('');
}

/** Sources come first, and the manifests with a later copy: they stay where that one was. */
const LATER: readonly Case[] = [
  {
    id: 'manifests of a later copy stay below the WORKDIR that it depends on',
    dockerfile: open('COPY src /app/src', 'WORKDIR /app', 'COPY . .'),
    files: NODE,
    expected: {
      safe: open('WORKDIR /app', MANIFESTS) + 'COPY src /app/src\nCOPY . .\n',
    },
  },
  {
    id: 'the same below another directory',
    dockerfile: open('WORKDIR /srv', 'COPY src /app/src', 'WORKDIR /app', 'COPY . .'),
    files: NODE,
    expected: {
      safe: open('WORKDIR /srv', 'WORKDIR /app', MANIFESTS) + 'COPY src /app/src\nCOPY . .\n',
    },
  },
  {
    id: 'the same with manifests that are named beside sources',
    dockerfile: open('COPY src /app/src', 'WORKDIR /app', 'COPY package.json package-lock.json src ./'),
    files: NODE,
    expected: {
      safe: open('WORKDIR /app', MANIFESTS) + 'COPY src /app/src\nCOPY src ./\n',
    },
  },
  {
    id: 'a variable that the later copy uses stays above its manifests',
    dockerfile: open('WORKDIR /app', 'COPY src src', 'ENV D=/app', 'COPY . $D'),
    files: NODE,
    expected: {
      safe:
        open('WORKDIR /app', 'ENV D=/app', 'COPY package.json package-lock.json $D/') +
        'COPY src src\nCOPY . $D\n',
    },
  },
  {
    id: 'a user that owns the later copy is there before its manifests',
    dockerfile: open('COPY src /app/src', 'WORKDIR /app', 'RUN useradd app', 'COPY --chown=app . /app'),
    files: NODE,
    expected: {
      safe:
        open('WORKDIR /app', 'RUN useradd app', 'COPY --chown=app package.json package-lock.json /app/') +
        'COPY src /app/src\nCOPY --chown=app . /app\n',
    },
  },
  {
    id: 'a manifest removed above the later copy',
    dockerfile: open('WORKDIR /app', 'COPY src /app/src', 'RUN rm -f /app/package.json', 'COPY . .'),
    files: NODE,
    expected: {
      safe: open('WORKDIR /app', 'RUN rm -f /app/package.json', MANIFESTS) + 'COPY src /app/src\nCOPY . .\n',
    },
  },
  {
    id: 'the folder of a later copy is a symlink',
    dockerfile: open('RUN ln -s /data /app/x', 'COPY src /app', 'COPY . /app/x', 'WORKDIR /app/x'),
    files: NODE,
    expected: { none: '`RUN ln -s /data /app/x` (line 2) makes the destination a symlink' },
  },
  ...[
    ['RUN useradd app', 'COPY --chown=app . /app', 'COPY --chown=app package.json package-lock.json /app/'],
    ['USER node', 'COPY --chmod=700 . /app', 'COPY --chmod=700 package.json package-lock.json /app/'],
  ].map(([between = '', copy = '', manifests = '']): Case => ({
    id: `the folder of all is made by another copy: ${copy}`,
    dockerfile: open('COPY src /app/src', between, copy, 'WORKDIR /app'),
    files: NODE,
    expected: {
      review: open(between, manifests, 'WORKDIR /app') + `COPY src /app/src\n${copy}\n`,
      title: '/app may get another owner',
    },
  })),
  {
    id: 'the folder of all is made by WORKDIR for a user',
    dockerfile: open('COPY src /app/src', 'USER node', 'WORKDIR /app', 'COPY . .'),
    files: NODE,
    expected: {
      review: open('USER node', 'WORKDIR /app', MANIFESTS) + 'COPY src /app/src\nCOPY . .\n',
      title: '/app may get another owner',
    },
  },
  {
    id: 'the folder of all is made by WORKDIR for the user of an image that is not known',
    dockerfile: open('COPY src /app/src', 'WORKDIR /app', 'COPY . .').replace('node:22', 'example.org/node'),
    files: NODE,
    expected: {
      review:
        open('WORKDIR /app', MANIFESTS).replace('node:22', 'example.org/node') +
        'COPY src /app/src\nCOPY . .\n',
      title: '/app may get another owner',
    },
  },
  {
    id: 'the folder of all is there already, whoever copies into it',
    dockerfile: open('USER node', 'WORKDIR /app', 'COPY src src', 'COPY --chown=node . .'),
    files: NODE,
    expected: {
      safe:
        open('USER node', 'WORKDIR /app', 'COPY --chown=node package.json package-lock.json ./') +
        'COPY src src\nCOPY --chown=node . .\n',
    },
  },
  {
    id: 'the folder of a copy with an owner is made by what runs before it',
    dockerfile: open('COPY --chown=node . /srv/app/', 'RUN mkdir -p /srv/app2 /data', 'WORKDIR /srv/app'),
    files: NODE,
    expected: {
      safe:
        open(
          'RUN mkdir -p /srv/app2 /data',
          'COPY --chown=node package.json package-lock.json /srv/app/',
          'WORKDIR /srv/app',
        ) + 'COPY --chown=node . /srv/app/\n',
    },
  },
  {
    id: 'a folder above that of a copy with an owner is made by what runs before it',
    dockerfile: open('COPY --chown=node . /x/app/', 'RUN mkdir -p /x/data', 'WORKDIR /x/app'),
    files: NODE,
    expected: {
      review:
        open(
          'RUN mkdir -p /x/data',
          'COPY --chown=node package.json package-lock.json /x/app/',
          'WORKDIR /x/app',
        ) + 'COPY --chown=node . /x/app/\n',
      title: '/x may get another owner',
    },
  },
];

const COMPOSER: Files = {
  'conf/composer.json': '{"require":{"a/b":"^1"}}',
  'conf/composer.lock': '{}',
  'index.php': '',
};

function php(...texts: readonly string[]): string {
  return ['FROM composer:2', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

const COMPOSER_INSTALL = 'RUN composer install --no-dev --no-scripts --no-autoloader';
const FROM_CONF = 'COPY conf/composer.json conf/composer.lock ./';

/** What an install writes is left out by the name that it has where the copies below would bring it from. */
const WRITTEN: readonly Case[] = [
  {
    id: 'manifests of another folder: the install writes where it works',
    dockerfile: php('COPY . .', FROM_CONF, COMPOSER_INSTALL),
    files: COMPOSER,
    expected: {
      safe: php(FROM_CONF, COMPOSER_INSTALL, 'COPY . .', FROM_CONF),
      ignore: 'vendor\n.dockerignore\n',
    },
  },
  {
    id: 'manifests of another folder, in whose place none can come',
    dockerfile: php('COPY . .', FROM_CONF, COMPOSER_INSTALL),
    files: { ...COMPOSER, '.dockerignore': '/composer.*\nvendor\n' },
    expected: { safe: php(FROM_CONF, COMPOSER_INSTALL, 'COPY . .') },
  },
  {
    id: 'manifests of another folder, and what is written is there',
    dockerfile: php('COPY . .', FROM_CONF, COMPOSER_INSTALL),
    files: { ...COMPOSER, 'vendor/autoload.php': '' },
    expected: {
      review: php(FROM_CONF, COMPOSER_INSTALL, 'COPY . .', FROM_CONF),
      title: 'ignore vendor (review: vendor is no longer copied',
      ignore: 'vendor\n.dockerignore\n',
    },
  },
  {
    id: 'manifests of another folder, and a `!` pattern brings a file of what is written',
    dockerfile: php('COPY . .', FROM_CONF, COMPOSER_INSTALL),
    files: {
      ...COMPOSER,
      '.dockerignore': 'vendor\n!**/*.md\n',
      'vendor/a/b.php': '',
      'vendor/a/README.md': '',
    },
    expected: {
      review: php(FROM_CONF, COMPOSER_INSTALL, 'COPY . .', FROM_CONF),
      title: 'ignore vendor (review: files of vendor are no longer copied',
      ignore: 'vendor\n!**/*.md\nvendor\n',
    },
  },
  {
    id: 'a folder that is copied under another name',
    dockerfile: php('COPY site /app', COMPOSER_INSTALL),
    files: {
      'site/composer.json': '{"require":{"a/b":"^1"}}',
      'site/composer.lock': '{}',
      'site/index.php': '',
    },
    expected: {
      safe: php('COPY site/composer.json site/composer.lock /app/', COMPOSER_INSTALL, 'COPY site /app'),
      ignore: 'site/vendor\n',
    },
  },
  {
    id: 'a copy into what the install writes anew',
    dockerfile: node('COPY . .', 'COPY web node_modules/web', 'RUN npm ci'),
    files: NODE,
    expected: { none: '`COPY web node_modules/web` (line 4) copies into what is installed' },
  },
  {
    id: 'what is written is brought by one of two folders',
    dockerfile: php('COPY site conf ./', COMPOSER_INSTALL),
    files: { ...COMPOSER, 'site/index.php': '', 'site/vendor/autoload.php': '' },
    expected: {
      review: php('COPY conf/composer.json conf/composer.lock ./', COMPOSER_INSTALL, 'COPY site conf ./'),
      title: 'site/vendor is no longer copied',
      ignore: 'site/vendor\nconf/vendor\n',
    },
  },
];

function renamed(image: string, ...texts: readonly string[]): string {
  return [`FROM ${image}`, 'WORKDIR /src', ...texts].map((text) => `${text}\n`).join('');
}

const NET: Files = {
  'net/Accounting.csproj':
    '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="A" Version="1.0.0" /></ItemGroup></Project>',
  'net/Program.cs': '',
  '.dockerignore': '**/bin\n**/obj\n',
};

const APP: Files = { 'app/requirements.txt': '-r base.txt\n', 'app/base.txt': 'flask\n', 'app/main.py': '' };

const POM: Files = {
  'app/pom.xml':
    '<project><groupId>a</groupId><artifactId>b</artifactId><dependencies><dependency><groupId>c</groupId><artifactId>d</artifactId></dependency></dependencies></project>',
  'app/src/main/java/A.java': '',
};

const GRADLE: Files = { 'app/build.gradle': 'plugins { id "java" }\n', 'app/src/main/java/A.java': '' };

/** The copy gives a folder another name, and the command names the manifest by a path through it. */
const RENAMED: readonly Case[] = [
  {
    id: 'a project of .NET in a folder that is renamed',
    dockerfile: renamed(
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'COPY net renamed/',
      'RUN dotnet restore renamed/Accounting.csproj',
    ),
    files: NET,
    expected: {
      safe: renamed(
        'mcr.microsoft.com/dotnet/sdk:8.0',
        'COPY net/Accounting.csproj renamed/',
        'RUN dotnet restore renamed/Accounting.csproj',
        'COPY net renamed/',
      ),
    },
  },
  {
    id: 'a project of .NET in a folder that is renamed, restored and built',
    dockerfile: renamed(
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'COPY ["/net/", "Accounting/"]',
      'RUN dotnet restore "./Accounting/Accounting.csproj"',
      'WORKDIR /src/Accounting',
      'RUN dotnet build "./Accounting.csproj" -c Release',
    ),
    files: NET,
    expected: {
      safe: renamed(
        'mcr.microsoft.com/dotnet/sdk:8.0',
        'COPY ["net/Accounting.csproj", "Accounting/"]',
        'RUN dotnet restore "./Accounting/Accounting.csproj"',
        'COPY ["/net/", "Accounting/"]',
        'WORKDIR /src/Accounting',
        'RUN dotnet build "./Accounting.csproj" -c Release',
      ),
    },
  },
  {
    id: 'a project of .NET in a folder that is renamed, and published only',
    dockerfile: renamed(
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'COPY net renamed/',
      'RUN dotnet publish renamed/Accounting.csproj -o /out',
    ),
    files: NET,
    expected: {
      review: renamed(
        'mcr.microsoft.com/dotnet/sdk:8.0',
        'COPY net/Accounting.csproj renamed/',
        'RUN dotnet restore renamed/Accounting.csproj',
        'COPY net renamed/',
        'RUN dotnet publish renamed/Accounting.csproj -o /out',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'all of the context in a folder of its own',
    dockerfile: renamed(
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'COPY . MyApp/',
      'RUN dotnet restore MyApp/net/Accounting.csproj',
    ),
    files: { ...NET, 'Directory.Build.props': '<Project />', 'nuget.config': '<configuration />' },
    expected: {
      safe: renamed(
        'mcr.microsoft.com/dotnet/sdk:8.0',
        'COPY Directory.Build.props nuget.config MyApp/',
        'COPY net/Accounting.csproj MyApp/net/',
        'RUN dotnet restore MyApp/net/Accounting.csproj',
        'COPY . MyApp/',
      ),
    },
  },
  {
    id: 'a project that refers to one beside it, both in folders that are renamed',
    dockerfile: renamed(
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'COPY src/net one/',
      'COPY src/lib lib/',
      'RUN dotnet restore one/Accounting.csproj',
    ),
    files: {
      'src/net/Accounting.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup></Project>',
      'src/net/Program.cs': '',
      'src/lib/Lib.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
      'src/lib/Lib.cs': '',
      '.dockerignore': '**/bin\n**/obj\n',
    },
    expected: {
      safe: renamed(
        'mcr.microsoft.com/dotnet/sdk:8.0',
        'COPY src/net/Accounting.csproj one/',
        'COPY src/lib/Lib.csproj lib/',
        'RUN dotnet restore one/Accounting.csproj',
        'COPY src/net one/',
        'COPY src/lib lib/',
      ),
    },
  },
  {
    id: 'files around a folder that is renamed come from elsewhere',
    dockerfile: renamed(
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'COPY net renamed/',
      'COPY build/Directory.Build.props ./',
      'RUN dotnet restore renamed/Accounting.csproj',
    ),
    files: { ...NET, 'build/Directory.Build.props': '<Project />' },
    expected: { none: '`COPY build/Directory.Build.props ./` (line 4) copies manifests around renamed' },
  },
  ...[
    ['COPY app backend', 'backend'],
    ['COPY . ./', 'app'],
    ['COPY ./app/ /src/backend/', 'backend'],
  ].map(([copy = '', folder = '']): Case => ({
    id: `a requirements file in a folder: ${copy}`,
    dockerfile: renamed('python:3', copy, `RUN pip install -r ${folder}/requirements.txt`),
    files: APP,
    expected: {
      safe: renamed(
        'python:3',
        `COPY app/requirements.txt app/base.txt ${copy.includes('/src/') ? '/src/' : ''}${folder}/`,
        `RUN pip install -r ${folder}/requirements.txt`,
        copy,
      ),
    },
  })),
  {
    id: 'a requirements file in a folder that holds all of the context',
    dockerfile: renamed('python:3', 'COPY . app/', 'RUN pip install -r app/app/requirements.txt'),
    files: APP,
    expected: {
      safe: renamed(
        'python:3',
        'COPY app/requirements.txt app/base.txt app/app/',
        'RUN pip install -r app/app/requirements.txt',
        'COPY . app/',
      ),
    },
  },
  {
    id: 'a requirements file in a folder that is renamed, with a local package',
    dockerfile: renamed('python:3', 'COPY app backend', 'RUN pip install -r backend/requirements.txt'),
    files: { ...APP, 'app/requirements.txt': './lib\n', 'app/lib/setup.py': '' },
    expected: { none: 'app/requirements.txt installs `./lib` from the sources' },
  },
  {
    id: 'a requirements file in a folder that is renamed, with packages of the working directory',
    dockerfile: renamed(
      'python:3',
      'COPY app backend',
      'RUN pip install --find-links wheels -r backend/requirements.txt',
    ),
    files: { ...APP, 'app/wheels/a.whl': '' },
    expected: 'silent',
  },
  ...[
    ['conda env create -f env/environment.yml', undefined],
    ['conda env create -p env/here -f env/environment.yml', 'silent'],
  ].map(([run = '', silent]): Case => ({
    id: `an environment of conda in a folder that is renamed: ${run}`,
    dockerfile: renamed('continuumio/miniconda3', 'COPY app env', `RUN ${run}`),
    files: {
      'app/environment.yml': 'dependencies: [numpy, {pip: [-r requirements.txt]}]\n',
      'app/requirements.txt': 'flask\n',
      'app/a.py': '',
    },
    expected:
      silent === 'silent'
        ? silent
        : {
            safe: renamed(
              'continuumio/miniconda3',
              'COPY app/environment.yml app/requirements.txt env/',
              `RUN ${run}`,
              'COPY app env',
            ),
          },
  })),
  {
    id: 'a pom.xml in a folder that is renamed',
    dockerfile: renamed('maven:3', 'COPY app renamed/', 'RUN mvn -f renamed/pom.xml dependency:go-offline'),
    files: POM,
    expected: {
      safe: renamed(
        'maven:3',
        'COPY app/pom.xml renamed/',
        'RUN mvn -f renamed/pom.xml dependency:go-offline',
        'COPY app renamed/',
      ),
    },
  },
  {
    id: 'a build of Maven in a folder that is renamed',
    dockerfile: renamed('maven:3', 'COPY app renamed/', 'RUN mvn -f renamed/pom.xml package'),
    files: POM,
    expected: {
      review: renamed(
        'maven:3',
        'COPY app/pom.xml renamed/',
        'RUN mvn -f renamed/pom.xml dependency:go-offline',
        'COPY app renamed/',
        'RUN mvn -f renamed/pom.xml package',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'a build of Gradle in a folder that is renamed',
    dockerfile: renamed('gradle:8', 'COPY app renamed/', 'RUN gradle -p renamed build'),
    files: GRADLE,
    expected: {
      review: renamed(
        'gradle:8',
        'COPY app/build.gradle renamed/',
        'RUN gradle -p renamed dependencies --no-daemon',
        'COPY app renamed/',
        'RUN gradle -p renamed build',
      ),
      title: 'adds a step',
    },
  },
];

/** The forms of real Dockerfiles beside those of domain.md 6.3. */
export const FORMS: readonly Case[] = [
  ...COPIES,
  ...LATER,
  ...WRITTEN,
  ...RENAMED,
  ...MOUNTS,
  ...HIDDEN,
  ...SHELLS,
  ...BETWEEN,
  ...DOWNLOADS,
  ...PARENTS,
];
