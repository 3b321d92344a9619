import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const APP: Files = {
  'go.mod': 'module a\n\ngo 1.22\n\nrequire example.org/b v1.0.0\n',
  'go.sum': '',
  'main.go': '',
  'cmd/app/main.go': '',
  'docs/a.txt': '',
};

const MANIFESTS = 'COPY go.mod go.sum ./';
const WHY = '(review: adds a step)';

function go(...lines: readonly string[]): string {
  return stage('golang:1.22', ...lines);
}

/** `go mod download` in front of the sources, for a RUN of make that builds. */
function downloads(run: string, download = 'RUN go mod download'): Case['expected'] & object {
  return { review: go(MANIFESTS, download, 'COPY . .', run), title: WHY };
}

/** Makefiles whose target builds a Go program, and the call of make. */
const BUILDS: readonly (readonly [id: string, run: string, ...lines: readonly string[]])[] = [
  ['as it is written', 'RUN make build', 'build:', '\tgo build -o app .'],
  ['a variable for Go', 'RUN make build', 'GO ?= go', 'build:', '\t$(GO) build -o app .'],
  ['a variable that is set below', 'RUN make build', 'build:', '\t@$(GO) build', 'GO=go # 1.22'],
  ['variables of variables', 'RUN make', 'A := go', 'B := $(A) build', 'A := other', 'all:', '\t${B} ./...'],
  ['a variable in braces and one that grows', 'RUN make', 'B = go', 'B += build', 'all:', '\t${B}'],
  ['the folder of make', 'RUN make build', 'build:', '\t@cd $(CURDIR) && go build -o app .'],
  [
    'flags of a function',
    'RUN make',
    'V := $(shell git describe)',
    'all:',
    '\tgo build -ldflags "-X m.v=$(V)" .',
  ],
  [
    'flags that call a function',
    'RUN make',
    'all:',
    '\tgo build -ldflags "-X m.v=$(if $(V),$(V),x)" -o $@ $<',
  ],
  ['several targets', 'RUN make docs build', 'docs:', '\tls', 'build:', '\tgo build .'],
  [
    'a target that is a variable',
    'RUN make build',
    'BIN := bin/app',
    'build: $(BIN)',
    '$(BIN): main.go',
    '\tgo build -o $@',
  ],
  [
    'targets behind targets',
    'RUN make',
    'all: a',
    'a: b | dir',
    'b: c',
    'c:',
    '\tgo build .',
    'dir:',
    '\tmkdir dir',
  ],
  ['several targets of one rule', 'RUN make b', 'a b: main.go', '\tgo build -o $@'],
  ['a static pattern', 'RUN make bin/app', 'bin/app: bin/%: cmd/%/main.go', '\tgo build -o $@ ./cmd/$*'],
  ['a recipe behind a semicolon', 'RUN make', 'all: main.go ; go build .'],
  [
    'a first target that is named',
    'RUN make',
    '.DEFAULT_GOAL := build',
    'all:',
    '\tls',
    'build:',
    '\tgo build .',
  ],
  [
    'a first target behind patterns',
    'RUN make',
    '.PHONY: all',
    '%.o: %.c',
    '\tcc $<',
    'all:',
    '\tgo build .',
  ],
  ['lines that make runs one by one', 'RUN make', 'all:', '\tcd docs', '\tgo build .', '\t-rm x'],
  [
    'a condition around something else',
    'RUN make',
    'ifdef CI',
    'GO = x',
    'endif',
    'all:',
    'ifdef X',
    '\tls',
    'endif',
    '\tgo build',
  ],
  [
    'a call with variables and jobs',
    'RUN make -j 4 VERSION=${V} build',
    'build:',
    '\tgo build -ldflags "$(VERSION)"',
  ],
  ['a variable of the call', 'RUN make -j"$(nproc)" GO=go', 'GO := other', 'all:', '\t$(GO) build'],
  [
    'a phony target with the name of a folder',
    'RUN make',
    '.PHONY: docs',
    'all: docs',
    'docs:',
    '\tgo vet ./...',
  ],
  [
    'a definition that is passed over',
    'RUN make',
    'define HELP',
    'all:',
    '\tls',
    'endef',
    'all:',
    '\tgo build',
  ],
];

