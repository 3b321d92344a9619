import assert from 'node:assert/strict';
import { buildModel } from '../../../server/src/model/build.ts';
import { volatileVariableEarly } from '../../../server/src/rules/cache/volatile-variable-early.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { checkRuleCases } from '../rule-cases.ts';

const APT = 'RUN apt-get update && apt-get install -y curl\n';

const COMMIT = '68d5196a529174df97c28c70622ffc1c3721815f';

checkRuleCases(volatileVariableEarly, [
  {
    id: 'a date that nothing reads may be there to run the step again',
    dockerfile: `FROM debian:13\nARG BUILD_DATE\n${APT}CMD ["curl"]\n`,
    reports: ['`BUILD_DATE` runs'],
    fix: ['review', `FROM debian:13\n${APT}ARG BUILD_DATE\nCMD ["curl"]\n`],
  },
  {
    id: 'the date and the tags of a commit go with its hash',
    dockerfile: `FROM debian:13\nARG QW_COMMIT_DATE\nARG QW_COMMIT_HASH\nARG QW_COMMIT_TAGS\n\n${APT}\nRUN echo $QW_COMMIT_DATE $QW_COMMIT_HASH $QW_COMMIT_TAGS > /x\n`,
    reports: ['`QW_COMMIT_DATE` runs'],
    fix: [
      'safe',
      `FROM debian:13\n\n${APT}\nARG QW_COMMIT_DATE\nARG QW_COMMIT_HASH\nARG QW_COMMIT_TAGS\n\nRUN echo $QW_COMMIT_DATE $QW_COMMIT_HASH $QW_COMMIT_TAGS > /x\n`,
    ],
  },
  {
    id: 'moves several together, with their comments, and leaves no double blank lines',
    dockerfile: `FROM debian:13\n\n# The commit\nARG GIT_SHA\n\nARG BUILD_DATE\n\n${APT}\n# Labels\nLABEL a=$GIT_SHA b=$BUILD_DATE\n`,
    reports: ['`GIT_SHA`'],
    fix: [
      'safe',
      `FROM debian:13\n\n${APT}\n# The commit\nARG GIT_SHA\n\nARG BUILD_DATE\n\n# Labels\nLABEL a=$GIT_SHA b=$BUILD_DATE\n`,
    ],
  },
  ...(
    [
      [
        'neighbours between blank lines leave one of them, and stand between blank lines again',
        `FROM debian:13\n\nARG GIT_SHA\nARG BUILD_DATE\n\n${APT}\nRUN echo $GIT_SHA $BUILD_DATE\n`,
        `FROM debian:13\n\n${APT}\nARG GIT_SHA\nARG BUILD_DATE\n\nRUN echo $GIT_SHA $BUILD_DATE\n`,
      ],
      [
        'no more of them than stood on one side',
        `FROM debian:13\n\n\nARG GIT_SHA\n\n\n${APT}\n\nRUN echo $GIT_SHA\n`,
        `FROM debian:13\n\n\n${APT}\n\nARG GIT_SHA\n\n\nRUN echo $GIT_SHA\n`,
      ],
      [
        'the first of a paragraph',
        `FROM debian:13\n\nARG GIT_SHA\nENV A=1\n\n${APT}\nRUN echo $GIT_SHA\n`,
        `FROM debian:13\n\nENV A=1\n\n${APT}ARG GIT_SHA\n\nRUN echo $GIT_SHA\n`,
      ],
      [
        'the last of a paragraph',
        `FROM debian:13\nARG GIT_SHA\n\n${APT}\nRUN echo $GIT_SHA\n`,
        `FROM debian:13\n\n${APT}\nARG GIT_SHA\n\nRUN echo $GIT_SHA\n`,
      ],
      [
        'instructions that stand line by line at its new place',
        `FROM debian:13\n\nARG GIT_SHA\n\nENV A=1\n${APT}RUN echo $GIT_SHA\n`,
        `FROM debian:13\n\nENV A=1\n${APT}ARG GIT_SHA\nRUN echo $GIT_SHA\n`,
      ],
      [
        'a comment of its own above stays where it is',
        `FROM debian:13\n\n# Settings\n\n# The commit\nARG GIT_SHA\n\n${APT}\n# What it says\n\nRUN echo $GIT_SHA\n`,
        `FROM debian:13\n\n# Settings\n\n${APT}\n# The commit\nARG GIT_SHA\n\n# What it says\n\nRUN echo $GIT_SHA\n`,
      ],
      [
        'paragraphs that something between keeps apart',
        `FROM debian:13\n\nARG GIT_SHA\n\nENV A=1\n\nLABEL a=$GIT_SHA\n\n${APT}\nRUN echo $GIT_SHA\n`,
        `FROM debian:13\n\nENV A=1\n\n${APT}\nARG GIT_SHA\n\nLABEL a=$GIT_SHA\n\nRUN echo $GIT_SHA\n`,
      ],
      [
        'the end of a file, and an escape directive',
        '# escape=`\r\nFROM debian:13\r\n\r\nARG GIT_SHA\r\n \r\nRUN apt-get update && `\r\n  apt-get install -y curl',
        '# escape=`\r\nFROM debian:13\r\n\r\nRUN apt-get update && `\r\n  apt-get install -y curl\r\n\r\nARG GIT_SHA',
      ],
      [
        'a heredoc with a blank line at its end',
        'FROM debian:13\n\nARG GIT_SHA\n\nRUN <<EOF\napt-get update\napt-get install -y curl\n\nEOF\n\nRUN echo $GIT_SHA\n',
        'FROM debian:13\n\nRUN <<EOF\napt-get update\napt-get install -y curl\n\nEOF\n\nARG GIT_SHA\n\nRUN echo $GIT_SHA\n',
      ],
    ] as const
  ).map(([id, dockerfile, result]) => ({
    id: `blank lines: ${id}`,
    dockerfile,
    reports: ['`GIT_SHA`'],
    fix: ['safe', result] as const,
  })),
  {
    id: 'moves to the last step where nothing reads it, at the end of a file without a line end, with its line ends',
    dockerfile: 'FROM debian:13\r\nARG APP_VERSION=1\r\nRUN apt-get update && apt-get install -y curl',
    reports: ['apt-get install'],
    fix: ['safe', 'FROM debian:13\r\nRUN apt-get update && apt-get install -y curl\r\nARG APP_VERSION=1'],
  },
  {
    id: 'stops above a build that may read it from the environment',
    dockerfile: 'FROM node:22\nARG GIT_COMMIT\nCOPY package*.json ./\nRUN npm ci\nRUN npm run build\n',
    reports: ['`RUN npm ci` (line 4)'],
    fix: ['review', 'FROM node:22\nCOPY package*.json ./\nRUN npm ci\nARG GIT_COMMIT\nRUN npm run build\n'],
  },
  {
    id: 'an ARG without a default that a label calls the version of the image',
    dockerfile: `FROM debian:13\nARG API_VERSION\nLABEL version="$API_VERSION" maintainer=me\n${APT}`,
    reports: [
      'Every new value of `API_VERSION` runs `RUN apt-get update && apt-get install -y curl` (line 4) again',
    ],
    fix: ['safe', `FROM debian:13\n${APT}ARG API_VERSION\nLABEL version="$API_VERSION" maintainer=me\n`],
  },
  {
    id: 'the same of the commit and the date, in labels of the OCI and of Label Schema',
    dockerfile: `FROM debian:13\nARG REV\nARG WHEN\n${APT}LABEL org.opencontainers.image.revision=\${REV}\nLABEL org.label-schema.build-date='\${WHEN}'\n`,
    reports: ['`REV`'],
    fix: [
      'safe',
      `FROM debian:13\n${APT}ARG REV\nARG WHEN\nLABEL org.opencontainers.image.revision=\${REV}\nLABEL org.label-schema.build-date='\${WHEN}'\n`,
    ],
  },
  {
    id: 'silent: a label of something else, or made of more than the variable',
    dockerfile: `FROM debian:13\nARG API_VERSION\nLABEL api.version=$API_VERSION version=api-$API_VERSION\n${APT}`,
  },
  {
    id: 'silent: a version with a default, here or above the first FROM, is changed on purpose',
    dockerfile: `ARG SDK_VERSION=2\nFROM debian:13\nARG API_VERSION=1\nARG SDK_VERSION\nLABEL version=$API_VERSION\nLABEL version=$SDK_VERSION\n${APT}`,
  },
  {
    id: 'silent: what a label calls the version is that of a tool, with which it is installed',
    dockerfile: `FROM debian:13\nARG NGINX_VERSION\nLABEL version=$NGINX_VERSION\n${APT}RUN apt-get install -y nginx=$NGINX_VERSION\n`,
  },
  {
    id: 'silent: what a label calls the version is that of the base image',
    dockerfile: `ARG TAG_VERSION\nFROM debian:$TAG_VERSION\nARG TAG_VERSION\nLABEL version=$TAG_VERSION\n${APT}`,
  },
  {
    id: 'stops where a variable that its value is made of is set',
    dockerfile: `FROM debian:13\nARG BUILD_DATE=$DAY\n${APT}ARG DAY=1\nRUN apt-get install -y git\nLABEL d=$BUILD_DATE\n`,
    reports: ['line 3'],
    fix: [
      'safe',
      `FROM debian:13\n${APT}ARG BUILD_DATE=$DAY\nARG DAY=1\nRUN apt-get install -y git\nLABEL d=$BUILD_DATE\n`,
    ],
  },
  {
    id: 'passes packages that variables name',
    dockerfile:
      'FROM php:8.4-fpm-alpine\nARG IMAGE_VERSION=1\nARG MORE\nRUN apk add --no-cache $PHPIZE_DEPS git $MORE && pecl install redis\nRUN apk add "${MORE}"\nRUN ./setup.sh\n',
    reports: [
      '`RUN apk add --no-cache $PHPIZE_DEPS git $MORE &…` (line 4) and `RUN apk add "${MORE}"` (line 5)',
    ],
    fix: [
      'review',
      'FROM php:8.4-fpm-alpine\nARG MORE\nRUN apk add --no-cache $PHPIZE_DEPS git $MORE && pecl install redis\nRUN apk add "${MORE}"\nARG IMAGE_VERSION=1\nRUN ./setup.sh\n',
    ],
  },
  {
    id: 'passes the settings of extensions of PHP',
    dockerfile:
      'FROM php:8.4\nARG IMAGE_VERSION=1\nRUN docker-php-ext-configure gd --with-jpeg && docker-php-ext-install gd\nRUN pecl install xdebug && docker-php-ext-enable xdebug\n',
    reports: ['(line 3) and `RUN pecl install xdebug && docker-php-ext-enabl…` (line 4) again'],
    fix: [
      'review',
      'FROM php:8.4\nRUN docker-php-ext-configure gd --with-jpeg && docker-php-ext-install gd\nRUN pecl install xdebug && docker-php-ext-enable xdebug\nARG IMAGE_VERSION=1\n',
    ],
  },
  {
    id: 'silent: packages that a substitution names',
    dockerfile: 'FROM a\nARG IMAGE_VERSION=1\nRUN apk add $(cat deps)\n',
  },
  {
    id: 'silent: a list that the variable itself names',
    dockerfile: 'FROM a\nARG APP_VERSION=1\nRUN apk add app-$APP_VERSION\n',
  },
  {
    id: 'passes extensions of PHP',
    dockerfile: 'FROM dunglas/frankenphp\nARG IMAGE_VERSION=1.1.0\nRUN install-php-extensions intl gd\n',
    reports: ['`RUN install-php-extensions intl gd` (line 3)'],
    fix: ['review', 'FROM dunglas/frankenphp\nRUN install-php-extensions intl gd\nARG IMAGE_VERSION=1.1.0\n'],
  },
  {
    id: 'reports a variable that shares its instruction, without a fix',
    dockerfile: `FROM debian:13\nARG GIT_SHA USER_NAME=a\n${APT}`,
    reports: ['No automatic fix'],
    fix: 'none',
  },
  {
    id: 'silent: used by the next RUN',
    dockerfile: `FROM a\nARG VERSION=1\nRUN apt-get install -y app=$VERSION\n`,
  },
  {
    id: 'silent: named by a script without a dollar sign',
    dockerfile: `FROM a\nARG GIT_SHA\nRUN printenv GIT_SHA\n${APT}`,
  },
  { id: 'silent: a script that may read it', dockerfile: `FROM a\nARG GIT_SHA\nRUN ./setup.sh\n${APT}` },
  {
    id: 'silent: a build that fetches on its way',
    dockerfile: 'FROM golang:1.24\nARG VERSION\nCOPY . .\nRUN go build ./...\n',
  },
  { id: 'silent: versions of tools', dockerfile: `FROM a\nARG NODE_VERSION=22\nENV GO_VERSION=1.24\n${APT}` },
  {
    id: 'silent: a version with which something is downloaded',
    dockerfile: `FROM a\nARG VERSION=1\n${APT}RUN curl -O https://example.org/$VERSION.tgz\n`,
  },
  { id: 'silent: a version that is written into ENV', dockerfile: `FROM a\nENV APP_VERSION=1.2.3\n${APT}` },
  { id: 'silent: above the first FROM', dockerfile: `ARG VERSION=1\nFROM a:$VERSION\n${APT}` },
  {
    id: 'silent: below the last install',
    dockerfile: `FROM a\n${APT}ARG GIT_SHA\nCOPY . .\nLABEL a=$GIT_SHA\n`,
  },
  {
    id: 'silent: a stage that is not built',
    dockerfile: `FROM a AS x\nARG GIT_SHA\n${APT}FROM b\nRUN true\n`,
  },
  { id: 'silent: a shell that is not read', dockerfile: `FROM a\nSHELL ["pwsh", "-c"]\nARG GIT_SHA\n${APT}` },
  {
    id: 'what only prints it moves along',
    dockerfile: `FROM debian:13\nARG GIT_SHA\nRUN echo "of $GIT_SHA" && printf '%s' "$GIT_SHA"\n${APT}COPY . .\n`,
    reports: ['(line 4)'],
    fix: [
      'safe',
      `FROM debian:13\n${APT}COPY . .\nARG GIT_SHA\nRUN echo "of $GIT_SHA" && printf '%s' "$GIT_SHA"\n`,
    ],
  },
  {
    id: 'an ARG that ends with its stage, above the one that uses it',
    dockerfile: `FROM debian:13 AS build\nARG GIT_SHA\n${APT}\nFROM debian:13\nCOPY --from=build /a /a\nLABEL commit=$GIT_SHA\n`,
    reports: ['Declare it in the stage of line 7 instead, which uses it: `ARG GIT_SHA` ends with its stage.'],
    fix: 'none',
  },
  {
    id: 'an ARG that both stages declare',
    dockerfile: `FROM debian:13 AS build\nARG GIT_SHA\n${APT}\nFROM debian:13\nCOPY --from=build /a /a\nARG GIT_SHA\nLABEL commit=$GIT_SHA\n`,
    reports: ['Declare it below.'],
    fix: [
      'safe',
      `FROM debian:13 AS build\n${APT}ARG GIT_SHA\n\nFROM debian:13\nCOPY --from=build /a /a\nARG GIT_SHA\nLABEL commit=$GIT_SHA\n`,
    ],
  },
  {
    id: 'silent: written into a file above the install',
    dockerfile: `FROM debian:13\nARG GIT_SHA\nRUN echo "$GIT_SHA" > /etc/commit\n${APT}`,
  },
  {
    id: 'what prints it below the last install stays',
    dockerfile: `FROM debian:13\nARG GIT_SHA\n${APT}RUN echo "$GIT_SHA"\n`,
    reports: ['(line 3)'],
    fix: ['safe', `FROM debian:13\n${APT}ARG GIT_SHA\nRUN echo "$GIT_SHA"\n`],
  },
  {
    id: 'labels that are made of them move along',
    dockerfile: `FROM alpine:3.20\nARG BUILD_DATE\nARG VCS_REF\nLABEL created=$BUILD_DATE \\\n  revision=$VCS_REF\nRUN apk add --no-cache curl\n`,
    reports: ['`BUILD_DATE` runs `RUN apk add --no-cache curl` (line 6) again'],
    fix: [
      'safe',
      `FROM alpine:3.20\nRUN apk add --no-cache curl\nARG BUILD_DATE\nARG VCS_REF\nLABEL created=$BUILD_DATE \\\n  revision=$VCS_REF\n`,
    ],
  },
  {
    id: 'labels behind something else that is passed, and one that has nothing to do with them',
    dockerfile: `FROM a\nARG GIT_SHA\nENV PORT=80\nLABEL a=b\nWORKDIR /app\n# The commit\nLABEL "revision"="$GIT_SHA"\n${APT}`,
    reports: ['`GIT_SHA`'],
    fix: [
      'safe',
      `FROM a\nENV PORT=80\nLABEL a=b\nWORKDIR /app\n${APT}ARG GIT_SHA\n# The commit\nLABEL "revision"="$GIT_SHA"\n`,
    ],
  },
  {
    id: 'a label that stays below another one of its name stays above the next one',
    dockerfile: `FROM a\nARG APP_VERSION\nLABEL version=$APP_VERSION\n${APT}LABEL 'version'=2\nRUN apt-get install -y git\n`,
    reports: ['(line 4) again'],
    fix: [
      'safe',
      `FROM a\n${APT}ARG APP_VERSION\nLABEL version=$APP_VERSION\nLABEL 'version'=2\nRUN apt-get install -y git\n`,
    ],
  },
  {
    id: 'a label whose name is a variable is not passed by another one',
    dockerfile: `FROM a\nARG GIT_SHA NAME=x\nLABEL a=$GIT_SHA\n${APT}LABEL $NAME=2\nRUN apt-get install -y git\n`,
    reports: ['(line 4) again, which does not use it. Declare it below. No automatic fix'],
    fix: 'none',
  },
  {
    id: 'silent: a label that is set anew at once',
    dockerfile: `FROM a\nARG GIT_SHA\nLABEL a=$GIT_SHA\nLABEL a=b\n${APT}`,
  },
  {
    id: 'labels between installs move along, and those below the last one stay',
    dockerfile: `FROM a\nARG GIT_SHA\n${APT}LABEL a=$GIT_SHA\nRUN apt-get install -y git\nUSER b\nLABEL c=$GIT_SHA\n`,
    reports: ['(line 3) and `RUN apt-get install -y git` (line 5) again'],
    fix: [
      'safe',
      `FROM a\n${APT}RUN apt-get install -y git\nUSER b\nARG GIT_SHA\nLABEL a=$GIT_SHA\nLABEL c=$GIT_SHA\n`,
    ],
  },
  {
    id: 'other variables that a label is made of keep their values',
    dockerfile: `FROM a\nARG GIT_SHA\nARG NAME=x\nLABEL a=$GIT_SHA-$NAME\n${APT}ARG NAME=y\nRUN apt-get install -y git\n`,
    reports: ['(line 5) again'],
    fix: [
      'safe',
      `FROM a\nARG NAME=x\n${APT}ARG GIT_SHA\nLABEL a=$GIT_SHA-$NAME\nARG NAME=y\nRUN apt-get install -y git\n`,
    ],
  },
  // Builds, which may read every variable.
  ...[
    'cargo build --release',
    'cargo +nightly build --locked --bin fetch',
    'cargo test',
    'cargo install --path .',
    'wasm-pack build',
    'uv sync --locked',
    'composer install',
    'mvn package',
    'Rscript install_packages.R',
  ].map((command) => ({
    id: `silent: ${command} builds the project`,
    dockerfile: `FROM a\nARG GIT_SHA\nCOPY . .\nRUN ${command}\n`,
  })),
  ...[
    ['cargo fetch', 'cargo'],
    ['cargo chef cook --release', 'cargo'],
    ['cargo install mdbook', 'cargo'],
    ['pnpm install --frozen-lockfile', 'pnpm'],
    ['uv sync --locked --no-install-project', 'uv'],
    ['poetry install --no-root', 'poetry'],
    ['composer install --no-scripts', 'composer'],
    ['go mod tidy', 'go'],
  ].map(([command = '', manager = '']) => ({
    id: `${command} builds nothing of the project: ${manager} is passed, for review`,
    dockerfile: `FROM a\nARG GIT_SHA\nCOPY x ./\nRUN ${command}\nRUN make\n`,
    reports: [`\`RUN ${command}\` (line 4)`],
    fix: ['review', `FROM a\nCOPY x ./\nRUN ${command}\nARG GIT_SHA\nRUN make\n`] as const,
  })),
  {
    id: 'stops above cargo build, below a crate by name',
    dockerfile:
      'FROM rust:1\nARG GIT_SHA\nRUN cargo install mdbook\nCOPY . .\nRUN cargo build --release --locked\n',
    reports: ['`RUN cargo install mdbook` (line 3) again, which does not use it'],
    fix: [
      'review',
      'FROM rust:1\nRUN cargo install mdbook\nCOPY . .\nARG GIT_SHA\nRUN cargo build --release --locked\n',
    ],
  },
  // Pins of what others have made.
  {
    id: 'silent: an ENV that holds a whole commit',
    dockerfile: `FROM a\nENV GOOGLEAPIS_COMMIT=${COMMIT}\n${APT}RUN git clone https://x.org/y && git -C y checkout $GOOGLEAPIS_COMMIT\n`,
  },
  {
    id: 'silent: an ENV that holds a checksum in quotes, which nothing reads',
    dockerfile: `FROM a\nENV TINI_SHA="sha256:${'0a'.repeat(32)}"\n${APT}`,
  },
  {
    id: 'silent: an ARG by which something is checked',
    dockerfile: `FROM a\nARG TINI_SHA=${COMMIT}\n${APT}RUN make\nRUN echo "$TINI_SHA /tini" | sha1sum -c\n`,
  },
  {
    id: 'silent: an ARG by which something is added',
    dockerfile: `FROM a\nARG TOOL_COMMIT=${COMMIT}\n${APT}ADD https://x.org/y.git#$TOOL_COMMIT /y\n`,
  },
  ...[
    'ARG FOO_GIT_REF=v1.2.3',
    'ARG FOO_GIT_TAG=v${FOO_VERSION}',
    'ARG FOO_GIT_REF="release-0.24"',
    'ENV FOO_GIT_REF=foo-2.8.1 X=y',
    'ENV FOO_GIT_REF v12',
  ].flatMap((setting) =>
    [
      'RUN git clone --depth 1 --branch "${NAME}" https://x.org/foo.git /foo',
      'RUN git clone $URL /foo && cd /foo && git checkout $NAME',
      'RUN pip install -e git+$URL@${NAME}#egg=foo',
      'RUN curl -fsSL https://x.org/foo/$NAME.tgz | tar xz',
      'ADD https://x.org/foo.git#${NAME} /foo',
    ].map((use) => ({
      id: `silent: ${setting} and ${use}`,
      dockerfile: `FROM a\n${setting}\n${APT}${use.replace('NAME', /FOO_GIT_\w+/.exec(setting)?.[0] ?? '')}\n`,
    })),
  ),
  ...[
    'RUN wget https://github.com/a/x/releases/download/v1/x-${FOO_COMMIT}.tgz',
    'RUN git clone https://x.org/y /y && cd /y && git checkout ${FOO_COMMIT} && make',
    `RUN R -e "devtools::install_github('a/x@\${FOO_COMMIT}', dependencies = FALSE)"`,
    'ARG URL=https://x.org/y/${FOO_COMMIT}.tgz\nRUN fetch "$URL"',
  ].map((use) => ({
    id: `silent: a short commit of something else: ${use}`,
    dockerfile: `FROM a\nARG FOO_COMMIT="7c62642"\n${APT}${use}\n`,
  })),
  ...['1234567', 'defaced', '20240131', '68d5196a529174d'].map((value) => ({
    id: `no short commit: ${value}`,
    dockerfile: `FROM a\nARG GIT_COMMIT=${value}\n${APT}RUN wget https://x.org/$GIT_COMMIT.tgz\n`,
    reports: ['value of `GIT_COMMIT`'],
  })),
  ...[
    ['github.com/a/b@${X_GIT_REF}', 'pip install git+https://${X_URL}'],
    ['github.com/a/b@${X_GIT_REF}', 'pip install "git+https://${X_URL}"'],
    ['https://x.org/a/tags/${X_GIT_REF}.tar.gz', 'pip install ${X_URL}'],
    ['x-${X_GIT_REF}', 'curl -O https://x.org/$X_URL'],
  ].map(([url = '', use = '']) => ({
    id: `silent: variables that are made of a release: ${url} and ${use}`,
    dockerfile: `FROM a\nARG X_VERSION="0.3.0"\nARG X_GIT_REF=v\${X_VERSION}\nARG X_URL=${url}\n${APT}RUN ${use}\n`,
  })),
  {
    id: 'silent: the default of a release above the first stage',
    dockerfile: `ARG FOO_VERSION=1.2.3\nARG FOO_GIT_TAG=v\${FOO_VERSION}\nFROM a\nARG FOO_GIT_TAG\n${APT}RUN git clone -b $FOO_GIT_TAG https://x.org/foo\n`,
  },
  ...[
    ['ARG GIT_REF', 'RUN git clone -b $GIT_REF https://x.org/y'],
    ['ARG GIT_BRANCH=main', 'RUN git clone -b $GIT_BRANCH https://x.org/y'],
    ['ARG GIT_TAG=v1.2.3', 'RUN apt-get install -y git && echo $GIT_TAG > /tag'],
    ['ARG GIT_TAG=v1.2.3', 'LABEL a=$GIT_TAG'],
    ['ARG BUILD_DATE=2024-01-31', 'RUN curl -o /t https://x.org/t?$BUILD_DATE'],
  ].map(([setting = '', use = '']) => ({
    id: `no pin: ${setting} and ${use}`,
    dockerfile: `FROM a\n${setting}\n${APT}${use}\n`,
    reports: ['(line 3) again'],
    fix: ['safe', `FROM a\n${APT}${setting}\n${use}\n`] as const,
  })),
  // With another image, all steps run again.
  ...[
    `ARG VERSION\nFROM a:\${VERSION}\nARG VERSION\n${APT}RUN echo "$VERSION" > /v\n`,
    `ARG VERSION=stable-slim\nFROM a:\${VERSION}\nARG VERSION\nENV VERSION="\${VERSION}"\n${APT}`,
    `ARG VERSION=1\nARG TAG=$VERSION-slim\nFROM a:$TAG\nARG VERSION\nENV APP_VERSION=v\${VERSION}\n${APT}`,
    `ARG VERSION=1\nFROM a:$VERSION AS base\nRUN make\nFROM base\nARG VERSION\n${APT}`,
  ].map((dockerfile) => ({ id: `silent: it chooses the image: ${dockerfile}`, dockerfile })),
  {
    id: 'a version beside one that chooses the image',
    dockerfile: `ARG VERSION=1\nFROM a:$VERSION\nARG VERSION\nARG APP_VERSION\n${APT}LABEL a=$VERSION-$APP_VERSION\n`,
    reports: ['value of `APP_VERSION`'],
    fix: [
      'safe',
      `ARG VERSION=1\nFROM a:$VERSION\nARG VERSION\n${APT}ARG APP_VERSION\nLABEL a=$VERSION-$APP_VERSION\n`,
    ],
  },
  {
    id: 'a value that is made of both',
    dockerfile: `ARG VERSION=1\nFROM a:$VERSION\nARG VERSION\nARG GIT_SHA\nENV APP_VERSION=$VERSION-$GIT_SHA\n${APT}`,
    reports: ['value of `GIT_SHA`'],
    fix: [
      'safe',
      `ARG VERSION=1\nFROM a:$VERSION\nARG VERSION\n${APT}ARG GIT_SHA\nENV APP_VERSION=$VERSION-$GIT_SHA\n`,
    ],
  },
  {
    id: 'the version of the image of another stage',
    dockerfile: `ARG VERSION=1\nFROM a:$VERSION AS x\nFROM b\nARG VERSION\n${APT}COPY --from=x /x /x\nLABEL a=$VERSION\n`,
    reports: ['value of `VERSION`'],
  },
  ...['MODEL_REVISION', 'MODEL_COMMIT', 'LLAMA_CPP_COMMIT', 'BASE_IMAGE_DATA_SHA', 'TINI_SHA'].map(
    (name) => ({
      id: `silent: of something else, as versions are: ${name}`,
      dockerfile: `ARG ${name}=${COMMIT}\nFROM a\nARG ${name}\nENV ${name}=$${name}\n${APT}`,
    }),
  ),
  ...[
    'REVISION',
    'APP_REVISION',
    'VCS_REVISION',
    'SOURCE_COMMIT',
    'GITHUB_SHA',
    'REACT_APP_COMMIT',
    'MYSHOP_SHA',
  ].map((name) => ({
    id: `of what is built: ${name}`,
    dockerfile: `FROM a\nARG ${name}\n${APT}LABEL a=$${name}\n`,
    reports: [`value of \`${name}\``],
  })),
  {
    id: 'silent: an ARG by which something is cloned, with its default above the first stage',
    dockerfile: `ARG GIT_COMMIT=${COMMIT}\nFROM a\nARG GIT_COMMIT\n${APT}RUN git clone https://x.org/y && git -C y checkout $GIT_COMMIT\n`,
  },
  {
    id: 'a pin stays where it is when another one moves',
    dockerfile: `FROM a\nARG GIT_SHA\nARG TINI_SHA=${COMMIT}\n${APT}RUN echo "$TINI_SHA /tini" | sha1sum -c\nLABEL a=$GIT_SHA\n`,
    reports: ['value of `GIT_SHA`'],
    fix: [
      'safe',
      `FROM a\nARG TINI_SHA=${COMMIT}\n${APT}RUN echo "$TINI_SHA /tini" | sha1sum -c\nARG GIT_SHA\nLABEL a=$GIT_SHA\n`,
    ],
  },
  {
    id: 'a commit of its own, with a whole one as its default',
    dockerfile: `FROM a\nARG GIT_SHA=${COMMIT}\n${APT}LABEL a=$GIT_SHA\n`,
    reports: ['value of `GIT_SHA`'],
  },
  {
    id: 'a short commit, which the next build replaces',
    dockerfile: `FROM a\nARG GIT_COMMIT=68d5196\n${APT}RUN git checkout $GIT_COMMIT\n`,
    reports: ['value of `GIT_COMMIT`'],
  },
  {
    id: 'silent: a version with which something is downloaded below a build',
    dockerfile: `FROM a\nARG VERSION=1\n${APT}RUN make\nRUN curl -O https://example.org/$VERSION.tgz\n`,
  },
  // Commands that can use no variable which their text does not name.
  ...[
    'apt-get update && apt-get install -y curl && curl -fsSL https://x.org/k.tgz -o /k.tgz && rm -rf /var/lib/apt/lists/*',
    'curl -fsSL https://x.org/k | gpg --dearmor -o /k.gpg && apt-get install -y x',
    'mkdir -p /etc/apt/keyrings && echo "deb [arch=$(dpkg --print-architecture)] x" > /etc/apt/sources.list.d/x.list && apt-get update && apt-get install -y nodejs',
    'set -eux; . /etc/os-release; if [ "$VERSION_CODENAME" = x ]; then wget -qO- https://x.org | tar -xz -C /opt; fi; apt-get install -y x 2>&1 | tee /log',
    'useradd app && install -d -o app /srv && apt-get install -y x && git clone --depth 1 https://x.org/y /y',
    'command -v curl || apt-get install -y curl; apt-get install -y x',
    'yes | apt-get install -y x',
  ].map((command) => ({
    id: `passed: ${command}`,
    dockerfile: `FROM a\nARG GIT_SHA\nRUN ${command}\nRUN make\n`,
    reports: ['(line 3) again'],
    fix: ['safe', `FROM a\nRUN ${command}\nARG GIT_SHA\nRUN make\n`] as const,
  })),
  ...[
    'curl -fsSL https://x.org/install.sh | bash && apt-get install -y x',
    'curl -fsSL https://x.org/install.sh | sudo -E bash - && apt-get install -y x',
    'bash <(curl -fsSL https://x.org) && apt-get install -y x',
    'env > /etc/environment && apt-get install -y x',
    'set > /etc/environment && apt-get install -y x',
    'export -p > /etc/environment; apt-get install -y x',
    'echo "$(printenv)" > /x && apt-get install -y x',
    'echo ${!GIT_*} && apt-get install -y x',
    'envsubst < /x > /y && apt-get install -y x',
    'eval "$LINE" && apt-get install -y x',
    'find / -name x -exec sh {} + && apt-get install -y x',
    'tar --to-command=./x -xf a.tar && apt-get install -y x',
    "awk 'BEGIN { for (n in ENVIRON) print n }' && apt-get install -y x",
    '. ./settings && apt-get install -y x',
    '/opt/app/install && apt-get install -y x',
    'git clone --template=/t https://x.org/y && apt-get install -y x',
    'tee >(sh) && apt-get install -y x',
    'if [ -f yarn.lock ]; then yarn; else npm ci; fi',
  ].map((command) => ({
    id: `silent: ${command}`,
    dockerfile: `FROM a\nARG GIT_SHA\nRUN ${command}\n`,
  })),
  {
    id: 'an install with another try behind it, and one that may run is for review, too',
    dockerfile:
      'FROM a\nARG GIT_SHA\nRUN npm ci || (npm cache clean --force && npm ci)\nRUN if [ -f go.mod ]; then go mod download; fi\nRUN make\n',
    reports: [
      'Every new value of `GIT_SHA` runs `RUN npm ci || (npm cache clean --force && npm c…` (line 3) again',
    ],
    fix: [
      'review',
      'FROM a\nRUN npm ci || (npm cache clean --force && npm ci)\nRUN if [ -f go.mod ]; then go mod download; fi\nARG GIT_SHA\nRUN make\n',
    ],
  },
  {
    id: 'an install that may run counts where the variable passes it together with one that does',
    dockerfile: `FROM a\nARG GIT_SHA\n${APT}RUN if [ -f x ]; then pip install y; fi\n`,
    reports: ['(line 3) again, which does not use it'],
    fix: ['review', `FROM a\n${APT}RUN if [ -f x ]; then pip install y; fi\nARG GIT_SHA\n`],
  },
  // What a name of this kind is there for, it need not name.
  {
    id: 'silent: a cache buster above a download and an install in one',
    dockerfile:
      'FROM a\nARG CACHEBUST\nRUN curl -O https://x.org/latest.tgz && apt-get install -y x\nRUN make\n',
  },
  {
    id: 'silent: a cache buster above a clone',
    dockerfile: `FROM a\nARG CACHE_DATE\nRUN git clone https://x.org/y\n${APT}`,
  },
  {
    id: 'a cache buster stays above the first download that it may be for',
    dockerfile: `FROM a\nARG CACHE_DATE\n${APT}RUN git clone https://x.org/y\nRUN apt-get install -y git\n`,
    reports: ['`RUN apt-get update && apt-get install -y curl` (line 3) again'],
    fix: [
      'safe',
      `FROM a\n${APT}ARG CACHE_DATE\nRUN git clone https://x.org/y\nRUN apt-get install -y git\n`,
    ],
  },
  {
    id: 'a cache buster that passes another download is for review',
    dockerfile:
      'FROM a\nARG CACHE_DATE\nRUN apt-get install -y curl && curl -o /t https://x.org/t\nRUN git clone https://x.org/y\n',
    reports: ['(line 3) again'],
    fix: [
      'review',
      'FROM a\nRUN apt-get install -y curl && curl -o /t https://x.org/t\nARG CACHE_DATE\nRUN git clone https://x.org/y\n',
    ],
  },
  {
    id: 'a cache buster passes keys of package sources, and what it names is what it is for',
    dockerfile:
      'FROM a\nARG CACHEBUST\nRUN curl -fsSL https://x.org/k | gpg --dearmor -o /k && apt-get install -y x\nRUN wget https://x.org/y\nRUN echo $CACHEBUST && git clone https://x.org/y\n',
    reports: ['(line 3) again'],
    fix: [
      'safe',
      'FROM a\nRUN curl -fsSL https://x.org/k | gpg --dearmor -o /k && apt-get install -y x\nRUN wget https://x.org/y\nARG CACHEBUST\nRUN echo $CACHEBUST && git clone https://x.org/y\n',
    ],
  },
  ...[
    'apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*',
    'apt-get update && apt-get -y dist-upgrade && apt-get install -y curl',
    'apt update && apt full-upgrade -y',
    'apk upgrade --no-cache',
    'apk -U upgrade',
    'dnf -y upgrade && dnf clean all',
    'yum update -y',
    'microdnf update -y',
    'zypper --non-interactive up',
    'pacman -Syu --noconfirm',
  ].map((command) => ({
    id: `silent: a cache buster above ${command}`,
    dockerfile: `FROM a\nARG CACHEBUST=1\nRUN ${command}\nRUN apt-get install -y git\nRUN curl -o /t https://x.org/t\nRUN make\n`,
  })),
  {
    id: 'a cache buster stays above the upgrade that it is for',
    dockerfile: `FROM a\nARG CACHEBUST\nRUN apk add git\nRUN apk upgrade --no-cache\nRUN apk add vim\n`,
    reports: ['`RUN apk add git` (line 3) again'],
    fix: ['safe', `FROM a\nRUN apk add git\nARG CACHEBUST\nRUN apk upgrade --no-cache\nRUN apk add vim\n`],
  },
  {
    id: 'silent: a date above what only upgrades, which is better done with each build',
    dockerfile: 'FROM a\nARG BUILD_DATE\nRUN apk upgrade --no-cache\nRUN make\n',
  },
  {
    id: 'an upgrade reads no other variable, but has fewer reasons to run below it',
    dockerfile: 'FROM a\nARG GIT_SHA\nRUN apk upgrade --no-cache\nRUN apk add git\nRUN make\n',
    reports: ['`RUN apk add git` (line 4) again'],
    fix: ['review', 'FROM a\nRUN apk upgrade --no-cache\nRUN apk add git\nARG GIT_SHA\nRUN make\n'],
  },
  {
    id: 'silent: a cache buster that can only be for the install',
    dockerfile: `FROM a\nARG CACHEBUST\n${APT}COPY x /x\nCMD ["x"]\n`,
  },
  {
    id: 'a cache buster with another variable beside it, where it can only be for the install',
    dockerfile: `FROM a\nARG CACHEBUST\nARG GIT_SHA\n${APT}LABEL a=$GIT_SHA\n`,
    reports: ['(line 4) again'],
    fix: ['review', `FROM a\n${APT}ARG CACHEBUST\nARG GIT_SHA\nLABEL a=$GIT_SHA\n`],
  },
  {
    id: 'a cache buster that another stage names',
    dockerfile: `FROM a AS b\nARG CACHEBUST\n${APT}FROM a\nCOPY --from=b /x /x\nRUN echo $CACHEBUST && git clone https://x.org/y\n`,
    reports: ['Declare it in the stage of line 6 instead'],
    fix: 'none',
  },
  // Stages that are built on the variable's own have all its ENVs and ARGs.
  {
    id: 'an ENV of a base stage, above the installs of a stage that is built on it',
    dockerfile:
      'FROM ruby:3.4-slim AS base\nARG BUILD_COMMIT_SHA\nENV RAILS_ENV=production BUILD_COMMIT_SHA=${BUILD_COMMIT_SHA}\nFROM base AS build\nRUN apt-get update && apt-get install -y git\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\n',
    reports: [
      'Every new value of `BUILD_COMMIT_SHA` runs `RUN apt-get update && apt-get install -y git` (line 5) and `RUN bundle install` (line 7) again, which do not use it. Declare it below, in the stages that use it. No automatic fix: stage `build` is built on this one.',
    ],
    fix: 'none',
  },
  {
    id: 'an ARG alone',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nFROM base\n${APT}RUN make\n${APT}`,
    reports: [
      '(line 4) again, which does not use it. Declare it below, in the stages that use it. No automatic fix: stage 1 is',
    ],
    fix: 'none',
  },
  {
    id: 'installs of its own stage and of another one are two findings, and the fix mends the first',
    dockerfile: `FROM a AS base\nARG GIT_SHA\n${APT}CMD echo $GIT_SHA\nFROM base\nRUN apk add git\n`,
    reports: ['(line 3) again, which does not use it. Declare it below.', '`RUN apk add git` (line 6) again'],
    fix: ['safe', `FROM a AS base\n${APT}ARG GIT_SHA\nCMD echo $GIT_SHA\nFROM base\nRUN apk add git\n`],
  },
  {
    id: 'stages that are built on those, in order',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nLABEL a=$GIT_SHA\nFROM base AS b\nWORKDIR /b\nFROM base AS c\nRUN apk add c\nFROM b AS d\nRUN apk add d\nRUN make\nFROM d AS e\nRUN apk add e\nFROM c\nRUN apk add f\nCOPY --from=e /x /x\n`,
    reports: [
      'runs `RUN apk add c` (line 7), `RUN apk add d` (line 9) and `RUN apk add f` (line 14) again, which do not use it. Declare it below, in the stages that use it. No automatic fix: stage `c`, stage `d` and stage 5 are built on this one.',
    ],
    fix: 'none',
  },
  {
    id: 'silent: a step of its own stage, or of the other one, may read it first',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nRUN make\nFROM base AS b\n${APT}FROM a AS c\nARG GIT_SHA\nFROM c\nCOPY x /$GIT_SHA\n${APT}COPY --from=b /x /x\n`,
  },
  {
    id: 'silent: a trigger may read it first',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nONBUILD RUN make\nFROM base\n${APT}`,
  },
  {
    id: 'silent: what reads its files has none of its variables, and a stage that is not built nothing at all',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nFROM base AS b\n${APT}FROM a\n${APT}COPY --from=base /x /x\n`,
  },
  {
    id: 'silent: the other stage gives it a value that stays',
    dockerfile: `FROM a AS base\nARG VERSION\nENV APP_VERSION=$VERSION\nFROM base\nENV APP_VERSION=1 VERSION=1\n${APT}`,
  },
  {
    id: 'one that is made of it goes on where it gets such a value',
    dockerfile: `FROM a AS base\nARG VERSION\nFROM base\nENV TEXT=1.$VERSION\nENV VERSION=$TEXT\nARG TEXT=1\n${APT}ENV VERSION=1\n${APT}`,
    reports: ['(line 7) again, which does not use it'],
    fix: 'none',
  },
  {
    id: 'is reported once where the other stage declares it again',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nFROM base\nARG GIT_SHA\nENV GIT_SHA=$GIT_SHA LANG=C\n${APT}`,
    reports: ['(line 6) again, which does not use it. Declare it below, in the stages that use it'],
    fix: 'none',
  },
  {
    id: 'is reported once for other stages where its own sets it again',
    dockerfile: `FROM a AS base\nARG GIT_SHA\n${APT}ENV GIT_SHA=$GIT_SHA\nRUN apk add git\nFROM base\nRUN apk add vim\n`,
    reports: ['(line 3) again', '`RUN apk add vim` (line 7) again', '`RUN apk add git` (line 5) again'],
    fix: [
      'safe',
      `FROM a AS base\n${APT}ARG GIT_SHA\nENV GIT_SHA=$GIT_SHA\nRUN apk add git\nFROM base\nRUN apk add vim\n`,
    ],
  },
  {
    id: 'another one beside it is a finding of its own',
    dockerfile: `FROM a AS base\nARG GIT_SHA\nFROM base\nARG GIT_SHA BUILD_DATE\n${APT}`,
    reports: ['value of `GIT_SHA`', 'value of `GIT_SHA`'],
    fix: 'none',
  },
  {
    id: 'silent: a version with which another stage downloads something',
    dockerfile: `FROM a AS base\nARG VERSION=1\n${APT}FROM base\n${APT}RUN curl -O https://example.org/$VERSION.tgz\n`,
  },
  {
    id: 'silent: an ARG by which another stage checks something',
    dockerfile: `FROM a AS base\nARG TINI_SHA=${COMMIT}\n${APT}FROM base AS b\nFROM b\nRUN echo "$TINI_SHA /tini" | sha1sum -c\n`,
  },
  {
    id: 'a cache buster is there for the first download of another stage',
    dockerfile: `FROM a AS base\nARG CACHEBUST\nFROM base\n${APT}RUN git clone https://x.org/y\nRUN apt-get install -y git\n`,
    reports: ['`RUN apt-get update && apt-get install -y curl` (line 4) again, which does not use it'],
    fix: 'none',
  },
  // Removing is no install.
  ...[
    'rm -rf /var/lib/apt/lists/*',
    'apt-get clean && rm -rf /var/lib/apt/lists/*',
    'apt-get -y autoremove',
    'dnf clean all',
    'zypper cc',
    'apk del .build-deps',
  ].map((command) => ({ id: `silent: ${command}`, dockerfile: `FROM a\nARG GIT_SHA\nRUN ${command}\n` })),
  // Names.
  {
    id: 'CACHE_DATE changes with every build',
    dockerfile: `FROM a\nARG CACHE_DATE\n${APT}RUN make\n`,
    reports: ['value of `CACHE_DATE`'],
    fix: ['safe', `FROM a\n${APT}ARG CACHE_DATE\nRUN make\n`],
  },
  ...['DATE', 'CI_PIPELINE_ID', 'PIPELINE_ID', 'GITHUB_RUN_ID', 'RUN_NUMBER', 'BUILD_ID'].map((name) => ({
    id: `${name} changes with every build`,
    dockerfile: `FROM a\nARG ${name}\n${APT}`,
    reports: [`value of \`${name}\``],
  })),
  ...['SNAPSHOT_DATE', 'IMAGE_TAG', 'CLIENT_ID', 'DRY_RUN'].map((name) => ({
    id: `silent: ${name} may be a constant`,
    dockerfile: `FROM a\nARG ${name}\n${APT}`,
  })),
]);

