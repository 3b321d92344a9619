/** A value of a Bake file; `unknown` is one that takes more than reading to know: a call, a condition, a loop. */
export type BakeValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly BakeValue[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, BakeValue> }
  | { readonly kind: 'unknown' };

/** A block such as `target "web" { … }`. */
export interface BakeBlock {
  /** `target`, `group`, `variable`, `function`, … */
  readonly type: string;
  readonly name: string;
  /** Its attributes; blocks within are passed over. */
  readonly attributes: ReadonlyMap<string, BakeValue>;
}

/** A target as Bake builds it. */
export interface BakeTarget {
  readonly name: string;
  /** The place of the context's folder; undefined when it is remote or not known. */
  readonly context: string | undefined;
  /** The place of the Dockerfile; undefined when it is inline, remote or not known. */
  readonly dockerfile: string | undefined;
  /** True when nothing names a Dockerfile. */
  readonly defaultDockerfile: boolean;
  /** Undefined when it is not given or not known. */
  readonly target: string | undefined;
  /** Those with a known value. */
  readonly args: ReadonlyMap<string, string>;
  /** `contexts` by name: the place of a folder, or a reference as written. */
  readonly additionalContexts: ReadonlyMap<string, string>;
  /** True when nothing else is said that steps depend on: no value that takes more than reading, no network, no platform. */
  readonly exact: boolean;
}
