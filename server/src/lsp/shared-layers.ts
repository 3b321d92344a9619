import type { Builder } from '../cache/types.ts';
import { candidateBuild } from '../context/location/candidate-build.ts';
import type { ContextChoice } from '../context/location/types.ts';
import { sharedLayers } from '../insights/shared-layers.ts';
import type { FindSharedLayers, OtherDockerfile, SharedLayers } from '../insights/shared-layers.ts';
import type { Analysis } from '../insights/types.ts';
import { buildModel } from '../model/build.ts';
import type { BuildOptions, Model } from '../model/types.ts';
import { parse } from '../syntax/parse.ts';
import type { FileEvent } from '../workspace/event-effect.ts';
import { nameOf, relativeTo } from '../workspace/files.ts';
import { isDockerfileName } from '../workspace/find-dockerfiles.ts';
import { isNeverSeen } from '../workspace/tree/never-entered.ts';
import { withOpenTexts } from '../workspace/open-texts.ts';
import { placedDockerfiles } from '../workspace/placed-dockerfiles.ts';
import type { PlacedDockerfile } from '../workspace/placed-dockerfiles.ts';
import { isProjectFile } from '../workspace/project-files.ts';
import { inSlices } from '../workspace/slices.ts';
import type { Analysed } from './analyses.ts';
import { innermost } from '../workspace/innermost.ts';
import { contextClues } from '../insights/context-clues.ts';
import type { Disk } from './runtime.ts';

/** Which layers the Dockerfiles of a workspace have in common. Nothing is read before somebody asks. */
export interface SharedLayersStore {
  /** Of a document as it is now, with the Dockerfiles of the workspace folder that holds it. Empty while its context is loaded. */
  of(analysed: Analysed): Promise<SharedLayers>;
  /** The same if it is known within a moment, else nothing yet. */
  soon(analysed: Analysed): Promise<SharedLayers>;
  /** Files came, went or changed: what counts among them is read again at the next question. */
  invalidate(events: readonly FileEvent[]): void;
  /** Everything is read again at the next question. */
  forget(): void;
}

/** What reading other Dockerfiles needs. */
export interface SharedLayersOptions {
  readonly disk: Disk | undefined;
  /** Places of the workspace's folders. */
  readonly folders: () => readonly string[];
  /** The texts of the open documents by their places. */
  readonly openTexts: () => ReadonlyMap<string, string>;
  /** The id of the candidate that a person picked, by a document's URI. */
  readonly picked: (uri: string) => string | undefined;
}

/** How long a hover waits for other Dockerfiles to be read, in milliseconds. */
const MOMENT = 100;

const NOTHING: SharedLayers = new Map();
const NONE: FindSharedLayers = () => NOTHING;

