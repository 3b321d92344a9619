import { commandNeeds } from '../../ecosystems/command-needs.ts';
import { fileReads } from '../../ecosystems/file-reads.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { contextMounts } from '../moving/context-mounts.ts';
import { copyStepOf } from '../moving/copy-step.ts';
import type { CopyStep, ImagePath } from '../moving/copy-step.ts';
import { runTextOf } from '../moving/redirections.ts';
import { placesOf } from '../moving/places.ts';
import type { Place } from '../moving/places.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { isTolerated } from './is-tolerated.ts';
import { madeBy } from './made-by.ts';

/**
 * What the commands below a copy of all of the context can't run without, by paths relative to the context, each with those that
 * would do in its place. Only what nothing in the Dockerfile brings or makes: it comes from the context, or the build fails.
 */
export function neededOfContext(model: Model): readonly (readonly string[])[] {
  const needed: (readonly string[])[] = [];
  const walks: Walk[] = [];
  for (const stage of model.stages) {
    const parent = stage.base.kind === 'stage' ? walks[stage.base.stage]?.seen : undefined;
    const held = remembered(stage, parent, placesOf(model)[stage.first]);
    const walk = (held.walk ??= walkThrough(model, stage, parent ?? NOTHING));
    walks.push(walk);
    needed.push(...walk.needed);
  }
  return needed.slice(0, MAX_NEEDED);
}

/** What the commands of a stage need, and what it has seen at its end. */
interface Walk {
  readonly needed: readonly (readonly string[])[];
  readonly seen: Seen;
}

/** A stage that is the same object has the same instructions (`buildModelAgain`); its places are others where the platform is. */
const remembered: (
  stage: Stage,
  ...given: readonly [parent: Seen | undefined, start: Place | undefined]
) => { walk?: Walk } = rememberedWith(() => ({}));

function walkThrough(model: Model, stage: Stage, parent: Seen): Walk {
  const needed: (readonly string[])[] = [];
  const places = placesOf(model);
  const seen: Seen = { ...parent };
  for (let index = stage.first + 1; index < stage.end && needed.length < MAX_NEEDED; index++) {
    const node = model.nodes[index];
    const place = places[index];
    if (node?.detail.kind === 'copy' && place !== undefined) {
      noteCopy(seen, node, place);
    } else if (node?.detail.kind === 'run' && place !== undefined) {
      needed.push(...runNeeds(model, node, { place, seen }));
    }
  }
  return { needed, seen };
}

/** Nobody needs as many, nor has as many commands in a RUN; each costs a look at the disk for each folder above the Dockerfile. */
const MAX_NEEDED = 20;

/** What fills folders: a quick look at what stands above a copy. */
const FILLING = /\b(git|cp|mv|ln|tar|unzip|gunzip)\b/;

/** RUNs with more commands are not looked at. */
const MAX_PARTS = 500;

/** Characters of commands that are looked at in a stage. */
const MAX_TEXT = 20_000;

/** Other copies of a stage that are looked at, and places that its commands fill. */
const MAX_COPIES = 100;

/** What a stage has seen so far, with those that it is built from. */
interface Seen {
  /** The copy of all; undefined where there is none, and below a command that may have made anything. */
  whole: CopyStep | undefined;
  others: readonly CopyStep[];
  /** Texts of its commands. */
  commands: string;
  /** Files and folders that commands may have made or filled. */
  made: readonly ImagePath[];
  /** Whether an install has run since the copy: many build as well, and what they make is named nowhere. */
  installs: boolean;
}

const NOTHING: Seen = { whole: undefined, others: [], commands: '', made: [], installs: false };

function noteCopy(seen: Seen, node: Node, place: Place): void {
  const step = copyStepOf(node, place);
  if (step === undefined || seen.others.length >= MAX_COPIES) {
    seen.whole = undefined;
  } else if (isWhole(step)) {
    seen.whole = step;
    seen.installs = false;
  } else {
    seen.others = [...seen.others, step];
  }
}

/** The ways to write all of a context. */
const ROOTS = new Set(['.', './', '/']);

