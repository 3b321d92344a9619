import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const APP: Files = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\nserde = "1"\n',
  'Cargo.lock': '',
  'src/main.rs': '',
};

/** A package that depends on crates of the project: on `macros`, and by that on `shared`. */
const WITH_CRATES: Files = {
  'Cargo.toml':
    '[workspace]\nmembers = ["macros"]\n[workspace.dependencies]\nshared = { path = "shared" }\n[package]\nname = "app"\n\n[dependencies]\nserde = "1"\nmacros = { path = "./macros" }\n',
  'Cargo.lock': '',
  'build.rs': '',
  'src/main.rs': '',
  'macros/Cargo.toml':
    '[package]\nname = "macros"\n\n[target."cfg(unix)".dependencies]\nshared = { workspace = true }\nsyn = "2"\n',
  'macros/src/lib.rs': '',
  'shared/Cargo.toml': '[package]\nname = "shared"\n\n[dependencies]\napp = { path = ".." }\n',
  'shared/src/lib.rs': '',
};

const BUILD = 'RUN cargo build --release';
const REASON = 'add cargo-chef or stub sources';

function rust(...lines: readonly string[]): string {
  return stage('rust:1.80', ...lines);
}

/** A builder with these lines, beside a stage of its own that cooks the dependencies. */
export function cookedApart(image: string, ...lines: readonly string[]): string {
  return [
    `FROM ${image} AS base`,
    'WORKDIR /app',
    'RUN cargo install cargo-chef',
    'FROM base AS planner',
    'COPY . .',
    'RUN cargo chef prepare --recipe-path recipe.json',
    'FROM base AS cacher',
    'COPY --from=planner /app/recipe.json recipe.json',
    'RUN cargo chef cook --release --recipe-path recipe.json',
    'FROM base',
    ...lines,
    BUILD,
    '',
  ].join('\n');
}

