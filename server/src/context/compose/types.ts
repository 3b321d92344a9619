/** Where something stands in a file: offsets in UTF-16 units of that file's text. */
export interface ComposePlace {
  /** The place of the file, as it was given. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A value of a Compose file after interpolation, with its place, so that a diagnostic or an edit finds it again. */
export type ComposeNode = ComposeScalar | ComposeMap | ComposeList | ComposeReset;

/** One text, number, boolean or null. */
export interface ComposeScalar {
  readonly kind: 'scalar';
  /** As Compose reads it, interpolated; undefined for null. */
  readonly text: string | undefined;
  /** True when a variable without a known value is in it: then the text is only what Compose says without that variable. */
  readonly unsure: boolean;
  /** True when variables were replaced: the file says something else than `text`. */
  readonly interpolated: boolean;
  /** True when it says so only while nobody sets a variable for which a default stands: `${TAG:-latest}`. */
  readonly assumed?: true;
  readonly place: ComposePlace;
  /** True for `!override`: nothing of the files before is kept. */
  readonly replaces: boolean;
}

/** A mapping. Merge keys (`<<`) are already resolved; of a key that is written twice the last one counts. */
export interface ComposeMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, ComposeEntry>;
  readonly place: ComposePlace;
  readonly replaces: boolean;
}

/** One key of a mapping. */
export interface ComposeEntry {
  readonly key: ComposePlace;
  readonly value: ComposeNode;
}

/** A sequence. */
export interface ComposeList {
  readonly kind: 'list';
  readonly items: readonly ComposeNode[];
  readonly place: ComposePlace;
  readonly replaces: boolean;
}

/** `!reset`: what the files before said is dropped. */
export interface ComposeReset {
  readonly kind: 'reset';
  readonly place: ComposePlace;
}

/** How a service is built. */
export interface ComposeBuild {
  /** Of the value of `build`, in the last file that says something. */
  readonly place: ComposePlace;
  /** The place of the context's folder; undefined when it is remote or not known. */
  readonly context: string | undefined;
  /** The place of the Dockerfile; undefined when it is inline, remote or not known. */
  readonly dockerfile: string | undefined;
  /** True when no file names a Dockerfile: BuildKit then also takes `dockerfile` (domain.md 3.1). */
  readonly defaultDockerfile: boolean;
  /** True when some file names the context: an override alone often does not. */
  readonly namesContext: boolean;
  /** Undefined when it is not given or not known. */
  readonly target: string | undefined;
  /** Those with a known value; the others are left to the Dockerfile's own defaults. */
  readonly args: ReadonlyMap<string, string>;
  /** By name: the place of a folder, or a reference (`docker-image://…`, `service:…`) as written. Unknown ones are left out. */
  readonly additionalContexts: ReadonlyMap<string, string>;
  /** True when nothing else is said that steps depend on: no value that only the shell knows, no network, no platform. */
  readonly exact: boolean;
  /** True when defaults of variables that the shell may set decide the context, the Dockerfile or the stage. */
  readonly assumed: boolean;
}

/** A service of a project, merged from all files that say something of it. */
export interface ComposeService {
  readonly name: string;
  /** Of its key in the first file that names it. */
  readonly place: ComposePlace;
  readonly build: ComposeBuild | undefined;
  readonly profiles: readonly string[];
  /** One a port, short or long form as written. */
  readonly ports: readonly ComposeNode[];
  readonly expose: readonly ComposeNode[];
  /** By name; the value's text is undefined where Compose takes it from the shell. */
  readonly environment: ReadonlyMap<string, ComposeEntry>;
  readonly networkMode: ComposeScalar | undefined;
  /** Everything that was written of it, merged. */
  readonly node: ComposeMap;
}
