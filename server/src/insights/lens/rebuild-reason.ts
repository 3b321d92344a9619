import { readsContext } from '../../cache/file-readers.ts';
import type { Base, Model, Node } from '../../model/types.ts';
import { mountedSources } from '../words/mounted-sources.ts';
import { readersAbove, readerWords } from '../words/reader-words.ts';
import { sourceTitle } from '../words/stage-words.ts';
import { listed } from '../text.ts';
import type { Analysis } from '../types.ts';

/**
 * What a RUN depends on besides its own text: the lines whose files it may see, those that bring what other stages make of files,
 * what it mounts of stages and images, or nothing.
 */
export function rebuildReason(analysis: Analysis, node: Node): string {
  const { model, reach } = analysis;
  const own = readsContext(node) ? 'its own mounted files' : '';
  const above = readerWords(model, readersAbove(reach.fileReaders, node.index, NAMED_READERS));
  const outputs = readerWords(model, readersAbove(reach.outputReaders, node.index, NAMED_READERS));
  const files = [own, above?.text ?? ''].filter((part) => part !== '');
  const contents = [
    outputs === undefined ? '' : `what ${outputs.text} ${outputs.plural ? 'bring' : 'brings'}`,
    mountTitle(analysis, node),
  ].filter((part) => part !== '');
  const reasons = [
    files.length === 0 ? '' : `with ${files.join(' and ')}`,
    contents.length === 0 ? '' : `if ${contents.join(' or ')} differs`,
  ].filter((part) => part !== '');
  return reasons.length === 0 ? independence(analysis, node) : `rebuilt ${reasons.join(', and ')}`;
}

/** Lines that are named; others are counted. */
const NAMED_READERS = 3;

/** `what it mounts from stage build`. */
function mountTitle({ model, builder }: Analysis, node: Node): string {
  const sources = builder === 'classic' ? [] : mountedSources(node);
  return sources.length === 0
    ? ''
    : `what it mounts from ${listed(
        sources.map((source) => sourceTitle(model, source)),
        3,
      )}`;
}

/** Nothing is claimed where the base may bring files. */
function independence({ model }: Analysis, node: Node): string {
  const base = outermostBase(model, node);
  return base === undefined || mayBringFiles(base) ? '' : 'independent of your files';
}

/** How many stages of a FROM chain are looked at before nothing is claimed of it. */
const MAX_CHAIN = 50;

/** Where the FROM chain of a step's stage begins; undefined for none and for a longer chain. */
function outermostBase({ stages }: Model, node: Node): Base | undefined {
  let stage = node.stage === undefined ? undefined : stages[node.stage];
  for (let hops = 0; stage?.base.kind === 'stage' && hops < MAX_CHAIN; hops++) {
    stage = stages[stage.base.stage];
  }
  return stage?.base.kind === 'stage' ? undefined : stage?.base;
}

/** A stage that the build chooses, or triggers of an image for builds `FROM` it, as its name says (golang:1.7-onbuild). */
function mayBringFiles(base: Base): boolean {
  return base.kind === 'image' && (base.maybe !== undefined || base.name?.includes('onbuild') === true);
}
