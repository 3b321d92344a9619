import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

function r(...lines: readonly string[]): string {
  return stage('rocker/r-ver:4', ...lines);
}

const IGNORE = 'renv/library\nrenv/staging\n';
const RENV: Files = {
  'app.R': '',
  'R/utils.R': '',
  'renv.lock': '{"R":{},"Packages":{"shiny":{"Package":"shiny","Source":"Repository"}}}',
  '.Rprofile': 'source("renv/activate.R")\n',
  'renv/activate.R': '',
  'renv/settings.json': '{}',
  '.dockerignore': IGNORE,
};

const COPIES = ['COPY renv.lock .Rprofile ./', 'COPY renv/activate.R renv/settings.json renv/'];
const RESTORE = "RUN R -s -e 'renv::restore()'";

function without(files: Files, ...names: readonly string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

function packages(id: string, run: string, files: Files, expected: Case['expected']): Case {
  return { id: `r: ${id}`, dockerfile: r('COPY . .', run), files: { 'app.R': '', ...files }, expected };
}

const DESCRIPTION = 'Package: app\nImports: shiny\nRemotes: rstudio/DT\n';
const DEPS = "RUN R -e 'remotes::install_deps()'";
const SCRIPT = 'RUN Rscript install_packages.R';

/** renv, and R packages by DESCRIPTION or script. */
export const R_CASES: readonly Case[] = [
  {
    id: 'renv: a project as renv makes it',
    dockerfile: r('COPY . .', RESTORE),
    files: RENV,
    expected: { safe: r(...COPIES, RESTORE, 'COPY . .') },
  },
  {
    id: 'renv: renv itself in the same RUN, and the library is not ignored',
    dockerfile: r('COPY . .', `RUN R -e 'install.packages("renv")' -e 'renv::restore()'`),
    files: without(RENV, '.dockerignore'),
    expected: {
      safe: r(...COPIES, `RUN R -e 'install.packages("renv")' -e 'renv::restore()'`, 'COPY . .'),
      ignore: `${IGNORE}.dockerignore\n`,
    },
  },
  {
    id: 'renv: only the lock',
    dockerfile: r('COPY . .', RESTORE),
    files: { 'app.R': '', 'renv.lock': '{"Packages":{}}', '.dockerignore': IGNORE },
    expected: { safe: r('COPY renv.lock ./', RESTORE, 'COPY . .') },
  },
  {
    id: 'renv: already copied first',
    dockerfile: r('COPY renv.lock .Rprofile ./', 'COPY renv renv', RESTORE, 'COPY . .'),
    files: RENV,
    expected: 'silent',
  },
  {
    id: 'renv: no lock',
    dockerfile: r('COPY . .', RESTORE),
    files: without(RENV, 'renv.lock'),
    expected: 'silent',
  },
  {
    id: 'renv: a local package in the lock',
    dockerfile: r('COPY . .', RESTORE),
    files: { ...RENV, 'renv.lock': '{"Packages":{"own":{"Package":"own","Source":"Local"}}}' },
    expected: { none: '`own` of renv.lock is a local package' },
  },
  {
    id: 'renv: a lock that was not read',
    dockerfile: r('COPY . .', RESTORE),
    files: { ...RENV, 'renv.lock': '' },
    expected: { review: r(...COPIES, RESTORE, 'COPY . .'), title: 'renv.lock may name local packages' },
  },
  {
    id: 'renv: a profile that runs another file',
    dockerfile: r('COPY . .', RESTORE),
    files: { ...RENV, '.Rprofile': 'source("renv/activate.R")\nsource("R/utils.R"); options(a = 1)\n' },
    expected: {
      review: r(
        'COPY renv.lock .Rprofile ./',
        'COPY renv/activate.R renv/settings.json renv/',
        'COPY R/utils.R R/',
        RESTORE,
        'COPY . .',
      ),
      title: '.Rprofile runs R/utils.R',
    },
  },
  {
    id: 'renv: a profile that reads what is not told',
    dockerfile: r('COPY . .', RESTORE),
    files: { ...RENV, '.Rprofile': 'source("renv/activate.R")\nx <- readLines(paste0("a", ".txt"))\n' },
    expected: { review: r(...COPIES, RESTORE, 'COPY . .'), title: '.Rprofile may read more files' },
  },
  {
    id: 'renv: in a folder',
    dockerfile: r('COPY . .', `RUN cd app && Rscript -e 'renv::restore()'`),
    files: {
      'main.R': '',
      'app/app.R': '',
      'app/renv.lock': '{"Packages":{}}',
      '.dockerignore': '**/renv/*\n',
    },
    expected: {
      safe: r('COPY app/renv.lock app/', `RUN cd app && Rscript -e 'renv::restore()'`, 'COPY . .'),
    },
  },
  packages(
    'dependencies of DESCRIPTION',
    DEPS,
    { DESCRIPTION },
    {
      safe: r('COPY DESCRIPTION ./', DEPS, 'COPY . .'),
    },
  ),
  packages(
    'a local package in DESCRIPTION',
    DEPS,
    { DESCRIPTION: `${DESCRIPTION}  local::./own\n` },
    {
      none: 'DESCRIPTION names a local package',
    },
  ),
  packages('no DESCRIPTION', DEPS, {}, 'silent'),
  packages(
    'a script that only installs',
    SCRIPT,
    {
      'install_packages.R':
        '# packages\ninstall.packages(c("shiny", "DT"),\n  repos = "https://example.org")\nremotes::install_github("a/b")\n',
    },
    { safe: r('COPY install_packages.R ./', SCRIPT, 'COPY . .') },
  ),
  packages(
    'a script that does more',
    SCRIPT,
    { 'install_packages.R': 'pkgs <- c("shiny")\nfor (p in pkgs) install.packages(p)\n' },
    {
      review: r('COPY install_packages.R ./', SCRIPT, 'COPY . .'),
      title: 'install_packages.R may read more files',
    },
  ),
  packages(
    'a script that reads a list',
    SCRIPT,
    { 'install_packages.R': 'install.packages(readLines("packages.txt"))\n', 'packages.txt': '' },
    { none: 'install_packages.R reads other files' },
  ),
  packages('a script that installs nothing', SCRIPT, { 'install_packages.R': 'print("hello")\n' }, 'silent'),
  packages(
    'a script that restores',
    'RUN Rscript docker/install.R',
    {
      'docker/install.R': 'install.packages("renv")\nrenv::restore()\n',
      'docker/renv.lock': '{"Packages":{}}',
      '.dockerignore': '**/renv\n',
    },
    'silent',
  ),
];
