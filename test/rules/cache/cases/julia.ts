import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

function julia(...lines: readonly string[]): string {
  return stage('julia:1.11', ...lines);
}

const APP: Files = {
  'app.jl': '',
  'src/server.jl': '',
  'Project.toml': '[deps]\nCSV = "336ed68f-0bac-5ca0-87d4-7b16caf5d00b"\n',
  'Manifest.toml': 'manifest_format = "2.0"\n[[deps.CSV]]\nversion = "0.10"\n',
};

const INSTANTIATE = `RUN julia --project=. -e 'using Pkg; Pkg.instantiate(); Pkg.precompile()'`;
const COPY = 'COPY Project.toml Manifest.toml ./';
const PACKAGE = 'name = "MyApp"\nuuid = "00000000-0000-0000-0000-000000000000"\n[deps]\n';
const STEP = `RUN JULIA_PKG_PRECOMPILE_AUTO=0 julia --project=. -e 'using Pkg; Pkg.instantiate()'`;
const SETTINGS = `RUN julia --project=. -e 'ENV["PYTHON"]=""; ENV["JULIA_PKG_SERVER"]="https://m.example.org/julia"; using Pkg; Pkg.instantiate()'`;

function one(id: string, run: string, files: Files, expected: Case['expected']): Case {
  return { id: `julia: ${id}`, dockerfile: julia('COPY . .', run), files: { ...APP, ...files }, expected };
}

/** Julia's Pkg. */
export const JULIA_CASES: readonly Case[] = [
  one('an application', INSTANTIATE, {}, { safe: julia(COPY, INSTANTIATE, 'COPY . .') }),
  one(
    'preferences and artifacts',
    INSTANTIATE,
    { 'LocalPreferences.toml': '', 'Artifacts.toml': '' },
    {
      safe: julia(
        'COPY Project.toml Manifest.toml LocalPreferences.toml Artifacts.toml ./',
        INSTANTIATE,
        'COPY . .',
      ),
    },
  ),
  one(
    'a package',
    INSTANTIATE,
    { 'Project.toml': PACKAGE, 'src/MyApp.jl': '' },
    {
      review: julia(COPY, STEP, 'COPY . .', INSTANTIATE),
      title: 'packages are compiled below the sources',
    },
  ),
  one(
    'other code in the same program',
    `RUN julia --project=. -e 'using Pkg; Pkg.instantiate(); include("app.jl")'`,
    {},
    {
      review: julia(
        COPY,
        STEP,
        'COPY . .',
        `RUN julia --project=. -e 'using Pkg; Pkg.instantiate(); include("app.jl")'`,
      ),
      title: 'adds a step',
    },
  ),
  one('variables for downloads and build scripts', SETTINGS, {}, { safe: julia(COPY, SETTINGS, 'COPY . .') }),
  one(
    'variables for the packages of a package',
    SETTINGS,
    { 'Project.toml': PACKAGE, 'src/MyApp.jl': '' },
    {
      review: julia(
        COPY,
        `RUN JULIA_PKG_PRECOMPILE_AUTO=0 julia --project=. -e 'ENV["PYTHON"]=""; ENV["JULIA_PKG_SERVER"]="https://m.example.org/julia"; using Pkg; Pkg.instantiate()'`,
        'COPY . .',
        SETTINGS,
      ),
      title: 'packages are compiled below the sources',
    },
  ),
  one(
    'a variable that may lead among the sources',
    `RUN julia --project=. -e 'ENV["GUROBI_HOME"]="/app/gurobi"; using Pkg; Pkg.instantiate()'`,
    { 'gurobi/lib.so': '' },
    {
      review: julia(
        COPY,
        `RUN julia --project=. -e 'ENV["GUROBI_HOME"]="/app/gurobi"; using Pkg; Pkg.instantiate()'`,
        'COPY . .',
      ),
      title: '`ENV["GUROBI_HOME"]="/app/gurobi"` may lead among the sources',
    },
  ),
  one(
    'a variable whose value only the build knows',
    `RUN julia --project=. -e 'ENV["PYTHON"]=Sys.which("python3"); using Pkg; Pkg.instantiate()'`,
    {},
    { none: "what stands in front of `Pkg.instantiate()` can't be repeated" },
  ),
  one(
    'packages that are chosen anew',
    `RUN julia --project=. -e 'using Pkg; Pkg.resolve(); Pkg.instantiate()'`,
    {},
    {
      review: julia(
        COPY,
        `RUN julia --project=. -e 'using Pkg; Pkg.resolve(); Pkg.instantiate()'`,
        'COPY . .',
      ),
      title: 'Manifest.toml may be rewritten',
    },
  ),
  one(
    'a package of the sources',
    INSTANTIATE,
    { 'Manifest.toml': '[[deps.Own]]\npath = "lib/Own"\n', 'lib/Own/Project.toml': '' },
    {
      review: julia(COPY, 'COPY lib/Own lib/Own/', INSTANTIATE, 'COPY . .'),
      title: 'is the local folder lib/Own',
    },
  ),
  one(
    'a package outside',
    INSTANTIATE,
    { 'Manifest.toml': '[[deps.Own]]\npath = "../Own"\n' },
    {
      none: 'is `../Own`, outside what can be copied alone',
    },
  ),
  one(
    'a workspace',
    INSTANTIATE,
    { 'Project.toml': '[workspace]\nprojects = ["test"]\n' },
    {
      none: 'Project.toml is a workspace',
    },
  ),
  one(
    'packages that are added',
    `RUN julia --project=. -e 'using Pkg; Pkg.add("CSV"); Pkg.instantiate()'`,
    {},
    {
      none: 'packages are added to Project.toml',
    },
  ),
  {
    id: 'julia: no manifest',
    dockerfile: julia('COPY . .', INSTANTIATE),
    files: { 'app.jl': '', 'Project.toml': '[deps]\n' },
    expected: {
      review: julia('COPY Project.toml ./', INSTANTIATE, 'COPY . .'),
      title: 'no Manifest.toml pins the versions',
    },
  },
  {
    id: 'julia: no project',
    dockerfile: julia('COPY . .', INSTANTIATE),
    files: { 'app.jl': '' },
    expected: 'silent',
  },
  {
    id: 'julia: already copied first',
    dockerfile: julia('COPY Project.toml Manifest.toml ./', INSTANTIATE, 'COPY . .', INSTANTIATE),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'julia: in a folder by its path in the image',
    dockerfile: julia('COPY . .', `RUN julia --project=/app/api -e 'using Pkg; Pkg.instantiate()'`),
    files: { 'main.jl': '', 'api/Project.toml': '[deps]\n', 'api/Manifest.toml': 'julia_version = "1.11"\n' },
    expected: {
      safe: julia(
        'COPY api/Project.toml api/Manifest.toml api/',
        `RUN julia --project=/app/api -e 'using Pkg; Pkg.instantiate()'`,
        'COPY . .',
      ),
    },
  },
];
