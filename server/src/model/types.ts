import type { Dockerfile, Instruction, Span } from '../syntax/types.ts';

/**
 * What an instruction is to the image. `base`: FROM. `layer`: a step (design.md: RUN, COPY, ADD, WORKDIR other than /).
 * `metadata`: configuration only. `argument`: ARG. `trigger`: ONBUILD. `unknown`: BuildKit refuses it.
 */
export type Kind = 'base' | 'layer' | 'metadata' | 'argument' | 'trigger' | 'unknown';

/** Part of the final image, only copied or mounted from, or never built for the target. */
export type Role = 'shipped' | 'builder' | 'unused';

/** Where a stage begins. */
export type Base =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly stage: number }
  /**
   * `name` is expanded; undefined when it can't be (nothing but a variable without value, or no argument at all). A variable stands in
   * it as written where it has no value and nothing could be built without one (`node:${VERSION}-slim`).
   */
  | {
      readonly kind: 'image';
      readonly name: string | undefined;
      /** Earlier stages that it may be instead, once a build gives the variables in its name a value. */
      readonly maybe?: readonly number[];
    };

/** Where a COPY, ADD or mount reads from. */
export type Source =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'image'; readonly name: string };

/** A COPY or ADD, expanded. */
export interface Copy {
  readonly from: Source;
  /** Expanded, in order; heredocs and (for ADD) URLs included, as written. */
  readonly sources: readonly CopySource[];
  /** Expanded, as written (`./`, `/app`). */
  readonly dest: string;
  /** Absolute, cleaned, with a trailing slash kept when `dest` ends in one or is `.`. See `isOpenPath`. */
  readonly resolvedDest: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
  readonly chown: string | undefined;
  readonly chmod: string | undefined;
}

/** One source of a COPY or ADD. */
export interface CopySource {
  /** `unset`: with a variable whose value is not known: what it names can't be known. */
  readonly kind: 'path' | 'heredoc' | 'url' | 'git' | 'unset';
  /** Expanded; for a heredoc its name. Variables of unknown value stand in it as written. */
  readonly text: string;
  /** Relative to the instruction's `start`. */
  readonly span: Span;
}

/** A `--mount` of a RUN. */
export interface Mount {
  readonly type: string;
  /** Where a bind or cache mount reads from. */
  readonly from: Source;
  /** `.` when not given, for a bind mount. */
  readonly source: string;
  /** Absolute. Empty when BuildKit would refuse it. */
  readonly target: string;
  readonly id: string | undefined;
  readonly options: ReadonlyMap<string, string>;
}

/** Exposed ports, after expansion of variables: `port` to `last`, which are equal for a single port. */
export interface ExposedPort {
  readonly port: number;
  readonly last: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/** One token of EXPOSE. */
export interface ExposeToken {
  /** Expanded. */
  readonly text: string;
  /** Of the argument that it came from, relative to the instruction's `start`. */
  readonly span: Span;
  /** Empty where BuildKit refuses the token. */
  readonly ports: readonly ExposedPort[];
  /** The `host:` or `ip:host:` part that BuildKit checks and drops, or undefined. */
  readonly hostPart: string | undefined;
  /** Why BuildKit refuses it, or undefined. */
  readonly error: string | undefined;
}

/** What a step or metadata instruction says after expansion, for those with something to say. */
export type Detail =
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'run'; readonly mounts: readonly Mount[] }
  /** `absolute`: its word is, so that the directory above it does not matter. See `isOpenPath`. */
  | { readonly kind: 'workdir'; readonly path: string; readonly absolute: boolean }
  /** `open`: words with a variable of unknown value, which no token tells of. */
  | {
      readonly kind: 'expose';
      readonly tokens: readonly ExposeToken[];
      readonly open: readonly Pick<ExposeToken, 'text' | 'span'>[];
    }
  | { readonly kind: 'volumes'; readonly paths: readonly string[] }
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly { readonly name: string; readonly value: string | undefined }[];
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' };

