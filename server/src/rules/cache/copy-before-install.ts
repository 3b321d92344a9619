import { findEarlyCopies, type EarlyCopy } from '../../fixes/manifest-first/early-copies.ts';
import { manifestFirstFix } from '../../fixes/manifest-first/fix.ts';
import { installText, planManifestFirst } from '../../fixes/manifest-first/plan.ts';
import { listed, listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Node } from '../../model/types.ts';
import type { Facts, Finding, Rule } from '../types.ts';

const ID = 'cache/copy-before-install';

const LOCKED = { 'package.json': '{}', 'package-lock.json': '{}', 'index.js': '' };

/** A broad COPY above an install: every source change then reinstalls all dependencies (domain.md 2.1, section 6). */
export const copyBeforeInstall: Rule = {
  id: ID,
  summary: 'sources are copied before dependencies are installed, so every change reinstalls them',
  defaultSeverity: 'warning',
  since: '0.1.0',
  docs: {
    whatItDoes:
      'Reports a `COPY` or `ADD` that brings sources together with the manifests (`package.json`, a lock file, `requirements.txt`) which a later `RUN` installs from: npm, yarn, pnpm, bun and pip with requirement files.',
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
        title: 'A script that builds the project while it is installed: reported, for you to rewrite',
        files: { ...LOCKED, 'package.json': '{"scripts":{"prepare":"tsc"}}' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n',
        after:
          'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --ignore-scripts\nCOPY . .\nRUN npm run prepare\n',
        fix: undefined,
      },
    ],
    fixSafety:
      'Safe where the install cannot change the lock file, runs no scripts of the project, reads nothing but the copied manifests, and what it writes is left out of the context by the ignore file; the fix adds that pattern where it is missing. For review where the lock file may be rewritten, a script reads files that may need more, a `RUN` has to be cut in two, or an existing folder is newly ignored: the title says which. There is no fix where a script builds the project, a local package lies outside, or something between the copy and the install may read or change the copied files: the message says why.',
    staysSilent:
      'Silent when only manifests are copied first, when they come from another stage or a bind mount, when an install in the same directory already ran above, for installs of packages named on the command line and of the project itself (`pip install .`), when a manifest is missing (the build fails anyway), in stages that are not built, and for shells that Strata cannot read.',
  },
  check(facts) {
    return findEarlyCopies(facts.model, facts.context).map((early) => findingOf(facts, early));
  },
  fixes({ model, context }, finding) {
    const early = findEarlyCopies(model, context).find(({ step }) => step.node.index === finding.node);
    const fix = early && manifestFirstFix(model, context, early);
    return fix === undefined ? [] : [fix];
  },
};

function findingOf({ model, context }: Facts, early: EarlyCopy): Finding {
  const { step, installs } = early;
  const { node } = step;
  const names = installs.map((one) => `${installText(model, one)} (line ${one.node.instruction.line})`);
  const plan = planManifestFirst(model, context, early);
  const message = [
    `Every source change reinstalls dependencies: ${shown(node)} (line ${node.instruction.line})`,
    ` comes before ${listedBriefly([...new Set(names)], 3, '')}.`,
    ` Copy ${manifestNames(early)} first.`,
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
    key: 'early-copy',
  };
}

function firstLineOf({ instruction }: Node): Finding['span'] {
  const firstLine = instruction.text.split(/\r?\n/, 1)[0] ?? '';
  return { start: instruction.start, end: instruction.start + firstLine.length };
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
