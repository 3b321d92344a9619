import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findUpdatesAlone, type UpdateAlone } from '../../fixes/update-alone/find.ts';
import { updateAloneFix } from '../../fixes/update-alone/fix.ts';
import { code, shown } from '../../fixes/moving/words.ts';
import type { Model } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'cache/apt-update-alone';

/** Lists of packages in a layer of their own stay as old as that layer, while the install below changes (domain.md section 4). */
export const aptUpdateAlone: Rule = {
  id: ID,
  summary: 'lists of packages are fetched in a step of their own, so that a later install goes by old ones',
  defaultSeverity: 'information',
  since: '0.1.0',
  overlooks: CONFIGURATION,
  docs: {
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
      'Always for review: the install then goes by new lists whenever it runs, which is the purpose. There is no fix where the first `RUN` does more or has a comment of its own, where `USER` or `SHELL` stand between the two, and for heredocs and the JSON form.',
    staysSilent:
      'Silent where the install fetches the lists itself (in the same `RUN`, or by `apk add --no-cache`), where nothing is installed by them below, where a cache mount keeps them or the same `RUN` removes them, for `yum update` and `dnf update`, which upgrade packages, in stages that are not built, and for shells that Strata cannot read.',
  },
  check({ model }) {
    return findUpdatesAlone(model).map((alone) => findingOf(model, alone));
  },
  fixes({ model }, finding) {
    const alone = findUpdatesAlone(model).find(
      ({ node, update }) => node.index === finding.node && keyOf(model, node.index, update) === finding.key,
    );
    const fix = alone && updateAloneFix(model, alone);
    return fix === undefined ? [] : [fix];
  },
};

function keyOf(model: Model, node: number, { command }: UpdateAlone['update']): string {
  return model.nodes[node]?.instruction.text.slice(command.span.start, command.span.end) ?? '';
}

function findingOf(model: Model, { node, update, install }: UpdateAlone): Finding {
  const key = keyOf(model, node.index, update);
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${code(key)} (line ${node.instruction.line}) stays cached when ${shown(install)} (line ${install.instruction.line}) changes, which then goes by old lists of packages. Run both in one RUN.`,
    related: [{ span: firstLineOf(install), message: 'Installs by the lists of the step above.' }],
    key,
  };
}
