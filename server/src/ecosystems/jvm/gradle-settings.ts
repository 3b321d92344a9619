/** What a settings script of Gradle says of the projects in a build. */
export interface GradleSettings {
  /** Paths of projects without the first colon: `libs:core`. */
  readonly projects: readonly string[];
  /** Folders of projects that don't lie where their path says, by path. */
  readonly places: ReadonlyMap<string, string>;
  /** Folders of builds that are included. */
  readonly builds: readonly string[];
  /** Why the script can't be read surely, as a clause. */
  readonly unclear: string | undefined;
}

/** One or more literal texts behind `include`, with or without parentheses. */
const LITERALS = /^\s*(?:\(\s*)?(?:(?:"[^"$\n]*"|'[^'\n]*')\s*(?:,\s*)?)+\)?/;

const PLACE =
  /project\(\s*["']:?([^"']+)["']\s*\)\.projectDir\s*=\s*(?:new\s+File\(\s*(?:(?:rootDir|settingsDir|rootProject\.projectDir)\s*,\s*)?|File\(\s*(?:(?:rootDir|settingsDir)\s*,\s*)?|file\(\s*)["']([^"'$]+)["']\s*\)/g;

/** Reads settings.gradle or settings.gradle.kts: literal names only; whatever else decides about projects is said to be unclear. */
export function readGradleSettings(script: string): GradleSettings {
  const text = withoutComments(script);
  const projects: string[] = [];
  const builds: string[] = [];
  let unclear: string | undefined;
  for (const found of text.matchAll(/\b(include|includeBuild|includeFlat)\b(?=\s*[("'\w$])/g)) {
    const rest = text.slice(found.index + found[0].length, found.index + found[0].length + MAX_LIST);
    const literals = LITERALS.exec(rest)?.[0];
    if (literals === undefined || found[1] === 'includeFlat') {
      if (!isFilter(text, found.index)) {
        unclear = `\`${found[1] ?? ''}\` names what only Gradle can tell`;
      }
      continue;
    }
    const names = [...literals.matchAll(/["']([^"']*)["']/g)].map(([, name = '']) => name);
    if (found[1] === 'includeBuild') {
      builds.push(...names);
    } else {
      projects.push(...names.map((name) => name.replace(/^:/, '')).filter((name) => name !== ''));
    }
  }
  const places = new Map([...text.matchAll(PLACE)].map(([, name = '', place = '']) => [name, place]));
  const moved = [...text.matchAll(/\bprojectDir\s*=[^=]/g)].length;
  if (moved > places.size) {
    unclear = 'a project lies where only Gradle can tell';
  }
  if (/\bbuildFileName\b/.test(text)) {
    unclear = 'build scripts have names of their own';
  }
  return { projects, places, builds, unclear };
}

/** Longer lists of names are not read. */
const MAX_LIST = 20_000;

/** True for a method of something else, such as the `include` of a file tree. */
function isFilter(text: string, index: number): boolean {
  return text[index - 1] === '.';
}

/** A script without comments, as far as these are not part of a text. */
export function withoutComments(script: string): string {
  return script.replace(
    /("""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g,
    (_, literal: string | undefined) => literal ?? ' ',
  );
}
