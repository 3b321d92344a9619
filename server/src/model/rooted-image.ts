import { familiarName } from './familiar-name.ts';
import { isWindowsImage } from './windows-image.ts';

/**
 * Whether an image is known to set no WORKDIR, so that a stage on it begins in `/`; false for one that sets another directory, and
 * for one that is not known. `image` is what FROM names, with or without a tag. As the images' own Dockerfiles have it (November 2026).
 */
export function isRootedImage(image: string): boolean {
  return ROOTED.has(familiarName(image)) && !isWindowsImage(image.toLowerCase());
}

const ROOTED: ReadonlySet<string> = new Set(
  [
    'alpine amazoncorretto buildpack-deps debian eclipse-temurin elixir maven nginx node openjdk python ruby rust ubuntu',
    ...['aspnet', 'runtime', 'runtime-deps', 'sdk'].map((name) => `mcr.microsoft.com/dotnet/${name}`),
  ].flatMap((line) => line.split(' ')),
);
