import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

function perl(...lines: readonly string[]): string {
  return stage('perl:5.40', ...lines);
}

const APP: Files = {
  'app.pl': '',
  'lib/App.pm': '',
  cpanfile: "requires 'Mojolicious', '>= 9.0';\non 'test' => sub {\n  requires 'Test2::Suite';\n};\n",
};

const DEPS = 'RUN cpanm --notest --installdeps .';
const CARTON = 'RUN carton install --deployment';

function one(id: string, run: string, files: Files, expected: Case['expected']): Case {
  return { id: `perl: ${id}`, dockerfile: perl('COPY . .', run), files: { ...APP, ...files }, expected };
}

/** cpanm, cpm and Carton. */
export const PERL_CASES: readonly Case[] = [
  one('a cpanfile', DEPS, {}, { safe: perl('COPY cpanfile ./', DEPS, 'COPY . .') }),
  one(
    'metadata beside a cpanfile',
    DEPS,
    { 'META.json': '{}', 'Makefile.PL': '' },
    {
      safe: perl('COPY cpanfile META.json ./', DEPS, 'COPY . .'),
    },
  ),
  one(
    'a cpanfile that runs other files',
    DEPS,
    { cpanfile: "do './deps.pl';\n" },
    {
      none: "cpanfile has the line `do './deps.pl';`",
    },
  ),
  one(
    'a cpanfile with code',
    DEPS,
    { cpanfile: "requires 'A';\nmy @more = ('B');\nrequires $_ for @more;\n" },
    {
      review: perl('COPY cpanfile ./', DEPS, 'COPY . .'),
      title: 'cpanfile may read more files',
    },
  ),
  one(
    'features and mirrors',
    DEPS,
    {
      cpanfile:
        "mirror 'https://example.org';\nfeature 'pg', 'Pg' => sub {\n  recommends 'DBD::Pg';\n};\nrequires 'DBI', # why\n  git => 'https://example.org/dbi.git';\n",
    },
    {
      safe: perl('COPY cpanfile ./', DEPS, 'COPY . .'),
    },
  ),
  one(
    'into a folder of the project',
    'RUN cpanm -L local --installdeps .',
    {},
    {
      safe: perl('COPY cpanfile ./', 'RUN cpanm -L local --installdeps .', 'COPY . .'),
      ignore: 'local\n.dockerignore\n',
    },
  ),
  one(
    'cpm',
    'RUN cpanm App::cpm && cpm install -g',
    {},
    {
      safe: perl('COPY cpanfile ./', 'RUN cpanm App::cpm && cpm install -g', 'COPY . .'),
    },
  ),
  one(
    'cpm with a snapshot',
    'RUN cpm install -g',
    { 'cpanfile.snapshot': '' },
    {
      safe: perl('COPY cpanfile cpanfile.snapshot ./', 'RUN cpm install -g', 'COPY . .'),
    },
  ),
  {
    id: 'perl: a distribution without a cpanfile',
    dockerfile: perl('COPY . .', DEPS),
    files: { 'lib/App.pm': '', 'Makefile.PL': '' },
    expected: { none: 'Makefile.PL may read the sources' },
  },
  {
    id: 'perl: nothing to install from',
    dockerfile: perl('COPY . .', DEPS),
    files: { 'app.pl': '' },
    expected: 'silent',
  },
  {
    id: 'perl: only the cpanfile is copied first',
    dockerfile: perl('COPY cpanfile .', DEPS, 'COPY . .'),
    files: APP,
    expected: 'silent',
  },
  one(
    'carton with a snapshot',
    CARTON,
    { 'cpanfile.snapshot': '', '.dockerignore': 'local\n' },
    {
      safe: perl('COPY cpanfile cpanfile.snapshot ./', CARTON, 'COPY . .'),
    },
  ),
  one(
    'carton that may rewrite its snapshot',
    'RUN carton install',
    { 'cpanfile.snapshot': '' },
    {
      review: perl('COPY cpanfile cpanfile.snapshot ./', 'RUN carton install', 'COPY . .'),
      title: 'carton install may rewrite cpanfile.snapshot',
      ignore: 'local\n.dockerignore\n',
    },
  ),
  one('carton without the snapshot that it needs', CARTON, {}, 'silent'),
  one(
    'carton with archives of the project',
    'RUN carton install --cached --deployment',
    { 'cpanfile.snapshot': '', 'vendor/cache/a.tar.gz': '', '.dockerignore': 'local\n' },
    {
      safe: perl(
        'COPY cpanfile cpanfile.snapshot ./',
        'COPY vendor/cache vendor/cache/',
        'RUN carton install --cached --deployment',
        'COPY . .',
      ),
    },
  ),
  {
    id: 'perl: in a folder',
    dockerfile: perl('COPY . .', 'RUN cd api && cpanm --installdeps .'),
    files: { 'app.pl': '', 'api/cpanfile': "requires 'DBI';\n", 'api/main.pl': '' },
    expected: { safe: perl('COPY api/cpanfile api/', 'RUN cd api && cpanm --installdeps .', 'COPY . .') },
  },
];
