import { ansibleGalaxy } from './infrastructure/ansible-galaxy.ts';
import { bundler } from './ruby/bundler.ts';
import { cabal } from './haskell/cabal.ts';
import { composer } from './php/composer.ts';
import { dart } from './dart/dart.ts';
import { deno } from './deno/deno.ts';
import { dotnet } from './dotnet/dotnet.ts';
import { go } from './go/go.ts';
import { helm } from './infrastructure/helm.ts';
import { cargo } from './rust/cargo.ts';
import { gradle } from './jvm/gradle.ts';
import { maven } from './jvm/maven.ts';
import { sbt } from './jvm/sbt.ts';
import { mix } from './beam/mix.ts';
import { phpExtensions } from './php/php-extensions.ts';
import { preCommit } from './infrastructure/pre-commit.ts';
import { rebar3 } from './beam/rebar3.ts';
import { stack } from './haskell/stack.ts';
import { swift } from './swift/swift.ts';
import { terraform } from './infrastructure/terraform.ts';
import { bun } from './javascript/bun.ts';
import { corepack } from './javascript/corepack.ts';
import { lerna } from './javascript/lerna.ts';
import { rush } from './javascript/rush.ts';
import { npm } from './javascript/npm.ts';
import { pip } from './python/pip.ts';
import { carton } from './perl/carton.ts';
import { conda } from './python/conda.ts';
import { cpanm } from './perl/cpanm.ts';
import { julia } from './julia/julia.ts';
import { pdm } from './python/pdm.ts';
import { pipenv } from './python/pipenv.ts';
import { poetry } from './python/poetry.ts';
import { rPackages } from './r/r-packages.ts';
import { renv } from './r/renv.ts';
import { uv } from './python/uv.ts';
import { apk } from './system/apk.ts';
import { apt } from './system/apt.ts';
import { dnf } from './system/dnf.ts';
import { pacman } from './system/pacman.ts';
import { zypper } from './system/zypper.ts';
import { xx } from './system/xx.ts';
import { pnpm } from './javascript/pnpm.ts';
import type { Ecosystem } from './types.ts';
import { yarn } from './javascript/yarn.ts';

/** Every package manager that Strata knows. A new one is one file and one entry here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [
  npm,
  yarn,
  pnpm,
  bun,
  corepack,
  lerna,
  rush,
  pip,
  poetry,
  uv,
  pipenv,
  pdm,
  conda,
  renv,
  rPackages,
  julia,
  cpanm,
  carton,
  apt,
  apk,
  dnf,
  zypper,
  pacman,
  xx,
  go,
  dotnet,
  cargo,
  maven,
  gradle,
  sbt,
  deno,
  bundler,
  composer,
  phpExtensions,
  mix,
  rebar3,
  cabal,
  stack,
  swift,
  dart,
  helm,
  terraform,
  ansibleGalaxy,
  preCommit,
];

/** True for paths of files that name dependencies in any ecosystem. */
export function isManifest(path: string): boolean {
  return ECOSYSTEMS.some((ecosystem) => ecosystem.isManifest(path));
}
