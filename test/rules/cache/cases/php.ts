import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const LARAVEL: Files = {
  'composer.json': JSON.stringify({
    require: { 'laravel/framework': '^11' },
    autoload: { 'psr-4': { 'App\\': 'app/' }, classmap: ['database'] },
    scripts: { 'post-autoload-dump': ['@php artisan package:discover'] },
  }),
  'composer.lock': '{}',
  artisan: '',
  'app/Models/User.php': '',
  'public/index.php': '',
  '.dockerignore': 'vendor\n.git\n',
};

/** What two copies bring, of which the second lands apart. */
const UNRELATED = {
  '.dockerignore': '**/vendor\n',
  'index.php': '',
  'composer.json': '{}',
  'composer.lock': '{}',
  '.docker/site.conf': '',
  'start.sh': '',
  'php.ini': '',
  'hidden/.netrc': '',
};

const INSTALL = 'RUN composer install --working-dir=/opt/app';

const EARLY = 'COPY composer.json composer.lock /opt/app/';

const DOWNLOAD = 'RUN cd /opt/app && composer install --no-scripts --no-autoloader';

const ONLY = 'composer install --no-dev --no-scripts --no-autoloader';

function php(...lines: readonly string[]): string {
  return stage('php:8.3-fpm', 'COPY --from=composer:2 /usr/bin/composer /usr/bin/composer', ...lines);
}

const PACKAGES: Files = { 'package.json': '{}', 'package-lock.json': '{}' };

/** A stage that packages of PHP were installed in. */
const COMPOSED = stage(
  'composer:2 AS composed',
  'COPY composer.json composer.lock ./',
  'RUN composer install --no-scripts --no-autoloader',
);

const BUILT = 'COPY --from=assets /app/public/build public/build';

/** A stage that builds what browsers load. */
function assets(...copies: readonly string[]): string {
  return stage(
    'node:22 AS assets',
    'COPY package.json package-lock.json ./',
    'RUN npm ci',
    ...copies,
    'RUN npm run build',
  );
}

function withManifest(manifest: object, files: Files = {}): Files {
  return { ...LARAVEL, 'composer.json': JSON.stringify(manifest), ...files };
}

function none(id: string, manifest: object, reason: string, files: Files = {}): Case {
  return {
    id: `composer: ${id}`,
    dockerfile: php('COPY . .', 'RUN composer install'),
    files: withManifest(manifest, files),
    expected: { none: reason },
  };
}

