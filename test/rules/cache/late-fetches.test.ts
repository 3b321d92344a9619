import { copyBeforeInstall } from '../../../server/src/rules/cache/copy-before-install.ts';
import { systemPackagesAfterCopy } from '../../../server/src/rules/cache/system-packages-after-copy.ts';
import { checkRuleCases } from '../rule-cases.ts';

function node(...texts: readonly string[]): string {
  return ['FROM node:22', 'WORKDIR /app', ...texts].map((text) => `${text}\n`).join('');
}

function python(...texts: readonly string[]): string {
  const install = ['COPY requirements.txt ./', 'RUN pip install -r requirements.txt'];
  return ['FROM python:3.13', 'WORKDIR /app', ...install, ...texts].map((text) => `${text}\n`).join('');
}

const SIZES = { 'package.json': 1, 'package-lock.json': 1, 'src/a.js': 1, 'requirements.txt': 1 };

const MANIFESTS = ['COPY package*.json ./', 'RUN npm ci'] as const;

const BROWSERS: readonly string[] = [
  'npx playwright install --with-deps chromium',
  'npx -y playwright@1.50.0 install chromium',
  'npm exec -- playwright install chromium',
  'uvx playwright install',
  'npx playwright install-deps && rm -rf /var/lib/apt/lists/*',
  'npx --no-install puppeteer browsers install chrome',
  'npx @puppeteer/browsers install chrome@stable',
  'pnpm exec playwright install',
  'yarn playwright install',
  './node_modules/.bin/playwright install firefox',
  'cd /app && npx playwright install',
  'PLAYWRIGHT_BROWSERS_PATH=/opt npx playwright install',
];

const BROWSERS_OF_PYTHON: readonly string[] = [
  'uv run --no-sync playwright install --with-deps chromium',
  'uv run --no-project -m playwright install',
  'pdm run playwright install',
  'poetry run python -m playwright install',
];

/** With what installs dependencies above the sources, and the project below them. */
function uv(...texts: readonly string[]): string {
  const start = ['FROM python:3.13', 'WORKDIR /app', 'COPY pyproject.toml uv.lock ./'];
  return [...start, ...texts].map((text) => `${text}\n`).join('');
}

const UV_SIZES = { 'pyproject.toml': 1, 'uv.lock': 1, 'src/a.py': 1 };

const UV_DEPENDENCIES = 'RUN uv sync --locked --no-install-project --no-editable';

const BY_UV_RUN =
  'Every source change fetches browsers again: `COPY . .` (line 5) comes before `uv run playwright install` (line 7). Run it above the copy by `uv run --no-sync`, as it depends on the installed package alone.';

const MODELS: readonly string[] = [
  'uv run --no-sync spacy download en_core_web_sm',
  'python -m spacy download en_core_web_sm',
  'python3 -m nltk.downloader -d /usr/share/nltk_data punkt',
  'poetry run spacy download en_core_web_sm',
  'hf download org/model --local-dir /models',
  'huggingface-cli download org/model',
  `python -c "import nltk; nltk.download('punkt')"`,
  `python -c "from sentence_transformers import SentenceTransformer; SentenceTransformer('all-MiniLM-L6-v2')"`,
  `HF_HOME=/models python -c 'import os, nltk; from transformers import AutoModel as A; A.from_pretrained("org/model")'`,
];

const MODELS_OF_NODE: readonly string[] = [
  'npx whisper-node download tiny',
  'npx --no-install nodejs-whisper download',
  'yarn whisper-node download',
  `node -e "import('@huggingface/transformers').then(({pipeline})=>pipeline('feature-extraction','Xenova/all-MiniLM-L6-v2'))"`,
  `node -e "const { pipeline } = require('@xenova/transformers'); pipeline('feature-extraction', 'Xenova/bge-m3')" || true`,
  `node --input-type=module -e "import { AutoModel } from '@huggingface/transformers'; await AutoModel.from_pretrained('org/model')"`,
];

