import type { RuleDocs } from '../types.ts';

/** The page of `size/build-tools-shipped`. */
export const buildToolsShippedDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` of the final image that installs a compiler or development packages (`build-essential`, `gcc`, `libpq-dev`, `python3-dev`, …) where a step behind it builds with them: `pip install`, `npm ci`, `bundle install`, `make`, `cargo build`.',
  whyItMatters:
    'Once the packages are built, the program needs none of these tools, but every pull brings them, some hundred megabytes, and whoever gets into the container finds a compiler. Removing them in a later step does not help: their layer stays. In a stage of its own, from which the final one copies the result, they cost nothing.',
  examples: [
    {
      title: 'A package that is compiled: build in a stage, copy the result',
      files: {},
      before:
        'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY app.py .\nCMD ["python", "app.py"]\n',
      after:
        'FROM python:3.13-slim AS build\nRUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*\nRUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n\nFROM python:3.13-slim\nCOPY --from=build /opt/venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nCOPY app.py .\nCMD ["python", "app.py"]\n',
      fix: undefined,
    },
    {
      title: 'The same in one RUN: remove them where they were installed',
      files: {},
      before:
        'FROM ruby:3.4-alpine\nCOPY Gemfile Gemfile.lock ./\nRUN apk add --no-cache build-base && bundle install\nCMD ["ruby", "app.rb"]\n',
      after:
        'FROM ruby:3.4-alpine\nCOPY Gemfile Gemfile.lock ./\nRUN apk add --no-cache --virtual .build-deps build-base && bundle install && apk del .build-deps\nCMD ["ruby", "app.rb"]\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'There is no fix: which files of the build the program needs, and which libraries behind the development packages, is for you to say.',
  staysSilent:
    'Silent in builder stages, where the same `RUN` removes the packages, without a step that builds with them, for images without a `CMD` or `ENTRYPOINT` of their own, which others build on, for development containers and stages called so, where the program is itself a build tool, on base images that hold a compiler anyway (`python:3.13` without slim, `node:22`, `golang`, `gcc`, …), where the install is conditional, and for shells that Strata cannot read.',
};
