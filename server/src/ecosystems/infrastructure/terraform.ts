import { collect } from '../collector.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/** Terraform and OpenTofu (domain.md section 4, row 36). */
export const terraform: Ecosystem = {
  id: 'terraform',
  docs: {
    rows: [36],
    title: 'Terraform, OpenTofu',
    commands: ['terraform init', 'tofu init'],
    fix: 'None: every `.tf` file of the folder is read, and local modules. Copy these first by hand.',
  },
  caches: [{ target: '/var/cache/terraform', env: 'TF_PLUGIN_CACHE_DIR=/var/cache/terraform' }],
  uncached: [],
  family: 'terraform',
  programs: ['terraform', 'tofu'],
  usualManifests: ['versions.tf', '.terraform.lock.hcl'],
  isManifest: (path) => /\.tf$|\.terraform\.lock\.hcl$/.test(path),
  read,
  inputs(_, folder, context) {
    const found = collect(folder, context);
    for (const path of context.files(folder)) {
      if (/\.tf(\.json)?$/.test(path) && context.isFile(path)) {
        found.add({ path, kind: 'file' });
      }
    }
    found.take('.terraform.lock.hcl');
    found.refuse('`terraform init` reads every .tf file of its folder, and local modules');
    found.writes('.terraform');
    return found.result();
  },
};

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, new Set());
  if ((name !== 'terraform' && name !== 'tofu') || !line.literal) {
    return undefined;
  }
  const [verb, ...operands] = line.operands;
  if (verb !== 'init') {
    const isVersion =
      verb === 'version' || (verb === undefined && isSet(line, '--version', '-version', '-v'));
    return isVersion ? { kind: 'companion' } : undefined;
  }
  const directory = [...line.options.keys()].find((option) => option.startsWith('-chdir='))?.slice(7);
  return operands.length > 0 || lastValue(line, '-from-module') !== undefined
    ? undefined
    : {
        kind: 'install',
        install: {
          ecosystem: terraform,
          directory: directory ?? '',
          manifests: [],
          anchors: ['*.tf'],
          optional: [],
          subject: '',
          frozen: false,
          scripts: false,
          obstacle: undefined,
        },
      };
}