/** Cargo (domain.md 6.3, case 51): reported, and left to a person. */
export const RUST_CASES: readonly Case[] = [
  { id: '51 cargo build', dockerfile: rust('COPY . .', BUILD), files: APP, expected: { none: REASON } },
  {
    id: '51 cargo install --path',
    dockerfile: rust('COPY . .', 'RUN cargo install --path .'),
    files: APP,
    expected: { none: REASON },
  },
  {
    id: '51 cargo fetch',
    dockerfile: rust('COPY . .', 'RUN cargo fetch --locked', BUILD),
    files: APP,
    expected: { none: REASON },
  },
  {
    id: 'cargo build in a member of a workspace',
    dockerfile: rust('COPY . .', 'WORKDIR /app/crates/api', BUILD),
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
      'Cargo.lock': '',
      'crates/api/Cargo.toml': '[package]\nname = "api"\n\n[dependencies]\naxum = "0.7"\n',
      'crates/api/src/main.rs': '',
    },
    expected: { none: REASON },
  },
  {
    id: 'stub sources first',
    dockerfile: rust(
      'COPY Cargo.toml Cargo.lock ./',
      `RUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release && rm -r src`,
      'COPY src src',
      `RUN touch src/main.rs && cargo build --release`,
    ),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'a new package as the stub, with a crate of the project that it depends on',
    dockerfile: [
      'FROM rust:1.80',
      'RUN cargo new --bin /app',
      'WORKDIR /app',
      'COPY Cargo.toml Cargo.lock build.rs ./',
      'COPY macros ./macros',
      'RUN cargo build --release && find . -not -path "./target*" -delete',
      'COPY . .',
      'RUN touch src/main.rs && cargo build --release',
      '',
    ].join('\n'),
    files: WITH_CRATES,
    expected: 'silent',
  },
  {
    id: 'crates of the project, and one that they depend on, in front of stubs',
    dockerfile: rust(
      'COPY Cargo.toml Cargo.lock ./',
      'COPY macros macros',
      'COPY shared shared',
      `RUN mkdir src && touch src/lib.rs && cargo build --release`,
      'COPY src src',
      BUILD,
    ),
    files: WITH_CRATES,
    expected: 'silent',
  },
  {
    id: 'a crate of the project, and its own sources behind it',
    dockerfile: rust('COPY Cargo.toml Cargo.lock ./', 'COPY macros macros', 'COPY src src', BUILD),
    files: WITH_CRATES,
    expected: { none: REASON },
  },
  {
    id: 'members of a workspace in front of a build of all of them',
    dockerfile: rust('COPY Cargo.toml Cargo.lock ./', 'COPY macros macros', 'COPY shared shared', BUILD),
    files: {
      ...WITH_CRATES,
      'Cargo.toml':
        '[workspace]\nmembers = ["macros", "shared"]\n[workspace.dependencies]\nshared = { path = "shared" }\n',
    },
    expected: { none: REASON },
  },
  {
    id: 'cargo-chef',
    dockerfile: [
      'FROM rust:1.80 AS chef',
      'RUN cargo install cargo-chef --locked',
      'WORKDIR /app',
      'FROM chef AS planner',
      'COPY . .',
      'RUN cargo chef prepare --recipe-path recipe.json',
      'FROM chef',
      'COPY --from=planner /app/recipe.json recipe.json',
      'RUN cargo chef cook --release --recipe-path recipe.json',
      'COPY . .',
      BUILD,
      '',
    ].join('\n'),
    files: APP,
    expected: 'silent',
  },
  ...[
    [
      'COPY . .',
      'COPY --from=cacher /app/target target',
      'COPY --from=cacher /usr/local/cargo /usr/local/cargo',
    ],
    ['COPY . .', 'COPY --from=cacher /app/target target', 'COPY --from=cacher $CARGO_HOME $CARGO_HOME'],
    ['COPY --from=cacher /app .', 'COPY --from=cacher /root/.cargo /root/.cargo', 'COPY . .'],
  ].map((lines): Case => ({
    id: `cargo-chef in a stage of its own: ${lines.join(', ')}`,
    dockerfile: cookedApart('rust:1.80', ...lines),
    files: APP,
    expected: 'silent',
  })),
  {
    id: 'what is built elsewhere, with a cargo home of another name',
    dockerfile: cookedApart(
      'rust:1.80',
      'ENV CARGO_HOME=/c',
      'COPY . .',
      'COPY --from=cacher /app/target target',
      'COPY --from=cacher /c /c',
    ),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'what is built elsewhere, below an image whose cargo home is not known',
    dockerfile: cookedApart('debian', 'COPY . .', 'COPY --from=cacher /app/target target'),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'a target folder from a stage that builds nothing with cargo',
    dockerfile: cookedApart('rust:1.80', 'COPY . .', 'COPY --from=planner /app/target target'),
    files: APP,
    expected: { none: REASON },
  },
  {
    id: 'cargo with its registry in a cache mount',
    dockerfile: rust(
      'COPY . .',
      'RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/app/target cargo build && cp target/debug/app /bin/app',
    ),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'cargo with bind mounts and caches, as docker init writes it',
    dockerfile: rust(
      'RUN --mount=type=bind,source=src,target=src --mount=type=bind,source=Cargo.toml,target=Cargo.toml --mount=type=bind,source=Cargo.lock,target=Cargo.lock --mount=type=cache,target=/app/target/ --mount=type=cache,target=/usr/local/cargo/git/db --mount=type=cache,target=/usr/local/cargo/registry/ cargo build --locked --release',
    ),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'cargo with vendored crates',
    dockerfile: rust('COPY . .', BUILD),
    files: { ...APP, '.cargo/config.toml': '', 'vendor/serde/Cargo.toml': '' },
    expected: 'silent',
  },
  {
    id: 'a crate without dependencies',
    dockerfile: rust('COPY . .', BUILD),
    files: { ...APP, 'Cargo.toml': '[package]\nname = "app"\n\n[dependencies]\nlib = { path = "lib" }\n' },
    expected: 'silent',
  },
  {
    id: 'cargo build offline',
    dockerfile: rust('COPY . .', 'RUN cargo build --offline'),
    files: APP,
    expected: 'silent',
  },
];
