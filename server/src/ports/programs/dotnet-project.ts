import { isInContext } from '../../context/facts.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { rememberedOfContext } from '../../context/same-context.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { ImageFile } from './types.ts';

/** The project that an assembly is built from. */
export interface Project {
  /** The file of code that has a say in where the program listens, which only the running program knows. */
  readonly code: string | undefined;
  /** True when the code that starts it was read. */
  readonly started: boolean;
  /** A file beside the project file. */
  readonly fileNamed: (name: string) => ImageFile;
}

/** The project of an assembly in a context; undefined where it is not there, or several may be meant. */
export function projectOf(context: ContextSnapshot, assembly: string): Project | undefined {
  const known = projectsIn(context);
  let found = known.get(assembly);
  if (found === undefined && !known.has(assembly)) {
    found = findProject(context, assembly);
    known.set(assembly, found);
  }
  return found;
}

/** By the names of assemblies: an edit of the Dockerfile changes nothing about them. */
const projectsIn = rememberedOfContext(() => new Map<string, Project | undefined>());

/** An assembly has the name of its project file, unless that says another one. */
function findProject(context: ContextSnapshot, assembly: string): Project | undefined {
  const paths = [...context.texts.keys()];
  const projects = paths.filter((path) => PROJECT.test(path) && isInContext(context, path) === 'yes');
  const named = projects.filter((path) => baseName(path).replace(PROJECT, '') === assembly);
  const element = `<AssemblyName>${assembly}</AssemblyName>`;
  const [file, ...others] =
    named.length > 0 ? named : projects.filter((path) => context.texts.get(path)?.includes(element));
  if (file === undefined || others.length > 0) {
    return undefined;
  }
  const folder = parentPath(file);
  const below = folder === '' ? '' : `${folder}/`;
  // MSBuild compiles all code below the project file.
  const code = paths.filter(
    (path) => path.startsWith(below) && CODE.test(baseName(path)) && isInContext(context, path) === 'yes',
  );
  return {
    code: code.find((path) => TELLING.test(context.texts.get(path) ?? '')),
    started: code.some((path) => baseName(path).startsWith('Program.')),
    fileNamed: (name) => fileIn(context, `${below}${name}`),
  };
}

const PROJECT = /\.(cs|fs|vb)proj$/;

const CODE = /^(Program|Startup)\.(cs|fs|vb)$/;

/**
 * Code that binds addresses, or may: Kestrel with options, `UseUrls`, `Listen…`, `Urls.Add`, `Run` with anything but a handler of
 * requests, the names of such settings, and of the files that old templates read them from. Whether it runs in the container, and
 * what stands above it, differs between kinds of hosts, so that no port is read from it.
 */
const TELLING =
  /\.(UseUrls|Listen(AnyIP|Localhost|UnixSocket|NamedPipe|Handle)?)\s*\(|\b(Configure|Use)Kestrel(Core)?\s*\(\s*[^)\s]|\bKestrelServerOptions\b|\b(Urls|Addresses)\s*\.\s*(Add|Clear)\s*\(|(?<!\bTask)\.Run(Async)?\s*\((?!\s*\)|\s*(async\s+)?(\w+|\([^()]*\))\s*=>)|"(server\.)?urls"|\bServerUrlsKey\b|\bhost(ing|settings)\.json\b/i;

function fileIn(context: ContextSnapshot, path: string): ImageFile {
  const found = isInContext(context, path);
  if (found === 'yes') {
    return { kind: 'file', path, text: context.texts.get(path) };
  }
  return { kind: found === 'no' ? 'absent' : 'unknown' };
}
