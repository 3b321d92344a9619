import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const PY = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\n';
const RUBY = 'FROM ruby:3.4\nWORKDIR /app\nCOPY . .\n';
const GO = 'FROM golang:1.25\nWORKDIR /app\nCOPY . .\n';
const RM_POETRY = 'rm -rf ~/.cache/pypoetry/artifacts ~/.cache/pypoetry/cache';

const POETRY: readonly RuleCase[] = [
  ...[
    'poetry install',
    'poetry install --no-cache',
    'python -m poetry sync --no-root',
    'poetry add flask',
  ].map((install): RuleCase => ({
    id: install,
    dockerfile: `${PY}RUN ${install}\n`,
    reports: [`keeps the cache that \`${install}\` fills (line 4)`],
    fix: ['review', `${PY}RUN ${install} && ${RM_POETRY}\n`],
  })),
  {
    id: 'poetry, in the middle of a RUN',
    dockerfile: `${PY}RUN pip install --no-cache-dir poetry && poetry install && pip uninstall -y poetry\n`,
    reports: [`Run \`${RM_POETRY}\` right behind \`poetry install\`, or mount a cache.`],
    fix: [
      'review',
      `${PY}RUN pip install --no-cache-dir poetry && poetry install && ${RM_POETRY} && pip uninstall -y poetry\n`,
    ],
  },
  {
    id: 'the project itself, further down, downloads nothing',
    dockerfile: `${PY}RUN poetry install --no-root\nCOPY src src\nRUN poetry install\n`,
    reports: ['`poetry install --no-root`'],
  },
  ...[
    'poetry install --only-root',
    'poetry install --dry-run',
    `poetry install && ${RM_POETRY}`,
    'poetry install && rm -rf ~/.cache',
    'poetry install && rm -rf $POETRY_CACHE_DIR',
    'poetry install && poetry cache clear --all -n .',
    'poetry config cache-dir /tmp/p && poetry install',
    'POETRY_CACHE_DIR=/tmp/p poetry install',
    '--mount=type=cache,target=/root/.cache/pypoetry poetry install',
    '--mount=type=cache,target=/root/.cache poetry install',
    'poetry config virtualenvs.create false',
    'poetry export -f requirements.txt',
    'sudo poetry install',
  ].map((run): RuleCase => ({ id: `silent: ${run}`, dockerfile: `${PY}RUN ${run}\n` })),
  {
    id: 'silent: a variable says where the cache of poetry is',
    dockerfile: `FROM python:3.13\nENV POETRY_CACHE_DIR=/tmp/p\nCOPY . .\nRUN poetry install\n`,
  },
  {
    id: 'silent: an install above has fetched it all, into a mount',
    dockerfile: `${PY}RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install --no-root\nRUN poetry install\n`,
  },
];

const PIPENV: readonly RuleCase[] = [
  {
    id: 'pipenv',
    dockerfile: `${PY}RUN pipenv install --system --deploy\n`,
    reports: ['the cache that `pipenv install --system --deploy` fills'],
    fix: ['review', `${PY}RUN pipenv install --system --deploy && rm -rf ~/.cache/pipenv\n`],
  },
  ...[
    'pipenv sync --clear',
    'pipenv sync && pipenv --clear',
    'pipenv sync && rm -rf /root/.cache/pipenv',
    'PIP_NO_CACHE_DIR=1 pipenv sync',
    'pipenv lock',
    '--mount=type=cache,target=/root/.cache/pipenv pipenv sync',
  ].map((run): RuleCase => ({ id: `silent: ${run}`, dockerfile: `${PY}RUN ${run}\n` })),
  {
    id: 'silent: PIP_NO_CACHE_DIR above',
    dockerfile: 'FROM python:3.13\nENV PIP_NO_CACHE_DIR=1\nCOPY . .\nRUN pipenv sync\n',
  },
];

const UV: readonly RuleCase[] = [
  {
    id: 'uv copies, by a variable',
    dockerfile: 'FROM python:3.13\nENV UV_LINK_MODE=copy\nCOPY . .\nRUN uv sync --frozen\n',
    reports: [
      'the cache that `uv sync --frozen` fills (line 4), and no later step can take it out again. Add --no-cache',
    ],
    fix: ['review', 'FROM python:3.13\nENV UV_LINK_MODE=copy\nCOPY . .\nRUN uv sync --no-cache --frozen\n'],
  },
  {
    id: 'uv copies, by an option and in front of its command',
    dockerfile: `${PY}RUN uv pip install --link-mode=copy flask && UV_LINK_MODE=copy uv tool install ruff\n`,
    reports: ['the cache that `uv pip install --link-mode=copy flask` fills'],
    fix: [
      'review',
      `${PY}RUN uv pip install --no-cache --link-mode=copy flask && UV_LINK_MODE=copy uv tool install --no-cache ruff\n`,
    ],
  },
  ...[
    'uv sync',
    'UV_LINK_MODE=hardlink uv sync',
    'uv sync --link-mode hardlink',
    'uv sync --link-mode=copy --no-cache',
    'uv sync --link-mode=copy && uv cache clean',
    'uv sync --link-mode=copy && rm -rf /root/.cache/uv',
    '--mount=type=cache,target=/root/.cache/uv uv sync --link-mode=copy',
    'UV_NO_CACHE=1 uv sync --link-mode=copy',
  ].map((run): RuleCase => ({ id: `silent: ${run}`, dockerfile: `${PY}RUN ${run}\n` })),
  {
    id: 'silent: uv has installed all but the project above',
    dockerfile:
      'FROM python:3.13\nENV UV_LINK_MODE=copy\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --no-install-project\nRUN uv sync\n',
  },
];

