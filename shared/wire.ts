/**
 * What crosses the wire between the extension and the server besides LSP itself. Both sides import this file and nothing
 * of each other. Experimental: names and shapes may change with any version, since the two always ship together.
 */

/** `initialize`'s `initializationOptions`. Every part is optional: an editor that sends none gets plain LSP. */
export interface InitializationOptions {
  /** Commands of {@link ClientCommand} that the client has; lenses without them are shown but do nothing. */
  readonly commands?: readonly string[];
  /** True when `[line 4](file:///…#L4)` in a hover leads to that line. */
  readonly lineLinks?: boolean;
  /** False in a workspace that the person has not trusted: nothing is run there, not even git. */
  readonly trusted?: boolean;
  /** True when `command:` links run commands of {@link ClientCommand}: that of a hover, and those of the codes of diagnostics. */
  readonly commandLinks?: boolean;
  /** True for a client that wants {@link SUMMARY_CHANGED_NOTIFICATION}. */
  readonly summaryChanges?: boolean;
  /** The build contexts that a person picked in earlier sessions: a document's URI -> {@link ContextOption.id}. */
  readonly pickedContexts?: Readonly<Record<string, string>>;
  /** What builds measured in earlier sessions, as it came ({@link BuildResult.measurements}): a document's URI -> that. */
  readonly measurements?: Readonly<Record<string, unknown>>;
  /** The `strata` section, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Commands that the server asks the client to run. */
export const ClientCommand = {
  /** {@link ExplainArguments} */
  explain: 'strata.explain',
  /** {@link CopyTextArguments} */
  copyText: 'strata.copyText',
  /** {@link PlaceArguments} */
  showCopiedFiles: 'strata.showCopiedFiles',
  /** {@link PlaceArguments}: what rebuilds if the instruction there changes? */
  whatIf: 'strata.whatIf',
  /** {@link DocumentArguments}: lets a person choose the build context. */
  selectContext: 'strata.selectContext',
  /** {@link PlaceArguments}: adds the ports of the EXPOSE there to a service of Compose. */
  publishPort: 'strata.publishPortInCompose',
  /** {@link DocumentArguments}: builds the image and shows what each step does. */
  build: 'strata.build',
  /** {@link ShowRuleArguments} */
  showRule: 'strata.showRule',
} as const;

/** Which document. */
export type DocumentArguments = readonly [uri: string];

/** Which document, and the zero-based position whose hover is to be shown. */
export type ExplainArguments = readonly [uri: string, line: number, character: number];

/** Which document, and the zero-based position of an instruction in it. */
export type PlaceArguments = readonly [uri: string, line: number, character: number];

/** The rule whose page is to be shown: `cache/copy-before-install`. */
export type ShowRuleArguments = readonly [rule: string];

/** What to put on the clipboard. */
export type CopyTextArguments = readonly [text: string];

/** Request: a summary of an open document. Answers {@link SummaryResult}, or null when there is nothing to say. */
export const SUMMARY_REQUEST = 'strata/summary';

/** Parameters of {@link SUMMARY_REQUEST}. */
export interface SummaryParams {
  readonly uri: string;
}

/** What the status bar shows, and what its commands need. */
export interface SummaryResult {
  /** `4 layers · 2 stages`. */
  readonly text: string;
  readonly tooltip: string;
  /** `docker run -p 3000:3000 IMAGE`, or null when the image exposes nothing. */
  readonly dockerRun: string | null;
  /** The build context, where there is something to choose or to wonder about. */
  readonly context: {
    /** `Compose web +2`. */
    readonly text: string;
    readonly tooltip: string;
  } | null;
}

/** Request: the `docker run` command for ports that a person chose. Answers {@link DockerRunResult}, or null. */
export const DOCKER_RUN_REQUEST = 'strata/dockerRun';

/** Parameters of {@link DOCKER_RUN_REQUEST}. */
export interface DockerRunParams {
  readonly uri: string;
  /** What was typed: `8080:3000 127.0.0.1:5353:53/udp`. Null for what the image exposes. */
  readonly ports: string | null;
}

/** The command, or a sentence that says why there is none. */
export type DockerRunResult =
  | {
      readonly kind: 'command';
      readonly command: string;
      /** What to type for it. */
      readonly ports: string;
    }
  | { readonly kind: 'refused'; readonly message: string };

/** Request: the Compose services that can publish what is exposed. Answers {@link PublishChoicesResult}, or null. */
export const PUBLISH_CHOICES_REQUEST = 'strata/publishChoices';

/** Parameters of {@link PUBLISH_CHOICES_REQUEST}. */
export interface PublishChoicesParams {
  readonly uri: string;
  /** A zero-based line of an EXPOSE; null for all that the image exposes. */
  readonly line: number | null;
}

/** The services, never none, or a sentence that says why there are none. */
export type PublishChoicesResult =
  | { readonly kind: 'choices'; readonly choices: readonly PublishChoice[] }
  | { readonly kind: 'refused'; readonly message: string };

/** A Compose service that can publish ports, and how. */
export interface PublishChoice {
  readonly service: string;
  /** The name of its Compose file. */
  readonly file: string;
  /** `3000:3000`. */
  readonly mappings: readonly string[];
  /** Of the Compose file. */
  readonly uri: string;
  /** The version that the edit is made for; null for a file that is not open. */
  readonly version: number | null;
  readonly edit: {
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
    readonly newText: string;
  };
}

/** Notification of the server: a summary may be another now, as after a build context was loaded. No parameters. */
export const SUMMARY_CHANGED_NOTIFICATION = 'strata/summaryChanged';

/** Request with {@link SummaryParams}: the ways to build a document. Answers {@link ContextChoices}, or null for none. */
export const CONTEXT_CHOICES_REQUEST = 'strata/contextChoices';

/** The ways to build a Dockerfile, the one that is used first, those that can't be taken last. */
export interface ContextChoices {
  readonly options: readonly ContextOption[];
  /** What is taken where nobody picks: `Compose service web (compose.yaml)`. */
  readonly automatic: string;
  /** True when a person picked one, though it may be gone. */
  readonly picked: boolean;
  /** A sentence where what was picked is not there any more. */
  readonly lost: string | null;
  /** The workspace folder that holds the document; no other folder can be chosen without one. */
  readonly workspace: string | null;
  /** The key of `strata.context.folders` for this document alone; null where it lies in no workspace. */
  readonly settingPattern: string | null;
}

/** One of them. */
export interface ContextOption {
  /** The same tomorrow. */
  readonly id: string;
  /** What says so: `Compose service web (compose.yaml)`. */
  readonly title: string;
  /** `context: ./api · target: dev`. */
  readonly build: string;
  /** Whether it is used and why, or why it can't be. May be empty. */
  readonly detail: string;
  readonly chosen: boolean;
  readonly refused: boolean;
  /** The context's folder relative to the workspace, `.` for its root; null where it lies elsewhere. */
  readonly folder: string | null;
}

/** Request: take a build context from now on. Answers {@link PickContextResult}; the client remembers it. */
export const PICK_CONTEXT_REQUEST = 'strata/pickContext';

/** Parameters of {@link PICK_CONTEXT_REQUEST}. */
export interface PickContextParams {
  readonly uri: string;
  /** A {@link ContextOption.id}, the URI of a folder of the workspace, or null: what Strata finds by itself. */
  readonly pick: { readonly id: string } | { readonly folder: string } | null;
}

/** What to remember (null: nothing), or why the pick was not taken. */
export type PickContextResult =
  | { readonly kind: 'picked'; readonly id: string | null }
  | { readonly kind: 'refused'; readonly message: string };

/** Request: what a change makes the next build run again. Answers {@link WhatIfResult}, or null for no open document. */
export const WHAT_IF_REQUEST = 'strata/whatIf';

/** Parameters of {@link WHAT_IF_REQUEST}. */
export interface WhatIfParams {
  readonly uri: string;
  readonly change: WhatIfChange;
}

/** What somebody asks about. */
export type WhatIfChange =
  /** Paths of the build context, or documents by URI; both may be given. */
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly uris: readonly string[] }
  /** The instruction at a zero-based line. */
  | { readonly kind: 'instruction'; readonly line: number }
  | { readonly kind: 'argument'; readonly name: string }
  /** Everything since a commit. Git is only asked where `trusted` says that the person trusts the workspace. */
  | { readonly kind: 'since'; readonly ref: string; readonly trusted: boolean };

