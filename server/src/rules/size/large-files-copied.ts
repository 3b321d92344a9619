import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { SelectedFile } from '../../context/selection.ts';
import { broughtBy } from '../../fixes/leave-out/brought.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { isNamed } from '../../fixes/leave-out/named.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { payloadIn } from './payload.ts';
import { removedLater } from './removed-later.ts';
import { shownSize } from './shown-size.ts';

const ID = 'size/large-files-copied';

/** Bytes from which it is worth a word, and from which it is worth a warning. */
const LARGE = 10_000_000;
const VERY_LARGE = 100_000_000;

/** Megabytes that come along with the sources: a layer holds all of a file, and every pull brings it (domain.md 1.1). */
export const largeFilesCopied: Rule = {
  id: ID,
  summary: 'models, data, dumps, archives or recordings of many megabytes are copied into the final image',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context'],
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      'Reports a `COPY` or `ADD` in a stage of the final image that brings 10 MB or more of models, data sets, dumps, archives and recordings, by the endings of their names: as a warning from 100 MB on where they come with a folder, as information otherwise.',
    whyItMatters:
      'The layer of the copy holds them: every push and pull carries them and every node stores them, whether the program reads them or not. A later `rm` does not change that. After a change of one source the whole layer is made and pushed again, with all of them in it.',
    examples: [
      {
        title: 'A database dump among the sources',
        files: { 'server.js': '', 'backup/shop.sql': ' '.repeat(LARGE), '.dockerignore': 'Dockerfile\n' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
        after: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
        afterFiles: {
          'server.js': '',
          'backup/shop.sql': ' '.repeat(LARGE),
          '.dockerignore': 'Dockerfile\nbackup/shop.sql\n',
        },
        fix: 'Leave backup/shop.sql out by .dockerignore',
      },
      {
        title: 'A model',
        files: { 'app.py': '', 'models/voice.onnx': ' '.repeat(LARGE) },
        before: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
        after:
          'FROM python:3.13\nWORKDIR /app\nCOPY app.py .\nVOLUME /app/models\nCMD ["python", "app.py"]\n',
        fix: undefined,
      },
    ],
    fixSafety:
      'Always for review: the image no longer holds the files. There is a fix for dumps and archives that come with a folder and that no instruction names; whether a program needs its models and data is for you to say.',
    staysSilent:
      'Silent without a build context, in stages that are not part of the final image, for files whose sizes are not known, for archives that `ADD` unpacks, for what the ignore file leaves out, in folders that tools fill again (`node_modules`, `target`, …), for mounts, and where a later `RUN` removes the files, of which another rule tells.',
  },
  check(facts) {
    const { model } = facts;
    const seen = new Set<string>();
    const found = model.stages
      .filter(({ role }) => role === 'shipped')
      .flatMap(({ first, end }) => model.nodes.slice(first + 1, end))
      .flatMap((node) => {
        const files = largeFiles(facts, node).filter(({ path }) => !seen.has(path));
        for (const { path } of files) {
          seen.add(path);
        }
        return totalOf(files) < LARGE ? [] : [findingOf(node, files)];
      });
    const removed = found.length === 0 ? undefined : removedLater(facts);
    return found.filter(({ span }) => removed?.has(span.start) !== true);
  },
  fixes(facts, { node: index }) {
    const { model, context } = facts;
    const node = model.nodes[index];
    const files = node === undefined ? [] : largeFiles(facts, node);
    const out = files.filter((file) => file.dispensable && !file.single);
    const paths = out.map(({ path }) => path);
    const isEnough = totalOf(files) - totalOf(out) < LARGE;
    const fix =
      context !== undefined && isEnough && paths.length <= MOST && !isNamed(model, paths)
        ? leaveOutFix(model, context, paths)
        : undefined;
    return fix === undefined ? [] : [fix];
  },
};

/** More files than these are not written into an ignore file one by one. */
const MOST = 10;

/** More than this many files are not named one by one. */
const NAMED = 3;

interface LargeFile extends Pick<SelectedFile, 'path' | 'single'> {
  readonly size: number;
  readonly dispensable: boolean;
}

/** The larger ones first, each once. */
function largeFiles({ model, context }: Facts, node: Node): readonly LargeFile[] {
  if (context === undefined) {
    return [];
  }
  const payload = payloadIn(context);
  const files = new Map<string, LargeFile>();
  for (const { path, single } of broughtBy(model, context, node, payload)) {
    const known = payload.get(path);
    const isUnpacked = single && node.instruction.keyword === 'ADD' && UNPACKED.test(path);
    if (known !== undefined && !isUnpacked) {
      files.set(path, { path, single, ...known });
    }
  }
  return [...files.values()].sort((one, other) => other.size - one.size);
}

/** Archives that ADD unpacks where they are named (domain.md 1.1, ADD). */
const UNPACKED = /\.(tar|tgz|tbz2?|txz|tar\.\w+)$/i;

function totalOf(files: readonly LargeFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function findingOf(node: Node, files: readonly LargeFile[]): Finding {
  const total = totalOf(files);
  const names = files.map(({ path, size }) => `${path} (${shownSize(size)})`);
  const layer = node.layer === undefined ? 'the image' : `layer ${node.layer} of the image`;
  const [it, what] =
    files.length === 1 ? ['it', listedBriefly(names, NAMED, '')] : ['them', `${shownSize(total)} of data`];
  const which = files.length === 1 ? '' : `: ${listedBriefly(names, NAMED + 1, 'files')}`;
  const isWanted = files.every(({ single }) => single);
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) puts ${what} into ${layer}${which}. Every push and pull carries ${it}; leave ${it} out, or mount or fetch ${it} when the container starts.`,
    related: [],
    severity: total >= VERY_LARGE && !isWanted ? undefined : 'information',
    key: 'large-files',
  };
}
