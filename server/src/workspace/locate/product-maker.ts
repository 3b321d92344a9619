import type { CandidateInput } from '../../context/location/types.ts';
import type { FileSystem } from '../files.ts';
import { firstMatch } from './first-match.ts';

/** Folders that builds write, and the files of the projects whose builds do. */
const MAKERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['target', ['pom.xml', 'Cargo.toml', 'build.sbt']],
  ['build', ['build.gradle.kts', 'build.gradle', 'package.json', 'pubspec.yaml', 'CMakeLists.txt']],
  ['dist', ['package.json', 'pyproject.toml', 'setup.py', '.goreleaser.yaml', '.goreleaser.yml']],
  ['out', ['package.json']],
  ['.next', ['package.json']],
  ['.output', ['package.json']],
  ['bin', ['*.csproj', '*.sln', '*.fsproj', 'go.mod']],
  ['publish', ['*.csproj', '*.sln', '*.fsproj']],
  ['_build', ['mix.exs']],
]);

/** Sources that are looked at; those of one Dockerfile are mostly made by one project. */
const MAX_PRODUCTS = 5;

/**
 * The nearest folder with a project whose build makes what a Dockerfile copies: before the first build, on each fresh clone, none of it
 * is there. `folders`: the Dockerfile's own first, then those above it. Undefined where no project is known to make any.
 */
export async function productMaker(
  files: FileSystem,
  folders: readonly string[],
  sources: readonly string[],
): Promise<CandidateInput['maker']> {
  const products = sources.flatMap((source) => makersOf(source)).slice(0, MAX_PRODUCTS);
  for (const folder of products.length === 0 ? [] : folders) {
    for (const { source, makers } of products) {
      for (const maker of makers) {
        const holds = await firstMatch(files, folder, maker);
        if (holds !== undefined) {
          return { folder, holds, makes: source };
        }
      }
    }
  }
  return undefined;
}

/** The project files beside the first folder of a path that builds write. */
function makersOf(
  source: string,
): readonly { readonly source: string; readonly makers: readonly string[] }[] {
  const segments = source.split('/');
  const at = segments.findIndex((segment) => MAKERS.has(segment));
  const beside = segments.slice(0, Math.max(at, 0)).map((segment) => `${segment}/`);
  const names = MAKERS.get(segments[at] ?? '') ?? [];
  return names.length === 0 ? [] : [{ source, makers: names.map((name) => beside.join('') + name) }];
}
