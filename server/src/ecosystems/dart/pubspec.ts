import { memberAt, members, textsOf } from '../../formats/members.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { expandFolders, isPlainPattern } from '../folder-patterns.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/**
 * What `dart pub get` reads: pubspec.yaml, its lock and overrides, the same of workspace members, and local packages
 * (dart.dev, tools/pub). Flutter's also prepares the folders of the platforms, and generates localizations from the sources.
 */
export function pubInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const isFlutter = install.optional.includes('flutter');
  const value = context.yaml(joinPath(folder, 'pubspec.yaml'));
  found.require('pubspec.yaml');
  takeLock(found, {
    names: ['pubspec.lock'],
    command: `${isFlutter ? 'flutter' : 'dart'} pub get`,
    rewrites: !install.frozen && install.downloadOnly === undefined,
    required: install.frozen,
  });
  takePubspec(found, '', value);
  if (memberAt(value, 'resolution') === 'workspace') {
    found.refuse(`${joinPath(folder, 'pubspec.yaml')} belongs to a workspace above`);
  }
  for (const member of membersOf(found, value)) {
    takePubspec(found, member, context.yaml(joinPath(joinPath(folder, member), 'pubspec.yaml')));
  }
  if (isFlutter) {
    if (memberAt(value, 'flutter', 'generate') === true) {
      found.refuse('`flutter pub get` generates localizations from the sources');
    } else if (install.downloadOnly === undefined) {
      found.review('`flutter pub get` also prepares the folders of the platforms');
    }
  }
  found.writes('.dart_tool');
  const { downloadOnly } = install;
  return found.result(
    downloadOnly === undefined ? {} : { download: { command: downloadOnly, review: undefined } },
  );
}

/** Notes what one pubspec names; `below` is its folder, relative to the project. */
function takePubspec(found: Collector, below: string, value: unknown): void {
  const { context } = found;
  const folder = joinPath(found.folder, below);
  const path = joinPath(folder, 'pubspec.yaml');
  if (context.has(path) === 'yes') {
    found.add({ path, kind: 'file' });
    if (members(value) === undefined) {
      found.refuse(`${path} can't be read`);
    }
  }
  const overrides = joinPath(folder, 'pubspec_overrides.yaml');
  if (context.has(overrides) !== 'no') {
    found.add({ path: overrides, kind: 'file' });
    found.refuse(`${overrides} leads to local packages`);
  }
  for (const field of ['dependencies', 'dev_dependencies', 'dependency_overrides']) {
    for (const [name, specifier] of members(memberAt(value, field)) ?? []) {
      const local = memberAt(specifier, 'path');
      const git = memberAt(specifier, 'git');
      const address = typeof git === 'string' ? git : memberAt(git, 'url');
      if (typeof local === 'string') {
        found.local(below === '' ? local : `${below}/${local}`, `\`${name}\``);
      } else if (typeof address === 'string' && /^(\.|\/|file:)/.test(address)) {
        found.refuse(`\`${name}\` is \`${address}\``);
      }
    }
  }
}

/** Folders of the workspace, relative to the project: each of them must exist. */
function membersOf(found: Collector, value: unknown): readonly string[] {
  const all: string[] = [];
  for (const pattern of textsOf(memberAt(value, 'workspace'))) {
    const text = withoutTrailing(pattern.replace(/^(\.\/)+/, ''), '/');
    const folders = isPlainPattern(text) ? expandFolders(found.folder, text, found.context) : undefined;
    if (folders === undefined) {
      found.refuse(`the workspace pattern \`${pattern}\` can't be read surely`);
      return [];
    }
    for (const folder of folders) {
      if (found.context.has(joinPath(folder, 'pubspec.yaml')) === 'yes') {
        all.push(found.folder === '' ? folder : folder.slice(found.folder.length + 1));
      } else if (!pattern.includes('*')) {
        found.refuse(`the workspace member ${folder} has no pubspec.yaml`);
      }
    }
  }
  return all;
}
