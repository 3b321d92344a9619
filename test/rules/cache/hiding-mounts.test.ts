import { uselessCacheMount } from '../../../server/src/rules/cache/useless-cache-mount.ts';
import { checkRuleCases } from '../rule-cases.ts';

const CHEF = 'FROM rust:1.85\nWORKDIR /app\nCOPY recipe.json .\n';
const COOK = 'RUN cargo chef cook --release --recipe-path recipe.json\n';
const TARGET = '--mount=type=cache,target=/app/target';
const GO = 'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\n';
const MODULES = '--mount=type=cache,target=/go/pkg/mod';

/** What a cache mount hides of what a step above has made. */
const HIDDEN: Readonly<Record<string, readonly [dockerfile: string, says: string]>> = {
  'what cargo-chef has compiled': [
    `${CHEF}${COOK}COPY . .\nRUN ${TARGET} cargo build --release && cp target/release/a /a\n`,
    'The cache mount over `/app/target` (line 6) hides what `cargo chef cook` (line 4) has compiled: `cargo build` compiles it again wherever the cache is empty. Leave the mount out, or have it in both.',
  ],
  'the same in a stage that is built on it': [
    `${CHEF.replace('1.85', '1.85 AS deps')}${COOK}FROM deps\nCOPY . .\nRUN --mount=type=cache,target=target cargo test\n`,
    'over `/app/target` (line 7) hides what `cargo chef cook` (line 4) has compiled: `cargo test` compiles',
  ],
  'the crates that it has downloaded': [
    `${CHEF}${COOK}COPY . .\nRUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release\n`,
    'over `/usr/local/cargo/registry` (line 6) hides what `cargo chef cook` (line 4) has downloaded: `cargo build` downloads it again',
  ],
  'modules of Go': [
    `${GO}RUN go mod download\nCOPY . .\nRUN ${MODULES} --mount=type=cache,target=/root/.cache/go-build go build -o /a .\n`,
    'over `/go/pkg/mod` (line 6) hides what `go mod download` (line 4) has downloaded: `go build` downloads it again',
  ],
  'modules of Go, and a mount around them': [
    `${GO}RUN go mod download && go mod verify\nCOPY . .\nRUN --mount=type=cache,target=/go/pkg go vet ./... && go build -o /a .\n`,
    'over `/go/pkg` (line 6)',
  ],
};

/** Mounts that hide nothing that is needed there, or not for certain. */
const SEEN: Readonly<Record<string, string>> = {
  'both mount it': `${CHEF}RUN ${TARGET} cargo chef cook --recipe-path recipe.json\nCOPY . .\nRUN ${TARGET} cargo build\n`,
  'the modules are mounted, and the cache of the compiler beside them': `${GO}RUN ${MODULES} go mod download\nCOPY . .\nRUN ${MODULES} --mount=type=cache,target=/root/.cache/go-build go build .\n`,
  'another folder': `${CHEF}${COOK}COPY . .\nRUN --mount=type=cache,target=/src/target cargo build\n`,
  'a part of the folder': `${GO}RUN go mod download\nRUN --mount=type=cache,target=/go/pkg/mod/cache/vcs go build .\n`,
  'the mount begins as a folder of a stage': `${CHEF}${COOK}COPY . .\nRUN ${TARGET},from=x cargo build\n`,
  'cargo compiles to another folder': `${CHEF}ENV CARGO_TARGET_DIR=/t\n${COOK}COPY . .\nRUN ${TARGET} cargo build\n`,
  'an option names the folder': `${CHEF}RUN cargo chef cook --target-dir /t --recipe-path recipe.json\nCOPY . .\nRUN ${TARGET} cargo build\n`,
  'Go has its modules elsewhere': `${GO}ENV GOPATH=/root/go\nRUN go mod download\nRUN ${MODULES} go build .\n`,
  'another program runs there': `${CHEF}${COOK}COPY . .\nRUN ${TARGET} ./build.sh\n`,
  'another stage': `${CHEF}${COOK}FROM rust:1.85\nWORKDIR /app\nCOPY . .\nRUN ${TARGET} cargo build\n`,
  'a stage that is not built': `${CHEF}${COOK}COPY . .\nRUN ${TARGET} cargo build\nFROM a\n`,
  'the working directory is not known': `FROM rust\nCOPY recipe.json .\n${COOK}RUN ${TARGET} cargo build\n`,
  'a step in between fills the cache': `${GO}RUN go mod download\nRUN ${MODULES} go mod download\nCOPY . .\nRUN ${MODULES} go build .\n`,
  'nothing there needs it': `${GO}RUN go mod download\nRUN ${MODULES} go version\n`,
  'it stands above': `${CHEF}RUN ${TARGET} cargo build\n${COOK}`,
};

checkRuleCases(uselessCacheMount, [
  ...Object.entries(HIDDEN).map(([id, [dockerfile, says]]) => ({
    id: `hides ${id}`,
    dockerfile,
    reports: [says],
    fix: 'none' as const,
  })),
  ...Object.entries(SEEN).map(([id, dockerfile]) => ({ id: `hides nothing: ${id}`, dockerfile })),
]);