/** Programs that may read the project. */
const OF_THE_PROJECT: readonly string[] = [
  'npx own-tool download',
  `node -e "import('@own/core').then((m) => m.warmUp())"`,
  `node -e "import('@huggingface/transformers').then((t) => t.pipeline(require('./config').task, 'a/b')); t.pipeline('x')"`,
  `node -e "const f = require('fs'); const { pipeline } = require('@xenova/transformers'); pipeline('x', f.readFileSync('m'))"`,
  `node -r ./hook.js -e "require('@xenova/transformers').pipeline('a', 'b/c')"`,
  `node -e "import(process.argv[1]); require('@xenova/transformers').pipeline('a', 'b/c')"`,
  'node download-models.js',
];

const INSTALLERS: readonly string[] = [
  'curl -L https://fly.io/install.sh | sh',
  'curl -fsSL https://get.docker.com | sh',
  "curl --proto '=https' -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal",
  'wget -qO- https://astral.sh/uv/$UV/install.sh | INSTALL_DIR=/usr/local/bin sh',
  'set -eux; curl -sL https://example.org/setup.sh | sudo bash - && ln -s /opt/x/bin/x /usr/local/bin/x',
];

checkRuleCases(systemPackagesAfterCopy, [
  ...BROWSERS.map((command) => ({
    id: `browsers: ${command}`,
    dockerfile: node(...MANIFESTS, 'COPY . .', 'RUN npm run build', `RUN ${command}`),
    sizes: SIZES,
    reports: ['. Run it above the copy, as it depends on the installed package alone.'],
  })),
  {
    id: 'what browsers need of the system',
    dockerfile: node(...MANIFESTS, 'COPY . .', 'RUN npx playwright install-deps'),
    sizes: SIZES,
    reports: ['Every source change installs what browsers need again: `COPY . .` (line 5)'],
  },
  {
    id: 'browsers: words',
    dockerfile: node(...MANIFESTS, 'COPY . .', 'RUN npx playwright install chromium'),
    sizes: SIZES,
    reports: [
      'Every source change fetches browsers again: `COPY . .` (line 5) comes before `npx playwright install chromium` (line 6). Run it above the copy, as it depends on the installed package alone.',
    ],
    fix: 'none',
  },
  {
    id: 'browsers that no installed package names',
    dockerfile: node('COPY . .', 'RUN npx playwright@1.50.0 install chromium'),
    sizes: SIZES,
    reports: ['Every source change fetches browsers again: `COPY . .` (line 3)'],
  },
  {
    id: 'browsers below what another stage builds, and the install below sources as well',
    dockerfile: `FROM node:22 AS b\nWORKDIR /b\nCOPY . .\nRUN npm run build\n${node('COPY --from=b /b/package.json ./', 'RUN npm install', 'COPY --from=b /b/dist ./dist', 'RUN npx playwright install')}`,
    sizes: SIZES,
    reports: [
      'Every change of what line 9 copies fetches browsers again: `COPY --from=b /b/dist ./dist` (line 9)',
    ],
  },
  {
    id: 'browsers of Python',
    dockerfile:
      'FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY src src\nRUN python -m playwright install --with-deps\nRUN playwright install firefox\n',
    sizes: SIZES,
    reports: ['`python -m playwright install --with-deps` (line 6)', '`playwright install firefox` (line 7)'],
  },
  ...BROWSERS_OF_PYTHON.map((command) => ({
    id: `browsers: ${command}`,
    dockerfile: python('COPY . .', `RUN ${command}`),
    sizes: SIZES,
    reports: ['. Run it above the copy, as it depends on the installed package alone.'],
  })),
  {
    id: 'browsers by uv run, which installs the project unless it is told not to',
    dockerfile: uv(UV_DEPENDENCIES, 'COPY . .', 'RUN uv sync --frozen', 'RUN uv run playwright install'),
    sizes: UV_SIZES,
    reports: [BY_UV_RUN],
  },
  {
    id: 'browsers by uv run of a project that is no package',
    dockerfile: uv(
      'RUN uv sync --frozen',
      'COPY . .',
      'RUN make',
      'RUN uv run --frozen python -m playwright install',
    ),
    sizes: UV_SIZES,
    reports: ['Run it above the copy by `uv run --no-sync`, as'],
  },
  {
    id: 'browsers below the install of the project, whose dependencies come above the sources',
    dockerfile: python(
      'COPY pyproject.toml poetry.lock ./',
      'RUN poetry install --only main --no-root',
      'COPY . .',
      'RUN poetry install --only main',
      'RUN poetry run playwright install',
    ),
    sizes: { ...UV_SIZES, 'poetry.lock': 1 },
    reports: ['`COPY . .` (line 7) comes before `poetry run playwright install` (line 9)'],
  },
  ...[
    // Nothing else installs the project then, or what the tool belongs to.
    [UV_DEPENDENCIES, 'COPY . .', 'RUN uv run playwright install'],
    ['COPY . .', 'RUN uv run playwright install'],
    ['RUN uv sync --frozen --no-dev', 'COPY . .', 'RUN uv run playwright install'],
    ['RUN uv sync --frozen', 'COPY . .', 'RUN uv run --group browsers playwright install'],
    ['RUN uv sync --no-install-project --no-dev', 'COPY . .', 'RUN uv sync', 'RUN uvx playwright install'],
    [UV_DEPENDENCIES, 'COPY . .', 'RUN uv sync && pip install playwright', 'RUN playwright install'],
    [UV_DEPENDENCIES, 'COPY . .', 'RUN cd web && uv sync', 'RUN playwright install'],
  ].map((texts) => ({
    id: `silent: ${texts.join(', ')}`,
    dockerfile: uv(...texts),
    sizes: UV_SIZES,
  })),
  ...MODELS_OF_NODE.map((command) => ({
    id: `models: ${command}`,
    dockerfile: node(...MANIFESTS, 'COPY . .', `RUN ${command}`),
    sizes: SIZES,
    reports: ['Every source change downloads models again: `COPY . .` (line 5)'],
  })),
  ...OF_THE_PROJECT.map((command) => ({
    id: `silent: ${command}`,
    dockerfile: node(...MANIFESTS, 'COPY . .', `RUN ${command}`),
    sizes: SIZES,
  })),
  ...MODELS.map((command) => ({
    id: `models: ${command}`,
    dockerfile: python('COPY . .', `RUN ${command}`),
    sizes: SIZES,
    reports: ['Every source change downloads models again: `COPY . .` (line 5)'],
  })),
  ...[
    `python -c "from app.models import load; import nltk; nltk.download('punkt')"`,
    `python -c "import nltk; nltk.download(NAME)"`,
    `python -c "exec('import app'); import nltk; nltk.download('punkt')"`,
    'python -m spacy validate',
    'python -m app.download en',
    'python scripts/download.py',
    'hf download $(cat model)',
    'uv run spacy download en_core_web_sm',
    'python manage.py migrate && python -m spacy download en_core_web_sm',
    '--mount=type=cache,target=/root/.cache/huggingface hf download org/model',
  ].map((command) => ({
    id: `silent, or not known: ${command}`,
    dockerfile: python('COPY . .', `RUN ${command}`),
    sizes: SIZES,
  })),
  {
    id: 'silent: models above the sources',
    dockerfile: python('RUN python -m spacy download en_core_web_sm', 'COPY . .'),
    sizes: SIZES,
  },
  ...INSTALLERS.map((command) => ({
    id: `an installer from the web: ${command}`,
    dockerfile: node('COPY src src', `RUN ${command}`),
    sizes: SIZES,
    reports: ['. Run it above the copy: its command names nothing that is copied.'],
  })),
  {
    id: 'an installer from the web: words',
    dockerfile:
      'FROM golang:1 AS b\nWORKDIR /b\nCOPY . .\nRUN go build -o /out/app\nFROM alpine:3\nCOPY --from=b /out/app /srv/app\nRUN curl -L https://fly.io/install.sh | sh\n',
    sizes: SIZES,
    reports: [
      'Every change of what line 6 copies runs an installer from the web again: `COPY --from=b /out/app /srv/app` (line 6) comes before `curl -L https://fly.io/install.sh | sh` (line 7). Run it above the copy: its command names nothing that is copied.',
    ],
    fix: 'none',
  },
  {
    id: 'a script of package sources, which moves along with the packages that it is for',
    dockerfile: node(
      'COPY src src',
      'RUN curl -sL https://deb.nodesource.com/setup_22.x | bash -',
      'RUN apt-get install -y nodejs',
    ),
    sizes: SIZES,
    reports: ['Every source change installs system packages again'],
  },
  {
    id: 'an installer from the web above the install that another finding moves with its copy',
    dockerfile: node('COPY . .', 'RUN curl -fsSL https://bun.sh/install | bash', 'RUN npm ci'),
    sizes: SIZES,
  },
  ...[
    node(...MANIFESTS, 'RUN npx playwright install', 'COPY . .'),
    node('COPY . .', 'RUN npm ci', 'RUN npx playwright install'),
    node('COPY . .', 'RUN npm ci && npx playwright install'),
    node('COPY . .', 'RUN make deps', 'RUN npx playwright install'),
    node('COPY . .', 'COPY --from=deps /app/node_modules ./node_modules', 'RUN npx playwright install'),
    node(...MANIFESTS, 'COPY . .', 'RUN npm run build && npx playwright install'),
    node(
      ...MANIFESTS,
      'COPY . .',
      'RUN --mount=type=cache,target=/root/.cache/ms-playwright npx playwright install',
    ),
    node('ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1', ...MANIFESTS, 'COPY . .', 'RUN npx playwright install'),
    node(...MANIFESTS, 'COPY . .', 'RUN npx playwright test', 'RUN npx playwright install $(cat browsers)'),
    node(...MANIFESTS, 'COPY . .', 'RUN uv run playwright install'),
    node(...MANIFESTS, 'COPY . .', 'RUN --mount=type=bind,target=/x npx playwright install'),
    node(...MANIFESTS, 'COPY . .', 'RUN npx playwright install').replace(
      'node:22',
      'mcr.microsoft.com/playwright:v1.50.0',
    ),
    node(...MANIFESTS, 'COPY package.json ./', 'RUN npx playwright install'),
  ].map((dockerfile) => ({ id: `silent: ${dockerfile}`, dockerfile, sizes: SIZES })),
  {
    id: 'silent: settings of puppeteer say where browsers go',
    dockerfile: node(...MANIFESTS, 'COPY . .', 'RUN npx puppeteer browsers install chrome'),
    sizes: { ...SIZES, '.puppeteerrc.cjs': 1 },
  },
  ...[
    'curl -s https://codecov.io/bash | bash',
    'curl -sfL https://example.org/install.sh | sh -s -- -b ./bin',
    'curl -sfL https://example.org/install.sh | sh -s -- $(cat .version)',
    'VERSION=$(cat .version) && curl -sfL https://example.org/$VERSION/install.sh | sh',
    'curl -sfL https://example.org/install.sh | sh && make',
    'curl -sfL https://example.org/install.sh -o x && sh x',
    'curl -sfL https://example.org/install.tgz | tar xz',
    'curl -sfL https://example.org/install.sh | sh -s -- --into bin/tools',
    'curl -sfL --data @src/a.js https://example.org/install.sh | sh',
  ].map((command) => ({
    id: `silent: ${command}`,
    dockerfile: node('COPY . .', `RUN ${command}`),
    sizes: SIZES,
  })),
]);

checkRuleCases(copyBeforeInstall, [
  {
    id: 'packages whose browsers are fetched below are told once',
    dockerfile: node('COPY . .', 'RUN npm ci', 'RUN npx playwright install'),
    sizes: SIZES,
    reports: ['before `npm ci` (line 4)'],
  },
]);
