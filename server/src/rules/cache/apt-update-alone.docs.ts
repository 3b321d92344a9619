import type { RuleDocs } from '../types.ts';

/** The page of `cache/apt-update-alone`. */
export const aptUpdateAloneDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` that fetches the lists of apt (`apt-get update`, `apt update`, `aptitude update`) which an install in a later `RUN` goes by.',
  whyItMatters:
    'The step that fetches the lists stays cached for months, because its text never changes, and apt never fetches newer ones by itself. When a package is added to the install below, that goes by the old lists: it asks for versions that the server no longer has and fails, or installs outdated ones.',
  examples: [
    {
      title: 'Two steps',
      files: {},
      before:
        'FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      after: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      fix: 'Run apt-get update with the install',
    },
    {
      title: 'With settings in between',
      files: {},
      before:
        'FROM debian:13\nRUN apt-get update\nENV LANG=C.UTF-8\nRUN apt-get install -y curl && curl --version && rm -rf /var/lib/apt/lists/*\n',
      after:
        'FROM debian:13\nENV LANG=C.UTF-8\nRUN apt-get update && apt-get install -y curl && curl --version && rm -rf /var/lib/apt/lists/*\n',
      fix: 'Run apt-get update with the install',
    },
    {
      title: 'An upgrade and an install',
      files: {},
      before:
        'FROM debian:13\nRUN apt-get update\nRUN apt-get upgrade -y\nRUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      after:
        'FROM debian:13\nRUN apt-get update && \\\n    apt-get upgrade -y && \\\n    apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      fix: 'Run apt-get update and the 2 steps that install by it in one RUN',
    },
    {
      title: 'A step that does more: reported, for you to rewrite',
      files: {},
      before:
        'FROM debian:13\nRUN mkdir /data && apt-get update\nRUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      after:
        'FROM debian:13\nRUN mkdir /data\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Always for review: the install then goes by new lists whenever it runs, which is the purpose. Of several `RUN`s that install by the lists, one is made where they follow each other; otherwise each fetches the lists itself. There is no fix where the first `RUN` does more, where it has a comment of its own and none of those stands directly below it, where `USER`, `SHELL` or what may install by the lists, a command or a script of the build context, stands among them, and for heredocs and the JSON form.',
  staysSilent:
    'Silent for apk, dnf, yum and zypper, which fetch lists by themselves where they are missing or old, where the install fetches the lists in the same `RUN`, where nothing is installed by them below, where a cache mount keeps them or the same `RUN` removes them, in stages that are not built, and for shells that Strata cannot read.',
};
