import assert from 'node:assert/strict';
import { isWantedText } from '../../server/src/context/wanted-texts.ts';

describe('isWantedText', () => {
  const wanted = [
    'requirements.txt',
    'requirements-dev.txt',
    'dev-requirements.txt',
    'requirement.txt',
    'reqs.txt',
    'deps.txt',
    'conda-spec.txt',
    'requirements/prod.txt',
    'environment.yml',
    'requirements.yml',
    'ansible-galaxy-requirements.yaml',
    'requirements-dev.yml',
    'req.yaml',
    'roles.yml',
    'docker/env.yaml',
    'conda.yml',
    'web-environment.yml',
    'renv.lock',
    '.Rprofile',
    'install_packages.R',
    'docker/install.R',
    'Project.toml',
    'Manifest.toml',
    'Manifest-v1.11.toml',
    'JuliaProject.toml',
    'cpanfile',
    'Pipfile',
    'pyproject.toml',
    'Procfile',
    'gunicorn.conf.py',
    'uwsgi.ini',
    '.flaskenv',
    'nginx.conf',
    'docker/default.conf',
    'nginx/site.conf',
    'deploy/nginx/conf.d/web.conf',
    'nginx.conf.template',
    'web/vite.config.mts',
    'angular.json',
    'config/puma.rb',
    'docker/docker-entrypoint.sh',
    'bin/docker-entrypoint',
    'web.entrypoint.sh',
    'start.sh',
    'apps/web/config/prod.exs',
    '.gitignore',
    'src/Api/Program.cs',
    'Startup.fs',
    'src/Api/appsettings.json',
    'appsettings.Production.json',
  ];
  for (const path of wanted) {
    it(`takes ${path}`, () => {
      assert.ok(isWantedText(path));
    });
  }

  const others = [
    'poetry.lock',
    'uv.lock',
    'Pipfile.lock',
    'notes.txt',
    'app.R',
    'main.py',
    'config.toml',
    'envoy.yaml',
    'redis.conf',
    'jest.config.js',
    'install.sh',
    'test/a_test.exs',
    'Controllers/HomeController.cs',
    'Properties/launchSettings.json',
    'appsettings.md',
  ];
  for (const path of others) {
    it(`leaves ${path} alone`, () => {
      assert.ok(!isWantedText(path));
    });
  }
});