/** One instruction in the model. */
export interface Node {
  /** Position in `Dockerfile.instructions` and in `Model.nodes`. */
  readonly index: number;
  readonly instruction: Instruction;
  /** Undefined before the first FROM. */
  readonly stage: number | undefined;
  readonly kind: Kind;
  /** The number of its layer, counted from 1 along the FROM chain of its stage; undefined when it adds none. */
  readonly layer: number | undefined;
  readonly detail: Detail;
}

/** A place in a stage: in front of the instruction of this index. */
export type Position = Pick<Node, 'stage' | 'index'>;

/** What the Dockerfile sets of an image's configuration along a FROM chain; undefined = not set here (the base may). */
export interface ImageConfig {
  /** `K=V` in order of first definition. ARGs are not in it. */
  readonly env: readonly string[];
  /** Sorted as Docker prints them: `53/udp`. */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  /** The shell form is wrapped in the shell, as in the image. An empty list: cleared by ENTRYPOINT. */
  readonly cmd: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly user: string | undefined;
  /** Absolute, as far as it is known (`isOpenPath`). `/` when nothing sets it. */
  readonly workingDir: string;
  readonly shell: readonly string[] | undefined;
  readonly stopSignal: string | undefined;
}

/** A build stage. */
export interface Stage {
  readonly index: number;
  readonly name: string | undefined;
  readonly base: Base;
  /** `--platform` of FROM, expanded. */
  readonly platform: string | undefined;
  readonly role: Role;
  /** Node indexes: FROM, and one past the last instruction. */
  readonly first: number;
  readonly end: number;
  /** Layers that its FROM chain of stages has already added before it. */
  readonly layersBefore: number;
  /** Layers that its own steps add. */
  readonly layers: number;
  /** The stages and images that COPY --from and mounts of this stage read. */
  readonly reads: readonly Source[];
  /** ONBUILD nodes of the stage it is built from: BuildKit runs their triggers first, at this stage's FROM. */
  readonly triggered: readonly number[];
  /** What its FROM chain sets up to its end. Read it when needed: it is put together at the first look. */
  readonly config: ImageConfig;
}

/** Entry of the final image's history that the Dockerfile writes. */
export interface HistoryEntry {
  readonly node: number;
  readonly layer: boolean;
  /** As BuildKit's `created_by` (domain.md 1.1). */
  readonly createdBy: string;
}

/** What instructions after a point see. */
export interface BuildState {
  /** ENV and inherited ENV, in order. */
  readonly env: ReadonlyMap<string, string>;
  /** ARGs of the stage with a value. */
  readonly args: ReadonlyMap<string, string>;
  readonly workingDir: string;
  readonly user: string | undefined;
  readonly shell: readonly string[];
}

/** Stages, steps, layers and state of a Dockerfile for one target. */
export interface Model {
  readonly file: Dockerfile;
  readonly options: BuildOptions;
  readonly nodes: readonly Node[];
  readonly stages: readonly Stage[];
  /** The stage that is built; undefined when there is none. */
  readonly target: number | undefined;
  /** True when `options.target` names no stage. */
  readonly unknownTarget: boolean;
}

/** What a build is told from outside. */
export interface BuildOptions {
  /** Name of the stage, in any case; the last one when undefined. */
  readonly target?: string | undefined;
  /**
   * Names of the stages that somebody builds beside the target, from the same context, as images of their own; undefined among them is
   * the last one. None are known when undefined.
   */
  readonly others?: readonly (string | undefined)[] | undefined;
  readonly buildArgs?: ReadonlyMap<string, string> | undefined;
  /**
   * The build contexts beside the main one, by the names that `FROM` and `--from` give them, with what each is to people: `folder lib`,
   * `docker-image://alpine`. They go before stages and images of these names.
   */
  readonly contexts?: ReadonlyMap<string, string> | undefined;
  /** `os/arch[/variant]` of the build machine and of the image; `linux/amd64` when undefined. */
  readonly platform?: string | undefined;
}
