import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const MODULE = [
  'module example.org/app',
  '',
  'go 1.22',
  '',
  'require (',
  '\tgithub.com/go-chi/chi/v5 v5.0.12',
  '\tgolang.org/x/sys v0.18.0 // indirect',
  ')',
  '',
].join('\n');

const APP: Files = { 'go.mod': MODULE, 'go.sum': '', 'main.go': '', 'cmd/api/main.go': '', 'README.md': '' };

const MANIFESTS = 'COPY go.mod go.sum ./';
const BUILD = 'RUN CGO_ENABLED=0 go build -ldflags="-X main.version=$VERSION" -o /out/api ./cmd/api';
const WHY = '(review: adds a step)';

function go(...lines: readonly string[]): string {
  return stage('golang:1.22', ...lines);
}

const WORKSPACE: Files = {
  'go.work': 'go 1.22\n\nuse (\n\t./services/api\n\t./lib // shared\n)\n',
  'go.work.sum': '',
  'services/api/go.mod': MODULE,
  'services/api/go.sum': '',
  'services/api/main.go': '',
  'lib/go.mod': 'module example.org/lib\n',
  'lib/lib.go': '',
};

/** Go (domain.md 6.3, cases 48 to 50, and the forms that people write). */
export const GO_CASES: readonly Case[] = [
  {
    id: 'pages of another stage among the sources, which Go embeds',
    dockerfile: `FROM node:22 AS web\nCOPY web /web\n${go('COPY . .', 'COPY --from=web /web/dist ./web/dist', BUILD)}`,
    files: { ...APP, 'web/dist/index.html': '' },
    expected: {
      review: `FROM node:22 AS web\nCOPY web /web\n${go(
        MANIFESTS,
        'RUN go mod download',
        'COPY . .',
        'COPY --from=web /web/dist ./web/dist',
        BUILD,
      )}`,
      title: WHY,
    },
  },
  {
    id: '48 go build only',
    dockerfile: go('COPY . .', BUILD),
    files: APP,
    expected: { review: go(MANIFESTS, 'RUN go mod download', 'COPY . .', BUILD), title: WHY },
  },
  {
    id: 'go mod download below the sources',
    dockerfile: go('COPY . .', 'RUN go mod download', BUILD),
    files: APP,
    expected: { safe: go(MANIFESTS, 'RUN go mod download', 'COPY . .', BUILD) },
  },
  {
    id: 'go mod download and verify in one RUN with the build',
    dockerfile: go('COPY . .', 'RUN go mod download && go mod verify && go build -o /api .'),
    files: APP,
    expected: {
      review: go(MANIFESTS, 'RUN go mod download && go mod verify', 'COPY . .', 'RUN go build -o /api .'),
      title: 'cut in two',
    },
  },
  {
    id: 'go modules first already',
    dockerfile: go(
      MANIFESTS,
      'RUN go mod download',
      'COPY . .',
      BUILD,
      'WORKDIR /app/cmd/api',
      'RUN go vet ./...',
    ),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'go modules under bind mounts first',
    dockerfile: go(
      'RUN --mount=type=bind,source=go.mod,target=go.mod --mount=type=bind,source=go.sum,target=go.sum go mod download',
      'COPY . .',
      BUILD,
    ),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'go.mod copied, and not downloaded from',
    dockerfile: go(MANIFESTS, 'COPY cmd cmd', BUILD),
    files: APP,
    expected: { review: go(MANIFESTS, 'RUN go mod download', 'COPY cmd cmd', BUILD), title: WHY },
  },
  {
    id: 'go build with the module cache in a mount',
    dockerfile: go('COPY . .', 'RUN --mount=type=cache,target=/go/pkg/mod go build ./...'),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'go build with only the build cache in a mount',
    dockerfile: go('COPY . .', 'RUN --mount=type=cache,target=/root/.cache/go-build go build ./...'),
    files: APP,
    expected: {
      review: go(
        MANIFESTS,
        'RUN --mount=type=cache,target=/root/.cache/go-build go mod download',
        'COPY . .',
        'RUN --mount=type=cache,target=/root/.cache/go-build go build ./...',
      ),
      title: WHY,
    },
  },
  {
    id: 'go build in a folder below go.mod',
    dockerfile: go('COPY . .', 'RUN cd cmd/api && go build -o /api'),
    files: APP,
    expected: {
      review: go(MANIFESTS, 'RUN go mod download', 'COPY . .', 'RUN cd cmd/api && go build -o /api'),
      title: WHY,
    },
  },
  {
    id: 'go build in a WORKDIR below go.mod',
    dockerfile: go('COPY . .', 'WORKDIR /app/cmd/api', 'RUN go build -o /api'),
    files: APP,
    expected: {
      review: go(
        MANIFESTS,
        'WORKDIR /app/cmd/api',
        'RUN cd /app && go mod download',
        'COPY . /app/',
        'RUN go build -o /api',
      ),
      title: WHY,
    },
  },
  {
    id: 'go generate between: the step goes above the copy',
    dockerfile: go('COPY . .', 'RUN go generate ./...', 'WORKDIR /app/cmd/api', 'RUN go build -o /api'),
    files: APP,
    expected: {
      review: go(
        MANIFESTS,
        'RUN go mod download',
        'COPY . .',
        'RUN go generate ./...',
        'WORKDIR /app/cmd/api',
        'RUN go build -o /api',
      ),
      title: '`RUN go generate ./...` runs below it',
    },
  },
  {
    id: 'the module in a folder of the context',
    dockerfile: go('COPY backend/ .', 'RUN go build -o /api'),
    files: { 'backend/go.mod': MODULE, 'backend/go.sum': '', 'backend/main.go': '', 'web/index.html': '' },
    expected: {
      review: go(
        'COPY backend/go.mod backend/go.sum ./',
        'RUN go mod download',
        'COPY backend/ .',
        'RUN go build -o /api',
      ),
      title: WHY,
    },
  },
  {
    id: 'go get and go install of the project',
    dockerfile: go('COPY . .', 'RUN go get -d -v ./...', 'RUN go install -v ./...'),
    files: APP,
    expected: {
      review: go(
        MANIFESTS,
        'RUN go mod download',
        'COPY . .',
        'RUN go get -d -v ./...',
        'RUN go install -v ./...',
      ),
      title: WHY,
    },
  },
  {
    id: '49 a workspace',
    dockerfile: go('COPY . .', 'RUN go build -o /api ./services/api'),
    files: WORKSPACE,
    expected: {
      review: go(
        'COPY go.work go.work.sum ./',
        'COPY services/api/go.mod services/api/go.sum services/api/',
        'COPY lib/go.mod lib/',
        'RUN go mod download',
        'COPY . .',
        'RUN go build -o /api ./services/api',
      ),
      title: WHY,
    },
  },
  {
    id: '49 a module of a workspace, copied without it',
    dockerfile: go('COPY services/api .', 'RUN go build -o /api'),
    files: WORKSPACE,
    expected: {
      review: go(
        'COPY services/api/go.mod services/api/go.sum ./',
        'RUN go mod download',
        'COPY services/api .',
        'RUN go build -o /api',
      ),
      title: WHY,
    },
  },
  {
    id: '49 a module replaced by a folder',
    dockerfile: go('COPY . .', 'RUN go mod download'),
    files: {
      ...APP,
      'go.mod': `${MODULE}replace golang.org/x/sys => ./third_party/sys\n`,
      'third_party/sys/go.mod': 'module golang.org/x/sys\n',
      'third_party/sys/sys.go': '',
    },
    expected: {
      safe: go(MANIFESTS, 'COPY third_party/sys/go.mod third_party/sys/', 'RUN go mod download', 'COPY . .'),
    },
  },
  {
    id: '49 a module replaced by a folder outside',
    dockerfile: go('COPY . .', 'RUN go mod download'),
    files: { ...APP, 'go.mod': `${MODULE}replace golang.org/x/sys => ../sys\n` },
    expected: { none: 'golang.org/x/sys is replaced by `../sys`' },
  },
  {
    id: '50 vendored',
    dockerfile: go('COPY . .', BUILD),
    files: { ...APP, 'vendor/modules.txt': '' },
    expected: 'silent',
  },
  {
    id: '50 vendored, and downloaded all the same',
    dockerfile: go('COPY . .', 'RUN go mod download'),
    files: { ...APP, 'vendor/modules.txt': '' },
    expected: { safe: go(MANIFESTS, 'RUN go mod download', 'COPY . .') },
  },
  {
    id: 'a Go module without requirements',
    dockerfile: go('COPY . .', BUILD),
    files: { 'go.mod': 'module app\n\ngo 1.22\n', 'main.go': '' },
    expected: 'silent',
  },
  {
    id: 'no go.sum',
    dockerfile: go('COPY . .', 'RUN go mod download'),
    files: { 'go.mod': MODULE, 'main.go': '' },
    expected: { review: go('COPY go.mod ./', 'RUN go mod download', 'COPY . .'), title: 'no go.sum pins' },
  },
  {
    id: 'Go sources without a module',
    dockerfile: go('COPY main.go .', 'RUN go build -o /api main.go'),
    files: { 'main.go': '' },
    expected: 'silent',
  },
  {
    id: 'sources and go.mod in one COPY',
    dockerfile: go('COPY main.go go.mod go.sum ./', 'RUN go build -o /api .'),
    files: APP,
    expected: {
      review: go(MANIFESTS, 'RUN go mod download', 'COPY main.go ./', 'RUN go build -o /api .'),
      title: WHY,
    },
  },
  ...[
    'cd services/api && go build && cd ../../lib && go build',
    '(cd services/api && go build); (cd lib && go build)',
  ].map((build): Case => ({
    id: `modules in folders of their own, built in one RUN: ${build}`,
    dockerfile: go('COPY . .', `RUN ${build}`),
    files: {
      'services/api/go.mod': MODULE,
      'services/api/main.go': '',
      'lib/go.mod': MODULE,
      'lib/lib.go': '',
    },
    expected: {
      review: go(
        'COPY services/api/go.mod services/api/',
        'COPY lib/go.mod lib/',
        'RUN (cd services/api && go mod download) && (cd lib && go mod download)',
        'COPY . .',
        `RUN ${build}`,
      ),
      title: 'adds a step',
    },
  })),
  {
    id: 'go build, and no context known',
    dockerfile: go('COPY . .', BUILD),
    files: undefined,
    expected: { none: 'the build context is not known' },
  },
  {
    id: 'go build in another folder behind a download, and no context known',
    dockerfile: go(MANIFESTS, 'RUN go mod download', 'COPY . .', 'WORKDIR /app/cmd/api', 'RUN go build'),
    files: undefined,
    expected: 'silent',
  },
  {
    id: 'credentials for private modules in the RUN of the build go along',
    dockerfile: go(
      'COPY . .',
      'RUN git config --global url."git@example.org:".insteadOf "https://example.org/" && go build ./...',
    ),
    files: APP,
    expected: {
      review: go(
        MANIFESTS,
        'RUN git config --global url."git@example.org:".insteadOf "https://example.org/" && go mod download',
        'COPY . .',
        'RUN go build ./...',
      ),
      title: 'cut in two',
    },
  },
  {
    id: 'credentials for private modules in a RUN between',
    dockerfile: go('COPY . .', 'RUN git config --global credential.helper store', 'RUN ./gen.sh', BUILD),
    files: APP,
    expected: { none: 'RUN git config' },
  },
  {
    id: 'credentials written in front of the build',
    dockerfile: go('COPY . .', 'RUN cp netrc ~/.netrc && go build ./...'),
    files: APP,
    expected: { none: '`cp netrc ~/.netrc` may prepare what is fetched' },
  },
  {
    id: 'go.mod changed in front of the build',
    dockerfile: go('COPY . .', "RUN sed -i 's/a/b/' go.mod && go build ./..."),
    files: APP,
    expected: { none: 'may prepare what is fetched' },
  },
  {
    id: 'the module cache of a Go that is installed elsewhere, in a mount',
    dockerfile: go('COPY . .', 'RUN --mount=type=cache,target=/root/go/pkg/mod go build ./...'),
    files: APP,
    expected: 'silent',
  },
  ...['mod tidy', 'mod tidy -v', 'mod vendor', 'get -d -v ./...'].map((words): Case => ({
    id: `what sources import is fetched before there are any: go ${words}`,
    dockerfile: go(MANIFESTS, `RUN go ${words}`, 'COPY . .', BUILD),
    files: APP,
    expected: {
      review: go(MANIFESTS, 'RUN go mod download', 'COPY . .', BUILD),
      title: `(review: \`go mod download\` in place of \`go ${words}\`)`,
    },
  })),
  {
    id: 'the same among other commands, for a build of a folder below',
    dockerfile: go(
      MANIFESTS,
      'RUN apk add git && GOPROXY=direct go mod tidy && go version',
      'COPY . .',
      'WORKDIR /app/cmd/api',
      'RUN go build',
    ),
    files: APP,
    expected: {
      review: go(
        MANIFESTS,
        'RUN apk add git && GOPROXY=direct go mod download && go version',
        'COPY . .',
        'WORKDIR /app/cmd/api',
        'RUN go build',
      ),
      title: 'in place of',
    },
  },
  {
    id: 'the same in a stage of its own',
    dockerfile: `${go(MANIFESTS, 'RUN go mod tidy').replace('1.22', '1.22 AS deps')}FROM deps\nCOPY . .\n${BUILD}\n`,
    files: APP,
    expected: {
      review: `${go(MANIFESTS, 'RUN go mod download').replace('1.22', '1.22 AS deps')}FROM deps\nCOPY . .\n${BUILD}\n`,
      title: 'in place of',
    },
  },
  {
    id: 'the same without go.sum, which only the sources bring',
    dockerfile: go('COPY go.mod ./', 'RUN go mod tidy', 'COPY . .', BUILD),
    files: APP,
    expected: { none: 'go.sum is not there at line 4' },
  },
  {
    id: 'the same in a shell that is called',
    dockerfile: go(MANIFESTS, 'RUN sh -c "go mod tidy"', 'COPY . .', BUILD),
    files: APP,
    expected: { none: "can't be written anew" },
  },
  ...[
    ['COPY version.go ./', 'RUN go mod tidy'],
    ['COPY plugins plugins', 'RUN go build ./...'],
    ['RUN ./fetch.sh', 'RUN go mod tidy'],
    ['RUN ./fetch.sh && go mod tidy'],
    ['COPY --from=golang /usr/local/go/src/fmt ./', 'RUN go mod tidy'],
    ['COPY <<EOF main.go', 'package main', 'EOF', 'RUN go mod tidy'],
    ['RUN --mount=type=bind,from=golang,target=x go mod tidy'],
    ['RUN go mod download', 'RUN go mod tidy'],
    ['RUN go get github.com/go-chi/chi/v5'],
  ].map((lines): Case => ({
    id: `sources that may be there, and what needs none: ${lines.join(' ')}`,
    dockerfile: go(MANIFESTS, ...lines, 'COPY docs ./', BUILD),
    files: { ...APP, 'docs/b.go': '', 'version.go': '', 'plugins/a.go': '' },
    expected: 'silent',
  })),
];
