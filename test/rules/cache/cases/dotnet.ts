import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

/** A project with a package and references. */
function project(...references: readonly string[]): string {
  return [
    '<Project Sdk="Microsoft.NET.Sdk.Web">',
    '  <PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>',
    '  <ItemGroup><PackageReference Include="Dapper" Version="2.1.35" /></ItemGroup>',
    `  <ItemGroup>${references.map((path) => `<ProjectReference Include="${path}" />`).join('')}</ItemGroup>`,
    '</Project>',
    '',
  ].join('\n');
}

const IGNORE = '**/bin\n**/obj\n';
const APP: Files = { 'app.csproj': project(), 'Program.cs': '', '.dockerignore': IGNORE };

function listed(path: string): string {
  const name = path.replace(/^.*\\|\.\w+$/g, '');
  return `Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "${name}", "${path}", "{0}"\r\nEndProject\r\n`;
}

const SOLUTION: Files = {
  'Shop.sln': [
    '\ufeff\r\nMicrosoft Visual Studio Solution File, Format Version 12.00\r\n',
    'Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{1}"\r\nEndProject\r\n',
    listed('src\\Web\\Web.csproj'),
    listed('src\\Core\\Core.fsproj'),
    listed('tests\\Web.Tests\\Web.Tests.csproj'),
    'Global\r\nEndGlobal\r\n',
  ].join(''),
  'src/Web/Web.csproj': project('..\\Core\\Core.fsproj'),
  'src/Web/Program.cs': '',
  'src/Core/Core.fsproj': project(),
  'src/Core/Core.fs': '',
  'tests/Web.Tests/Web.Tests.csproj': project('../../src/Web/Web.csproj'),
  'tests/Web.Tests/Tests.cs': '',
  'Directory.Build.props': '<Project />',
  'Directory.Packages.props': '<Project />',
  'nuget.config':
    '<configuration><packageSources><add key="n" value="https://api.example.org/v3" /></packageSources></configuration>',
  'global.json': '{}',
  '.dockerignore': IGNORE,
};

const AROUND = 'COPY Directory.Build.props Directory.Packages.props nuget.config global.json';
const WHY = '(review: adds a step)';

function sdk(...lines: readonly string[]): string {
  return stage('mcr.microsoft.com/dotnet/sdk:8.0', ...lines);
}

