import type { Role } from '../../model/types.ts';

/** The image as a picture: what lies on what, how large it is, and how often it is made anew. */
export interface LayerStack {
  /** `The final image: 5 layers, on node:22`. */
  readonly title: string;
  /** Builder stages in their order, the final image last; empty for a Dockerfile without a stage. */
  readonly columns: readonly StackColumn[];
  readonly arrows: readonly StackArrow[];
  /** Sentences for below the picture. */
  readonly notes: readonly string[];
}

/** A stage that is built, or the final image with all stages that are part of it. */
export interface StackColumn {
  readonly title: string;
  readonly role: Role;
  /** Bottom first: the base image, then what each instruction adds. */
  readonly rows: readonly StackRow[];
}

/** `COPY --from`: from a column to a row of another. */
export interface StackArrow {
  /** Index of a column. */
  readonly from: number;
  /** Index of a column, and of the row in it. */
  readonly to: { readonly column: number; readonly row: number };
}

/** One thing in a column. `line` is the 1-based line of its instruction. */
export type StackRow = BaseRow | LayerRow | MetadataRow | WritableRow;

/** What the stage starts from. */
export interface BaseRow {
  readonly kind: 'base';
  readonly line: number;
  readonly text: string;
  readonly label: string;
}

/** A layer. */
export interface LayerRow {
  readonly kind: 'layer';
  readonly line: number;
  /** Counted from 1 along the FROM chain. */
  readonly number: number;
  /** `COPY package*.json ./`. */
  readonly text: string;
  readonly size: StackSize | undefined;
  /** How long it took when it last ran; undefined where that was not measured. */
  readonly seconds: number | undefined;
  /** How often it would have run again by the last commits; undefined where git does not tell. */
  readonly reruns: { readonly commits: number; readonly of: number } | undefined;
  /** True when other Dockerfiles of the workspace have this layer too; `label` names them. */
  readonly shared: boolean;
  /** All of it in a sentence or two, for a screen reader and on hovering. */
  readonly label: string;
}

/** Bytes of a layer: those of a real build or image, or what the files of the build context add up to. */
export interface StackSize {
  readonly bytes: number;
  readonly from: 'measured' | 'context';
}

/** Instructions in a row that add no layer. */
export interface MetadataRow {
  readonly kind: 'metadata';
  readonly line: number;
  /** `ENV, EXPOSE 3000, CMD`. */
  readonly text: string;
  readonly label: string;
}

/** What a running container adds on top. */
export interface WritableRow {
  readonly kind: 'writable';
  readonly text: string;
  readonly label: string;
}
