import { parentPath } from '../../context/path-parts.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery } from '../types.ts';
import { isSameProject, pomAt, readMavenModel, type Coordinates, type MavenModel } from './maven-model.ts';

/** More modules than this are not read. */
export const MAX_POMS = 1000;

/** A pom.xml that depends on another one. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** The first of these poms that depends on another of them. */
export function linkAmong(
  paths: readonly string[],
  models: ReadonlyMap<string, MavenModel>,
): Link | undefined {
  return linkTo(
    paths,
    models,
    paths.flatMap((path) => {
      const coordinates = models.get(path)?.coordinates;
      return coordinates === undefined ? [] : [{ path, coordinates }];
    }),
  );
}

/** The first of these poms that depends on a module of a parent on disk which is not built with them. */
export function linkBeyond(
  reactor: readonly string[],
  models: ReadonlyMap<string, MavenModel>,
  context: ContextQuery,
): Link | undefined {
  const built = new Set(reactor);
  const others: Project[] = [];
  const todo = [...models.keys()].filter((path) => !built.has(path));
  const seen = new Set<string>();
  for (let path = todo.pop(); path !== undefined && seen.size < MAX_POMS; path = todo.pop()) {
    const root = seen.has(path) ? undefined : context.xml(path);
    seen.add(path);
    if (root === undefined) {
      continue;
    }
    const { coordinates, modules, optionalModules } = models.get(path) ?? readMavenModel(root);
    if (!built.has(path)) {
      others.push({ path, coordinates });
    }
    todo.push(...[...modules, ...optionalModules].map((module) => pomAt(joinPath(parentPath(path), module))));
  }
  return others.length === 0 ? undefined : linkTo(reactor, models, others);
}

interface Project {
  readonly path: string;
  readonly coordinates: Coordinates;
}

function linkTo(
  from: readonly string[],
  models: ReadonlyMap<string, MavenModel>,
  projects: readonly Project[],
): Link | undefined {
  const byArtifact = new Map<string, Project[]>();
  for (const project of projects) {
    const { artifact } = project.coordinates;
    const known = byArtifact.get(artifact);
    if (known === undefined) {
      byArtifact.set(artifact, [project]);
    } else {
      known.push(project);
    }
  }
  for (const path of from) {
    for (const wanted of models.get(path)?.dependencies ?? []) {
      const other = byArtifact
        .get(wanted.artifact)
        ?.find((one) => one.path !== path && isSameProject(one.coordinates, wanted));
      if (other !== undefined) {
        return { from: path, to: other.path };
      }
    }
  }
  return undefined;
}
