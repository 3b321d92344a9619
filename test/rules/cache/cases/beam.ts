import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const PHOENIX: Files = {
  'mix.exs': [
    'defmodule App.MixProject do',
    '  use Mix.Project',
    '  # path: "../not/read"',
    '  def project do',
    '    [app: :app, version: "0.1.0", elixirc_paths: elixirc_paths(Mix.env()), deps: deps(), aliases: aliases()]',
    '  end',
    '  defp deps do',
    '    [{:phoenix, "~> 1.7"}, {:x, git: "https://example.org/x.git", tag: "v1"}]',
    '  end',
    '  defp aliases, do: [setup: ["deps.get", "ecto.setup"]]',
    'end',
  ].join('\n'),
  'mix.lock': '',
  'config/config.exs': 'import Config\nimport_config "#{config_env()}.exs"\n',
  'config/prod.exs': '',
  'config/runtime.exs': '',
  'lib/app.ex': '',
  '.dockerignore': 'deps\n_build\n',
};

const CONFIGURED: Files = {
  ...PHOENIX,
  'config/config.exs': 'import Config\nconfig :app, a: 1\nimport_config "#{config_env()}.exs"\n',
  'config/dev.exs': 'import Config\n',
  'config/prod.exs': 'import Config\nimport_config "../shared/log.exs"\n',
  'config/test.exs': 'import Config\n',
  'shared/log.exs': '',
};

const TOOLS = 'RUN mix local.hex --force && mix local.rebar --force';
const MANIFESTS = 'COPY mix.exs mix.lock ./';
const MAY = 'mix deps.get may rewrite mix.lock';

function elixir(...lines: readonly string[]): string {
  return stage('elixir:1.17', 'ENV MIX_ENV=prod', ...lines);
}

function erlang(...lines: readonly string[]): string {
  return stage('erlang:27', ...lines);
}

function mixNone(id: string, line: string, reason: string): Case {
  return {
    id: `mix: ${id}`,
    dockerfile: elixir('COPY . .', 'RUN mix deps.get --check-locked'),
    files: { ...PHOENIX, 'mix.exs': `defmodule A do\n  def project, do: [deps: []]\n  ${line}\nend\n` },
    expected: { none: reason },
  };
}

const ERLANG: Files = {
  'rebar.config': '{erl_opts, [debug_info]}.\n{deps, [cowboy, {x, {git, "https://example.org/x.git"}}]}.\n',
  'rebar.lock': '',
  'src/app.erl': '',
  '.dockerignore': '_build\n',
};

