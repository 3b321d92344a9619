import type { BuildEnd, BuildListener, BuildRequest } from '../engine/build.ts';
import type { AskOptions, Told } from '../engine/ask.ts';
import type { LocalImage } from '../engine/images.ts';
import type { PastBuild, PastBuildSteps } from '../engine/past-builds.ts';
import type { FileDifference } from '../insights/what-if/earlier.ts';
import type { ImageHistory } from '../measured/image-history.ts';
import type { FileSystem } from '../workspace/files.ts';
import type { LoadHistory } from '../workspace/git/git-history.ts';
import type { Lists } from './lists.ts';

/** What a main knows of the machine that the server runs on. */
export interface Runtime {
  /** The build contexts' file system; undefined where there is none: what needs a context is then left unsaid. */
  readonly disk: Disk | undefined;
  /** Asks git, which is only done in a workspace that a person trusts; undefined where there is none, as in a browser. */
  readonly git?: Git | undefined;
  /** Builds images, which only a person's command may do, and only in a workspace that they trust; undefined without it. */
  readonly engine?: Engine | undefined;
  /** How lists are kept where the connection sends them as text; undefined where it hands objects over. */
  readonly lists?: Lists | undefined;
  /** Gets ready for the first document while the client reads what the server can; undefined where there is nothing to get ready. */
  readonly getReady?: (() => void) | undefined;
}

/** What git tells of a folder. Nothing here rejects. */
export interface Git {
  /** What loads how the files of a folder changed. */
  historyLoader(): Promise<LoadHistory>;
  /** The files below a folder that differ from a commit; undefined when git can't tell. */
  changedSince(folder: string, ref: string): Promise<readonly FileDifference[] | undefined>;
  /** A file's text at a commit, by its path relative to the folder; undefined when it was not there. */
  textAt(folder: string, ref: string, path: string): Promise<string | undefined>;
}

/** A Docker engine's command line. Nothing here rejects. */
export interface Engine {
  build(request: BuildRequest, listener: BuildListener): Promise<BuildEnd>;
  /** By an image's name or id. */
  history(image: string, options: AskOptions): Promise<Told<ImageHistory>>;
  images(options: AskOptions): Promise<Told<readonly LocalImage[]>>;
  /** The builds of a Dockerfile that the builder remembers, whoever started them: the newest first. */
  pastBuilds(dockerfile: string, options: AskOptions): Promise<Told<readonly PastBuild[]>>;
  /** What one of them did. */
  pastBuild(
    ref: string,
    options: AskOptions & { readonly dockerfile: string },
  ): Promise<Told<PastBuildSteps>>;
  /** Which places have changed since a time, in milliseconds since 1970. */
  changedSince(places: readonly string[], time: number): Promise<ReadonlySet<string>>;
}

/** A file system and how its places are written as URIs. */
export interface Disk {
  readonly files: FileSystem;
  /** The place that a URI names, or undefined when it lies elsewhere or is malformed. */
  placeOf(uri: string): string | undefined;
  /** The URI of a place. */
  uriOf(place: string): string;
}
