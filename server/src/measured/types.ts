/**
 * How far a step of a build is. `waiting`: BuildKit has not begun it. `cached`: nothing was run. `cancelled`: it was begun, and
 * the build ended before it did.
 */
export type StepState = 'waiting' | 'running' | 'cached' | 'done' | 'failed' | 'cancelled';

/** What a real build or image says of one step of a Dockerfile, as it is shown: what layer stack, lens and hover read. */
export interface StepMeasure {
  /** Position in `Model.nodes`. */
  readonly node: number;
  /** Offset of the instruction's first character in the document as it is now. */
  readonly offset: number;
  /** In the last build; undefined where only an image is known. */
  readonly state: StepState | undefined;
  /** How long it ran when it last ran, which may have been in a build before the last one; undefined when not known. */
  readonly seconds: number | undefined;
  /** Bytes of its layer; undefined when not known, as for a stage that is not shipped. */
  readonly bytes: number | undefined;
  /** True when the last build took it from the cache. */
  readonly cached: boolean;
  /** When this was found out, in milliseconds since 1970. */
  readonly when: number;
  /** True when the instruction, the files it reads, or the values of variables that it names are others now. */
  readonly stale: boolean;
  /** True while the build still runs. */
  readonly live: boolean;
  /** The image that told the bytes, where a person compared with one: `shop:dev`. */
  readonly image: string | undefined;
  /** The last lines that it wrote; empty unless it failed. */
  readonly output: readonly string[];
}

/** What is kept of one step from one session to the next: plain data that survives JSON. */
export interface StepRecord {
  /** The stage, the instruction's text, and its number among equals: what finds it again after edits elsewhere. */
  readonly key: string;
  /** The same without the text: what finds it when its text is another now. */
  readonly place: string;
  /** Of the files that it reads of the build context; empty when it reads none or they are not known. */
  readonly selection: string;
  /** Of the values of variables that it names; empty when it names none, undefined when they are not known. */
  readonly variables?: string | undefined;
  /** When this was found out, in milliseconds since 1970. */
  readonly when: number;
  readonly state?: StepState | undefined;
  readonly seconds?: number | undefined;
  readonly bytes?: number | undefined;
  readonly image?: string | undefined;
  readonly output?: readonly string[] | undefined;
}

/** All that is kept of one Dockerfile. */
export interface Measurements {
  readonly steps: readonly StepRecord[];
}

/** A piece of work as BuildKit reports it (client/graph.go): a step of the Dockerfile, or something that it does besides. */
export interface Vertex {
  /** `[build 2/5] RUN npm ci`. */
  readonly name: string;
  readonly state: StepState;
  /** How long it has run, or ran; undefined before it is begun, and where it came from the cache. */
  readonly seconds: number | undefined;
  /** When the part of it that runs now was begun, in milliseconds since 1970; undefined unless it runs. */
  readonly since: number | undefined;
  /** The last lines of its output. */
  readonly output: readonly string[];
  /** What BuildKit says when it failed. */
  readonly error: string | undefined;
}

/** Reads the progress of a build as it comes. Takes anything and never throws; what it keeps is bounded. */
export interface ProgressReader {
  /** The next piece of buildx's output, which may end anywhere. Returns what of it is worth showing to people. */
  readonly read: (chunk: string) => string;
  /** The same of its standard error, for a command that writes to both; undefined for one that writes to one. */
  readonly readErrors?: ((chunk: string) => string) | undefined;
  /** What is known so far, in the order of first mention. */
  readonly vertexes: () => readonly Vertex[];
  /** Lines that belong to no step, the last ones: what buildx says when there is no build. */
  readonly remarks: () => readonly string[];
}
