import type { ContextSnapshot } from '../../context/types.ts';
import type { Span } from '../../syntax/types.ts';
import type { Evidence, EvidenceFile, Listening } from '../types.ts';

/** A word of the command that a container runs. */
export interface Word {
  /** Its value; as it is written where it is not literal. */
  readonly text: string;
  /** False when a shell puts something into it when the container starts. */
  readonly literal: boolean;
  readonly file: EvidenceFile;
  /** In that file; a JSON string has its quotes inside. */
  readonly span: Span;
  /** How another word is written behind it; `none` where its exact place is not known, so that nothing is edited. */
  readonly style: 'json' | 'shell' | 'none';
}

/** A variable that the program sees. */
export interface Setting {
  /** Undefined where only the start of the container tells. */
  readonly text: string | undefined;
  readonly evidence: Evidence;
}

/** A file of the image. */
export type ImageFile =
  /** `text` is undefined where it was not loaded. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** What surrounds the program. */
export interface Surroundings {
  /** Name of the image at the bottom of the FROM chain, with its tag; undefined for scratch and where it is not known. */
  readonly base: string | undefined;
  /** True for a base that is known to bring no settings of servers: an official image of a language or a distribution. */
  readonly plain: boolean;
  /** The file at an absolute path of the image. */
  readonly fileAt: (path: string) => ImageFile;
  /** Files of the context that land below an absolute folder, by their path in the image; undefined where that is not known. */
  readonly filesBelow: (folder: string) => ReadonlyMap<string, ImageFile> | undefined;
  /** What the builder's steps are given; a program may be made of files that never get into the image. */
  readonly context: ContextSnapshot | undefined;
  /** The RUNs of the final image, as written. */
  readonly runs: readonly string[];
  /** True when a RUN of the final image holds this text, and so may write or change what has that name. */
  readonly runMentions: (text: string) => boolean;
  /** The same of the RUNs of all stages. */
  readonly buildMentions: (text: string) => boolean;
  /** True when any step of the final image holds this text. */
  readonly stepMentions: (text: string) => boolean;
  /** The text of a file that words or settings stand in. */
  readonly textOf: (file: EvidenceFile) => string | undefined;
  /** FROM of the image at the bottom, as evidence. */
  readonly from: Evidence;
}

/** One program with its arguments, as the container starts it. */
export interface Run {
  /** Without its folder: `flask`. */
  readonly name: string;
  readonly word: Word;
  readonly args: readonly Word[];
  /** A variable by name; undefined where nobody sets it as far as the files tell. */
  readonly variable: (name: string) => Setting | undefined;
  /** True when a variable is set, or may be, whose name fits. */
  readonly sets: (name: RegExp) => boolean;
  /** Absolute. */
  readonly directory: string;
  readonly around: Surroundings;
}

/** Reads one family of programs: undefined for all others. Never throws. */
export type Reader = (run: Run) => Listening | undefined;
