import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { SelectedFile } from '../../context/selection.ts';
import { broughtBy } from '../../fixes/leave-out/brought.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { isNamed } from '../../fixes/leave-out/named.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import { isHandedOn } from '../../model/handed-on.ts';
import type { Model, Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import { layerWords } from '../layer-words.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { payloadIn } from './payload.ts';
import { removedLater } from './removed/removed-later.ts';
import { shownSize } from './shown-size.ts';

const ID = 'size/large-files-copied';

/** Bytes from which it is worth a word, and from which it is worth a warning. */
export const LARGE = 10_000_000;
const VERY_LARGE = 100_000_000;

/** Megabytes that come along with the sources: a layer holds all of a file, and every pull brings it (domain.md 1.1). */
export const largeFilesCopied: Rule = {
  id: ID,
  summary: 'models, data, dumps, archives or recordings of many megabytes are copied into the final image',
  defaultSeverity: 'warning',
  since: '0.1.0',
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check(facts) {
    const { model } = facts;
    const seen = new Set<string>();
    const found = model.stages
      .filter((stage) => isHandedOn(model, stage))
      .flatMap(({ first, end }) => model.nodes.slice(first + 1, end))
      .flatMap((node) => {
        const files = largeFiles(facts, node).filter(({ path }) => !seen.has(path));
        for (const { path } of files) {
          seen.add(path);
        }
        return totalOf(files) < LARGE ? [] : [findingOf(model, node, files)];
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

function findingOf(model: Model, node: Node, files: readonly LargeFile[]): Finding {
  const total = totalOf(files);
  const names = files.map(({ path, size }) => `${path} (${shownSize(size)})`);
  const [it, what] =
    files.length === 1 ? ['it', listedBriefly(names, NAMED, '')] : ['them', `${shownSize(total)} of data`];
  const which = files.length === 1 ? '' : `: ${listedBriefly(names, NAMED + 1, 'files')}`;
  const isWanted = files.every(({ single }) => single);
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) puts ${what} into ${layerWords(model, node)}${which}. Every push and pull carries ${it}; leave ${it} out, or mount or fetch ${it} when the container starts.`,
    related: [],
    severity: total >= VERY_LARGE && !isWanted ? undefined : 'information',
    key: 'large-files',
  };
}
