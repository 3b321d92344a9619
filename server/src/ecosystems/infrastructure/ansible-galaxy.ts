import { baseName, parentPath } from '../../context/path-parts.ts';
import { memberAt } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { lastValue, readOptions } from '../options.ts';
import { isOutside, isWithin, joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';

/** Roles and collections of Ansible (domain.md section 4, row 36). */
export const ansibleGalaxy: Ecosystem = {
  id: 'ansible-galaxy',
  docs: {
    rows: [36],
    title: 'Ansible Galaxy',
    commands: [
      'ansible-galaxy install -r requirements.yml',
      'ansible-galaxy collection install -r requirements.yml',
    ],
    fix: 'Copies the requirements first, with local folders that they list beside others; not reported where they list nothing else. None where ansible.cfg names places among the sources.',
  },
  caches: [],
  uncached: [],
  family: 'ansible-galaxy',
  programs: ['ansible-galaxy'],
  usualManifests: ['requirements.yml'],
  isManifest: (path) => /^(requirements\.ya?ml|ansible\.cfg)$/.test(baseName(path)),
  read,
  inputs,
};

const VALUED = new Set([
  '-r',
  '--role-file',
  '--requirements-file',
  '-p',
  '--roles-path',
  '--collections-path',
  '-s',
  '--server',
  '--token',
  '--api-key',
  '--timeout',
  '--keyring',
]);

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  if (name !== 'ansible-galaxy' || !line.literal) {
    return undefined;
  }
  const isTyped = line.operands[0] === 'collection' || line.operands[0] === 'role';
  const [verb, ...names] = isTyped ? line.operands.slice(1) : line.operands;
  if (verb !== 'install') {
    return undefined;
  }
  const file = lastValue(line, '-r', '--role-file', '--requirements-file');
  const place = lastValue(line, '-p', '--roles-path', '--collections-path');
  if (file === undefined) {
    const areNames = names.every(
      (one) => /^[\w-]+\.[\w.-]+([,:]\S+)?$/.test(one) && !/\.(tar|gz|ya?ml)$/.test(one),
    );
    return names.length > 0 && areNames && (place === undefined || place.startsWith('/'))
      ? { kind: 'packages' }
      : undefined;
  }
  if (names.length > 0) {
    return undefined;
  }
  const isAbsolute = file.startsWith('/');
  return {
    kind: 'install',
    install: {
      ecosystem: ansibleGalaxy,
      directory: isAbsolute ? parentPath(file) || '/' : '',
      manifests: [isAbsolute ? baseName(file) : file],
      optional: place === undefined || place.startsWith('/') ? [] : [place],
      subject: `${line.operands[0] ?? ''} ${file}`,
      frozen: true,
      scripts: false,
      obstacle: isAbsolute && place?.startsWith('/') === false ? `\`${place}\` lies elsewhere` : undefined,
    },
  };
}

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const [file = ''] = install.manifests;
  found.require(file);
  const path = joinPath(folder, file);
  const value = context.yaml(path);
  if (context.has(path) === 'yes' && context.text(path) === undefined) {
    found.refuse(`Strata does not read ${path}, which may list what lies among the sources`);
  } else if (value === undefined || value === null) {
    found.refuse(`${path} can't be read`);
  }
  const lists = [value, memberAt(value, 'roles'), memberAt(value, 'collections')];
  const items = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  if (items.some((item) => memberAt(item, 'include') !== undefined)) {
    found.refuse(`${path} includes another file`);
  }
  const needsSources = readItems(found, items, install.directory === '');
  if (found.take('ansible.cfg')) {
    readSettings(found, context.text(joinPath(folder, 'ansible.cfg')));
  }
  for (const place of install.optional) {
    found.writes(place);
    if (context.has(joinPath(folder, place)) !== 'no') {
      found.review(`${place} also holds files of the context`);
    }
  }
  return found.result({ fetchesNothing: needsSources });
}

/**
 * Takes local folders and files that are listed beside what is fetched. True where nothing can be fetched ahead of the sources: all that
 * is listed lies among them, or part of it does and can't be copied alone.
 */
function readItems(found: Collector, items: readonly unknown[], isWorking: boolean): boolean {
  const local = items.flatMap((item) => localOf(found, item) ?? []);
  const isApart = ({ text, isRepository }: Local): boolean => {
    const path = joinPath(found.folder, text);
    return (
      isWorking &&
      !isRepository &&
      !/^[/~]/.test(text) &&
      !isOutside(path) &&
      !isWithin(found.folder, path) &&
      found.context.has(path) === 'yes'
    );
  };
  if (local.length > 0 && (local.length === items.length || !local.every(isApart))) {
    return true;
  }
  for (const { text } of local) {
    found.local(text, 'a requirement');
  }
  return false;
}

/** A role or collection that is no name and no address. */
interface Local {
  /** Its file or folder as written, relative to the working directory (ansible's collection/__init__.py and dependency_resolution). */
  readonly text: string;
  /** A repository, of which git needs what no copy of the folder alone is sure to hold. */
  readonly isRepository: boolean;
}

/** What an item names on disk; undefined for one by name or address. `name` is the place where nothing else says one. */
function localOf({ folder, context }: Collector, item: unknown): Local | undefined {
  const place = [item, memberAt(item, 'src'), memberAt(item, 'source'), memberAt(item, 'name')].find(
    (one) => typeof one === 'string',
  );
  const text = typeof place === 'string' ? place : '';
  const type = memberAt(item, 'type');
  const isRepository = /^(git\+)?file:/.test(text) || type === 'git' || memberAt(item, 'scm') !== undefined;
  const isAddress = !/^(git\+)?file:/.test(text) && /:\/\/|^[^/@]*@[^/]*:/.test(text);
  const isPath =
    /^(\.|\/|~|(git\+)?file:)/.test(text) ||
    text.endsWith('.tar.gz') ||
    (text.includes('/') && context.has(joinPath(folder, text)) === 'yes');
  return !isAddress && (isPath || (typeof type === 'string' && LOCAL_TYPES.has(type)))
    ? { text, isRepository }
    : undefined;
}

/** Types of collections that are taken from the disk. */
const LOCAL_TYPES: ReadonlySet<string> = new Set(['file', 'dir', 'subdirs']);

/** Settings that place roles and collections, or read files. */
function readSettings(found: Collector, text: string | undefined): void {
  if (text === undefined) {
    found.refuse("ansible.cfg can't be read");
    return;
  }
  for (const [, key = '', value = ''] of text.matchAll(
    /^[ \t]*(roles_path|collections_paths?|server_list|vault_\w+|cache_dir)\s*=\s*(.*)$/gm,
  )) {
    if (key !== 'server_list' && !/^[~/]/.test(value)) {
      found.refuse(`ansible.cfg sets \`${key}\``);
    }
  }
}