/** Mix and rebar3. */
export const BEAM_CASES: readonly Case[] = [
  {
    id: 'mix deps.get',
    dockerfile: elixir(TOOLS, 'COPY . .', 'RUN mix deps.get --only prod', 'RUN mix release'),
    files: PHOENIX,
    expected: {
      review: elixir(TOOLS, MANIFESTS, 'RUN mix deps.get --only prod', 'COPY . .', 'RUN mix release'),
      title: MAY,
    },
  },
  {
    id: 'mix: with its tools between',
    dockerfile: elixir('COPY . .', TOOLS, 'RUN mix deps.get --check-locked', 'RUN mix release'),
    files: PHOENIX,
    expected: {
      safe: elixir(MANIFESTS, TOOLS, 'RUN mix deps.get --check-locked', 'COPY . .', 'RUN mix release'),
    },
  },
  {
    id: 'mix: with its tools in one RUN, and the build',
    dockerfile: elixir(
      'COPY . .',
      'RUN mix local.hex --force && mix local.rebar --force && mix deps.get && mix compile',
    ),
    files: PHOENIX,
    expected: {
      review: elixir(
        MANIFESTS,
        'RUN mix local.hex --force && mix local.rebar --force && mix deps.get',
        'COPY . .',
        'RUN mix compile',
      ),
      title: MAY,
    },
  },
  {
    id: 'mix: dependencies are compiled, too',
    dockerfile: elixir('COPY . .', 'RUN mix do deps.get, deps.compile', 'RUN mix release'),
    files: PHOENIX,
    expected: {
      review: elixir(
        MANIFESTS,
        'COPY config/config.exs config/prod.exs config/',
        'RUN mix do deps.get, deps.compile',
        'COPY . .',
        'RUN mix release',
      ),
      title: MAY,
    },
  },
  {
    id: 'mix: the configuration of the environment that the Dockerfile says, and what it imports',
    dockerfile: elixir('COPY . .', 'RUN mix do deps.get, deps.compile'),
    files: CONFIGURED,
    expected: {
      review: elixir(
        MANIFESTS,
        'COPY config/config.exs config/prod.exs config/',
        'COPY shared/log.exs shared/',
        'RUN mix do deps.get, deps.compile',
        'COPY . .',
      ),
      title: `(review: ${MAY})`,
    },
  },
  {
    id: 'mix: the environment in front of the command counts for both tasks of the download',
    dockerfile: elixir('COPY . .', 'RUN MIX_ENV=test mix do deps.get, deps.compile, compile'),
    files: CONFIGURED,
    expected: {
      review: elixir(
        MANIFESTS,
        'COPY config/config.exs config/test.exs config/',
        'RUN MIX_ENV=test mix do deps.get, deps.compile',
        'COPY . .',
        'RUN MIX_ENV=test mix do deps.get, deps.compile, compile',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'mix: the environment in front of the command',
    dockerfile: elixir('COPY . .', 'RUN MIX_ENV=test mix do deps.get, deps.compile'),
    files: CONFIGURED,
    expected: {
      review: elixir(
        MANIFESTS,
        'COPY config/config.exs config/test.exs config/',
        'RUN MIX_ENV=test mix do deps.get, deps.compile',
        'COPY . .',
      ),
      title: MAY,
    },
  },
  ...[
    { set: ['ARG MIX_ENV=prod'], id: 'an argument' },
    { set: ['ENV MIX_ENV=dev', 'ENV MIX_ENV=prod'], id: 'set twice' },
    { set: ['ARG E=prod', 'ENV MIX_ENV=$E'], id: 'a variable of an argument' },
    { set: ['ENV MIX_ENV=prod'], id: 'another one for the command', run: 'MIX_ENV=$E ' },
    { set: ['ENV MIX_ENV=prod'], id: 'and code that reads files', more: 'if File.exists?("x"), do: 1\n' },
  ].map(({ set, id, run = '', more = '' }): Case => ({
    id: `mix: an environment that is not known for certain: ${id}`,
    dockerfile: stage('elixir:1.17', ...set, 'COPY . .', `RUN ${run}mix do deps.get, deps.compile`),
    files: { ...CONFIGURED, 'config/config.exs': `${CONFIGURED['config/config.exs'] ?? ''}${more}` },
    expected: {
      review: stage(
        'elixir:1.17',
        ...set,
        MANIFESTS,
        'COPY config/config.exs config/prod.exs config/dev.exs config/test.exs config/',
        'COPY shared/log.exs shared/',
        `RUN ${run}mix do deps.get, deps.compile`,
        'COPY . .',
      ),
      title: more === '' ? `(review: ${MAY})` : 'config/config.exs may read other files',
    },
  })),
  {
    id: 'mix: a file of secrets that is not there',
    dockerfile: elixir('COPY . .', 'RUN mix do deps.get, deps.compile'),
    files: { ...CONFIGURED, 'config/prod.exs': 'import Config\n\nimport_config "prod.secret.exs"\n' },
    expected: {
      none: 'config/prod.exs imports config/prod.secret.exs, which the build context does not hold',
    },
  },
  {
    id: 'mix: a file that is not there, imported in a condition',
    dockerfile: elixir('COPY . .', 'RUN mix do deps.get, deps.compile'),
    files: {
      ...CONFIGURED,
      'config/prod.exs':
        'import Config\nif true do\n  import_config("local.exs")\nend\n# import_config "x"\n',
    },
    expected: {
      review: elixir(
        MANIFESTS,
        'COPY config/config.exs config/prod.exs config/',
        'RUN mix do deps.get, deps.compile',
        'COPY . .',
      ),
      title: 'config/prod.exs imports config/local.exs, which the build context does not hold',
    },
  },
  {
    id: 'mix: a file that is not there, of an environment that may be another one',
    dockerfile: stage('elixir:1.17', 'COPY . .', 'RUN mix do deps.get, deps.compile'),
    files: { ...CONFIGURED, 'config/prod.exs': 'import_config "prod.secret.exs"\n' },
    expected: {
      review: stage(
        'elixir:1.17',
        MANIFESTS,
        'COPY config/config.exs config/prod.exs config/dev.exs config/test.exs config/',
        'RUN mix do deps.get, deps.compile',
        'COPY . .',
      ),
      title: 'config/prod.exs imports config/prod.secret.exs, which the build context does not hold',
    },
  },
  {
    id: 'mix: the folder of the configuration, with that of other environments',
    dockerfile: elixir(MANIFESTS, 'COPY config config', 'RUN mix do deps.get, deps.compile', 'COPY lib lib'),
    files: CONFIGURED,
    expected: 'silent',
  },
  {
    id: 'mix: compiled in a RUN of its own',
    dockerfile: elixir('COPY . .', 'RUN mix deps.get --check-locked', 'RUN mix deps.compile'),
    files: PHOENIX,
    expected: {
      safe: elixir(
        MANIFESTS,
        'COPY config/config.exs config/prod.exs config/',
        'RUN mix deps.get --check-locked',
        'RUN mix deps.compile',
        'COPY . .',
      ),
    },
  },
  {
    id: 'mix: the project is compiled in the same task',
    dockerfile: elixir('COPY . .', 'RUN mix do deps.get, compile'),
    files: PHOENIX,
    expected: {
      review: elixir(MANIFESTS, 'RUN mix deps.get', 'COPY . .', 'RUN mix do deps.get, compile'),
      title: 'adds a step',
    },
  },
  {
    id: 'mix: an umbrella with local dependencies and a version file',
    dockerfile: elixir('COPY . .', 'RUN mix deps.get --check-locked'),
    files: {
      ...PHOENIX,
      'mix.exs':
        '[apps_path: "apps", version: File.read!("VERSION") |> String.trim(), deps: [{:a, path: "libs/a"}]]',
      VERSION: '1.0.0',
      'libs/a/mix.exs': '',
      'libs/a/lib/a.ex': '',
      'apps/web/mix.exs':
        '[deps_path: "../../deps", lockfile: "../../mix.lock", deps: [{:core, in_umbrella: true}]]',
      'apps/web/lib/web.ex': '',
      'apps/core/mix.exs': '',
    },
    expected: {
      review: elixir(
        'COPY mix.exs mix.lock VERSION ./',
        'COPY apps/web/mix.exs apps/web/',
        'COPY apps/core/mix.exs apps/core/',
        'COPY libs/a libs/a/',
        'RUN mix deps.get --check-locked',
        'COPY . .',
      ),
      title: 'a dependency of mix.exs is the local folder libs/a',
    },
  },
  {
    id: 'mix: not ignored folders',
    dockerfile: elixir('COPY . .', 'RUN mix deps.get --check-locked'),
    files: { ...PHOENIX, '.dockerignore': '.git\n' },
    expected: {
      safe: elixir(MANIFESTS, 'RUN mix deps.get --check-locked', 'COPY . .'),
      ignore: '.git\ndeps\n_build\n',
    },
  },
  {
    id: "mix: as Phoenix' own Dockerfile has it",
    dockerfile: elixir(
      TOOLS,
      MANIFESTS,
      'RUN mix deps.get --only $MIX_ENV',
      'RUN mkdir config',
      'COPY config/config.exs config/${MIX_ENV}.exs config/',
      'RUN mix deps.compile',
      'COPY priv priv',
      'COPY lib lib',
      'RUN mix compile',
      'COPY config/runtime.exs config/',
      'RUN mix release',
    ),
    files: PHOENIX,
    expected: 'silent',
  },
  {
    id: 'mix: the configuration of the running program comes along with that of the build',
    dockerfile: elixir(
      MANIFESTS,
      'RUN mix deps.get --only $MIX_ENV',
      'COPY config/config.exs config/${MIX_ENV}.exs config/runtime.exs config/',
      'RUN mix deps.compile',
      'COPY lib lib',
      'RUN mix release',
    ),
    files: PHOENIX,
    expected: 'silent',
  },
  {
    id: 'mix: the folder of the configuration',
    dockerfile: elixir(MANIFESTS, 'COPY config config', 'RUN mix do deps.get, deps.compile', 'COPY lib lib'),
    files: PHOENIX,
    expected: 'silent',
  },
  {
    id: 'mix: sources come along with the configuration',
    dockerfile: elixir(
      MANIFESTS,
      'RUN mix deps.get --check-locked',
      'COPY config/config.exs config/prod.exs web/app.ex config/',
      'RUN mix deps.compile',
    ),
    files: { ...PHOENIX, 'web/app.ex': '' },
    expected: {
      safe: elixir(
        MANIFESTS,
        'RUN mix deps.get --check-locked',
        'COPY config/config.exs config/prod.exs config/',
        'RUN mix deps.compile',
        'COPY web/app.ex config/',
      ),
    },
  },
  {
    id: 'mix: no mix.exs',
    dockerfile: elixir('COPY . .', 'RUN mix deps.get'),
    files: { 'a.exs': '' },
    expected: 'silent',
  },
  mixNone(
    'a local dependency outside',
    'defp deps, do: [{:a, path: "../a"}]',
    'a dependency of mix.exs is `../a`',
  ),
  mixNone(
    "a local dependency that can't be told",
    'defp deps, do: [{:a, path: root()}]',
    "that can't be told",
  ),
  mixNone('a program', '@version System.cmd("git", ["describe"]) |> elem(0)', 'calls `System.cmd`'),
  mixNone('other code', 'Code.require_file("deps.exs", __DIR__)', 'calls `Code.require_file`'),
  mixNone('places', 'def x, do: [deps_path: "../deps"]', 'sets `deps_path`'),
  mixNone(
    'another deps.get',
    'def x, do: ["deps.get": ["deps.get", "x"]]',
    'gives `deps.get` another meaning',
  ),
  {
    id: 'rebar3 get-deps',
    dockerfile: erlang('COPY . .', 'RUN rebar3 get-deps', 'RUN rebar3 as prod release'),
    files: ERLANG,
    expected: {
      review: erlang(
        'COPY rebar.config rebar.lock ./',
        'RUN rebar3 get-deps',
        'COPY . .',
        'RUN rebar3 as prod release',
      ),
      title: 'rebar3 may rewrite rebar.lock',
    },
  },
  {
    id: 'rebar3 release',
    dockerfile: erlang('COPY . .', 'RUN rebar3 as prod release'),
    files: ERLANG,
    expected: {
      review: erlang(
        'COPY rebar.config rebar.lock ./',
        'RUN rebar3 as prod get-deps',
        'COPY . .',
        'RUN rebar3 as prod release',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'rebar3: manifests first',
    dockerfile: erlang('COPY rebar.* ./', 'RUN rebar3 compile', 'COPY src src', 'RUN rebar3 release'),
    files: ERLANG,
    expected: 'silent',
  },
  {
    id: 'rebar3: a script of the configuration',
    dockerfile: erlang('COPY . .', 'RUN rebar3 compile'),
    files: { ...ERLANG, 'rebar.config.script': '' },
    expected: {
      review: erlang(
        'COPY rebar.config rebar.lock rebar.config.script ./',
        'RUN rebar3 get-deps',
        'COPY . .',
        'RUN rebar3 compile',
      ),
      title: 'rebar.config.script may read more files',
    },
  },
  {
    id: 'rebar3: checkouts',
    dockerfile: erlang('COPY . .', 'RUN rebar3 compile'),
    files: { ...ERLANG, '_checkouts/a/rebar.config': '' },
    expected: { none: '_checkouts' },
  },
  {
    id: 'rebar3: hooks of the fetching step',
    dockerfile: erlang('COPY . .', 'RUN rebar3 compile'),
    files: { ...ERLANG, 'rebar.config': '{pre_hooks, [{\'get-deps\', "make x"}]}.\n' },
    expected: { none: 'has hooks of the step that fetches' },
  },
  {
    id: 'rebar3: no lock file',
    dockerfile: erlang('COPY . .', 'RUN rebar3 compile'),
    files: { 'rebar.config': '{deps, [cowboy]}.\n', 'src/a.erl': '', '.dockerignore': '_build\n' },
    expected: {
      review: erlang('COPY rebar.config ./', 'RUN rebar3 get-deps', 'COPY . .', 'RUN rebar3 compile'),
      title: 'no lock file pins the versions',
    },
  },
];
