import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

function python(...lines: readonly string[]): string {
  return stage('python:3.13', ...lines);
}

const SOURCES: Files = {
  'app/main.py': '',
  'tests/test_main.py': '',
  'README.md': '',
  '.dockerignore': '.venv\n',
};

/** What sets the image up, beside the program. */
const TOOLS: Files = {
  'requirements.txt': 'flask\n',
  'common/load.R': '',
  'common/install.py': '',
  'app.py': '',
};

/** Two projects in one folder. */
const BESIDE: Files = {
  'backend/requirements.txt': 'flask\n',
  'backend/app.py': '',
  'frontend/index.js': '',
  'frontend/README.md': '',
};

/** A project with its own package, as `poetry new` and `uv init --package` make it. */
const POETRY: Files = {
  ...SOURCES,
  'pyproject.toml':
    '[tool.poetry]\nname = "app"\nversion = "1"\n[tool.poetry.dependencies]\nflask = "^3"\n[build-system]\nrequires = ["poetry-core"]\n',
  'poetry.lock': '',
};

function poetryWith(pyproject: string, files: Files = {}): Files {
  return { ...POETRY, 'pyproject.toml': pyproject, ...files };
}

const UV: Files = {
  ...SOURCES,
  'pyproject.toml':
    '[project]\nname = "app"\nversion = "1"\ndependencies = ["flask"]\n[build-system]\nrequires = ["hatchling"]\n',
  'uv.lock': '',
};

/** A project without a build system: uv installs its dependencies only. */
const UV_APP: Files = {
  ...UV,
  'pyproject.toml': '[project]\nname = "app"\nversion = "1"\ndependencies = ["flask"]\n',
};

const PDM: Files = {
  ...SOURCES,
  '.dockerignore': '.venv\n.pdm-python\n',
  'pyproject.toml': '[project]\nname = "app"\ndependencies = ["flask"]\n[tool.pdm]\ndistribution = false\n',
  'pdm.lock': '',
};

const PIPENV: Files = { ...SOURCES, Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': '{}' };

const CONDA: Files = {
  ...SOURCES,
  'environment.yml':
    'name: web\nchannels: [conda-forge]\ndependencies:\n  - python=3.12\n  - pip\n  - pip:\n    - flask\n',
};

/** A step that only downloads, in front of the sources. */
function inserted(copy: string, step: string, install: string, ...rest: readonly string[]): string {
  return python(copy, step, 'COPY . .', install, ...rest);
}

const REQUIREMENTS: Files = { ...SOURCES, 'requirements.txt': 'flask\n', 'app/requirements.txt': 'flask\n' };

/** A text in UTF-16 with its byte order mark, as a context hands it out: read as UTF-8. */
function utf16(text: string, order: 'little' | 'big' = 'little'): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return (order === 'little' ? bytes : bytes.swap16()).toString('utf8');
}

/** Requirement files as PowerShell writes them: `pip freeze > requirements.txt`. */
const ENCODED: readonly Case[] = [
  ...[
    { id: 'little endian', text: utf16('Flask==1.0.2\r\nJinja2==3.1.4\r\n') },
    { id: 'big endian', text: utf16('Flask==1.0.2\r\n', 'big') },
    { id: 'without a line', text: utf16('') },
    { id: 'with a comment beyond ASCII', text: utf16('# für Flask\r\nFlask==1.0.2\r\n') },
  ].map(({ id, text }): Case => ({
    id: `requirements in UTF-16, ${id}`,
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt', 'RUN python app/main.py'),
    files: { ...SOURCES, 'requirements.txt': text },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt',
        'COPY . .',
        'RUN python app/main.py',
      ),
    },
  })),
  {
    id: 'requirements in UTF-16 that name another file',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': utf16('-r base.txt\r\n'), 'base.txt': utf16('flask\r\n') },
    expected: {
      safe: python('COPY requirements.txt base.txt ./', 'RUN pip install -r requirements.txt', 'COPY . .'),
    },
  },
  {
    id: 'requirements in UTF-16 that lie among the sources',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': utf16('-e .\r\n') },
    expected: { none: 'requirements.txt installs `.` from the sources' },
  },
  ...[
    { id: 'UTF-16 with other letters than the first 256', text: utf16('# \u4e2d\u6587\r\nflask\r\n') },
    { id: 'UTF-16 without a mark', text: utf16('flask\r\n').slice(2) },
    { id: 'UTF-32', text: '\ufffd\ufffd\0\0f\0\0\0' },
    { id: 'half a character', text: `${utf16('flask\r\n')}x` },
    { id: 'bytes', text: 'flask\0' },
  ].map(({ id, text }): Case => ({
    id: `requirements that can't be read: ${id}`,
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': text },
    expected: { none: "requirements.txt can't be read" },
  })),
  ...['scripts', 'bin', 'tools'].map((folder): Case => ({
    id: `a folder that no command down to the install runs anything of: ${folder}`,
    dockerfile: python(
      'COPY requirements.txt ./',
      '# The code.',
      'COPY modules/ /app/modules/',
      `COPY ${folder}/ /app/${folder}/`,
      'RUN pip install -r requirements.txt',
    ),
    files: { 'requirements.txt': 'flask\n', 'modules/a.py': '', [`${folder}/smoke_test.py`]: '' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt',
        '# The code.',
        'COPY modules/ /app/modules/',
        `COPY ${folder}/ /app/${folder}/`,
      ),
    },
  })),
  {
    id: 'such a folder alone, with RUNs above and below the way',
    dockerfile: python(
      'RUN make',
      'COPY requirements.txt ./',
      'COPY scripts scripts',
      'RUN apt-get update && apt-get install -y git',
      'RUN pip install -r requirements.txt && pip cache purge',
      'RUN python scripts/a.py',
    ),
    files: { 'requirements.txt': 'flask\n', 'scripts/a.py': '' },
    expected: {
      safe: python(
        'RUN make',
        'COPY requirements.txt ./',
        'RUN apt-get update && apt-get install -y git',
        'RUN pip install -r requirements.txt && pip cache purge',
        'COPY scripts scripts',
        'RUN python scripts/a.py',
      ),
    },
  },
  ...[
    ['RUN scripts/a.py', 'RUN pip install -r requirements.txt'],
    ['RUN pip install -r requirements.txt && python scripts/a.py'],
    ['RUN composer install', 'RUN pip install -r requirements.txt'],
  ].map((runs): Case => ({
    id: `a folder of which a command may run something: ${runs.join(', ')}`,
    dockerfile: python('COPY requirements.txt ./', 'COPY scripts scripts', ...runs),
    files: { 'requirements.txt': 'flask\n', 'scripts/a.py': '' },
    expected: 'silent',
  })),
];