const BUNDLER: readonly RuleCase[] = [
  {
    id: 'bundler, in the official image',
    dockerfile: `${RUBY}RUN bundle install --jobs 4\n`,
    reports: ['Layer 3 of the image keeps the cache that `bundle install --jobs 4` fills'],
    fix: ['review', `${RUBY}RUN bundle install --jobs 4 && rm -rf /usr/local/bundle/cache/*.gem\n`],
  },
  {
    id: 'bundler, by its name alone, in a path of its own and below another stage',
    dockerfile:
      'FROM debian AS base\nENV BUNDLE_PATH=/gems BUNDLE_DEPLOYMENT=1\nFROM base\nCOPY . .\nRUN bundle _2.4.0_\n',
    reports: ['`bundle _2.4.0_`'],
    fix: [
      'review',
      'FROM debian AS base\nENV BUNDLE_PATH=/gems BUNDLE_DEPLOYMENT=1\nFROM base\nCOPY . .\nRUN bundle _2.4.0_ && rm -rf /gems/ruby/*/cache\n',
    ],
  },
  ...[
    'bundle install && rm -rf /usr/local/bundle/cache/*.gem',
    'bundle install && rm -rf ~/.bundle/ "${BUNDLE_PATH}"/ruby/*/cache',
    'bundle install && rm -rf $GEM_HOME/cache',
    'bundle install && find /usr/local/bundle/ -name "*.gem" -delete',
    'bundle install && bundle clean --force',
    'bundle config set --local path vendor/bundle && bundle install',
    'bundle config deployment true && bundle install',
    'bundle install --path vendor',
    'BUNDLE_DEPLOYMENT=1 bundle install',
    'BUNDLE_PATH=$GEMS bundle install',
    'bundle install --local',
    'bundle exec rake assets:precompile',
    'bundle --version',
    '--mount=type=cache,target=/usr/local/bundle/cache bundle install',
  ].map((run): RuleCase => ({ id: `silent: ${run}`, dockerfile: `${RUBY}RUN ${run}\n` })),
  {
    id: 'silent: bundler in an image whose gems may be anywhere',
    dockerfile: 'FROM debian\nCOPY . .\nRUN bundle install\n',
  },
];

const GO_BUILDS: readonly RuleCase[] = [
  {
    id: 'go, for a program',
    dockerfile: `${GO}RUN go build -o /srv ./cmd/srv\nCMD ["/srv"]\n`,
    reports: ['the cache that `go build -o /srv ./cmd/srv` fills'],
    fix: ['review', `${GO}RUN go build -o /srv ./cmd/srv && go clean -cache\nCMD ["/srv"]\n`],
  },
  {
    id: 'go, for a program with a shell',
    dockerfile: `${GO}RUN go build\nCMD ./app -v\n`,
    reports: ['`go build`'],
  },
  {
    id: 'go, for a program with an entrypoint of another stage',
    dockerfile: 'FROM golang AS base\nENTRYPOINT ["/srv"]\nFROM base\nCOPY . .\nRUN go install ./...\n',
    reports: ['`go install ./...`'],
  },
  ...[
    'CMD ["go", "run", "."]',
    'CMD air -c .air.toml',
    'CMD ["make", "test"]',
    'CMD ["bash"]',
    'ENTRYPOINT ["/entry.sh"]',
    'CMD ["sh", "-c", "./app"]',
    '',
  ].map((start): RuleCase => ({ id: `silent: ${start}`, dockerfile: `${GO}RUN go build\n${start}\n` })),
  ...[
    'go build && go clean -cache -modcache',
    'go build && rm -rf /root/.cache/go-build',
    'go build && rm -rf /root/.cache',
    'GOCACHE=/tmp/c go build',
    '--mount=type=cache,target=/root/.cache/go-build go build',
    'go mod download',
  ].map((run): RuleCase => ({ id: `silent: ${run}`, dockerfile: `${GO}RUN ${run}\nCMD ["/srv"]\n` })),
  {
    id: 'silent: go in a builder',
    dockerfile:
      'FROM golang AS b\nCOPY . .\nRUN go build -o /srv\nFROM scratch\nCOPY --from=b /srv /\nCMD ["/srv"]\n',
  },
];

checkRuleCases(packageCacheLeft, [...POETRY, ...PIPENV, ...UV, ...BUNDLER, ...GO_BUILDS]);