/** Lines for each of many. */
function many(text: (index: number) => string, length = 500): string {
  return Array.from({ length }, (_, index) => text(index)).join('');
}

/** Files of which only a part is looked at for each variable, so that thousands of stages take no quadratic time, and what is found. */
const LONG: readonly (readonly [name: string, dockerfile: string, findings: number])[] = [
  [
    'a chain, each with a variable and an install',
    `FROM a AS s0\n${many((i) => `FROM s${i} AS s${i + 1}\nARG A${i}_GIT_SHA\n${APT}`)}`,
    999,
  ],
  // Of three instructions each: the last 34 variables see the install from 100 instructions away.
  [
    'a chain, with an install at the end',
    `FROM a AS s0\n${many((i) => `ARG A${i}_GIT_SHA\nEXPOSE 1\nFROM s${i} AS s${i + 1}\n`)}${APT}`,
    34,
  ],
  [
    'all on one that has many variables',
    `FROM a AS s\n${many((i) => `ARG A${i}_GIT_SHA\nEXPOSE 1\n`, 40)}${many((i) => `FROM s AS t${i}\n${APT}`)}FROM a\n${many((i) => `COPY --from=t${i} /x /x\n`)}`,
    40,
  ],
];

describe('cache/volatile-variable-early, in many stages', () => {
  for (const [name, dockerfile, findings] of LONG) {
    it(name, () => {
      const model = buildModel(parse(dockerfile));
      assert.equal(volatileVariableEarly.check({ model, context: undefined }).length, findings);
    });
  }
});