/** Paths in variables, which the shell fills in (`-r $REQ`). */
const NAMED: readonly Case[] = [
  ...[
    { set: ['ENV REQ=/app/requirements.txt'], run: 'pip install --no-cache-dir -r $REQ' },
    { set: ['ENV REQ="/app/requirements.txt"'], run: 'pip install -r "${REQ}"' },
    { set: ['ENV REQ /app/requirements.txt'], run: 'pip install -r "$REQ" && pip check' },
    { set: ['ENV DIR=/app', 'ENV REQ=$DIR/requirements.txt'], run: 'pip install -r $REQ' },
    { set: ['ENV DIR=/app NAME=requirements.txt'], run: 'pip install -r ${DIR}/$NAME' },
  ].map(({ set, run }): Case => ({
    id: `a path in a constant: ${[...set, run].join(', ')}`,
    dockerfile: python(...set, 'COPY . .', `RUN ${run}`, 'RUN python app/main.py'),
    files: REQUIREMENTS,
    expected: {
      safe: python(...set, 'COPY requirements.txt ./', `RUN ${run}`, 'COPY . .', 'RUN python app/main.py'),
    },
  })),
  {
    id: 'a path in a constant that a comment names',
    dockerfile: python(
      'ENV REQ=/app/requirements.txt',
      'COPY . .',
      'RUN \\',
      '  # of REQ',
      '  pip install -r $REQ',
    ),
    files: REQUIREMENTS,
    expected: {
      safe: python(
        'ENV REQ=/app/requirements.txt',
        'COPY requirements.txt ./',
        'RUN \\',
        '  # of REQ',
        '  pip install -r $REQ',
        'COPY . .',
      ),
    },
  },
  {
    id: 'a path in a constant of the stage below',
    dockerfile: `FROM python:3.13 AS base\nENV REQ=/app/requirements.txt\nFROM base\nWORKDIR /app\nCOPY . .\nRUN pip install -r $REQ\n`,
    files: REQUIREMENTS,
    expected: {
      safe: `FROM python:3.13 AS base\nENV REQ=/app/requirements.txt\nFROM base\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install -r $REQ\nCOPY . .\n`,
    },
  },
  ...[
    { set: ['ARG REQ=/app/requirements.txt'], run: 'pip install -r $REQ' },
    { set: ['ENV REQ=/app/requirements.txt', 'ARG REQ'], run: 'pip install -r $REQ' },
    { set: ['ENV REQ=/app/a.txt', 'ENV REQ=/app/requirements.txt'], run: 'pip install -r $REQ' },
    { set: ['ARG DIR=/app', 'ENV REQ=$DIR/requirements.txt'], run: 'pip install -r $REQ' },
    { set: ['ENV REQ="/app/requirements.txt /app/b.txt"'], run: 'pip install -r $REQ' },
    { set: ['ENV REQ=/app/requirements.txt'], run: "pip install -r '$REQ'" },
    { set: ['ENV REQ=/app/requirements.txt'], run: 'pip install -r ${REQ:-b.txt}' },
    { set: ['ENV REQ=/app/requirements.txt'], run: 'REQ=b.txt; pip install -r $REQ' },
    { set: ['ENV REQ=/app/requirements.txt'], run: 'for REQ in a b; do pip install -r $REQ; done' },
    { set: ['ENV REQ=/app/requirements.txt'], run: '. ./settings.sh; pip install -r $REQ' },
    { set: ['ENV REQ=/app/requirements.txt'], run: 'export A=1; pip install -r $REQ' },
    { set: ['ENV REQ=/app/requirements.txt'], run: '["pip", "install", "-r", "$REQ"]' },
  ].map(({ set, run }): Case => ({
    id: `a path in a variable that may have another value: ${[...set, run].join(', ')}`,
    dockerfile: python(...set, 'COPY . .', `RUN ${run}`),
    files: { ...REQUIREMENTS, 'settings.sh': '' },
    expected: 'silent',
  })),
];

const PIP_OF_OWN: readonly Case[] = [
  {
    id: 'pip: an environment among the sources that the same RUN makes and activates',
    dockerfile: python(
      'COPY . .',
      'RUN python -m venv env && . env/bin/activate && pip install -r requirements.txt',
    ),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN python -m venv env && . env/bin/activate && pip install -r requirements.txt',
        'COPY . .',
      ),
      ignore: '.venv\nenv\n',
    },
  },
  {
    id: 'pip: an environment that is made and activated for the project itself',
    dockerfile: python(
      'COPY . .',
      'RUN python -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt -e .',
    ),
    files: { ...SOURCES, 'requirements.txt': 'flask\n', 'setup.py': '' },
    expected: {
      review: python(
        'COPY requirements.txt ./',
        'RUN python -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt',
        'COPY . .',
        'RUN . .venv/bin/activate && pip install -r requirements.txt -e .',
      ),
      title: 'the RUN is cut in two',
    },
  },
  ...[
    [
      'test -d env || python -m venv env; . env/bin/activate && pip install -r requirements.txt',
      '`test -d env`',
    ],
    ['python -m venv a && . b/bin/activate && pip install -r requirements.txt', '`. b/bin/activate`'],
    [
      'python -m venv env && . env/bin/activate && cd app && pip install -r requirements.txt',
      'it may install into `env`, which is relative',
    ],
  ].map(([run = '', none = '']): Case => ({
    id: `pip: an environment that may be another one: ${run}`,
    dockerfile: python('COPY . .', `RUN ${run}`),
    files: REQUIREMENTS,
    expected: { none },
  })),
];