/** Makes a store that has read nothing. */
export function createSharedLayers({
  disk,
  folders,
  openTexts,
  picked,
}: SharedLayersOptions): SharedLayersStore {
  if (disk === undefined) {
    const nothing = (): Promise<SharedLayers> => Promise.resolve(NOTHING);
    return { of: nothing, soon: nothing, invalidate: () => undefined, forget: () => undefined };
  }
  const reading = new Map<string, Promise<readonly PlacedDockerfile[]>>();
  const models = new Map<string, Known>();
  const learnt = new Map<string, Learnt>();
  const answers = new WeakMap<Analysis, Answer>();

  const read = async (
    root: string,
    setting: ReadonlyMap<string, string>,
  ): Promise<readonly PlacedDockerfile[]> => {
    return placedDockerfiles(withOpenTexts(disk.files, openTexts()), root, {
      setting,
      clues: contextClues,
      picked: (place) => picked(disk.uriOf(place)),
    });
  };

  const dockerfilesIn = (
    root: string,
    setting: ReadonlyMap<string, string>,
  ): Promise<readonly PlacedDockerfile[]> => {
    const key = JSON.stringify([root, [...setting]]);
    const known = reading.get(key) ?? read(root, setting);
    reading.set(key, known);
    return known;
  };

  const otherOf = (placed: PlacedDockerfile, text: string, root: string): OtherDockerfile => {
    const { place, choice } = placed;
    const known = models.get(place);
    if (known?.placed === placed && known.text === text) {
      return known.other;
    }
    const other = {
      name: relativeTo(root, place) ?? place,
      uri: disk.uriOf(place),
      model: modelOf(text, candidateBuild(choice.chosen)),
      context: contextText(choice.chosen.root, placed.ignore),
    };
    models.set(place, { placed, text, other });
    return other;
  };

  /** What finds layers of one Dockerfile among all others, as they are in the editor now. */
  const findAmong = async (
    all: readonly PlacedDockerfile[],
    { place, root, builder }: { readonly place: string; readonly root: string; readonly builder: Builder },
  ): Promise<FindSharedLayers> => {
    const texts = openTexts();
    const others: OtherDockerfile[] = [];
    const find = await inSlices(
      (function* () {
        for (const other of all) {
          if (other.place !== place && isCertain(other.choice)) {
            others.push(otherOf(other, texts.get(other.place) ?? other.text, root));
            yield;
          }
        }
        const before = learnt.get(place);
        return before?.builder === builder && isSame(before.others, others)
          ? before.find
          : yield* sharedLayers(others, builder);
      })(),
    );
    learnt.set(place, { others, builder, find: find ?? NONE });
    return find ?? NONE;
  };

  const of = async ({ uri, analysis, settings, contextRoot, choice }: Analysed): Promise<SharedLayers> => {
    const place = disk.placeOf(uri);
    const root = place === undefined ? undefined : innermost(folders(), place);
    if (root === undefined || contextRoot === undefined || choice === undefined || !isCertain(choice)) {
      return NOTHING;
    }
    const all = await dockerfilesIn(root, settings.context);
    const find = await findAmong(all, { place: place ?? '', root, builder: analysis.builder });
    const before = answers.get(analysis);
    if (before?.find === find) {
      return before.shared;
    }
    const shared = find(analysis.model, contextText(contextRoot, analysis.facts.context?.ignore?.text));
    answers.set(analysis, { find, shared });
    return shared;
  };

  const forget = (): void => {
    reading.clear();
    models.clear();
    learnt.clear();
  };

  return {
    of,
    soon: async (analysed) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<SharedLayers>((resolve) => {
        timer = setTimeout(resolve, MOMENT, NOTHING);
      });
      return Promise.race([of(analysed), patience]).finally(() => {
        clearTimeout(timer);
      });
    },
    invalidate: (events) => {
      const counts = ({ path, contentOnly }: FileEvent): boolean =>
        !isNeverSeen(relativeTo(innermost(folders(), path) ?? '', path) ?? path) &&
        // What comes and goes may bring Dockerfiles along, and says where their contexts are.
        (!contentOnly || isRead(path));
      if (reading.size > 0 && events.some(counts)) {
        forget();
      }
    },
    forget,
  };
}

interface Known {
  readonly placed: PlacedDockerfile;
  readonly text: string;
  readonly other: OtherDockerfile;
}

interface Learnt {
  readonly others: readonly OtherDockerfile[];
  readonly builder: Builder;
  readonly find: FindSharedLayers;
}

interface Answer {
  readonly find: FindSharedLayers;
  readonly shared: SharedLayers;
}

function isSame(some: readonly OtherDockerfile[], others: readonly OtherDockerfile[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

/** Of the last stage where a Compose file names one that is not there (yet), as the document itself is shown. */
function modelOf(text: string, options: BuildOptions): Model {
  const model = buildModel(parse(text), options);
  return model.unknownTarget ? buildModel(parse(text)) : model;
}

/** Whether all that steps depend on is known. Names that a build gives to other images and folders may mean others elsewhere. */
function isCertain({ chosen }: ContextChoice): boolean {
  return chosen.exact && chosen.additionalContexts.size === 0;
}

function contextText(root: string, ignore: string | undefined): string {
  return JSON.stringify([root, ignore ?? null]);
}

function isRead(path: string): boolean {
  return isDockerfileName(nameOf(path)) || isProjectFile(path) || path.endsWith('.dockerignore');
}