/** .NET (domain.md 6.3, case 53, and the forms that people and templates write). */
export const DOTNET_CASES: readonly Case[] = [
  {
    id: 'dotnet restore of the only project',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore', 'RUN dotnet publish -c Release -o /out --no-restore'),
    files: APP,
    expected: {
      safe: sdk(
        'COPY app.csproj ./',
        'RUN dotnet restore',
        'COPY . .',
        'RUN dotnet publish -c Release -o /out --no-restore',
      ),
    },
  },
  {
    id: 'dotnet restore, and obj is not ignored',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore app.csproj'),
    files: { ...APP, '.dockerignore': '.git\n' },
    expected: {
      safe: sdk('COPY app.csproj ./', 'RUN dotnet restore app.csproj', 'COPY . .'),
      ignore: '.git\n**/obj\n',
    },
  },
  {
    id: '53 a solution',
    dockerfile: sdk(
      'COPY . .',
      'RUN dotnet restore Shop.sln',
      'RUN dotnet publish src/Web -c Release --no-restore',
    ),
    files: SOLUTION,
    expected: {
      safe: sdk(
        `${AROUND} Shop.sln ./`,
        'COPY src/Web/Web.csproj src/Web/',
        'COPY src/Core/Core.fsproj src/Core/',
        'COPY tests/Web.Tests/Web.Tests.csproj tests/Web.Tests/',
        'RUN dotnet restore Shop.sln',
        'COPY . .',
        'RUN dotnet publish src/Web -c Release --no-restore',
      ),
    },
  },
  {
    id: '53 a project that the solution lists is missing',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore Shop.sln'),
    files: { ...SOLUTION, '.dockerignore': 'tests\n**/obj\n' },
    expected: 'silent',
  },
  {
    id: 'a solution in XML',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore'),
    files: {
      'Shop.slnx':
        '<Solution><Folder Name="/src/"><Project Path="src/Web/Web.csproj" /></Folder><Project Path="lib/Lib.csproj" /></Solution>',
      'src/Web/Web.csproj': project('..\\..\\lib\\Lib.csproj'),
      'src/Web/Program.cs': '',
      'lib/Lib.csproj': project(),
      'lib/Lib.cs': '',
      '.dockerignore': IGNORE,
    },
    expected: {
      safe: sdk(
        'COPY Shop.slnx ./',
        'COPY src/Web/Web.csproj src/Web/',
        'COPY lib/Lib.csproj lib/',
        'RUN dotnet restore',
        'COPY . .',
      ),
    },
  },
  {
    id: 'a project with the projects that it refers to',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore src/Web/Web.csproj -r linux-x64'),
    files: SOLUTION,
    expected: {
      safe: sdk(
        `${AROUND} ./`,
        'COPY src/Web/Web.csproj src/Web/',
        'COPY src/Core/Core.fsproj src/Core/',
        'RUN dotnet restore src/Web/Web.csproj -r linux-x64',
        'COPY . .',
      ),
    },
  },
  {
    id: 'dotnet publish with its implicit restore',
    dockerfile: sdk(
      'ARG TARGETARCH',
      'COPY . .',
      'RUN dotnet publish "app.csproj" -c Release -a $TARGETARCH -p:PublishReadyToRun=true -o /out',
    ),
    files: APP,
    expected: {
      review: sdk(
        'ARG TARGETARCH',
        'COPY app.csproj ./',
        'RUN dotnet restore app.csproj -a $TARGETARCH -p:PublishReadyToRun=true',
        'COPY . .',
        'RUN dotnet publish "app.csproj" -c Release -a $TARGETARCH -p:PublishReadyToRun=true -o /out',
      ),
      title: WHY,
    },
  },
  {
    id: 'dotnet publish for the runtime of the platform',
    dockerfile: sdk('ARG TARGETARCH', 'COPY . .', 'RUN dotnet publish -r linux-musl-$TARGETARCH -o /o'),
    files: APP,
    expected: {
      review: sdk(
        'ARG TARGETARCH',
        'COPY app.csproj ./',
        'RUN dotnet restore -r linux-musl-$TARGETARCH',
        'COPY . .',
        'RUN dotnet publish -r linux-musl-$TARGETARCH -o /o',
      ),
      title: WHY,
    },
  },
  {
    id: 'dotnet publish for a runtime that a script may set',
    dockerfile: sdk('ARG RID', 'COPY . .', 'RUN dotnet publish -r $RID -o /o'),
    files: APP,
    expected: { none: 'a restore in front of it needs `-r $RID` as well, which only the build knows' },
  },
  {
    id: 'dotnet publish in the folder of one project of a solution',
    dockerfile: sdk('COPY . .', 'WORKDIR /app/src/Web', 'RUN dotnet publish -c Release -o /out'),
    files: SOLUTION,
    expected: {
      review: sdk(
        `${AROUND} ./`,
        'COPY src/Web/Web.csproj src/Web/',
        'COPY src/Core/Core.fsproj src/Core/',
        'WORKDIR /app/src/Web',
        'RUN dotnet restore',
        'COPY . /app/',
        'RUN dotnet publish -c Release -o /out',
      ),
      title: WHY,
    },
  },
  {
    id: 'dotnet build behind a command that lists files, published in a later stage',
    dockerfile: [
      'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build',
      'COPY . /src',
      'WORKDIR /src',
      'RUN ls app.csproj',
      'RUN dotnet build app.csproj -c Release -o /out',
      'FROM build AS publish',
      'RUN dotnet publish app.csproj -c Release -o /out',
      '',
    ].join('\n'),
    files: APP,
    expected: {
      review: [
        'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build',
        'COPY app.csproj /src/',
        'RUN cd /src && dotnet restore app.csproj',
        'COPY . /src',
        'WORKDIR /src',
        'RUN ls app.csproj',
        'RUN dotnet build app.csproj -c Release -o /out',
        'FROM build AS publish',
        'RUN dotnet publish app.csproj -c Release -o /out',
        '',
      ].join('\n'),
      title: '`RUN ls app.csproj` runs below it',
    },
  },
  {
    id: 'projects first, as Visual Studio writes it',
    dockerfile: sdk(
      'COPY ["src/Web/Web.csproj", "src/Web/"]',
      'COPY ["src/Core/Core.fsproj", "src/Core/"]',
      'RUN dotnet restore "./src/Web/./Web.csproj"',
      'COPY . .',
      'WORKDIR "/app/src/Web"',
      'RUN dotnet build "./Web.csproj" -c $BUILD_CONFIGURATION -o /build',
      'RUN dotnet publish "./Web.csproj" -c $BUILD_CONFIGURATION -o /publish /p:UseAppHost=false',
    ),
    files: SOLUTION,
    expected: 'silent',
  },
  {
    id: 'the solution first, one of its projects afterwards',
    dockerfile: sdk(
      'COPY *.sln *.props nuget.config global.json ./',
      'COPY src/Web/*.csproj src/Web/',
      'COPY src/Core/*.fsproj src/Core/',
      'COPY tests/Web.Tests/*.csproj tests/Web.Tests/',
      'RUN dotnet restore',
      'COPY . .',
      'RUN dotnet publish src/Web/Web.csproj -o /out',
    ),
    files: SOLUTION,
    expected: 'silent',
  },
  {
    id: 'dotnet tool restore, restore and publish in one RUN',
    dockerfile: sdk('COPY . .', 'RUN dotnet tool restore && dotnet restore && dotnet publish -o /out'),
    files: { ...APP, '.config/dotnet-tools.json': '{}' },
    expected: {
      review: sdk(
        'COPY .config/dotnet-tools.json .config/',
        'COPY app.csproj ./',
        'RUN dotnet tool restore && dotnet restore',
        'COPY . .',
        'RUN dotnet publish -o /out',
      ),
      title: 'cut in two',
    },
  },
  {
    id: 'NuGet packages in a cache mount',
    dockerfile: sdk('COPY . .', 'RUN --mount=type=cache,target=/root/.nuget dotnet publish -o /out'),
    files: APP,
    expected: 'silent',
  },
  {
    id: 'a lock file of NuGet',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore'),
    files: { ...APP, 'packages.lock.json': '{}' },
    expected: {
      review: sdk('COPY app.csproj packages.lock.json ./', 'RUN dotnet restore', 'COPY . .'),
      title: 'dotnet restore may rewrite packages.lock.json',
    },
  },
  {
    id: 'a locked restore',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore --locked-mode'),
    files: { ...APP, 'packages.lock.json': '{}' },
    expected: {
      safe: sdk('COPY app.csproj packages.lock.json ./', 'RUN dotnet restore --locked-mode', 'COPY . .'),
    },
  },
  {
    id: 'files that a project imports',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore src/A/A.csproj'),
    files: {
      'src/A/A.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><Import Project="..\\..\\build\\Common.props" /><Import Project="$(MSBuildThisFileDirectory)local.props" Condition="Exists(\'local.props\')" /></Project>',
      'src/A/A.cs': '',
      'build/Common.props': '<Project><Import Project="More.targets" /></Project>',
      'build/More.targets': '<Project />',
      '.dockerignore': IGNORE,
    },
    expected: {
      safe: sdk(
        'COPY src/A/A.csproj src/A/',
        'COPY build/Common.props build/More.targets build/',
        'RUN dotnet restore src/A/A.csproj',
        'COPY . .',
      ),
    },
  },
  {
    id: 'an import that only MSBuild can tell',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore'),
    files: { ...APP, 'app.csproj': '<Project Sdk="X"><Import Project="$(RepoRoot)x.props" /></Project>' },
    expected: { none: 'app.csproj imports `$(RepoRoot)x.props`' },
  },
  {
    id: 'a project that reads a file while it is evaluated',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore'),
    files: {
      ...APP,
      'Directory.Build.props':
        "<Project><PropertyGroup><Version>$([System.IO.File]::ReadAllText('VERSION'))</Version></PropertyGroup></Project>",
    },
    expected: { none: 'Directory.Build.props reads other files' },
  },
  {
    id: 'packages from a folder outside',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore'),
    files: {
      ...APP,
      'NuGet.Config':
        '<configuration><packageSources><add key="l" value="../feed" /></packageSources></configuration>',
    },
    expected: { none: 'packages come from `../feed`' },
  },
  {
    id: 'several projects in one folder',
    dockerfile: sdk('COPY . .', 'RUN dotnet restore'),
    files: { ...APP, 'other.csproj': project() },
    expected: { none: 'the project is not known' },
  },
  {
    id: 'a source of packages added in front of the build',
    dockerfile: sdk(
      'COPY . .',
      'RUN dotnet nuget add source https://example.org/v3 && dotnet publish -o /out',
    ),
    files: APP,
    expected: { none: 'may prepare what is fetched' },
  },
];