/** `uv venv` and activations in front of `uv sync`. */
const UV_ENVIRONMENTS: readonly Case[] = [
  ...[
    'uv venv',
    'uv venv -p 3.13 .venv',
    'uv venv --python=3.13 --seed /app/.venv',
    'uv venv /opt/venv',
    'python -m venv .venv',
    'virtualenv .venv',
  ].flatMap((venv): Case[] => [
    {
      id: `uv: ${venv} goes along with the download`,
      dockerfile: python('COPY . .', `RUN ${venv} && uv sync --frozen`),
      files: { ...UV, '.python-version': '3.13\n' },
      expected: {
        review: python(
          'COPY pyproject.toml .python-version uv.lock ./',
          `RUN ${venv} && uv sync --frozen --no-install-project`,
          'COPY . .',
          'RUN uv sync --frozen',
        ),
        title: 'adds a step; the RUN is cut in two',
      },
    },
    {
      id: `uv: ${venv} in a RUN that moves as it is`,
      dockerfile: python('COPY . .', `RUN ${venv} && uv sync --frozen`),
      files: UV_APP,
      expected: {
        safe: python('COPY pyproject.toml uv.lock ./', `RUN ${venv} && uv sync --frozen`, 'COPY . .'),
      },
    },
  ]),
  ...['uv venv -p ./py', 'uv venv env', 'uv venv /app/env', 'uv venv --project api', 'uv venv $PLACE'].map(
    (venv): Case => ({
      id: `uv: ${venv} may read or hide sources`,
      dockerfile: python('COPY . .', `RUN ${venv} && uv sync --frozen`),
      files: UV,
      expected: { none: `\`${venv}\` may prepare what is fetched` },
    }),
  ),
  ...['uv venv', 'uv venv --python 3.13 .venv', 'python -m venv .venv'].map((venv): Case => ({
    id: `uv pip: ${venv} in a RUN that moves as it is`,
    dockerfile: python('COPY . .', `RUN ${venv} && uv pip install -r requirements.txt`),
    files: { 'requirements.txt': 'flask\n', '.python-version': '3.13\n', 'main.py': '' },
    expected: {
      safe: python(
        'COPY requirements.txt .python-version ./',
        `RUN ${venv} && uv pip install -r requirements.txt`,
        'COPY . .',
      ),
      ignore: '.venv\n.dockerignore\n',
    },
  })),
  {
    id: 'uv pip: uv venv where it does not look by itself',
    dockerfile: python('COPY . .', 'RUN uv venv env && uv pip install -r requirements.txt'),
    files: { 'requirements.txt': 'flask\n', 'main.py': '' },
    expected: { none: '`uv venv env`' },
  },
  {
    id: 'uv: an environment that the RUN makes and activates is activated in both halves',
    dockerfile: python(
      'COPY . .',
      'RUN uv venv && . .venv/bin/activate && uv sync --frozen',
      'RUN . .venv/bin/activate',
    ),
    files: UV,
    expected: {
      review: python(
        'COPY pyproject.toml uv.lock ./',
        'RUN uv venv && . .venv/bin/activate && uv sync --frozen --no-install-project',
        'COPY . .',
        'RUN . .venv/bin/activate && uv sync --frozen',
        'RUN . .venv/bin/activate',
      ),
      title: 'the RUN is cut in two',
    },
  },
  ...['RUN uv venv', 'RUN uv venv ./.venv', 'RUN cd / && python -m venv /app/.venv'].map((made): Case => ({
    id: `uv: the environment of a RUN above is activated in both steps: ${made}`,
    dockerfile: python(made, 'COPY . .', 'RUN . .venv/bin/activate && uv sync --frozen'),
    files: UV,
    expected: {
      review: python(
        made,
        'COPY pyproject.toml uv.lock ./',
        'RUN . .venv/bin/activate && uv sync --frozen --no-install-project',
        'COPY . .',
        'RUN . .venv/bin/activate && uv sync --frozen',
      ),
      title: 'adds a step',
    },
  })),
  {
    id: 'uv: activated above a project that is no package',
    dockerfile: python('RUN uv venv', 'COPY . .', 'RUN source .venv/bin/activate && uv sync --frozen'),
    files: UV_APP,
    expected: {
      safe: python(
        'RUN uv venv',
        'COPY pyproject.toml uv.lock ./',
        'RUN source .venv/bin/activate && uv sync --frozen',
        'COPY . .',
      ),
    },
  },
  {
    id: 'uv: a RUN that only activates an environment of a RUN above is passed',
    dockerfile: python('RUN uv venv', 'COPY . .', 'RUN . .venv/bin/activate', 'RUN uv sync --frozen'),
    files: UV_APP,
    expected: {
      safe: python(
        'RUN uv venv',
        'RUN . .venv/bin/activate',
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --frozen',
        'COPY . .',
      ),
    },
  },
  ...[
    ['RUN . .venv/bin/activate', 'RUN uv sync --frozen'],
    ['RUN . .venv/bin/activate && uv sync --frozen'],
    ['RUN uv venv env && . .venv/bin/activate && uv sync --frozen'],
  ].map((runs): Case => ({
    id: `uv: an environment that may be one of the sources: ${runs.join(', ')}`,
    dockerfile: python('COPY . .', ...runs),
    files: UV,
    expected: { none: runs[0]?.includes('uv venv') === true ? '`uv venv env`' : '. .venv/bin/activate`' },
  })),
  {
    id: 'uv: an environment that a RUN in another directory makes',
    dockerfile: python('RUN cd /opt && uv venv', 'COPY . .', 'RUN . .venv/bin/activate && uv sync --frozen'),
    files: UV,
    expected: { none: '`. .venv/bin/activate` may prepare what is fetched' },
  },
  {
    id: 'uv: the active environment is the one that is filled',
    dockerfile: python('RUN uv venv env', 'COPY . .', 'RUN . env/bin/activate && uv sync --active --frozen'),
    files: UV,
    expected: { none: '`. env/bin/activate` may prepare what is fetched' },
  },
  {
    id: 'uv: what is made for pip stays below the sources',
    dockerfile: python('COPY . .', 'RUN uv venv && . .venv/bin/activate && uv pip install -e .'),
    files: UV,
    expected: { none: '`uv venv` may prepare what is fetched' },
  },
];

