import { baseName, parentPath } from '../../context/path-parts.ts';
import { memberAt } from '../../formats/members.ts';
import { collect, type Collector } from '../collector.ts';
import { lastValue, readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
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
    fix: 'Copies the requirements first. None where they, or ansible.cfg, name places among the sources.',
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
  if (value === undefined || value === null) {
    found.refuse(`${path} can't be read`);
  }
  const lists = [value, memberAt(value, 'roles'), memberAt(value, 'collections')];
  for (const one of lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))) {
    readItem(found, one);
  }
  if (found.take('ansible.cfg')) {
    readSettings(found, context.text(joinPath(folder, 'ansible.cfg')));
  }
  for (const place of install.optional) {
    found.writes(place);
    if (context.has(joinPath(folder, place)) !== 'no') {
      found.review(`${place} also holds files of the context`);
    }
  }
  return found.result();
}

/** A role or collection by name or address; one from a file or folder forbids a fix. */
function readItem(found: Collector, item: unknown): void {
  const texts = [item, memberAt(item, 'src'), memberAt(item, 'source'), memberAt(item, 'name')];
  const type = memberAt(item, 'type');
  const isLocal = texts.some(
    (text) =>
      typeof text === 'string' &&
      (/^(\.|\/|file:|git\+file:|~)/.test(text) || (!text.includes('://') && text.endsWith('.tar.gz'))),
  );
  if (
    isLocal ||
    memberAt(item, 'include') !== undefined ||
    ['file', 'dir', 'subdirs'].includes(String(type))
  ) {
    found.refuse('a requirement lies among the sources');
  }
}

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
