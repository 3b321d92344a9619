import { checkCommands } from './command-table.ts';

checkCommands('commands of Helm', [
  ['helm dependency build', 'helm: Chart.yaml, frozen, no scripts'],
  ['helm dep build chart', 'helm chart: Chart.yaml, frozen, no scripts'],
  ['helm dependency update .', 'helm: Chart.yaml, no scripts'],
  ['helm dep up ./charts/app', 'helm ./charts/app: Chart.yaml, no scripts'],
  ['helm dependency build --verify', 'helm: Chart.yaml, frozen, no scripts, obstacle'],
  ['helm dependency list', 'unknown'],
  ['helm dependency build $CHART', 'unknown'],
  ['helm template .', 'unknown'],
  ['helm package .', 'unknown'],
  ['helm install app .', 'unknown'],
  ['helm repo add bitnami https://charts.example.org', 'helm companion'],
  ['helm repo update', 'helm companion'],
  ['helm plugin install https://github.com/x/helm-diff', 'helm packages'],
  ['helm plugin install ./plugin', 'unknown'],
  ['helm version', 'helm companion'],
]);

checkCommands('commands of Terraform', [
  ['terraform init', 'terraform: *.tf, no scripts'],
  ['terraform init -backend=false -input=false', 'terraform: *.tf, no scripts'],
  ['terraform -chdir=infra init', 'terraform infra: *.tf, no scripts'],
  ['tofu init', 'terraform: *.tf, no scripts'],
  ['terraform init infra', 'unknown'],
  ['terraform plan', 'unknown'],
  ['terraform apply', 'unknown'],
  ['terraform get', 'unknown'],
  ['terraform version', 'terraform companion'],
]);

checkCommands('commands of Ansible Galaxy', [
  ['ansible-galaxy install -r requirements.yml', 'ansible-galaxy: requirements.yml, frozen, no scripts'],
  [
    'ansible-galaxy role install -r roles/requirements.yml -p roles',
    'ansible-galaxy: roles/requirements.yml, frozen, no scripts',
  ],
  [
    'ansible-galaxy collection install -r /app/requirements.yml',
    'ansible-galaxy /app: requirements.yml, frozen, no scripts',
  ],
  [
    'ansible-galaxy collection install --requirements-file=requirements.yml',
    'ansible-galaxy: requirements.yml, frozen, no scripts',
  ],
  ['ansible-galaxy collection install community.general', 'ansible-galaxy packages'],
  ['ansible-galaxy collection install community.general:8.0.0 ansible.posix', 'ansible-galaxy packages'],
  ['ansible-galaxy install geerlingguy.docker -p /roles', 'ansible-galaxy packages'],
  ['ansible-galaxy install geerlingguy.docker -p roles', 'unknown'],
  ['ansible-galaxy collection install ./x.tar.gz', 'unknown'],
  ['ansible-galaxy collection install x.tar.gz', 'unknown'],
  ['ansible-galaxy collection install git+https://example.org/x.git', 'unknown'],
  ['ansible-galaxy init x', 'unknown'],
  ['ansible-galaxy install', 'unknown'],
]);

checkCommands('commands of pre-commit', [
  ['pre-commit install-hooks', 'pre-commit: .pre-commit-config.yaml, frozen, no scripts'],
  ['pre-commit install --install-hooks', 'pre-commit: .pre-commit-config.yaml, frozen, no scripts'],
  ['pre-commit install-hooks -c x.yaml', 'pre-commit: .pre-commit-config.yaml, frozen, no scripts, obstacle'],
  ['pre-commit install', 'unknown'],
  ['pre-commit run --all-files', 'unknown'],
]);
