import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

function image(...lines: readonly string[]): string {
  return stage('alpine', ...lines);
}

const CHART: Files = {
  'Chart.yaml': 'name: app\ndependencies:\n- name: redis\n  repository: https://charts.example.org\n',
  'Chart.lock': '',
  'templates/deployment.yaml.tpl': '',
  'values.txt': '',
  '.dockerignore': 'charts\n',
};

const ANSIBLE: Files = {
  'requirements.yml': 'roles:\n- name: geerlingguy.docker\ncollections:\n- community.general\n',
  'site.txt': '',
  'roles/app/tasks/main.j2': '',
};

/** Helm, Ansible Galaxy, Terraform and pre-commit. */
export const INFRASTRUCTURE_CASES: readonly Case[] = [
  {
    id: 'helm dependency build',
    dockerfile: image('COPY . .', 'RUN helm dependency build'),
    files: CHART,
    expected: { safe: image('COPY Chart.yaml Chart.lock ./', 'RUN helm dependency build', 'COPY . .') },
  },
  {
    id: 'helm dependency update of a folder',
    dockerfile: image('COPY . .', 'RUN helm dep up deploy'),
    files: Object.fromEntries(
      Object.entries(CHART).map(([path, text]) => [path.startsWith('.') ? path : `deploy/${path}`, text]),
    ),
    expected: {
      review: image('COPY deploy/Chart.yaml deploy/Chart.lock deploy/', 'RUN helm dep up deploy', 'COPY . .'),
      title: 'may rewrite Chart.lock',
      ignore: 'charts\ndeploy/charts\n',
    },
  },
  {
    id: 'helm: a chart among the sources',
    dockerfile: image('COPY . .', 'RUN helm dependency build'),
    files: { ...CHART, 'Chart.yaml': 'dependencies:\n- name: x\n  repository: file://../x\n' },
    expected: { none: 'the chart `x` lies among the sources' },
  },
  {
    id: 'helm: no dependencies',
    dockerfile: image('COPY . .', 'RUN helm dependency build'),
    files: { ...CHART, 'Chart.yaml': 'name: app\n' },
    expected: 'silent',
  },
  {
    id: 'ansible-galaxy install',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy install -r requirements.yml'),
    files: ANSIBLE,
    expected: {
      safe: image('COPY requirements.yml ./', 'RUN ansible-galaxy install -r requirements.yml', 'COPY . .'),
    },
  },
  ...[
    '- src: ./roles/app\n',
    'collections:\n- source: ./roles\n  type: dir\n',
    'collections:\n- name: ./roles\n  type: dir\n',
    'collections:\n- name: a.b\n  source: roles\n  type: subdirs\n',
    'collections:\n- ./roles\n',
    'collections:\n- roles/app\n',
    // Beside others, but not to be copied alone.
    'collections:\n- community.general\n- source: .\n  type: dir\n',
    'collections:\n- community.general\n- source: ../lib\n  type: dir\n',
    'collections:\n- community.general\n- source: ./missing\n  type: dir\n',
    'collections:\n- community.general\n- git+file:///t/roles\n',
    'collections:\n- community.general\n- source: ./roles\n  type: git\n',
  ].map((text): Case => ({
    id: `ansible-galaxy: an install that needs the sources: ${text}`,
    dockerfile: image('COPY . .', 'RUN ansible-galaxy install -r requirements.yml'),
    files: { ...ANSIBLE, 'requirements.yml': text },
    expected: 'silent',
  })),
  {
    id: 'ansible-galaxy: a folder of the sources by an absolute path',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy install -r /app/requirements.yml'),
    files: { ...ANSIBLE, 'requirements.yml': '- geerlingguy.docker\n- ./roles\n' },
    expected: 'silent',
  },
  {
    id: 'ansible-galaxy: a collection among the sources beside others',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy collection install -r requirements.yml'),
    files: {
      ...ANSIBLE,
      'requirements.yml': 'collections:\n- community.general\n- source: ./ansible/\n  type: dir\n',
      'ansible/galaxy.yml': '',
    },
    expected: {
      review: image(
        'COPY requirements.yml ./',
        'COPY ansible ansible/',
        'RUN ansible-galaxy collection install -r requirements.yml',
        'COPY . .',
      ),
      title: 'a requirement is the local folder ansible',
    },
  },
  {
    id: 'ansible-galaxy: addresses of repositories',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy collection install -r requirements.yml'),
    files: {
      ...ANSIBLE,
      'requirements.yml':
        'collections:\n- name: https://example.org/a.git\n  type: git\n- git@example.org:a/b.git\n- name: x/y\n  source: git@example.org:x/y.tar.gz\n',
    },
    expected: {
      safe: image(
        'COPY requirements.yml ./',
        'RUN ansible-galaxy collection install -r requirements.yml',
        'COPY . .',
      ),
    },
  },
  {
    id: 'ansible-galaxy: a mount of a collection beside that of the requirements',
    dockerfile: image(
      'RUN --mount=type=bind,source=requirements.yml,target=requirements.yml --mount=type=bind,source=ansible,target=ansible ansible-galaxy collection install -r requirements.yml',
    ),
    files: {
      'requirements.yml': 'collections:\n- community.general\n- source: ./ansible\n  type: dir\n',
      'ansible/galaxy.yml': '',
      'ansible/plugins/a.py': '',
      'ansible/b.py': '',
    },
    expected: 'silent',
  },
  {
    id: 'ansible-galaxy: another file',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy install -r requirements.yml'),
    files: { ...ANSIBLE, 'requirements.yml': '- include: other.yml\n- geerlingguy.docker\n' },
    expected: { none: 'requirements.yml includes another file' },
  },
  {
    id: 'ansible-galaxy: a list that is no YAML',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy install -r requirements.yml'),
    files: { ...ANSIBLE, 'requirements.yml': '- "' },
    expected: { none: "requirements.yml can't be read" },
  },
  {
    id: 'ansible-galaxy: places among the sources',
    dockerfile: image('COPY . .', 'RUN ansible-galaxy install -r requirements.yml'),
    files: { ...ANSIBLE, 'ansible.cfg': '[defaults]\nroles_path = ./roles\n' },
    expected: { none: 'ansible.cfg sets `roles_path`' },
  },
  {
    id: 'terraform init',
    dockerfile: image('COPY . .', 'RUN terraform init'),
    files: { 'main.tf': '', '.terraform.lock.hcl': '', 'app/index.js': '' },
    expected: { none: '`terraform init` reads every .tf file' },
  },
  {
    id: 'terraform init of nothing else',
    dockerfile: image('COPY . .', 'RUN terraform init'),
    files: { 'main.tf': '', 'variables.tf': '', '.terraform.lock.hcl': '' },
    expected: 'silent',
  },
  {
    id: 'pre-commit install-hooks',
    dockerfile: image('RUN git init', 'COPY . .', 'RUN pre-commit install-hooks'),
    files: { '.pre-commit-config.yaml': '', 'app.py': '' },
    expected: {
      review: image(
        'RUN git init',
        'COPY .pre-commit-config.yaml ./',
        'RUN pre-commit install-hooks',
        'COPY . .',
      ),
      title: 'insists on a git repository',
    },
  },
  {
    id: 'pre-commit with the repository of the context',
    dockerfile: image('COPY . .', 'RUN pre-commit install-hooks'),
    files: { '.pre-commit-config.yaml': '', 'app.py': '', '.git/HEAD': '' },
    expected: { none: 'needs the repository' },
  },
];
