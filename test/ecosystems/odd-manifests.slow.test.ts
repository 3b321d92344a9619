import assert from 'node:assert/strict';
import { queryOf } from '../../server/src/ecosystems/context-query.ts';
import { contextOf } from '../fixes/context-of.ts';
import { partsOf } from './read-command.ts';

/** Commands, and the files that are filled with whatever. */
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['npm install', 'package.json', 'package-lock.json', '.npmrc'],
  ['pnpm install', 'package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'],
  ['lerna bootstrap', 'lerna.json', 'package.json'],
  ['rush install', 'rush.json'],
  ['corepack install', 'package.json'],
  ['deno install', 'deno.json', 'package.json'],
  ['deno cache deps.ts', 'deps.ts', 'deno.jsonc'],
  ['bundle install', 'Gemfile', 'a.gemspec'],
  ['composer install', 'composer.json'],
  ['mix do deps.get, deps.compile', 'mix.exs', 'apps/a/mix.exs'],
  ['rebar3 compile', 'rebar.config'],
  ['cabal build', 'cabal.project', 'a.cabal'],
  ['stack build', 'stack.yaml', 'package.yaml'],
  ['swift build', 'Package.swift'],
  ['flutter pub get', 'pubspec.yaml'],
  ['helm dependency build', 'Chart.yaml', 'requirements.yaml'],
  ['ansible-galaxy install -r requirements.yml', 'requirements.yml', 'ansible.cfg'],
  ['terraform init', 'main.tf'],
  ['pre-commit install-hooks', '.pre-commit-config.yaml'],
  ['go build', 'go.mod', 'go.work'],
  ['cargo build', 'Cargo.toml'],
  ['./mvnw package', 'pom.xml', 'mvnw'],
  ['./gradlew build', 'settings.gradle', 'build.gradle', 'gradlew'],
  ['gradle build', 'settings.gradle.kts', 'build.gradle.kts'],
  ['sbt assembly', 'build.sbt'],
  ['dotnet restore App.sln', 'App.sln', 'Directory.Build.props', 'nuget.config'],
  ['dotnet publish', 'app.csproj', 'a/b/c.csproj'],
  ['dotnet build App.slnx', 'App.slnx'],
  ['dotnet build App.slnf', 'App.slnf'],
];

const LONG = 60_000;

const TEXTS: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '1'],
  ['a list', '[1, "a", null, {}]'],
  ['a list of YAML', '- a\n- b: [c]\n'],
  ['names of objects', '{"constructor":"x","__proto__":{"a":1},"toString":1,"packages":["toString"]}'],
  [
    'other shapes than expected',
    '{"workspaces":{"packages":1},"workspace":[1],"packages":[{"a":{}}],"repositories":[[],{"type":"path","url":{}}],"projects":[1,{"projectFolder":{}}],"extra":{"patches":[[]],"merge-plugin":{"include":{}}},"dependencies":[1,{"repository":{"toString":1}}],"roles":[{"src":{}}],"eventHooks":1,"scripts":[],"config":{"vendor-dir":{}}}',
  ],
  ['places outside', '{"workspaces":["../../x"],"workspace":["/"],"packages":["..","~"],"importMap":"/x"}'],
  ['bytes', '\u0000\ufeff\ud800'],
  ['open quotes', `gem "a, path: '${'"'.repeat(100)}`],
  ['many spaces', `ruby file:${' '.repeat(LONG)}x`],
  ['many lines', '\n'.repeat(LONG / 10)],
  ['many words', 'path: " if File.exist import ('.repeat(LONG / 20)],
  ['many brackets', '.package(.binaryTarget({{[['.repeat(LONG / 20)],
  ['a long string', `"${'a'.repeat(LONG)}"`],
];

describe('odd manifests', () => {
  for (const [title, text] of TEXTS) {
    it(title, () => {
      for (const [command, ...names] of COMMANDS) {
        const install = partsOf(command)[0]?.install;
        assert.ok(install, command);
        const context = contextOf(Object.fromEntries(names.map((name) => [name, text])));
        const found = install.ecosystem.inputs(install, '', queryOf(context));
        const nested = install.ecosystem.inputs(install, 'a/b', queryOf(context));
        assert.ok(found.inputs.length + nested.inputs.length >= 0, command);
        assert.ok(
          found.inputs.every(({ path }) => !path.startsWith('..')),
          command,
        );
      }
    }).timeout(4000);
  }
});
