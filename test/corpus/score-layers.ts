import { historyOf } from '../../server/src/model/history.ts';
import { factsOf, type CorpusItem } from './read-corpus.ts';

/** What differs between an item's layers and its label, in words; undefined where they agree. */
export function scoreLayers(item: CorpusItem): string | undefined {
  const label = item.labels.layers;
  if (label === undefined) {
    return undefined;
  }
  const entries = historyOf(factsOf(item).model);
  const layers = entries.filter(({ layer }) => layer).length;
  const metadata = entries.length - layers;
  return layers === label.filesystemLayersOwn && metadata === label.metadataSteps
    ? undefined
    : `${item.name}: ${layers} layers and ${metadata} others; label ${label.filesystemLayersOwn} and ${label.metadataSteps}`;
}
