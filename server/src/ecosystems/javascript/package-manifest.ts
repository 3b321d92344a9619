/** What analysis reads of a package.json. Names come from files, so they are kept in Maps. */
export interface PackageManifest {
  readonly scripts: ReadonlyMap<string, string>;
  /** Name and specifier of every dependency, of whatever kind, overrides and resolutions included. */
  readonly dependencies: readonly Dependency[];
  /** Workspace patterns; undefined when the field is there but can't be read. */
  readonly workspaces: readonly string[] | undefined;
  /** `yarn@4.1.0`, or undefined. */
  readonly packageManager: string | undefined;
  /** True when it names programs, which package managers link and mark executable at install. */
  readonly hasPrograms: boolean;
  /** Patch files that the package manager applies (pnpm, bun), relative to the package. */
  readonly patches: readonly string[];
  /** `prisma.schema`, or undefined. */
  readonly prismaSchema: string | undefined;
}

/** A dependency as it is written. */
export interface Dependency {
  readonly name: string;
  readonly specifier: string;
}

const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/** More nested overrides than any project has; what is deeper makes the manifest unreadable. */
const MAX_VALUES = 20_000;

/** Reads the value of a package.json; undefined when it is no object, or a field has a shape that npm would not take. */
export function readManifest(value: unknown): PackageManifest | undefined {
  const root = mapOf(value);
  if (root === undefined) {
    return undefined;
  }
  const dependencies: Dependency[] = [];
  for (const field of DEPENDENCY_FIELDS) {
    for (const [name, specifier] of mapOf(root.get(field)) ?? []) {
      if (typeof specifier === 'string') {
        dependencies.push({ name, specifier });
      }
    }
  }
  const pnpm = mapOf(root.get('pnpm'));
  for (const holder of [root.get('overrides'), root.get('resolutions'), pnpm?.get('overrides')]) {
    const found = stringsBelow(holder);
    if (found === undefined) {
      return undefined;
    }
    dependencies.push(...found);
  }
  const packageManager = root.get('packageManager');
  const bin = root.get('bin');
  const schema = mapOf(root.get('prisma'))?.get('schema');
  const directories = mapOf(root.get('directories'));
  return {
    scripts: textsOf(root.get('scripts')),
    dependencies,
    workspaces: workspacesOf(root.get('workspaces')),
    packageManager: typeof packageManager === 'string' ? packageManager : undefined,
    hasPrograms: (bin !== undefined && bin !== null) || directories?.has('bin') === true,
    patches: [
      ...textsOf(root.get('patchedDependencies')).values(),
      ...textsOf(pnpm?.get('patchedDependencies')).values(),
    ],
    prismaSchema: typeof schema === 'string' ? schema : undefined,
  };
}

function workspacesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) {
    return [];
  }
  const list = Array.isArray(value) ? (value as unknown[]) : mapOf(value)?.get('packages');
  return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
}

/** The members of a JSON object by name; undefined for anything else. */
function mapOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
}

function textsOf(value: unknown): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, text] of mapOf(value) ?? []) {
    if (typeof text === 'string') {
      texts.set(name, text);
    }
  }
  return texts;
}

/** All texts below a value, since overrides nest as deep as they like; undefined when there are too many. */
function stringsBelow(value: unknown): Dependency[] | undefined {
  const found: Dependency[] = [];
  const todo: { name: string; value: unknown }[] = [{ name: '', value }];
  for (let item = todo.pop(); item !== undefined; item = todo.pop()) {
    if (typeof item.value === 'string') {
      found.push({ name: item.name, specifier: item.value });
    }
    for (const [name, inner] of mapOf(item.value) ?? []) {
      todo.push({ name, value: inner });
    }
    if (found.length + todo.length > MAX_VALUES) {
      return undefined;
    }
  }
  return found;
}