/** Makefiles that run no build that is known. */
const SILENT: readonly (readonly [id: string, run: string, ...lines: readonly string[]])[] = [
  ['a variable that is not set', 'RUN make', 'all:', '\t$(GO) build'],
  ['a variable of a function', 'RUN make', 'GO := $(shell which go)', 'all:', '\t$(GO) build'],
  [
    'a variable under a condition',
    'RUN make',
    'GO = go',
    'ifdef X',
    'GO = other',
    'endif',
    'all:',
    '\t$(GO) build',
  ],
  ['a variable that names itself', 'RUN make', 'GO = $(GO)', 'all:', '\t$(GO) build'],
  ['a variable of one target', 'RUN make', 'GO = go', 'all: GO = other', 'all:', '\t$(GO) build'],
  ['a variable of the call', 'RUN make GO=$GO', 'GO = go', 'all:', '\t$(GO) build'],
  ['a variable of the environment', 'RUN GO=other make', 'GO ?= go', 'all:', '\t$(GO) build'],
  ['a rule under a condition', 'RUN make', 'ifdef X', 'all:', '\tgo build', 'else', 'all:', '\tls', 'endif'],
  ['a line under a condition', 'RUN make', 'all:', 'ifdef X', '\tgo build', 'else', '\tls', 'endif'],
  ['another target', 'RUN make', 'all:', '\tls', 'build:', '\tgo build'],
  ['a target that only the build knows', 'RUN make $TARGET', 'all:', '\tgo build'],
  ['a prerequisite that is a file already', 'RUN make', 'all: docs', 'docs:', '\tgo build'],
  ['a call that runs nothing', 'RUN make -n', 'all:', '\tgo build'],
  ['what follows only upon a failure', 'RUN make', 'all:', '\tls vendor || go mod download'],
  ['modules that are vendored for all', 'RUN make', 'export GOFLAGS := -mod=vendor', 'all:', '\tgo build'],
  ['modules that are vendored by the call', 'RUN make GOFLAGS=-mod=vendor', 'all:', '\tgo build'],
];

