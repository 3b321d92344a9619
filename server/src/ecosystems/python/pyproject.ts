import { memberAt, members, textsOf } from '../../formats/members.ts';

/** The texts in `[project]` and `[dependency-groups]` that name requirements (PEP 621, PEP 735). */
export function requirementTexts(pyproject: unknown): readonly string[] {
  const lists = [
    memberAt(pyproject, 'project', 'dependencies'),
    ...(members(memberAt(pyproject, 'project', 'optional-dependencies'))?.values() ?? []),
    ...(members(memberAt(pyproject, 'dependency-groups'))?.values() ?? []),
  ];
  return lists.flatMap(textsOf);
}

const LOCAL = /^\s*(\.{0,2}\/|file:)|@\s*([a-z]+\+)?(file:|\.{0,2}\/)/i;

/** The requirements among these that name a file or folder: `pkg @ file:///…`. */
export function localRequirements(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => LOCAL.test(text));
}

/** True where the project's build backend has to be asked which dependencies there are. */
export function hasDynamicDependencies(pyproject: unknown): boolean {
  const dynamic = textsOf(memberAt(pyproject, 'project', 'dynamic'));
  return dynamic.includes('dependencies') || dynamic.includes('optional-dependencies');
}

/** True where anything of the project's metadata is made by its build backend. */
export function isDynamic(pyproject: unknown): boolean {
  return textsOf(memberAt(pyproject, 'project', 'dynamic')).length > 0;
}

/** True for an address of another machine, and false for a path, `file:` and what isn't a text. */
export function isRemote(place: unknown): boolean {
  return typeof place === 'string' && /^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(place);
}