/** Verdicts on all steps, or why there are none. */
export type WhatIfResult =
  | {
      readonly kind: 'verdicts';
      /** Of the document that the lines belong to. */
      readonly version: number;
      readonly steps: readonly WhatIfStep[];
      /** `3 of 7 steps run again, because src/index.ts is copied by line 6`. */
      readonly summary: string;
      /** Sentences about what the answer takes for granted. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly message: string };

/** What happens to a step. */
export interface WhatIfStep {
  /** Zero-based, of the instruction's first line. */
  readonly line: number;
  readonly verdict: WhatIfVerdict;
  /** `● rebuilt · src/index.ts changed (line 3)`. */
  readonly text: string;
}

/** `depends`: runs again only if what it reads of a stage differs. `unused`: the build does not look at it. */
export type WhatIfVerdict = 'rebuilt' | 'depends' | 'cached' | 'unused';

/** Request: what can be asked about. Answers {@link WhatIfChoices}, or null for no open document. */
export const WHAT_IF_CHOICES_REQUEST = 'strata/whatIfChoices';

/** What can be picked. */
export interface WhatIfChoices {
  /** Those that changed most often first, ignored ones last; null when no build context is known. */
  readonly files: readonly { readonly path: string; readonly ignored: boolean }[] | null;
  /** How many files there are, listed or not. */
  readonly total: number;
  /** Zero-based lines, and the instructions on one line of text. */
  readonly instructions: readonly { readonly line: number; readonly text: string }[];
  /** Names, and the one-based lines that declare them. */
  readonly arguments: readonly { readonly name: string; readonly lines: readonly number[] }[];
}

/** Request: the files that an instruction reads of the build context. Answers {@link CopiedFilesResult}, or null. */
export const COPIED_FILES_REQUEST = 'strata/copiedFiles';

/** Parameters of {@link COPIED_FILES_REQUEST}: a zero-based line of the instruction. */
export interface CopiedFilesParams {
  readonly uri: string;
  readonly line: number;
}

/** The files, or the instructions that have any when there is none at the line. */
export type CopiedFilesResult =
  | {
      readonly kind: 'files';
      /** `COPY . . (line 3)`. */
      readonly title: string;
      /** `412 files, 3.1 MB`. */
      readonly summary: string;
      readonly files: readonly {
        readonly path: string;
        readonly uri: string | null;
        /** `3.1 kB`, or empty when not known. */
        readonly size: string;
      }[];
      /** How many there are, listed or not. */
      readonly total: number;
      readonly leftOut: readonly {
        readonly path: string;
        readonly uri: string | null;
        readonly folder: boolean;
        /** `“node_modules” in .dockerignore`. */
        readonly by: string;
      }[];
      readonly leftOutTotal: number;
      /** False when there may be more. */
      readonly complete: boolean;
    }
  | {
      readonly kind: 'choose';
      /** Zero-based lines. */
      readonly instructions: readonly { readonly line: number; readonly text: string }[];
    }
  | { readonly kind: 'unknown'; readonly message: string };

/**
 * Requests of the server where it has no disk of its own, as in a browser: the client looks, through whatever the workspace
 * lies on. Each takes {@link PlaceToRead}; what can't be read is null.
 */
export const ReadRequest = {
  /** Answers {@link ListedItem}s in any order; null for what is no folder. */
  list: 'strata/listFolder',
  /** Answers the text as UTF-8; null for what is no file, and for more than `maxBytes`. */
  readText: 'strata/readText',
  /** Answers {@link FileKind}; null for nothing. */
  kind: 'strata/kindOf',
} as const;

/** What to look at, and how many bytes of it at most (none when not given: only texts are bounded). */
export interface PlaceToRead {
  readonly uri: string;
  readonly maxBytes?: number;
}

/** What stands somewhere. A link is a `symlink`, whatever it leads to. */
export type FileKind = 'file' | 'directory' | 'symlink' | 'other';

/** One entry of a folder. */
export interface ListedItem {
  readonly name: string;
  readonly kind: FileKind;
}

/**
 * Request: build a document's image, with the build context that is taken for it. The document must have been saved. Cancelling the
 * request ends the build. Answers {@link BuildResult}, or null for no open document.
 */
export const BUILD_REQUEST = 'strata/build';

/** Parameters of {@link BUILD_REQUEST}. */
export interface BuildParams {
  readonly uri: string;
  /** That the person trusts the workspace: nothing is run in another. */
  readonly trusted: boolean;
  /** Docker's command, from a setting that no workspace can change. */
  readonly enginePath: string;
}

/** The setting that names Docker's command: where that is missing or can't build, another one helps. */
export const ENGINE_SETTING = 'strata.engine.path';

/** Why Docker was not asked, or did not answer. */
export interface Refusal {
  readonly kind: 'refused';
  /** Sentences for people. */
  readonly message: string;
  /** Whether {@link ENGINE_SETTING} is what to look at. */
  readonly isOfCommand?: boolean | undefined;
}

/** How a build ended. */
export interface BuildResult {
  /** `unavailable`: there was no build. */
  readonly kind: 'built' | 'failed' | 'cancelled' | 'unavailable';
  /** A sentence for people. */
  readonly message: string;
  /** As in {@link Refusal}. */
  readonly isOfCommand?: boolean | undefined;
  /** To be remembered and handed back with `initialize`; null for nothing new. */
  readonly measurements: unknown;
}

/** Notification of the server while a build runs: more of its log. */
export const BUILD_OUTPUT_NOTIFICATION = 'strata/buildOutput';

/** Parameters of {@link BUILD_OUTPUT_NOTIFICATION}. */
export interface BuildOutputParams {
  readonly uri: string;
  /** Whole lines. */
  readonly text: string;
}

/** Request with {@link BuildParams}: the local images that a Dockerfile can be compared with. Answers {@link ImagesResult}, or null. */
export const IMAGES_REQUEST = 'strata/images';

/** The images, the one that Compose names first, or why there are none. */
export type ImagesResult =
  | {
      readonly kind: 'images';
      readonly images: readonly {
        /** `shop:dev`. */
        readonly name: string;
        /** `182MB, 2 hours ago`. */
        readonly detail: string;
      }[];
    }
  | Refusal;

/** Request: map an image's layers to the instructions. Answers {@link CompareImageResult}, or null for no open document. */
export const COMPARE_IMAGE_REQUEST = 'strata/compareImage';

/** Parameters of {@link COMPARE_IMAGE_REQUEST}. */
export interface CompareImageParams extends BuildParams {
  readonly image: string;
}

/**
 * Request with {@link BuildParams}: the builds of a Dockerfile that the builder remembers, whoever started them. Answers
 * {@link PastBuildsResult}, or null.
 */
export const PAST_BUILDS_REQUEST = 'strata/pastBuilds';

/** The builds, the newest first and never none, or why there are none. */
export type PastBuildsResult =
  | {
      readonly kind: 'builds';
      readonly builds: readonly {
        /** Its name for the builder. */
        readonly ref: string;
        /** `built 2 h ago`. */
        readonly label: string;
        /** `41 s, target dev`. */
        readonly detail: string;
      }[];
    }
  | Refusal;

/** Request: take what such a build did as what the last build did. Answers {@link CompareImageResult}, or null for no open document. */
export const USE_PAST_BUILD_REQUEST = 'strata/usePastBuild';

/** Parameters of {@link USE_PAST_BUILD_REQUEST}. */
export interface UsePastBuildParams extends BuildParams {
  /** One of those that {@link PastBuildsResult} offers. */
  readonly ref: string;
}

/** What came of a comparison, or of reading a build. */
export interface CompareImageResult {
  /** `different`: it was of another version of the Dockerfile. */
  readonly kind: 'same' | 'different' | 'refused';
  /** Sentences for people. */
  readonly message: string;
  /** As in {@link Refusal}. */
  readonly isOfCommand?: boolean | undefined;
  /** As in {@link BuildResult}. */
  readonly measurements: unknown;
}

/** Request: the image as a picture. Answers {@link LayerStackResult}, or null for no open document. */
export const LAYER_STACK_REQUEST = 'strata/layerStack';

/** Parameters of {@link LAYER_STACK_REQUEST}. */
export interface LayerStackParams {
  readonly uri: string;
  /** Pixels that there are for it, so that nobody has to scroll sideways; without it the picture is as wide as it needs to be. */
  readonly width?: number;
}

/** A picture whose rows name the one-based lines of their instructions in `data-line`. */
export interface LayerStackResult {
  /** `The final image: 5 layers, on node:22`. */
  readonly title: string;
  /** SVG without scripts, links and style. */
  readonly svg: string;
  /** What is drawn how, in CSS: colors are variables (`--page`, `--box`, `--line`, `--text`, `--dim`, `--few`, `--some`, `--most`, `--none`). */
  readonly style: string;
}
