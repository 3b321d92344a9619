import { memberAt, members } from '../../formats/members.ts';

/** A dependency that lies on disk: the name it has, and its file or folder as written. */
export interface LocalPackage {
  readonly name: string;
  readonly path: string;
}

/**
 * The local ones in tables of dependencies such as those of Poetry, Pipenv and `[tool.uv.sources]`, where a value is a version, a
 * table with `path` or `file`, or a list of tables.
 */
export function localPackages(tables: readonly unknown[]): readonly LocalPackage[] {
  return tables.flatMap((table) =>
    [...(members(table) ?? [])].flatMap(([name, value]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one): LocalPackage[] => {
        const path = memberAt(one, 'path') ?? memberAt(one, 'file');
        return typeof path === 'string' && !/^(https?|git|ssh):\/\//.test(path) ? [{ name, path }] : [];
      }),
    ),
  );
}

/** True for a path whose ending makes it an archive and no folder. */
export function isArchive(path: string): boolean {
  return /\.(whl|zip|tar|gz|tgz|bz2)$/.test(path);
}
