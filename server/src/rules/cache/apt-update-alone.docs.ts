import type { RuleDocs } from '../types.ts';

/** The page of `cache/apt-update-alone`. */
export const aptUpdateAloneDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` that fetches lists of packages (`apt-get update`, `apk update`, `zypper refresh`, `dnf makecache`) which an install in a later `RUN` goes by.',
  whyItMatters:
    'The step that fetches the lists stays cached for months, because its text never changes. When a package is added to the install below, that goes by the old lists: it asks for versions that the server no longer has and fails, or installs outdated ones.',
  examples: [
    {
      title: 'Two steps',
      files: {},
      before: 'FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n',
      after: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n',
      fix: 'Run apt-get update with the install',
    },
    {
      title: 'apk, with settings in between',
      files: {},
      before: 'FROM alpine:3.22\nRUN apk update\nENV LANG=C.UTF-8\nRUN apk add curl && curl --version\n',
      after: 'FROM alpine:3.22\nENV LANG=C.UTF-8\nRUN apk update && apk add curl && curl --version\n',
      fix: 'Run apk update with the install',
    },
    {
      title: 'A step that does more: reported, for you to rewrite',
      files: {},
      before: 'FROM debian:13\nRUN mkdir /data && apt-get update\nRUN apt-get install -y curl\n',
      after: 'FROM debian:13\nRUN mkdir /data\nRUN apt-get update && apt-get install -y curl\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Always for review: the install then goes by new lists whenever it runs, which is the purpose. There is no fix where the first `RUN` does more or has a comment of its own, where `USER`, `SHELL` or a command that may install by the lists stands between the two, and for heredocs and the JSON form.',
  staysSilent:
    'Silent where the install fetches the lists itself (in the same `RUN`, or by `apk add --no-cache`), where nothing is installed by them below, where a cache mount keeps them or the same `RUN` removes them, for `yum update` and `dnf update`, which upgrade packages, in stages that are not built, and for shells that Strata cannot read.',
};
