import type { ContextSnapshot } from '../context/types.ts';
import type { Model } from '../model/types.ts';

/** What of a context's file, folder or symlink counts for the cache (domain.md 2.2): never its time of change or owner. */
export interface PathContent {
  /**
   * Stands for a file's content: equal texts mean equal contents. For a symlink it is the target as written. Empty for a
   * folder; undefined when it is not known, which is equal to any other unknown content.
   */
  readonly content: string | undefined;
  /** Permission bits (0o644); undefined when not known. */
  readonly mode: number | undefined;
}

/** Tells what stands at a context path; undefined when nothing is known of it. */
export type ContentLookup = (path: string) => PathContent | undefined;

/** Which builder's rules count: BuildKit, or the classic builder of Docker before 23. */
export type Builder = 'buildkit' | 'classic';

/** The files of one build context. */
export interface ContextFiles {
  /** Undefined when no context is known; what instructions read of it then counts as unchanged. */
  readonly context: ContextSnapshot | undefined;
  readonly contents: ContentLookup;
}

/** One state of a Dockerfile and its context: what a build would read. */
export interface BuildInputs extends ContextFiles {
  readonly model: Model;
  /**
   * The files of the contexts beside it, by the names that the Dockerfile gives them (`BuildOptions.contexts`): BuildKit compares them as
   * it compares the main one's (domain.md 2.1). What is read of those that are missing here counts as unchanged.
   */
  readonly others?: ReadonlyMap<string, ContextFiles> | undefined;
}

/** What `compare` is told besides the two states. */
export interface CompareOptions {
  /** `buildkit` when undefined. */
  readonly builder?: Builder | undefined;
}

/**
 * What happens to a step at the next build. `depends`: it runs again only if what it reads of a stage, an image or a URL
 * differs from before. `unused`: the build does not look at it.
 */
export type Outcome = 'rebuilt' | 'depends' | 'cached' | 'unused';

/** What happened to one context file, folder or symlink that a step reads. `mode`: only its permission bits. */
export interface FileChange {
  /** In its context. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'edited' | 'mode' | 'kind';
}

/** Why a step does not come from the cache. */
export type Cause =
  /** Files that the step reads of one context; `files` holds the first of them by path, `total` counts all. */
  | {
      readonly kind: 'files';
      readonly files: readonly FileChange[];
      readonly total: number;
      /** The name of the build context that they are in; undefined for the main one. */
      readonly of?: string;
    }
  /**
   * The step's own text. `added`: there was none like it here before. `moved`: it is known, but what stood above it was
   * another. `before` is the text of the instruction that stood here, if there was one.
   */
  | {
      readonly kind: 'instruction';
      readonly change: 'edited' | 'added' | 'moved';
      readonly before: string | undefined;
    }
  /** An ENV or ARG that the step sees. Values are undefined where it is not set. */
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly before: string | undefined;
      readonly after: string | undefined;
      /** True when --build-arg gives the value, before or after. */
      readonly buildArg: boolean;
      /** The ENV or ARG that sets it, as a node of the model after; undefined when nothing sets it any more. */
      readonly node: number | undefined;
    }
  /** USER, WORKDIR or SHELL, the order of ENV and ARG, the platform of a stage, or SOURCE_DATE_EPOCH. */
  | {
      readonly kind: 'setting';
      readonly setting: 'user' | 'workdir' | 'shell' | 'order' | 'platform' | 'epoch';
      /** The instruction that sets it, as a node of the model after. */
      readonly node: number | undefined;
    }
  /** The image that the stage begins with; the FROM is `node`. */
  | {
      readonly kind: 'base';
      readonly before: string | undefined;
      readonly after: string | undefined;
      readonly node: number;
    }
  /** Something other than the context that the step reads: an image or a URL that is named differently. */
  | { readonly kind: 'source'; readonly after: string }
  /** The stage is built now and was not before. */
  | { readonly kind: 'unbuilt' };

/** The verdict on one step. */
export interface StepVerdict {
  /** In the model after; the FROM for what ONBUILD triggers run there. */
  readonly node: number;
  readonly verdict: Outcome;
  /** Undefined for `cached` and `unused`. */
  readonly cause: Cause | undefined;
  /** The earlier step that passes the change on to this one; undefined where the cause itself strikes. */
  readonly via: number | undefined;
  /** A COPY --link that is put on the layers below again, whether or not its own copy ran. */
  readonly merged: boolean;
}

/** Everything that happens to the steps of the model after. */
export interface Verdicts {
  /** By node, in document order: the steps, and for the classic builder every instruction of a stage but FROM. */
  readonly steps: ReadonlyMap<number, StepVerdict>;
  /** False when part of what steps read could not be seen, on either side; it counts as unchanged. */
  readonly complete: boolean;
}
