import type { RuleDocs } from '../types.ts';

/** The page of `cache/useless-cache-mount`. */
export const uselessCacheMountDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` that mounts a cache over the folder of a package manager and keeps it empty: by an option or a variable with which pip, uv or apk use no cache (`--no-cache-dir`, `PIP_NO_CACHE_DIR=1`), or by a command that empties it (`apt-get clean`, `rm -rf /var/lib/apt/lists/*`, `npm cache clean --force`, `yarn cache clean`, `dnf clean all`, `go clean -modcache`), or by `docker-clean`, a setting of the images of Debian and Ubuntu that deletes the packages of apt behind every install. Also reports a `RUN` under a `USER` who can’t write its cache mounts: BuildKit makes their folder for root, with mode 0755, unless the mount has `uid=` or `mode=`, whatever the image has in that place. Or one whose cache mount lies in `/root`, where nobody but root gets to, unless a command opens it. And a mount over the folder in which a step above has compiled or downloaded dependencies without it (`cargo chef cook`, `cargo fetch`, `go mod download`): what the image has in that place is not seen below a mount.',
  whyItMatters:
    'Such options and clean-ups keep a layer small. What is in a cache mount is no part of any layer: there they only throw away what the next build could use, and for all builds that share the mount. Where the user can’t write, tools go without a cache, or fail with “permission denied”. Where a mount hides what a step above has made, that step is for nothing, and a machine that begins with an empty cache, as those of CI mostly do, makes all of it twice.',
  examples: [
    {
      title: 'pip is told to use no cache',
      files: {},
      before:
        'FROM python:3.13\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir -r requirements.txt\n',
      after:
        'FROM python:3.13\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n',
      fix: 'Leave `--no-cache-dir` out',
    },
    {
      title: 'The lists of apt are in the mount',
      files: {},
      before:
        'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      after:
        'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y curl\n',
      fix: 'Leave `rm -rf /var/lib/apt/lists/*` out',
    },
    {
      title: 'The image deletes the packages of apt',
      files: {},
      before:
        'FROM debian:13\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt,sharing=locked \\\n    apt-get update && apt-get install -y curl\n',
      after:
        'FROM debian:13\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt,sharing=locked \\\n    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y curl\n',
      fix: 'Remove docker-clean first (review: the image loses docker-clean)',
    },
    {
      title: 'The mount belongs to root, and another user runs the install',
      files: {},
      before:
        'FROM python:3.13\nENV PIP_CACHE_DIR=/cache\nRUN useradd -m -u 1000 app\nUSER app\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/cache pip install -r requirements.txt\n',
      after:
        'FROM python:3.13\nENV PIP_CACHE_DIR=/cache\nRUN useradd -m -u 1000 app\nUSER app\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/cache,uid=1000 pip install -r requirements.txt\n',
      fix: 'Let the cache belong to the user (review: is 1000 the number of app?)',
    },
  ],
  fixSafety:
    'Safe: what is left out kept nothing out of the image, since all that it stands for is in the mount. For review where `docker-clean` goes, since the image then has none. There is no fix for a mount that hides something, for variables, for the JSON form, where the clean-up also removes something beside the mount, and where it is more than one command of a list. `uid=` is safe where `USER` says a number, for review where the base image or a `RUN` gives it to the name, and there is no fix where nothing tells it.',
  staysSilent:
    'Silent where only some of the commands have the option, where an option or a variable says that the cache is in another folder, for clean-ups that spare a part (`pnpm store prune`, `uv cache prune`), in a condition, for users whose home is not known, for mounts that `sudo` may write to or that `RUN`s of several users share, for mounts that another stage fills, for a mount that hides what another `RUN` with the same mount may have made as well, or what an option or a variable puts elsewhere, in stages that are not built, for `docker-clean` unless the stage begins with one of Docker’s own images of Debian or Ubuntu (`debian`, `ubuntu`, `python`, `node` and others) and no `RUN` or copy above or in the `RUN` can have taken it out, and for shells that Strata cannot read.',
};