/** Composer: domain.md 6.3, case 52. */
export const PHP_CASES: readonly Case[] = [
  {
    id: '52 composer install',
    dockerfile: php('COPY . .', 'RUN composer install --no-dev', 'CMD ["php-fpm"]'),
    files: LARAVEL,
    expected: {
      review: php(
        'COPY composer.json composer.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        'RUN composer install --no-dev',
        'CMD ["php-fpm"]',
      ),
      title: 'adds a step',
    },
  },
  ...['COMPOSER=other.json', 'COMPOSER_VENDOR_DIR=deps', 'COMPOSER_HOME=/app/.composer'].map(
    (variable): Case => ({
      id: `composer: a variable that leads among the sources: ${variable}`,
      dockerfile: php(`ENV ${variable}`, 'COPY . .', 'RUN composer install --no-dev'),
      files: LARAVEL,
      expected: { none: `\`${variable.split('=')[0] ?? ''}\` may name files among the sources` },
    }),
  ),
  {
    id: 'composer: a variable that leads elsewhere',
    dockerfile: php('ENV COMPOSER_HOME=/opt/composer', 'COPY . .', 'RUN composer install --no-dev'),
    files: LARAVEL,
    expected: {
      review: php(
        'ENV COMPOSER_HOME=/opt/composer',
        'COPY composer.json composer.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        'RUN composer install --no-dev',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'composer: the vendor folder is not ignored',
    dockerfile: php('COPY . .', 'RUN composer install --no-dev'),
    files: { ...LARAVEL, '.dockerignore': '.git\n' },
    expected: {
      review: php(
        'COPY composer.json composer.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        'RUN composer install --no-dev',
      ),
      title: 'adds a step',
      ignore: '.git\nvendor\n',
    },
  },
  ...[
    { vendor: {}, title: '(review: adds a step; stage assets would no longer get vendor)' },
    {
      vendor: { 'vendor/tightenco/ziggy/dist/index.js': '' },
      title: '(review: adds a step; stage assets no longer gets vendor)',
    },
  ].map(({ vendor, title }): Case => ({
    id: `composer: another stage gets vendor from the context alone: ${title}`,
    dockerfile: `${assets('COPY . .')}${php('COPY . .', BUILT, 'RUN composer install --no-dev')}`,
    files: { ...LARAVEL, ...PACKAGES, ...vendor, '.dockerignore': 'node_modules\n' },
    expected: {
      review: `${assets('COPY . .')}${php(
        'COPY composer.json composer.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        BUILT,
        'RUN composer install --no-dev',
      )}`,
      title,
      ignore: 'node_modules\nvendor\n',
    },
  })),
  ...[
    ['COPY resources ./resources'],
    ['COPY --exclude=vendor . .'],
    ['COPY . .', 'COPY --from=composed /app/vendor ./vendor'],
    ['COPY --from=composed /app ./', 'COPY . .'],
    ['COPY composer.* ./', `RUN ${ONLY}`, 'COPY . .'],
  ].map((copies): Case => ({
    id: `composer: another stage has no use for vendor of the context: ${copies.join(', ')}`,
    dockerfile: `${COMPOSED}${assets(...copies)}${php('COPY . .', BUILT, 'RUN composer install --no-dev')}`,
    files: {
      ...LARAVEL,
      ...PACKAGES,
      'resources/app.js': '',
      'vendor/a.js': '',
      '.dockerignore': 'node_modules\n',
    },
    expected: {
      review: `${COMPOSED}${assets(...copies)}${php(
        'COPY composer.json composer.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        BUILT,
        'RUN composer install --no-dev',
      )}`,
      title: '(review: adds a step; vendor is no longer copied)',
      ignore: 'node_modules\nvendor\n',
    },
  })),
  {
    id: 'composer: copies that the download does not need go below it, in their order',
    dockerfile: php(
      'COPY . /opt/app',
      '',
      '# what starts it',
      'COPY .docker /assets/',
      '',
      'COPY start.sh /assets/run.sh',
      '',
      'COPY php.ini /usr/local/etc/php/',
      '',
      INSTALL,
    ),
    files: UNRELATED,
    expected: {
      review: php(
        EARLY,
        '',
        'COPY php.ini /usr/local/etc/php/',
        '',
        DOWNLOAD,
        '',
        'COPY . /opt/app',
        '',
        '# what starts it',
        'COPY .docker /assets/',
        '',
        'COPY start.sh /assets/run.sh',
        '',
        INSTALL,
      ),
      title: 'adds a step',
    },
  },
  ...[
    'COPY .docker /etc/assets',
    'COPY .docker /root/',
    'COPY .docker /opt/tools/',
    'COPY .docker /composer/',
    'COPY .docker $PLACE',
    'COPY hidden /assets',
    'COPY start.sh /auth.json',
    'COPY composer.json /assets/',
    'COPY missing /assets',
    'ADD .docker /assets',
    'ENV A=/assets\nCOPY .docker /assets',
    'COPY .docker /listed',
  ].map((lines): Case => ({
    id: `composer: a copy that the download may need stays above it: ${lines}`,
    dockerfile: php('COPY . /opt/app', lines, INSTALL),
    files: { ...UNRELATED, 'composer.json': '{"extra":{"place":"/listed"}}' },
    expected: {
      review: php(EARLY, lines, DOWNLOAD, 'COPY . /opt/app', INSTALL),
      title: 'adds a step',
    },
  })),
  {
    id: 'composer: a vendor folder of another name, below',
    dockerfile: php('COPY . .', 'RUN cd api && composer install --no-dev -o'),
    files: {
      '.dockerignore': '',
      'index.php': '',
      'api/composer.json': '{"config":{"vendor-dir":"lib/vendor"}}',
      'api/composer.lock': '{}',
    },
    expected: {
      review: php(
        'COPY api/composer.json api/composer.lock api/',
        `RUN cd api && ${ONLY}`,
        'COPY . .',
        'RUN cd api && composer install --no-dev -o',
      ),
      title: 'adds a step',
      ignore: 'api/lib/vendor\n',
    },
  },
  ...[
    ['cd var/log/ && rm -f *.log && cd ../.. && composer install --no-dev', ONLY],
    ['cd /app && composer install --no-dev', ONLY],
    ['cd ../app && composer install --no-dev', ONLY],
    ['cd web && touch x && cd ./../api/ && composer install --no-dev', `cd api && ${ONLY}`],
  ].map(([run = '', step = '']): Case => {
    const folder = step === ONLY ? '' : 'api/';
    const copy = `COPY ${folder}composer.json ${folder}composer.lock ${folder === '' ? './' : folder}`;
    return {
      id: `composer: a folder in which the RUN worked before: ${run}`,
      dockerfile: php('COPY . .', `RUN ${run}`),
      files: {
        '.dockerignore': '**/vendor\n',
        'index.php': '',
        'web/index.php': '',
        'var/log/a.log': '',
        [`${folder}composer.json`]: '{}',
        [`${folder}composer.lock`]: '{}',
      },
      expected: { review: php(copy, `RUN ${step}`, 'COPY . .', `RUN ${run}`), title: 'adds a step' },
    };
  }),
  {
    id: 'composer: no lock file',
    dockerfile: php('COPY html/ ./', 'RUN composer install --no-dev'),
    files: { '.dockerignore': '**/vendor\n', 'html/composer.json': '{}', 'html/index.php': '' },
    expected: {
      review: php(
        'COPY html/composer.json ./',
        `RUN ${ONLY}`,
        'COPY html/ ./',
        'RUN composer install --no-dev',
      ),
      title: 'no lock file pins the versions',
    },
  },
  {
    id: 'composer: already without scripts and autoloader',
    dockerfile: php(
      'COPY . .',
      'RUN composer install --no-dev --no-scripts --no-autoloader',
      'RUN composer dump-autoload -o',
    ),
    files: LARAVEL,
    expected: {
      safe: php(
        'COPY composer.json composer.lock ./',
        'RUN composer install --no-dev --no-scripts --no-autoloader',
        'COPY . .',
        'RUN composer dump-autoload -o',
      ),
    },
  },
  {
    id: 'composer: a cache mount goes with the step',
    dockerfile: php('COPY . .', 'RUN --mount=type=cache,target=/tmp/other composer install --no-dev'),
    files: LARAVEL,
    expected: {
      review: php(
        'COPY composer.json composer.lock ./',
        `RUN --mount=type=cache,target=/tmp/other ${ONLY}`,
        'COPY . .',
        'RUN --mount=type=cache,target=/tmp/other composer install --no-dev',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'composer: variables in front',
    dockerfile: php(
      'COPY . .',
      'RUN COMPOSER_ALLOW_SUPERUSER=1 composer install --no-dev && php artisan optimize',
    ),
    files: LARAVEL,
    expected: {
      review: php(
        'COPY composer.json composer.lock ./',
        `RUN COMPOSER_ALLOW_SUPERUSER=1 ${ONLY}`,
        'COPY . .',
        'RUN COMPOSER_ALLOW_SUPERUSER=1 composer install --no-dev && php artisan optimize',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'composer: the program and more manifests lie among the sources',
    dockerfile: php('COPY . .', 'RUN php composer.phar install --no-dev'),
    files: { ...LARAVEL, 'composer.phar': '', 'symfony.lock': '{}', 'auth.json': '{}' },
    expected: {
      review: php(
        'COPY composer.json composer.lock auth.json symfony.lock composer.phar ./',
        'RUN php composer.phar install --no-dev --no-scripts --no-autoloader',
        'COPY . .',
        'RUN php composer.phar install --no-dev',
      ),
      title: 'adds a step',
    },
  },
  {
    id: 'composer: path repositories and patches',
    dockerfile: php('COPY . .', 'RUN composer install --no-dev'),
    files: withManifest(
      {
        repositories: [
          { type: 'path', url: './packages/*' },
          { type: 'vcs', url: 'https://example.org/x.git' },
          { type: 'composer', url: 'https://packages.example.org' },
        ],
        extra: { patches: { 'a/b': { 'A fix': 'patches/a.patch', 'B fix': 'https://example.org/b.patch' } } },
      },
      { 'packages/one/composer.json': '{}', 'packages/one/src/A.php': '', 'patches/a.patch': '' },
    ),
    expected: {
      review: php(
        'COPY composer.json composer.lock ./',
        'COPY packages/one packages/one/',
        'COPY patches/a.patch patches/',
        `RUN ${ONLY}`,
        'COPY . .',
        'RUN composer install --no-dev',
      ),
      title: 'a path repository is the local folder packages/one',
    },
  },
  {
    id: 'composer: packages go elsewhere, too',
    dockerfile: php('COPY . .', 'RUN composer install --no-dev'),
    files: withManifest(
      { extra: { 'installer-paths': { 'web/core': ['type:drupal-core'] } } },
      { 'web/index.php': '' },
    ),
    expected: {
      review: php(
        'COPY composer.json composer.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        'RUN composer install --no-dev',
      ),
      title: 'adds a step',
      ignore: 'vendor\n.git\nweb/core\n',
    },
  },
  {
    id: 'composer: plugins',
    dockerfile: php('COPY . .', 'RUN composer install --no-dev'),
    files: withManifest({ config: { 'allow-plugins': { 'symfony/flex': true } } }, { 'symfony.lock': '{}' }),
    expected: {
      review: php(
        'COPY composer.json composer.lock symfony.lock ./',
        `RUN ${ONLY}`,
        'COPY . .',
        'RUN composer install --no-dev',
      ),
      title: 'plugins of Composer run before the sources are there',
    },
  },
  {
    id: 'composer: manifests first already',
    dockerfile: php(
      'COPY composer.json composer.lock ./',
      'RUN composer install --no-scripts --no-autoloader',
      'COPY . .',
      'RUN composer install',
    ),
    files: LARAVEL,
    expected: 'silent',
  },
  {
    id: 'composer: only the autoloader is made below the sources',
    dockerfile: php(
      'COPY composer.* ./',
      'RUN composer install --no-scripts --no-autoloader',
      'COPY . .',
      'RUN composer dump-autoload --optimize && composer run-script post-install-cmd',
    ),
    files: LARAVEL,
    expected: 'silent',
  },
  {
    id: 'composer: a package by name, in the project',
    dockerfile: php('COPY . .', 'RUN composer require predis/predis:^2'),
    files: LARAVEL,
    expected: { none: 'it adds `predis/predis:^2` to composer.json, which the COPY would restore' },
  },
  {
    id: 'composer: a package by name in front of the sources',
    dockerfile: php(
      'COPY composer.json composer.lock ./',
      'RUN composer require predis/predis --no-scripts',
      'COPY . .',
    ),
    files: LARAVEL,
    expected: 'silent',
  },
  {
    id: 'composer: a package by name without a project',
    dockerfile: php('COPY . .', 'RUN composer require predis/predis'),
    files: { 'index.php': '' },
    expected: 'silent',
  },
  {
    id: 'extensions by name',
    dockerfile: php('COPY . .', 'RUN docker-php-ext-install pdo_mysql'),
    files: { 'index.php': '' },
    expected: { safe: php('RUN docker-php-ext-install pdo_mysql', 'COPY . .') },
  },
  {
    id: 'extensions of PECL with their setting, behind what they need',
    dockerfile: php(
      'RUN apt-get update && apt-get install -y libssl-dev',
      'COPY . .',
      'RUN pecl install redis && docker-php-ext-enable redis',
    ),
    files: { 'index.php': '' },
    expected: {
      review: php(
        'RUN apt-get update && apt-get install -y libssl-dev',
        'RUN pecl install redis && docker-php-ext-enable redis',
        'COPY . .',
      ),
      title: 'it must not need the copied files',
    },
  },
  {
    id: 'extensions by name, by an installer that the image has',
    dockerfile: php('COPY . .', 'RUN install-php-extensions intl gd'),
    files: { 'index.php': '' },
    expected: { safe: php('RUN install-php-extensions intl gd', 'COPY . .') },
  },
  ...[
    'ADD https://github.com/mlocati/docker-php-extension-installer/releases/download/2.7.0/install-php-extensions /usr/local/bin/',
    'COPY --from=mlocati/php-extension-installer /usr/bin/install-php-extensions /usr/local/bin/',
  ].flatMap((installer): readonly Case[] => [
    {
      id: `extensions by name, below what brings the installer: ${installer}`,
      dockerfile: php(installer, 'COPY . .', 'RUN install-php-extensions intl gd'),
      files: { 'index.php': '' },
      expected: { safe: php(installer, 'RUN install-php-extensions intl gd', 'COPY . .') },
    },
    {
      id: `extensions by name, above what brings the installer: ${installer}`,
      dockerfile: php('COPY . .', installer, 'RUN install-php-extensions intl gd'),
      files: { 'index.php': '' },
      expected: { none: 'may bring the program that it runs' },
    },
  ]),
  {
    id: 'extensions by an installer that a RUN above them fetches',
    dockerfile: php(
      'COPY . .',
      'RUN curl -sSLf -o /usr/local/bin/install-php-extensions https://example.org/install-php-extensions && chmod +x /usr/local/bin/install-php-extensions',
      'RUN install-php-extensions intl gd',
    ),
    files: { 'index.php': '' },
    expected: {
      review: php(
        'RUN curl -sSLf -o /usr/local/bin/install-php-extensions https://example.org/install-php-extensions && chmod +x /usr/local/bin/install-php-extensions',
        'RUN install-php-extensions intl gd',
        'COPY . .',
      ),
      title: 'moves along',
    },
  },
  {
    id: 'extensions by an installer that a variable tells what to leave out',
    dockerfile: php('COPY . .', 'ENV IPE_GD_WITHOUTAVIF=1', 'RUN install-php-extensions gd'),
    files: { 'index.php': '' },
    expected: { safe: php('ENV IPE_GD_WITHOUTAVIF=1', 'RUN install-php-extensions gd', 'COPY . .') },
  },
  {
    id: 'extensions whose sources are copied, by an installer',
    dockerfile: php('COPY . /tmp/mine', 'RUN install-php-extensions /tmp/mine'),
    files: { 'package.xml': '', 'mine.c': '' },
    expected: 'silent',
  },
  {
    id: 'extensions whose sources are copied',
    dockerfile: php('COPY . /usr/src/php/ext/mine', 'RUN docker-php-ext-install mine'),
    files: { 'config.m4': '', 'mine.c': '' },
    expected: 'silent',
  },
  {
    id: 'composer: no composer.json',
    dockerfile: php('COPY . .', 'RUN composer install'),
    files: { 'index.php': '' },
    expected: 'silent',
  },
  none(
    'a path repository outside',
    { repositories: [{ type: 'path', url: '../lib' }] },
    'a path repository is `../lib`',
  ),
  none(
    'patches in a file',
    { extra: { 'patches-file': 'patches.json' } },
    'patches are listed in another file',
  ),
  none(
    'a missing patch',
    { extra: { patches: { 'a/b': { x: 'patches/x.patch' } } } },
    'which the build context does not hold',
  ),
  none(
    'an artifact repository that is missing',
    { repositories: { a: { type: 'artifact', url: 'zips' } } },
    'a repository is `zips`',
  ),
  none(
    'a scaffold of the project',
    { extra: { 'drupal-scaffold': { 'file-mapping': { '[web-root]/robots.txt': 'assets/robots.txt' } } } },
    'reads files among the sources',
  ),
  none(
    'a package from the sources',
    { repositories: [{ type: 'package', package: { dist: { url: './x.zip' } } }] },
    'names files among the sources',
  ),
];
