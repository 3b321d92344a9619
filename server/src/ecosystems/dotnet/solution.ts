import { memberAt, textsOf } from '../../formats/members.ts';
import type { Element } from '../../formats/xml.ts';
import type { ContextQuery } from '../types.ts';

/** The projects of a solution, by paths relative to the solution's folder with slashes. */
export interface Solution {
  readonly projects: readonly string[];
  /** The solution that a filter (`.slnf`) belongs to, relative to the filter's folder; its projects are relative to that one. */
  readonly solution: string | undefined;
}

/** Reads a `.sln`, `.slnx` or `.slnf`; undefined when it was not loaded or is no solution. */
export function readSolution(path: string, context: ContextQuery): Solution | undefined {
  if (/\.slnx$/i.test(path)) {
    const root = context.xml(path);
    return root && { projects: readXmlProjects(root), solution: undefined };
  }
  if (/\.slnf$/i.test(path)) {
    const filter = context.json(path);
    const solution = memberAt(filter, 'solution', 'path');
    return typeof solution === 'string'
      ? {
          projects: textsOf(memberAt(filter, 'solution', 'projects')).map(slashed),
          solution: slashed(solution),
        }
      : undefined;
  }
  const text = context.text(path);
  return text === undefined ? undefined : { projects: readProjectLines(text), solution: undefined };
}

/** A path with slashes, as MSBuild reads it on Linux. */
export function slashed(path: string): string {
  return path.trim().replaceAll('\\', '/');
}

/** True for a project; solutions list folders and web sites by address, too. */
export function isProjectPath(path: string): boolean {
  return /\.\w*proj$/i.test(path) && !/^\w+:\/\//.test(path);
}

/** `Project("{type}") = "Name", "a\a.csproj", "{id}"`. */
function readProjectLines(text: string): readonly string[] {
  const projects: string[] = [];
  for (const line of text.split('\n')) {
    const found = /^\s*Project\("[^"]*"\)\s*=\s*"[^"]*"\s*,\s*"([^"]*)"/.exec(line);
    const path = slashed(found?.[1] ?? '');
    if (isProjectPath(path)) {
      projects.push(path);
    }
  }
  return projects;
}

/** `<Project Path="a/a.csproj" />`, in folders or not. */
function readXmlProjects(root: Element): readonly string[] {
  const projects: string[] = [];
  const todo = [root];
  for (let element = todo.pop(); element !== undefined; element = todo.pop()) {
    const path = element.name === 'Project' ? slashed(element.attributes.get('Path') ?? '') : '';
    if (isProjectPath(path)) {
      projects.push(path);
    }
    todo.push(...element.children);
  }
  return projects.reverse();
}