function isWhole({ copy: { from, sources, exclude } }: CopyStep): boolean {
  return (
    from.kind === 'context' &&
    exclude.length === 0 &&
    sources.some(({ kind, text }) => kind === 'path' && ROOTS.has(text))
  );
}

function runNeeds(
  model: Model,
  node: Node,
  { place, seen }: { readonly place: Place; readonly seen: Seen },
): readonly (readonly string[])[] {
  const mounts = contextMounts(node, place);
  const mounted = mounts.find(isWhole);
  const whole = mounted ?? seen.whole;
  const { text } = node.instruction;
  const before = seen.commands;
  seen.commands += ` ${text.slice(0, Math.max(MAX_TEXT - before.length, 0))}`;
  const script =
    whole !== undefined || FILLING.test(text) ? scriptOf(model.file, node.instruction) : undefined;
  if (script === undefined) {
    return [];
  }
  const parts = script.complete && (place.readableShell || script.form === 'exec') ? runParts(script) : [];
  const others = [...seen.others, ...mounts.filter((mount) => mount !== mounted)];
  const run = runTextOf(text);
  const needed: (readonly string[])[] = [];
  let isKnown = parts.length > 0 && parts.length <= MAX_PARTS;
  for (const [index, part] of isKnown ? parts.entries() : []) {
    const needs = needed.length < MAX_NEEDED ? needsOf(parts, index, seen) : [];
    for (const need of needs) {
      const at = placeIn(place, part.directory ?? '');
      const paths = whole === undefined ? [] : fromContext(need, at, { whole, others, made: seen.made });
      // What a command above it names may be made by that.
      const above = before + text.slice(0, Math.min(part.command.span.start, MAX_TEXT));
      if (paths.length > 0 && !paths.some((path) => above.includes(lastOf(path)))) {
        needed.push(paths);
      }
    }
    const made = madeBy(part, { directory: { path: place.directory, anchored: place.anchored }, whole, run });
    seen.installs ||= part.role === 'install';
    seen.made = made === undefined || made.length === 0 ? seen.made : [...seen.made, ...made];
    isKnown &&= made !== undefined && seen.made.length <= MAX_COPIES;
    if (!isKnown && whole !== undefined) {
      break;
    }
  }
  if (!isKnown) {
    seen.whole = undefined;
  }
  return needed;
}

/** What one of the commands of a RUN can't do without. */
function needsOf(parts: readonly RunPart[], index: number, seen: Seen): readonly (readonly string[])[] {
  const part = parts[index];
  if (part?.directory === undefined || part.command.conditional) {
    return [];
  }
  const reads = seen.installs || isTolerated(parts, index) ? [] : fileReads(part);
  return [...commandNeeds(part), ...reads.map((path) => [path])];
}

function placeIn(place: Place, directory: string): Place {
  return {
    ...place,
    directory: resolvePath(place.directory, directory),
    anchored: place.anchored || directory.startsWith('/'),
  };
}

/** The paths of the context that a command would find at these; none where another copy may have brought one of them. */
function fromContext(
  need: readonly string[],
  place: Place,
  {
    whole,
    others,
    made,
  }: {
    readonly whole: CopyStep;
    readonly others: readonly CopyStep[];
    readonly made: readonly ImagePath[];
  },
): readonly string[] {
  const paths: string[] = [];
  for (const name of need) {
    const path = resolvePath(place.directory, name);
    if (others.some(({ folder }) => isWithin(path, folder))) {
      return [];
    }
    const anchored = place.anchored || name.startsWith('/');
    if (
      MADE.test(path) ||
      (whole.folder === '/' && SYSTEM.test(path)) ||
      made.some((one) => one.anchored !== anchored || isWithin(path, one.path))
    ) {
      return [];
    }
    if (anchored === whole.anchored && isWithin(path, whole.folder) && path !== whole.folder) {
      paths.push(path.slice(whole.folder === '/' ? 1 : whole.folder.length + 1));
    }
  }
  return paths;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Folders that installs make, and that lie about on the machine of whoever installs there. */
const MADE = /\/(node_modules|\.?venv|vendor\/bin)\//;

/** Folders in which an image has files of its own, whatever is copied into its root. */
const SYSTEM = /^\/(bin|etc|home|lib\w*|opt|root|sbin|tmp|usr|var)\//;
