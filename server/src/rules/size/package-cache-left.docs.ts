import type { RuleDocs } from '../types.ts';

/** The page of `size/package-cache-left`. */
export const packageCacheLeftDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` of the final image that leaves the lists of apt in its layer (those that `add-apt-repository` fetches as well, as it does since Ubuntu 18.04), and, as a hint, one that leaves the cache of pip, npm, yarn, poetry, pipenv, apk, dnf, yum, zypper, composer or conda there, the archives of Bundler’s gems, what `go build` keeps for the next one, or the cache of uv where `UV_LINK_MODE` or `--link-mode` makes it copy. It names the layer. Other images that a Compose service or a Bake target builds from the same folder count as well, unless the name of their stage says that it is for development or tests (`dev`, `builder`).',
  whyItMatters:
    'A layer never changes again: what the `RUN` leaves behind is pushed and pulled with the image, and an `rm` in a later step only hides it. Only the same `RUN` can keep it out, by a clean-up behind the last command that fills the cache, by a flag for each of them, or by a cache mount, which is no part of any layer.',
  examples: [
    {
      title: 'The lists of apt',
      files: {},
      before: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n',
      after: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      fix: 'Remove the lists of apt in the same RUN (review: the image no longer holds them)',
    },
    {
      title: 'A later step installs by the lists: reported, for you to rewrite',
      files: {},
      before: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\nRUN apt-get install -y jq\n',
      after:
        'FROM debian:13\nRUN apt-get update && apt-get install -y curl jq && rm -rf /var/lib/apt/lists/*\n',
      fix: undefined,
    },
    {
      title: 'The cache of pip',
      files: {},
      before: 'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
      after:
        'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n',
      fix: 'Install with --no-cache-dir (review: the image no longer holds its cache)',
    },
    {
      title: 'The cache of npm',
      files: {},
      before: 'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
      after: 'FROM node:22\nCOPY package.json package-lock.json ./\nRUN npm ci && npm cache clean --force\n',
      fix: 'Run npm cache clean --force in the same RUN (review: the image no longer holds its cache)',
    },
    {
      title: 'The wheels of poetry, which --no-cache does not keep out',
      files: {
        'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n',
        'poetry.lock': 'package = []\n',
      },
      before:
        'FROM python:3.13\nRUN pip install --no-cache-dir poetry\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root --no-cache\n',
      after:
        'FROM python:3.13\nRUN pip install --no-cache-dir poetry\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root --no-cache && rm -rf ~/.cache/pypoetry/artifacts ~/.cache/pypoetry/cache\n',
      fix: 'in the same RUN (review: the image no longer holds its cache)',
    },
    {
      title: 'The folder of the install goes away: the clean-up runs before that',
      files: {},
      before:
        'FROM node:22\nCOPY package.json package-lock.json /build/\nRUN cd /build && npm ci && mv node_modules /opt/ && rm -rf /build\n',
      after:
        'FROM node:22\nCOPY package.json package-lock.json /build/\nRUN cd /build && npm ci && npm cache clean --force && mv node_modules /opt/ && rm -rf /build\n',
      fix: 'Run npm cache clean --force in the same RUN (review: the image no longer holds its cache)',
    },
    {
      title: 'The lists of apk, which --no-cache does not use',
      files: {},
      before: 'FROM alpine:3.22\nRUN apk update && apk add --no-cache curl\n',
      after: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n',
      fix: 'Leave out apk update (review: the image no longer holds its cache)',
    },
  ],
  fixSafety:
    'Always for review: the image then holds less. The clean-up stands directly behind the last command that fills the cache, since further down the working directory or the program may be gone; that of apt stands behind the last command that may install by the lists, `rosdep install` among them, at the next plain place, and a source of packages that is only added gets `-n`. It calls the program as that command does, with its path, variables and `sudo`. There is no fix where a later `RUN`, of this stage or of one that is built from it, installs by the lists of apt without fetching them itself or may do so, also by a script of the build context that Strata has read, for the JSON form, where that command stands in a group, a condition, a loop or a pipe or does not come back, nor where several users or homes have a cache each. Where a later `RUN` runs a script of the build context of which Strata does not know the text, the message and the title of the fix name it: it must not install by the lists.',
  staysSilent:
    'Silent in stages that are not part of such an image, in last stages `FROM` another one that are for tests or development by their names (`test`, `lint`, `dev`), for caches that are mounted, switched off by a flag, a variable or a setting, moved by one, or emptied in the same `RUN` behind the last command that fills them (`apt-get dist-clean` removes the lists, too), for the packages of apt, which the images of Debian and Ubuntu delete, for pnpm, and uv unless it copies, whose caches share their files with what they install, for a second install of a project with poetry, pipenv, uv or Bundler, which finds all in place, for gems in folders that Strata does not know, for Go unless CMD or ENTRYPOINT starts a program that surely builds nothing, for a RUN that only fetches lists of apt with a command for that (the setup scripts of NodeSource and packagecloud count as such a command), or brings a newer pip, setuptools, wheel or npm alone, for an install by a manifest where nothing above it can have brought one, where a later `RUN` removes them, of which other rules tell, where the command is conditional, and for shells that Strata cannot read.',
};
