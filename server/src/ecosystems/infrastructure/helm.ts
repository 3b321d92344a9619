import { baseName } from '../../context/path-parts.ts';
import { members, memberAt } from '../../formats/members.ts';
import { collect } from '../collector.ts';
import { isSet, readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';

/** Helm charts that a chart depends on (domain.md section 4, row 36). */
export const helm: Ecosystem = {
  id: 'helm',
  docs: {
    rows: [36],
    title: 'Helm',
    commands: ['helm dependency build', 'helm dependency update'],
    fix: 'Copies Chart.yaml and Chart.lock first. None where a chart lies among the sources.',
  },
  caches: [{ target: '~/.cache/helm' }],
  uncached: [],
  family: 'helm',
  programs: ['helm'],
  usualManifests: ['Chart.yaml', 'Chart.lock'],
  isManifest: (path) => /^(Chart\.(yaml|lock)|requirements\.(yaml|lock))$/.test(baseName(path)),
  read,
  inputs,
};

const VALUED = new Set([
  '--kube-context',
  '--kubeconfig',
  '-n',
  '--namespace',
  '--registry-config',
  '--repository-cache',
  '--repository-config',
  '--keyring',
  '--username',
  '--password',
  '--version',
]);

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  if (name !== 'helm' || !line.literal) {
    return undefined;
  }
  const [verb, second, ...more] = line.operands;
  if (verb === 'repo' && (second === 'add' || second === 'update')) {
    return { kind: 'companion' };
  }
  if (verb === 'plugin' && second === 'install') {
    return more.length === 1 && (more[0] ?? '').startsWith('https://') ? { kind: 'packages' } : undefined;
  }
  const isDependency = verb === 'dependency' || verb === 'dependencies' || verb === 'dep';
  if (!isDependency || !['build', 'update', 'up'].includes(second ?? '') || more.length > 1) {
    return verb === 'version' && second === undefined ? { kind: 'companion' } : undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: helm,
      directory: more[0] === undefined || more[0] === '.' ? '' : more[0],
      manifests: ['Chart.yaml'],
      optional: [],
      subject: '',
      frozen: second === 'build',
      scripts: false,
      obstacle: isSet(line, '--keyring', '--verify') ? 'charts are verified with keys' : undefined,
    },
  };
}

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  found.require('Chart.yaml');
  const chart = context.yaml(joinPath(folder, 'Chart.yaml'));
  if (members(chart) === undefined) {
    found.refuse(`${joinPath(folder, 'Chart.yaml')} can't be read`);
  }
  if (!found.take('Chart.lock', 'requirements.lock')) {
    found.review('no lock file pins the versions');
  } else if (!install.frozen) {
    found.review('helm dependency update may rewrite Chart.lock');
  }
  let hasOld = false;
  if (found.take('requirements.yaml')) {
    hasOld = true;
  }
  const listed = [
    memberAt(chart, 'dependencies'),
    hasOld ? memberAt(context.yaml(joinPath(folder, 'requirements.yaml')), 'dependencies') : undefined,
  ].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  for (const one of listed) {
    const repository = memberAt(one, 'repository');
    if (typeof repository !== 'string' || repository === '' || repository.startsWith('file:')) {
      found.refuse(`the chart \`${String(memberAt(one, 'name'))}\` lies among the sources`);
    }
  }
  if (listed.length === 0 && !hasOld) {
    return found.result({ fetchesNothing: true });
  }
  found.writes('charts');
  return found.result();
}