function makefile(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Installs and builds that stand in a Makefile. */
export const MAKE_CASES: readonly Case[] = [
  ...BUILDS.map(([id, run, ...lines]): Case => {
    const files = { ...APP, Makefile: makefile(lines) };
    return { id: `make: ${id}`, dockerfile: go('COPY . .', run), files, expected: downloads(run) };
  }),
  ...SILENT.map(([id, run, ...lines]): Case => ({
    id: `make, not known: ${id}`,
    dockerfile: go('COPY . .', run),
    files: { ...APP, Makefile: makefile(lines) },
    expected: 'silent',
  })),
  ...['GNUmakefile', 'makefile'].map((name): Case => ({
    id: `make: ${name} goes first`,
    dockerfile: go('COPY . .', 'RUN make'),
    files: { ...APP, Makefile: 'all:\n\tls\n', [name]: 'all:\n\tgo build\n' },
    expected: downloads('RUN make'),
  })),
  {
    id: 'make: sources below the manifests',
    dockerfile: go(MANIFESTS, 'COPY cmd cmd', 'COPY Makefile ./', 'RUN make controller node'),
    files: { ...APP, Makefile: 'controller:\n\tgo build ./cmd/app\nnode:\n\tgo build ./cmd/app\n' },
    expected: {
      review: go(
        MANIFESTS,
        'RUN go mod download',
        'COPY cmd cmd',
        'COPY Makefile ./',
        'RUN make controller node',
      ),
      title: WHY,
    },
  },
  {
    id: 'make: a variable of the environment that the Dockerfile sets',
    dockerfile: go('ENV GO=go', 'COPY . .', 'RUN make'),
    files: { ...APP, Makefile: 'GO ?= other\nall:\n\t$(GO) build\n' },
    expected: {
      review: go('ENV GO=go', MANIFESTS, 'RUN go mod download', 'COPY . .', 'RUN make'),
      title: WHY,
    },
  },
  {
    id: 'make: variables that a download needs as well',
    dockerfile: go('COPY . .', 'RUN make GOSUMDB=off'),
    files: {
      ...APP,
      Makefile:
        'export GOPROXY ?= direct\nexport CGO_ENABLED=0\nexport VERSION=1\nall:\n\tGOOS=linux GONOPROXY=a.org go build\n',
    },
    expected: downloads(
      'RUN make GOSUMDB=off',
      'RUN GOPROXY=direct GOSUMDB=off GONOPROXY=a.org go mod download',
    ),
  },
  {
    id: 'make: variables in front of it',
    dockerfile: go('COPY . .', 'RUN GOPROXY=direct GOOS=linux make'),
    files: { ...APP, Makefile: 'all:\n\tgo build\n' },
    expected: downloads('RUN GOPROXY=direct GOOS=linux make', 'RUN GOPROXY=direct go mod download'),
  },
  {
    id: 'make: variables that only the build knows',
    dockerfile: go('COPY . .', 'RUN make'),
    files: { ...APP, Makefile: 'all:\n\tGOPROXY=$(PROXY) go build\n' },
    expected: { none: "can't be repeated" },
  },
  {
    id: 'make: credentials in front of the build',
    dockerfile: go('COPY . .', 'RUN make'),
    files: { ...APP, Makefile: 'all: login\n\tgo build\nlogin:\n\tgit config --global a b\n' },
    expected: { none: '`git config --global a b` (target all of Makefile) may prepare what is fetched' },
  },
  {
    id: 'make: a target in front brings the package manager',
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN make manager ui\n',
    files: {
      'package.json': '{"scripts":{"prepare":"node make.js"}}',
      'pnpm-lock.yaml': '',
      Makefile: 'manager:\n\tcorepack enable\nui:\n\tpnpm install && pnpm build\n',
      '.dockerignore': '**/node_modules\n',
    },
    expected: { none: '`corepack enable` (target ui of Makefile) may prepare what is fetched' },
  },
  {
    id: 'make: a project in a folder',
    dockerfile: go('COPY . .', 'RUN cd svc && make -C api build'),
    files: {
      'svc/api/go.mod': APP['go.mod'] ?? '',
      'svc/api/go.sum': '',
      'svc/api/main.go': '',
      'svc/api/Makefile': 'build:\n\tgo build -o $(CURDIR)/app\n',
    },
    expected: {
      review: go(
        'COPY svc/api/go.mod svc/api/go.sum svc/api/',
        'RUN cd svc/api && go mod download',
        'COPY . .',
        'RUN cd svc && make -C api build',
      ),
      title: WHY,
    },
  },
  {
    id: 'make: a build in a folder of the module',
    dockerfile: go('COPY . .', 'RUN make clean && make build'),
    files: {
      ...APP,
      Makefile: 'clean:\n\trm -f x\nbuild:\n\t@cd $(CURDIR)/cmd/app && go build -o $(CURDIR)/app\n',
    },
    expected: downloads('RUN make clean && make build'),
  },
  {
    id: 'make: downloads that a mount keeps',
    dockerfile: go('COPY . .', 'RUN --mount=type=cache,target=/go/pkg/mod make'),
    files: { ...APP, Makefile: 'all:\n\tgo build\n' },
    expected: 'silent',
  },
  {
    id: 'make: modules that are there already',
    dockerfile: go(MANIFESTS, 'RUN go mod download', 'COPY . .', 'RUN make'),
    files: { ...APP, Makefile: 'all:\n\tgo build\n' },
    expected: 'silent',
  },
  {
    id: 'make: Maven',
    dockerfile: stage('maven:3', 'COPY . .', 'RUN make package'),
    files: {
      'pom.xml':
        '<project><dependencies><dependency><artifactId>a</artifactId></dependency></dependencies></project>',
      'src/main/java/A.java': '',
      Makefile: 'package:\n\tmvn -B package\n',
    },
    expected: {
      review: stage(
        'maven:3',
        'COPY pom.xml ./',
        'RUN mvn -B dependency:go-offline',
        'COPY . .',
        'RUN make package',
      ),
      title: WHY,
    },
  },
  {
    id: 'make: cargo',
    dockerfile: stage('rust:1', 'COPY . .', 'RUN make'),
    files: {
      'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nb = "1"\n',
      'Cargo.lock': '',
      'src/main.rs': '',
      Makefile: 'all:\n\tcargo build --release\n',
    },
    expected: { none: 'cargo builds no dependencies without sources beside Cargo.toml' },
  },
];