const PIP: readonly Case[] = [
  ...PIP_OF_OWN,
  ...NAMED,
  ...ENCODED,
  {
    id: 'pip of an environment among the sources, which the same RUN makes',
    dockerfile: python('COPY . .', 'RUN python -m venv .venv && .venv/bin/pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN python -m venv .venv && .venv/bin/pip install -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pip of an environment among the sources, which a RUN in between makes, and that is not ignored',
    dockerfile: python('COPY . .', 'RUN python -m venv env', 'RUN env/bin/pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      review: python(
        'RUN python -m venv env',
        'COPY requirements.txt ./',
        'RUN env/bin/pip install -r requirements.txt',
        'COPY . .',
      ),
      title: 'the context must not hold a virtual environment at env',
      ignore: '.venv\nenv\n',
    },
  },
  {
    id: 'pip of an environment that the copy brings',
    dockerfile: python('COPY . .', 'RUN env/bin/pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n', 'env/bin/pip': '' },
    expected: { none: 'packages go into env, where sources are' },
  },
  {
    id: 'pip: a bundle of short options that ends with the file',
    dockerfile: python('COPY . .', 'RUN pip install -Ur requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python('COPY requirements.txt ./', 'RUN pip install -Ur requirements.txt', 'COPY . .'),
    },
  },
  {
    id: 'pip: into a folder of its own for another stage',
    dockerfile: python('COPY . .', 'RUN pip install --prefix=/install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN pip install --prefix=/install -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pip: among the sources, as functions of AWS do',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt -t .'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      review: python('COPY requirements.txt ./', 'RUN pip install -r requirements.txt -t .', 'COPY . .'),
      title: 'packages go into .',
    },
  },
  {
    id: 'pip: into a folder that a variable names',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt --target "${LAMBDA_TASK_ROOT}"'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      review: python(
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt --target "${LAMBDA_TASK_ROOT}"',
        'COPY . .',
      ),
      title: 'packages go into',
    },
  },
  {
    id: 'pip: into a new folder of the project',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt -t vendor'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python('COPY requirements.txt ./', 'RUN pip install -r requirements.txt -t vendor', 'COPY . .'),
      ignore: '.venv\nvendor\n',
    },
  },
  {
    id: 'pip: into a folder of sources',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt -t app'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: { none: 'packages go into app, where sources are' },
  },
  {
    id: 'pip: wheels for another stage',
    dockerfile: python('COPY . .', 'RUN pip wheel --no-deps --wheel-dir /wheels -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN pip wheel --no-deps --wheel-dir /wheels -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pip: archives of the project',
    dockerfile: python('COPY . .', 'RUN pip install --find-links wheels -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n', 'wheels/a-1.whl': '' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'COPY wheels wheels/',
        'RUN pip install --find-links wheels -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pip: archives at an address, named in the file',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt'),
    files: {
      ...SOURCES,
      'requirements.txt': '-f https://example.org/whl\n--find-links=https://example.org\ntorch\n',
    },
    expected: { safe: python('COPY requirements.txt ./', 'RUN pip install -r requirements.txt', 'COPY . .') },
  },
  {
    id: 'pip: archives at an unknown place',
    dockerfile: python('COPY . .', 'RUN pip install --find-links /app/wheels -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: { none: '`--find-links /app/wheels` may lead among the sources' },
  },
  {
    id: 'pip: in an environment that is activated',
    dockerfile: python(
      'COPY . .',
      'RUN python -m venv /opt/venv && . /opt/venv/bin/activate && pip install -r requirements.txt && rm -rf ~/.cache',
    ),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python(
        'COPY requirements.txt ./',
        'RUN python -m venv /opt/venv && . /opt/venv/bin/activate && pip install -r requirements.txt && rm -rf ~/.cache',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pip: an environment of the sources that is activated',
    dockerfile: python('COPY . .', 'RUN . venv/bin/activate && pip install -r requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: { none: 'the install shares its RUN with `. venv/bin/activate`' },
  },
  {
    id: 'pip: an address with a variable',
    dockerfile: python(
      'ARG TOKEN',
      'COPY . .',
      'RUN pip install --index-url https://$TOKEN@example.org -r requirements.txt',
    ),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python(
        'ARG TOKEN',
        'COPY requirements.txt ./',
        'RUN pip install --index-url https://$TOKEN@example.org -r requirements.txt',
        'COPY . .',
      ),
    },
  },
  {
    id: 'pip: requirements and the project in one command',
    dockerfile: python('COPY . .', 'RUN pip install --no-cache-dir -r requirements.txt -e .'),
    files: {
      ...SOURCES,
      'requirements.txt': '-c constraints.txt\nflask\n',
      'constraints.txt': '',
      'setup.py': '',
    },
    expected: {
      review: inserted(
        'COPY requirements.txt constraints.txt ./',
        'RUN pip install --no-cache-dir -r requirements.txt',
        'RUN pip install --no-cache-dir -r requirements.txt -e .',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'pip: requirements, then the project, in one RUN',
    dockerfile: python('COPY . .', 'RUN pip install -r requirements.txt && pip install .'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n', 'setup.py': '' },
    expected: {
      review: python(
        'COPY requirements.txt ./',
        'RUN pip install -r requirements.txt',
        'COPY . .',
        'RUN pip install .',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'pip: requirements first, the project below the sources',
    dockerfile: python(
      'COPY requirements.txt .',
      'RUN pip install -r requirements.txt',
      'COPY . .',
      'RUN pip install -r requirements.txt -e .',
    ),
    files: { ...SOURCES, 'requirements.txt': 'flask\n', 'setup.py': '' },
    expected: 'silent',
  },
  {
    id: 'pip: a local package in a subproject',
    dockerfile: python('COPY . .', 'WORKDIR /app/api', 'RUN pip install -r requirements.txt'),
    files: {
      ...SOURCES,
      'api/requirements.txt': 'flask\n-e ./lib\n',
      'api/lib/setup.py': '',
      'api/main.py': '',
    },
    expected: {
      review: python(
        'COPY api/requirements.txt api/',
        'COPY api/lib api/lib/',
        'WORKDIR /app/api',
        'RUN pip install -r requirements.txt',
        'COPY . /app/',
      ),
      title: 'api/requirements.txt installs ./lib',
    },
  },
  {
    id: 'pip-sync with its usual file',
    dockerfile: python('RUN pip install pip-tools', 'COPY . .', 'RUN pip-sync'),
    files: { ...SOURCES, 'requirements.txt': 'flask\n' },
    expected: {
      safe: python('RUN pip install pip-tools', 'COPY requirements.txt ./', 'RUN pip-sync', 'COPY . .'),
    },
  },
  {
    id: 'pip: a group of pyproject.toml',
    dockerfile: python('COPY . .', 'RUN pip install --group dev'),
    files: {
      ...SOURCES,
      'pyproject.toml':
        '[project]\nname = "a"\n[dependency-groups]\ndev = ["flask", {include-group = "x"}]\nx = []\n',
    },
    expected: { safe: python('COPY pyproject.toml ./', 'RUN pip install --group dev', 'COPY . .') },
  },
  {
    id: 'pip: requirements by another name, in conda',
    dockerfile: python('COPY . .', 'RUN conda run -n web pip install -r deps.txt'),
    files: { ...SOURCES, 'deps.txt': 'flask\n' },
    expected: {
      safe: python('COPY deps.txt ./', 'RUN conda run -n web pip install -r deps.txt', 'COPY . .'),
    },
  },
  {
    id: 'uv pip: requirements of pyproject.toml',
    dockerfile: python('COPY . .', 'RUN uv pip install --system -r pyproject.toml'),
    files: UV,
    expected: {
      safe: python('COPY pyproject.toml ./', 'RUN uv pip install --system -r pyproject.toml', 'COPY . .'),
    },
  },
  {
    id: 'uv pip: the project with extras',
    dockerfile: python('COPY . .', 'RUN uv pip install --system -e ".[web]"'),
    files: UV,
    expected: {
      review: inserted(
        'COPY pyproject.toml ./',
        'RUN uv pip install --system -r pyproject.toml --extra web',
        'RUN uv pip install --system -e ".[web]"',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'uv pip: requirements first, then the project',
    dockerfile: python(
      'COPY pyproject.toml .',
      'RUN uv pip install -r pyproject.toml',
      'COPY . .',
      'RUN uv pip install -e .',
    ),
    files: UV,
    expected: 'silent',
  },
  {
    id: 'uv pip: dependencies that the build backend makes',
    dockerfile: python('COPY . .', 'RUN uv pip install .'),
    files: { ...UV, 'pyproject.toml': '[project]\nname = "a"\ndynamic = ["dependencies"]\n' },
    expected: { none: 'the dependencies of pyproject.toml are dynamic' },
  },
  {
    id: 'uv pip: the project without pyproject.toml',
    dockerfile: python('COPY . .', 'RUN uv pip install .'),
    files: { ...SOURCES, 'setup.py': '' },
    expected: 'silent',
  },
];

const POETRY_CASES: readonly Case[] = [
  {
    id: '46 poetry install with the project',
    dockerfile: python('COPY . .', 'RUN poetry install --only main --no-interaction'),
    files: POETRY,
    expected: {
      review: inserted(
        'COPY pyproject.toml poetry.lock ./',
        'RUN poetry install --only main --no-interaction --no-root',
        'RUN poetry install --only main --no-interaction',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'poetry: dependencies only',
    dockerfile: python('COPY . .', 'RUN poetry install --no-root'),
    files: { ...POETRY, 'poetry.toml': '[virtualenvs]\nin-project = true\n' },
    expected: {
      safe: python(
        'COPY pyproject.toml poetry.lock poetry.toml ./',
        'RUN poetry install --no-root',
        'COPY . .',
      ),
    },
  },
  {
    id: 'poetry: a project that is no package',
    dockerfile: python('COPY . .', 'RUN poetry install'),
    files: poetryWith('[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\nflask = "^3"\n'),
    expected: { safe: python('COPY pyproject.toml poetry.lock ./', 'RUN poetry install', 'COPY . .') },
  },
  {
    id: 'poetry: already in two steps',
    dockerfile: python(
      'COPY pyproject.toml poetry.lock ./',
      'RUN poetry install --no-root',
      'COPY . .',
      'RUN poetry install',
    ),
    files: POETRY,
    expected: 'silent',
  },
  {
    id: 'poetry: installed and set up in the same RUN',
    dockerfile: python(
      'COPY . .',
      'RUN pip install poetry==$POETRY_VERSION && poetry config virtualenvs.create false && poetry install --no-dev',
    ),
    files: POETRY,
    expected: {
      review: python(
        'COPY pyproject.toml poetry.lock ./',
        'RUN pip install poetry==$POETRY_VERSION && poetry config virtualenvs.create false && poetry install --no-dev --no-root',
        'COPY . .',
        'RUN poetry install --no-dev',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'poetry: options that are chosen while it builds',
    dockerfile: python(
      'ARG ENV',
      'COPY . .',
      `RUN poetry install $(test "$ENV" = production && echo "--only=main") --no-ansi`,
    ),
    files: POETRY,
    expected: {
      review: python(
        'ARG ENV',
        'COPY pyproject.toml poetry.lock ./',
        `RUN poetry install $(test "$ENV" = production && echo "--only=main") --no-ansi --no-root`,
        'COPY . .',
        `RUN poetry install $(test "$ENV" = production && echo "--only=main") --no-ansi`,
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'poetry: a local folder and a local archive',
    dockerfile: python('COPY . .', 'RUN poetry install --no-root'),
    files: poetryWith(
      '[tool.poetry.dependencies]\nlib = {path = "libs/lib", develop = true}\nold = {path = "wheels/old-1.whl"}\n',
      { 'libs/lib/pyproject.toml': '', 'wheels/old-1.whl': '' },
    ),
    expected: {
      review: python(
        'COPY pyproject.toml poetry.lock ./',
        'COPY wheels/old-1.whl wheels/',
        'RUN poetry install --no-root --no-directory',
        'COPY . .',
        'RUN poetry install --no-root',
      ),
      title: '`--no-directory` needs Poetry 1.5',
    },
  },
  ...[
    { set: ['RUN pip install poetry==1.1.15'], why: 'line 3 names 1.1.15' },
    {
      set: ['ENV POETRY_VERSION=1.1.15', 'RUN pip install poetry==$POETRY_VERSION'],
      why: 'line 4 names 1.1.15',
    },
    {
      set: ['ARG POETRY_VERSION=1.4', 'RUN pip install "poetry==${POETRY_VERSION}"'],
      why: 'line 4 names 1.4',
    },
    { set: ['ENV POETRY_VERSION 1.4.2', 'RUN pip install poetry'], why: 'line 3 names 1.4.2' },
    { set: ["RUN pip install 'poetry<1.5'"], why: 'line 3 names one below 1.5' },
    { set: ["RUN pip install 'poetry[plugin]~=1.4.0'"], why: 'line 3 names 1.4.0' },
    {
      set: ['RUN curl -sSL https://install.python-poetry.org | python3 - --version 1.3.2'],
      why: 'line 3 names 1.3.2',
    },
  ].map(({ set, why }): Case => ({
    id: `poetry: a local folder, and a version that has no --no-directory: ${set.join(', ')}`,
    dockerfile: python(...set, 'COPY . .', 'RUN poetry install --no-root'),
    files: poetryWith('[tool.poetry.dependencies]\nlib = {path = "libs/lib"}\n'),
    expected: { none: `\`--no-directory\` needs Poetry 1.5, and ${why}` },
  })),
  ...[
    { set: 'RUN pip install poetry==1.5.0', isKnown: true },
    { set: 'RUN pip install poetry==2.1.3', isKnown: true },
    { set: 'RUN pip install poetry~=1.4' },
    { set: "RUN pip install 'poetry<2'" },
    { set: "RUN pip install 'poetry<1.5.1'" },
    { set: 'RUN pip install poetry-core==1.0.0' },
    { set: 'ENV POETRY_VERSION=1.8.3', isKnown: true },
  ].map(({ set, isKnown = false }): Case => ({
    id: `poetry: a local folder, and a version that has --no-directory: ${set}`,
    dockerfile: python(set, 'COPY . .', 'RUN poetry install --no-root'),
    files: poetryWith('[tool.poetry.dependencies]\nlib = {path = "libs/lib"}\n'),
    expected: {
      review: python(
        set,
        'COPY pyproject.toml poetry.lock ./',
        'RUN poetry install --no-root --no-directory',
        'COPY . .',
        'RUN poetry install --no-root',
      ),
      title: isKnown ? '(review: adds a step)' : '`--no-directory` needs Poetry 1.5',
    },
  })),
  {
    id: 'poetry: a local folder without a lock',
    dockerfile: python('COPY . .', 'RUN poetry install'),
    files: {
      ...SOURCES,
      'pyproject.toml': '[tool.poetry.group.dev.dependencies]\nlib = {path = "../lib"}\n',
    },
    expected: { none: '`lib` is the local folder ../lib, and no lock file knows what it needs' },
  },
  {
    id: 'poetry: no lock file',
    dockerfile: python('COPY . .', 'RUN poetry install --no-root'),
    files: { ...SOURCES, 'pyproject.toml': '[tool.poetry]\n' },
    expected: {
      review: python('COPY pyproject.toml ./', 'RUN poetry install --no-root', 'COPY . .'),
      title: 'no lock file pins the versions',
    },
  },
  {
    id: 'poetry: .venv is not ignored',
    dockerfile: python('COPY . .', 'RUN poetry install --no-root'),
    files: { ...POETRY, '.dockerignore': '.git\n' },
    expected: {
      safe: python('COPY pyproject.toml poetry.lock ./', 'RUN poetry install --no-root', 'COPY . .'),
      ignore: '.git\n.venv\n',
    },
  },
  {
    id: 'poetry: a version out of the history',
    dockerfile: python('COPY . .', 'RUN poetry install'),
    files: poetryWith('[tool.poetry-dynamic-versioning]\nenable = true\n', { '.git/!': '' }),
    expected: { none: 'poetry-dynamic-versioning reads the history' },
  },
  {
    id: 'poetry: pyproject.toml that is not TOML',
    dockerfile: python('COPY . .', 'RUN poetry install'),
    files: poetryWith('[tool.poetry\n'),
    expected: { none: "pyproject.toml can't be read" },
  },
  {
    id: 'poetry: in a folder, with a cache mount',
    dockerfile: python(
      'COPY . .',
      'RUN --mount=type=cache,target=/root/.cache/pypoetry cd api && poetry install',
    ),
    files: {
      'api/main.py': '',
      'api/pyproject.toml': '[tool.poetry]\n',
      'api/poetry.lock': '',
      '.dockerignore': '**/.venv\n',
    },
    expected: {
      review: python(
        'COPY api/pyproject.toml api/poetry.lock api/',
        'RUN --mount=type=cache,target=/root/.cache/pypoetry cd api && poetry install --no-root',
        'COPY . .',
        'RUN --mount=type=cache,target=/root/.cache/pypoetry cd api && poetry install',
      ),
      title: 'adds a step',
    },
  },
];

const WORKSPACE: Files = {
  ...SOURCES,
  'pyproject.toml':
    '[project]\nname = "root"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n',
  'uv.lock': '',
  'packages/api/pyproject.toml': '[project]\nname = "api"\nversion = "1"\n[build-system]\nrequires = []\n',
  'packages/api/api/main.py': '',
  'packages/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
  'packages/old/pyproject.toml': '',
};

const UV_CASES: readonly Case[] = [
  {
    id: '47 uv sync with the project',
    dockerfile: python('COPY . .', 'RUN uv sync --frozen'),
    files: UV,
    expected: {
      review: inserted(
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --frozen --no-install-project',
        'RUN uv sync --frozen',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'uv: a project that is no package',
    dockerfile: python('COPY . .', 'RUN uv sync --locked --no-dev'),
    files: { ...UV_APP, '.python-version': '3.13\n', 'uv.toml': '' },
    expected: {
      safe: python(
        'COPY pyproject.toml .python-version uv.toml uv.lock ./',
        'RUN uv sync --locked --no-dev',
        'COPY . .',
      ),
    },
  },
  {
    id: 'uv: a lock that may be rewritten',
    dockerfile: python('COPY . .', 'RUN uv sync'),
    files: UV_APP,
    expected: {
      review: python('COPY pyproject.toml uv.lock ./', 'RUN uv sync', 'COPY . .'),
      title: 'uv sync may rewrite uv.lock',
    },
  },
  {
    id: 'uv: no lock file',
    dockerfile: python('COPY . .', 'RUN uv sync'),
    files: { ...SOURCES, 'pyproject.toml': UV['pyproject.toml'] ?? '' },
    expected: {
      review: inserted('COPY pyproject.toml ./', 'RUN uv sync --no-install-project', 'RUN uv sync'),
      title: 'no lock file pins the versions',
    },
  },
  {
    id: 'uv: a lock that must be there and is not',
    dockerfile: python('COPY . .', 'RUN uv sync --frozen'),
    files: { ...SOURCES, 'pyproject.toml': UV['pyproject.toml'] ?? '' },
    expected: 'silent',
  },
  {
    id: 'uv: a setting that makes it no package',
    dockerfile: python('COPY . .', 'RUN uv sync --frozen'),
    files: { ...UV, 'pyproject.toml': `${UV['pyproject.toml'] ?? ''}[tool.uv]\npackage = false\n` },
    expected: { safe: python('COPY pyproject.toml uv.lock ./', 'RUN uv sync --frozen', 'COPY . .') },
  },
  {
    id: 'uv: already in two steps, with mounts',
    dockerfile: python(
      'RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-install-project',
      'COPY . .',
      'RUN uv sync --locked',
    ),
    files: UV,
    expected: 'silent',
  },
  {
    id: 'uv: a version out of the history',
    dockerfile: python('COPY . .', 'RUN uv sync --locked'),
    files: {
      ...UV,
      'pyproject.toml': '[project]\nname = "a"\ndynamic = ["version"]\n[build-system]\nrequires = []\n',
    },
    expected: {
      review: inserted(
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --frozen --no-install-project',
        'RUN uv sync --locked',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'uv: a workspace',
    dockerfile: python('COPY . .', 'RUN uv sync --locked --package api'),
    files: WORKSPACE,
    expected: {
      review: python(
        'COPY pyproject.toml uv.lock ./',
        'COPY packages/api/pyproject.toml packages/api/',
        'COPY packages/core/pyproject.toml packages/core/',
        'RUN uv sync --locked --package api --no-install-workspace',
        'COPY . .',
        'RUN uv sync --locked --package api',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'uv: in a member of a workspace',
    dockerfile: python('COPY . .', 'WORKDIR /app/packages/api', 'RUN uv sync --frozen'),
    files: WORKSPACE,
    expected: {
      review: python(
        'COPY packages/api/pyproject.toml packages/api/',
        'COPY pyproject.toml uv.lock ./',
        'COPY packages/core/pyproject.toml packages/core/',
        'WORKDIR /app/packages/api',
        'RUN uv sync --frozen --no-install-workspace',
        'COPY . /app/',
        'RUN uv sync --frozen',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'uv: a local folder',
    dockerfile: python('COPY . .', 'RUN uv sync --locked'),
    files: {
      ...UV_APP,
      'pyproject.toml':
        '[project]\nname = "a"\n[tool.uv.sources]\nlib = { path = "libs/lib", editable = true }\n',
      'libs/lib/pyproject.toml': '[project]\nname = "lib"\n',
      'libs/lib/lib.py': '',
    },
    expected: {
      review: inserted(
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --frozen --no-install-package lib',
        'RUN uv sync --locked',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'uv: a local folder without a lock',
    dockerfile: python('COPY . .', 'RUN uv sync'),
    files: {
      ...SOURCES,
      'pyproject.toml': '[project]\nname = "a"\n[tool.uv.sources]\nlib = { path = "libs/lib" }\n',
    },
    expected: { none: 'versions can only be chosen among the sources' },
  },
  ...[
    'apk add --no-cache --virtual .b gcc && pip install --no-cache-dir uv && uv sync --frozen && apk del .b',
    'apt-get update && apt-get install -y gcc && uv sync --frozen && apt-get purge -y gcc',
    'apt-get update && apt-get install -y gcc && uv sync --frozen && rm -rf /var/lib/apt/lists/*',
  ].map((run) => ({
    id: `uv: a RUN that takes out what it installs for itself: ${run}`,
    dockerfile: python('COPY . .', `RUN ${run}`),
    files: UV,
    expected: { none: 'the RUN takes out at its end what it installs for itself' },
  })),
  {
    id: 'uv: an index on disk',
    dockerfile: python('COPY . .', 'RUN uv sync --frozen'),
    files: {
      ...UV_APP,
      'pyproject.toml': '[project]\nname = "a"\n[[tool.uv.index]]\nname = "x"\nurl = "./wheels"\n',
    },
    expected: { none: 'pyproject.toml names an index among the sources' },
  },
  {
    id: 'uv: an optional part on top of what is there',
    dockerfile: python(
      'COPY pyproject.toml uv.lock ./',
      'RUN uv sync --no-install-project',
      'COPY . .',
      'RUN uv sync --extra web',
    ),
    files: UV,
    expected: 'silent',
  },
];

const OTHER: readonly Case[] = [
  {
    id: 'pipenv: a lock that is taken as it is',
    dockerfile: python('COPY . .', 'RUN pipenv install --system --deploy'),
    files: PIPENV,
    expected: {
      safe: python('COPY Pipfile Pipfile.lock ./', 'RUN pipenv install --system --deploy', 'COPY . .'),
    },
  },
  {
    id: 'pipenv: a lock that may be rewritten, and .venv',
    dockerfile: python('COPY . .', 'RUN pipenv install'),
    files: { ...PIPENV, '.dockerignore': '' },
    expected: {
      review: python('COPY Pipfile Pipfile.lock ./', 'RUN pipenv install', 'COPY . .'),
      title: 'pipenv install may rewrite Pipfile.lock',
      ignore: '.venv\n',
    },
  },
  {
    id: 'pipenv: pipenv itself in the same RUN',
    dockerfile: python('COPY . /app', 'RUN pip install pipenv && pipenv sync && python -m compileall .'),
    files: PIPENV,
    expected: {
      review: python(
        'COPY Pipfile Pipfile.lock /app/',
        'RUN pip install pipenv && pipenv sync',
        'COPY . /app',
        'RUN python -m compileall .',
      ),
      title: 'the RUN is cut in two',
    },
  },
  {
    id: 'pipenv: the project itself',
    dockerfile: python('COPY . .', 'RUN pipenv sync'),
    files: { ...PIPENV, Pipfile: '[packages]\napp = {path = ".", editable = true}\n' },
    expected: { none: '`app` of Pipfile is `.`, outside what can be copied alone' },
  },
  {
    id: 'pipenv: a local folder',
    dockerfile: python('COPY . .', 'RUN pipenv sync'),
    files: { ...PIPENV, Pipfile: '[dev-packages]\nlib = {path = "./lib"}\n', 'lib/setup.py': '' },
    expected: {
      review: python('COPY Pipfile Pipfile.lock ./', 'COPY lib lib/', 'RUN pipenv sync', 'COPY . .'),
      title: '`lib` of Pipfile is the local folder lib',
    },
  },
  {
    id: 'pipenv: no lock where it needs one',
    dockerfile: python('COPY . .', 'RUN pipenv sync'),
    files: { ...SOURCES, Pipfile: '' },
    expected: 'silent',
  },
  {
    id: 'pipenv: requirements instead of a Pipfile',
    dockerfile: python('COPY . .', 'RUN pipenv install'),
    files: { ...SOURCES, 'requirements.txt': '' },
    expected: 'silent',
  },
  {
    id: 'pipenv: settings in .env',
    dockerfile: python('COPY . .', 'RUN pipenv sync'),
    files: { ...PIPENV, '.env': 'INDEX=https://example.org\n' },
    expected: { safe: python('COPY Pipfile Pipfile.lock .env ./', 'RUN pipenv sync', 'COPY . .') },
  },
  {
    id: 'pdm: a project that is no package',
    dockerfile: python('COPY . .', 'RUN pdm sync --prod'),
    files: PDM,
    expected: { safe: python('COPY pyproject.toml pdm.lock ./', 'RUN pdm sync --prod', 'COPY . .') },
  },
  {
    id: 'pdm: a lock that may be rewritten',
    dockerfile: python('COPY . .', 'RUN pdm install'),
    files: PDM,
    expected: {
      review: python('COPY pyproject.toml pdm.lock ./', 'RUN pdm install', 'COPY . .'),
      title: 'pdm install may rewrite pdm.lock',
    },
  },
  {
    id: 'pdm: a package',
    dockerfile: python('COPY . .', 'RUN pdm install --check --prod --no-editable'),
    files: { ...PDM, 'pyproject.toml': '[project]\nname = "app"\ndynamic = ["version"]\n' },
    expected: {
      review: inserted(
        'COPY pyproject.toml pdm.lock ./',
        'RUN pdm install --check --prod --no-editable --no-self',
        'RUN pdm install --check --prod --no-editable',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'pdm: already in two steps',
    dockerfile: python(
      'COPY pyproject.toml pdm.lock ./',
      'RUN pdm install --no-self',
      'COPY . .',
      'RUN pdm install',
    ),
    files: { ...PDM, 'pyproject.toml': '[project]\nname = "app"\n' },
    expected: 'silent',
  },
  {
    id: 'pdm: a script that an install runs',
    dockerfile: python('COPY . .', 'RUN pdm sync'),
    files: { ...PDM, 'pyproject.toml': '[tool.pdm.scripts]\npost_install = "python setup_data.py"\n' },
    expected: { none: 'the `post_install` script runs while packages are installed' },
  },
  {
    id: 'pdm: local packages',
    dockerfile: python('COPY . .', 'RUN pdm sync --no-self'),
    files: {
      ...PDM,
      'pyproject.toml':
        '[project]\nname = "a"\n[tool.pdm.dev-dependencies]\ndev = ["-e file:///${PROJECT_ROOT}/libs/x#egg=x", "b @ file:///${PROJECT_ROOT}/libs/b"]\n',
      'libs/x/setup.py': '',
      'libs/b/setup.py': '',
    },
    expected: {
      review: python(
        'COPY pyproject.toml pdm.lock ./',
        'COPY libs/x libs/x/',
        'COPY libs/b libs/b/',
        'RUN pdm sync --no-self',
        'COPY . .',
      ),
      title: '`libs/x` of pyproject.toml is the local folder libs/x',
    },
  },
  {
    id: 'pdm: dependencies that the build backend makes',
    dockerfile: python('COPY . .', 'RUN pdm sync'),
    files: { ...PDM, 'pyproject.toml': '[project]\nname = "a"\ndynamic = ["dependencies"]\n' },
    expected: { none: 'the dependencies of pyproject.toml are dynamic' },
  },
  {
    id: 'pdm: the folders that it writes are not ignored',
    dockerfile: python('COPY . .', 'RUN pdm sync'),
    files: { ...PDM, '.dockerignore': '.venv\n' },
    expected: {
      safe: python('COPY pyproject.toml pdm.lock ./', 'RUN pdm sync', 'COPY . .'),
      ignore: '.venv\n.pdm-python\n',
    },
  },
  {
    id: 'conda: an environment',
    dockerfile: python('COPY . .', 'RUN conda env create -f environment.yml && conda clean -afy'),
    files: CONDA,
    expected: {
      safe: python(
        'COPY environment.yml ./',
        'RUN conda env create -f environment.yml && conda clean -afy',
        'COPY . .',
      ),
    },
  },
  {
    id: 'conda: requirement files of an environment',
    dockerfile: python('COPY . .', 'RUN mamba env update -n base -f docker/environment.yml'),
    files: {
      ...SOURCES,
      'docker/environment.yml': 'dependencies:\n  - pip\n  - pip:\n    - -r requirements.txt\n    - flask\n',
      'docker/requirements.txt': '-c ../constraints.txt\n',
      'constraints.txt': '',
    },
    expected: {
      safe: python(
        'COPY docker/environment.yml docker/requirements.txt docker/',
        'COPY constraints.txt ./',
        'RUN mamba env update -n base -f docker/environment.yml',
        'COPY . .',
      ),
    },
  },
  {
    id: 'conda: the project itself in an environment',
    dockerfile: python('COPY . .', 'RUN conda env create -f environment.yml'),
    files: { ...CONDA, 'environment.yml': 'dependencies:\n  - pip:\n    - -e .\n' },
    expected: { none: 'environment.yml installs `.` from the sources' },
  },
  {
    id: 'conda: a channel on disk',
    dockerfile: python('COPY . .', 'RUN conda env create'),
    files: { ...CONDA, 'environment.yml': 'channels: [./channel]\ndependencies: [numpy]\n' },
    expected: { none: 'environment.yml names a channel among the sources' },
  },
  {
    id: 'conda: an environment that is not YAML',
    dockerfile: python('COPY . .', 'RUN conda env create'),
    files: { ...CONDA, 'environment.yml': '[' },
    expected: { none: "environment.yml can't be read" },
  },
  {
    id: 'conda: an environment by an absolute path, in micromamba',
    dockerfile: python('COPY . .', 'RUN micromamba install -y -n base -f /app/env.yaml'),
    files: { ...SOURCES, 'env.yaml': 'dependencies: [numpy]\n' },
    expected: {
      safe: python('COPY env.yaml ./', 'RUN micromamba install -y -n base -f /app/env.yaml', 'COPY . .'),
    },
  },
  {
    id: 'conda: a list of packages',
    dockerfile: python('COPY . .', 'RUN conda install -y --file requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': '# base\nnumpy=2\n@EXPLICIT\nhttps://example.org/a.conda#0\n' },
    expected: {
      safe: python('COPY requirements.txt ./', 'RUN conda install -y --file requirements.txt', 'COPY . .'),
    },
  },
  {
    id: 'conda: an archive of the sources in a list',
    dockerfile: python('COPY . .', 'RUN conda install -y --file requirements.txt'),
    files: { ...SOURCES, 'requirements.txt': './a.conda\n' },
    expected: { none: 'requirements.txt installs `./a.conda` from the sources' },
  },
  {
    id: 'conda: locks',
    dockerfile: python('COPY . .', 'RUN conda-lock install -n web conda-lock.yml'),
    files: { ...SOURCES, 'conda-lock.yml': '' },
    expected: {
      safe: python('COPY conda-lock.yml ./', 'RUN conda-lock install -n web conda-lock.yml', 'COPY . .'),
    },
  },
  {
    id: 'conda: only the environment is copied first',
    dockerfile: python('COPY environment.yml .', 'RUN conda env create', 'COPY . .'),
    files: CONDA,
    expected: 'silent',
  },
];

/** pip, Poetry, uv, Pipenv, PDM and conda. */
export const PYTHON_CASES: readonly Case[] = [
  {
    id: 'sources of a folder beside that of the install',
    dockerfile: python(
      'COPY frontend /app/frontend',
      'COPY backend/requirements.txt /app/backend/',
      'WORKDIR /app/backend',
      'RUN pip install -r requirements.txt',
      'COPY backend /app/backend',
    ),
    files: BESIDE,
    expected: {
      safe: python(
        'COPY backend/requirements.txt /app/backend/',
        'WORKDIR /app/backend',
        'RUN pip install -r requirements.txt',
        'COPY frontend /app/frontend',
        'COPY backend /app/backend',
      ),
    },
  },
  ...[{ 'backend/requirements.txt': 'flask\n-e ../frontend\n' }, { 'frontend/index.js': undefined }].map(
    (files): Case => ({
      id: `a folder beside that of the install that belongs to it, or holds no sources: ${Object.keys(files).join(', ')}`,
      dockerfile: stage(
        'python:3.13',
        'COPY frontend frontend',
        'COPY backend/requirements.txt backend/',
        'RUN cd backend && pip install -r requirements.txt',
      ),
      files: Object.fromEntries(
        Object.entries({ ...BESIDE, ...files }).flatMap(([path, text]) =>
          text === undefined ? [] : [[path, text]],
        ),
      ),
      expected: 'silent',
    }),
  ),
  {
    id: 'sources of a folder beside that of the install, which a RUN in between uses',
    dockerfile: stage(
      'python:3.13',
      'COPY frontend frontend',
      'RUN cd frontend && ./build.sh',
      'COPY backend/requirements.txt backend/',
      'RUN cd backend && pip install -r requirements.txt',
    ),
    files: BESIDE,
    expected: 'silent',
  },
  ...[
    ['COPY common/load.R load_x.R', 'RUN Rscript load_x.R'],
    ['COPY common/load.R .', 'RUN Rscript --vanilla ./load.R'],
    ['COPY common/install.py more/', 'RUN cd more && python3.12 -u install.py --all'],
    ['COPY common/install.py install.py', 'RUN apt-get update && python /app/install.py'],
  ].map(([copy = '', run = '']): Case => ({
    id: `a file that is copied by its name for the RUN below it: ${copy}, ${run}`,
    dockerfile: python(copy, run, 'COPY requirements.txt .', 'RUN pip install -r requirements.txt'),
    files: TOOLS,
    expected: 'silent',
  })),
  ...[
    ['COPY common/load.R common/install.py ./', 'RUN python install.py'],
    ['COPY common/install.py ./', 'RUN python other.py install.py'],
    ['COPY common/install.py ./', 'RUN python -m install'],
  ].map(([copy = '', run = '']): Case => ({
    id: `a file that the RUN below does not run: ${copy}, ${run}`,
    dockerfile: python(copy, run, 'COPY requirements.txt .', 'RUN pip install -r requirements.txt'),
    files: TOOLS,
    expected: { none: 'may read or change the copied files' },
  })),
  {
    id: 'a file that is run below the install alone',
    dockerfile: python(
      'COPY common/install.py ./',
      'COPY requirements.txt .',
      'RUN pip install -r requirements.txt',
      'RUN python install.py',
    ),
    files: TOOLS,
    expected: {
      safe: python(
        'COPY requirements.txt .',
        'RUN pip install -r requirements.txt',
        'COPY common/install.py ./',
        'RUN python install.py',
      ),
    },
  },
  ...PIP,
  ...POETRY_CASES,
  ...UV_CASES,
  ...UV_ENVIRONMENTS,
  ...OTHER,
];
