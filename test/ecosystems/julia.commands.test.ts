import { checkCommands } from './command-table.ts';

function project(
  start: string,
  { settings = '', before = '', where = '', facts = ', frozen, no scripts' } = {},
): string {
  return `julia${where}: Project.toml${facts} < JULIA_PKG_PRECOMPILE_AUTO=0 ${start} -e '${settings}using Pkg; ${before}Pkg.instantiate()'`;
}

checkCommands('commands of Julia', [
  ["julia --project=. -e 'using Pkg; Pkg.instantiate()'", project('julia --project=.')],
  ["julia --project -e 'import Pkg; Pkg.instantiate()'", project('julia --project')],
  ["julia --project=@. -e 'using Pkg; Pkg.instantiate()'", project('julia --project=@.')],
  ['julia --project=. -e "using Pkg; Pkg.instantiate(); Pkg.precompile()"', project('julia --project=.')],
  ["julia --project=. -e 'import Pkg; Pkg.instantiate(verbose=true)'", project('julia --project=.')],
  [
    "julia --project=app -e 'using Pkg; Pkg.instantiate()'",
    project('julia --project=app', { where: ' app' }),
  ],
  [
    "julia --project=/app -e 'using Pkg; Pkg.instantiate()'",
    project('julia --project=/app', { where: ' /app' }),
  ],
  [
    "julia --project=app/Project.toml -e 'using Pkg; Pkg.instantiate()'",
    project('julia --project=app/Project.toml', { where: ' app' }),
  ],
  ["JULIA_PROJECT=. julia -e 'using Pkg; Pkg.instantiate()'", project('julia')],
  ["JULIA_PROJECT=@. julia -e 'using Pkg; Pkg.instantiate()'", project('julia')],
  [
    `julia -e 'using Pkg; Pkg.activate("."); Pkg.instantiate()'`,
    project('julia', { before: 'Pkg.activate("."); ' }),
  ],
  [
    `julia -e 'using Pkg; Pkg.activate("app"); Pkg.instantiate()'`,
    project('julia', { before: 'Pkg.activate("app"); ', where: ' app' }),
  ],
  [
    "julia --startup-file=no -t auto --project=. -e 'using Pkg; Pkg.instantiate()'",
    project('julia --startup-file=no -t auto --project=.'),
  ],
  [
    "/opt/julia/bin/julia --project=. -e 'using Pkg; Pkg.instantiate()'",
    project('/opt/julia/bin/julia --project=.'),
  ],
  [
    `julia --project=. -e 'using Pkg; Pkg.Registry.add("General"); Pkg.instantiate()'`,
    project('julia --project=.', { before: 'Pkg.Registry.add("General"); ' }),
  ],
  [
    `julia --project=. -e 'using Pkg; Pkg.Registry.add(RegistrySpec(path="reg")); Pkg.instantiate()'`,
    'julia: Project.toml, frozen',
  ],
  [
    `julia --project=. -e 'ENV["PYTHON"]=""; ENV["JULIA_PKG_SERVER"] = "https://m.example.org/julia"; using Pkg; Pkg.instantiate()'`,
    project('julia --project=.', {
      settings: 'ENV["PYTHON"]=""; ENV["JULIA_PKG_SERVER"] = "https://m.example.org/julia"; ',
    }),
  ],
  [
    `julia -e 'import Pkg; Pkg.activate("."); ENV["R_HOME"]="*"; Pkg.instantiate(); ENV["LATER"]="1"'`,
    project('julia', { before: 'Pkg.activate("."); ENV["R_HOME"]="*"; ' }),
  ],
  [
    `julia --project=. -e 'ENV["JULIA_PKG_PRECOMPILE_AUTO"]="1"; using Pkg; Pkg.instantiate()'`,
    project('julia --project=.'),
  ],
  [
    `julia --project=. -e "ENV[\\"PYTHON\\"]=\\"it's\\"; using Pkg; Pkg.instantiate()"`,
    'julia: Project.toml, frozen, no scripts',
  ],
  ...['ENV["PYTHON"]=Sys.which("python3")', 'include("setup.jl")', 'pkg"dev lib"'].map(
    (before) =>
      [
        `julia --project=. -e 'using Pkg; ${before}; Pkg.instantiate()'`,
        'julia: Project.toml, frozen',
      ] as const,
  ),
  [
    `julia --project=. -e 'using Pkg; pkg"add CSV; instantiate"'`,
    project('julia --project=.', { facts: ', frozen, no scripts, obstacle' }),
  ],
  [
    "julia --project=. -e 'using Pkg; Pkg.resolve(); Pkg.instantiate()'",
    project('julia --project=.', { facts: ', no scripts' }),
  ],
  [
    "julia --project=. -e 'using Pkg; Pkg.instantiate(); using MyApp'",
    project('julia --project=.', { facts: ', frozen' }),
  ],
  [
    `julia --project=. -e 'using Pkg; Pkg.instantiate(); include("a.jl")'`,
    project('julia --project=.', { facts: ', frozen' }),
  ],
  [`julia --project=. -e 'using Pkg; pkg"instantiate; precompile"'`, project('julia --project=.')],
  [
    `julia --project=. -e 'using Pkg; Pkg.add("CSV"); Pkg.instantiate()'`,
    project('julia --project=.', { facts: ', frozen, no scripts, obstacle' }),
  ],
  ["julia -e 'using Pkg; Pkg.instantiate()'", 'unknown'],
  ["julia --project=@v1.10 -e 'using Pkg; Pkg.instantiate()'", 'unknown'],
  ["julia --project=$DIR -e 'using Pkg; Pkg.instantiate()'", 'unknown'],
  ['julia --project=. -e "$CODE"', 'unknown'],
  ["julia -L init.jl --project=. -e 'using Pkg; Pkg.instantiate()'", 'unknown'],
  ["julia -J sys.so --project=. -e 'using Pkg; Pkg.instantiate()'", 'unknown'],
  ['julia --project=. install.jl', 'unknown'],
  ["julia --project=. -e 'using Pkg; Pkg.test()'", 'unknown'],
  [`julia -e 'using Pkg; Pkg.add("CSV")'`, 'julia packages'],
  [`julia -e 'import Pkg; Pkg.add(["CSV", "JSON"]); Pkg.precompile()'`, 'julia packages'],
  [`julia -e 'using Pkg; Pkg.add(PackageSpec(name="CSV", version="0.10"))'`, 'julia packages'],
  [`julia -e 'using Pkg; Pkg.add(url="https://example.org/A.jl")'`, 'julia packages'],
  [`julia -e 'using Pkg; pkg"add CSV"'`, 'julia packages'],
  [`julia -e 'using Pkg; Pkg.add(path="lib")'`, 'unknown'],
  [`julia -e 'using Pkg; Pkg.develop(path=".")'`, 'unknown'],
  [`julia --project=. -e 'using Pkg; Pkg.add("CSV")'`, 'unknown'],
  ['julia --version', 'unknown'],
]);
