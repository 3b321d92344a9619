import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findEarlyCopies, type EarlyCopy, type Form } from '../../fixes/manifest-first/early-copies.ts';
import { manifestFirstFix } from '../../fixes/manifest-first/fix.ts';
import { installText } from '../../fixes/manifest-first/install-text.ts';
import { planManifestFirst, type Plan } from '../../fixes/manifest-first/plan.ts';
import type { Refusal } from '../../fixes/manifest-first/route.ts';
import { code, listed, listedBriefly, shown } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import { rebuildCost } from '../rebuild-cost.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { lateFixes, withLatePackages } from './late-finding.ts';
import { mountsInstead } from './mounts-instead.ts';

const ID = 'cache/copy-before-install';

const LOCKED = { 'package.json': '{}', 'package-lock.json': '{}', 'index.js': '' };

/** A broad COPY above an install: every source change then reinstalls all dependencies (domain.md 2.1, section 6). */
export const copyBeforeInstall: Rule = {
  id: ID,
  summary: 'sources are copied before dependencies are installed, so every change reinstalls them',
  defaultSeverity: 'warning',
  since: '0.1.0',
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      'Reports a `COPY` or `ADD` that brings sources of a project above the `RUN` that installs what its manifests (`package.json`, a lock file, `requirements.txt`) name, whether the manifests come with them or on their own, and a bind mount of all of the context in that `RUN`. A build that downloads on its way (`go build`) counts as well, and so does an install inside a script of package.json or a target of a Makefile. Also reports a `RUN` below a copy of sources that installs packages named on its command line (`pip install flask`, `npm install -g pm2`): they need nothing of what is copied.',
    whyItMatters:
      'BuildKit runs a step again when anything above it in its stage has changed. With `COPY . .` above `npm ci`, a changed comment in one source file installs every dependency anew. Copied on their own, the manifests change rarely, and the install stays cached.',
    examples: [
      {
        title: 'npm with a lock file',
        files: { ...LOCKED, '.dockerignore': '**/node_modules\n' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n',
        after:
          'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n',
        fix: 'Copy manifests first',
      },
      {
        title: 'Requirement files that name others',
        files: {
          'requirements.txt': '-r base.txt\nflask==3.1.0\n',
          'base.txt': 'requests==2.32.3\n',
          'app.py': '',
        },
        before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n',
        after:
          'FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt base.txt ./\nRUN pip install -r requirements.txt\nCOPY . .\n',
        fix: 'Copy manifests first',
      },
      {
        title: 'Install and build in one RUN: for review',
        files: { ...LOCKED, '.dockerignore': '**/node_modules\n' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n',
        after:
          'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n',
        fix: 'review: the RUN is cut in two',
      },
      {
        title: 'A build that downloads modules: for review',
        files: {
          'go.mod': 'module example.org/app\n\nrequire example.org/lib v1.0.0\n',
          'go.sum': 'example.org/lib v1.0.0 h1:x\n',
          'main.go': '',
        },
        before: 'FROM golang:1.24\nWORKDIR /app\nCOPY . .\nRUN go build -o /bin/app .\n',
        after:
          'FROM golang:1.24\nWORKDIR /app\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /bin/app .\n',
        fix: 'review: adds a step',
      },
      {
        title: 'Packages named on the command line',
        files: { 'app.py': '' },
        before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask\n',
        after: 'FROM python:3.13\nWORKDIR /app\nRUN pip install flask\nCOPY . .\n',
        fix: 'Install packages before the copy',
      },
      {
        title: 'A script that builds the project while it is installed: reported, for you to rewrite',
        files: { ...LOCKED, 'package.json': '{"scripts":{"prepare":"tsc"}}' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n',
        after:
          'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --ignore-scripts\nCOPY . .\nRUN npm run prepare\n',
        fix: undefined,
      },
    ],
    fixSafety:
      'Safe where the install cannot change the lock file, runs no scripts of the project, reads nothing but the copied manifests, and what it writes is left out of the context by the ignore file; the fix adds that pattern where it is missing. For review where the lock file may be rewritten, a script reads files that may need more, a `RUN` has to be cut in two, or an existing folder is newly ignored: the title says which. Where the command needs the sources as well, a step that only downloads is added in front of them, always for review. There is no fix where a script builds the project, the install is hidden in a script or target, a local package lies outside, or something between the copy and the install may read or change the copied files: the message says why. Packages named on the command line move above the copy, with the same grades. Where the install never writes its manifests, a second fix mounts them, and a cache, instead of copying them.',
    staysSilent:
      'Silent when only manifests are copied first, when they come from another stage or are mounted one by one, when an install in the same directory already ran above, when a cache mount keeps all that a build downloads, for entry point scripts and configuration files, for installs of the project itself (`pip install .`), when a manifest is missing (the build fails anyway), in stages that are not built, and for shells that Strata cannot read.',
  },
  check(facts) {
    const earlies = findEarlyCopies(facts.model, facts.context);
    return withLatePackages(
      ID,
      facts,
      earlies.map((early) => ({ early, finding: findingOf(facts, early) })),
    );
  },
  fixes(facts, finding) {
    const { model, context } = facts;
    const early = findEarlyCopies(model, context).find(
      ({ step, form }) => step.node.index === finding.node && KEYS[form] === finding.key,
    );
    const fix = early && manifestFirstFix(model, context, early);
    return fix === undefined || early === undefined
      ? lateFixes(facts, finding)
      : [fix, ...mountsInstead(facts, early)];
  },
};

const KEYS: Readonly<Record<Form, string>> = {
  manifests: 'early-copy',
  download: 'late-download',
  hidden: 'hidden-install',
};

function findingOf(facts: Facts, early: EarlyCopy): Finding {
  const { model, context } = facts;
  const { step, form, installs } = early;
  const { node } = step;
  const names = installs.map((one) => `${installText(model, one)} (line ${one.node.instruction.line})`);
  const plan = planManifestFirst(model, context, early);
  const message = [
    `Every source change ${form === 'download' ? 'downloads dependencies again' : 'reinstalls dependencies'}:`,
    ` ${shown(node)} (line ${node.instruction.line})`,
    ` ${mounts(early) ? 'mounts sources for' : 'comes before'} ${listedBriefly([...new Set(names)], 3, '')}.`,
    ...installs.slice(0, 1).map((one) => rebuildCost(facts, one.node)),
    ` ${adviceOn(early, plan)}.`,
    ...(plan.kind === 'refused' ? [` No automatic fix: ${plan.reason}.`] : []),
  ].join('');
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message,
    related: installs.map((one) => ({
      span: firstLineOf(one.node),
      message: `${installText(model, one)} runs again after every change of a source.`,
    })),
    key: KEYS[form],
  };
}

/** True where a bind mount of the RUN itself brings the sources. */
function mounts({ step }: EarlyCopy): boolean {
  return step.node.detail.kind === 'run';
}

/** What to do, without a full stop; where manifests are copied first already, that is not said again. */
function adviceOn(early: EarlyCopy, plan: Plan | Refusal): string {
  const isThere = plan.kind === 'plan' && plan.sources.length === 0 && !mounts(early);
  const first = mounts(early) ? `Mount ${manifestNames(early)} only` : `Copy ${manifestNames(early)} first`;
  if (early.form === 'download') {
    const run = `un ${downloadNames(early)}`;
    return isThere ? `R${run} above it` : `${first}, and r${run} there`;
  }
  return isThere ? 'Copy the sources below' : first;
}

/** The commands that only download. */
function downloadNames({ installs }: EarlyCopy): string {
  const commands = installs.flatMap(({ inputs }) =>
    inputs?.download ? [code(inputs.download.command)] : [],
  );
  return listedBriefly([...new Set(commands)], 3, '');
}

/** What to copy first: the files of the context, or the usual ones where it is not known. */
function manifestNames({ installs }: EarlyCopy): string {
  const paths = installs.flatMap(
    ({ inputs, install }) =>
      inputs?.inputs.map(({ path, kind }) => (kind === 'folder' ? `${path}/` : path)) ??
      install.ecosystem.usualManifests,
  );
  const distinct = [...new Set(paths)];
  return distinct.length <= 3 ? listed(distinct) : listedBriefly(distinct, 3, 'manifests');
}
