import type { BakeProject } from '../bake/bake.ts';
import type { ComposeProject } from '../compose/compose.ts';
import type { WorkflowBuild } from '../workflows/workflow-builds.ts';

/** A way to build a Dockerfile. */
export interface ContextCandidate {
  /** Names it among the candidates, and is the same tomorrow: a person's choice can be remembered by it. */
  readonly id: string;
  /** The place of the context's folder. */
  readonly root: string;
  /**
   * What says so. `sources`: what the Dockerfile copies lies there. `own`: its folder. `workspace`: the workspace's root.
   * `folder`: a person named it.
   */
  readonly kind: 'setting' | 'compose' | 'bake' | 'workflow' | 'sources' | 'own' | 'workspace' | 'folder';
  /** What says so in words for people, a noun phrase without a full stop: `Compose service web (compose.yaml)`. */
  readonly reason: string;
  /** The stage that is asked for; the last one when undefined. */
  readonly target: string | undefined;
  /** True where the Dockerfile has no such stage, so that this build fails. */
  readonly lacksTarget: boolean;
  /** Build arguments with known values. */
  readonly args: ReadonlyMap<string, string>;
  /** `additional_contexts` by name: the place of a folder, or a reference as written. */
  readonly additionalContexts: ReadonlyMap<string, string>;
  /** False when what says so says more that steps depend on than is read here: a network, an argument from the shell. */
  readonly exact: boolean;
  /** True when defaults of variables that the shell may set decide its folder, its Dockerfile or its stage. */
  readonly assumed: boolean;
  /** The Compose service, Bake target or job of a workflow, and the file that names it. */
  readonly service: string | undefined;
  readonly file: string | undefined;
  /** Why it can't be taken, a sentence; undefined when it can. */
  readonly refused: string | undefined;
}

/** The ways to build a Dockerfile, and the one that is taken. */
export interface ContextChoice {
  /** Best first; those that are refused come last. Never empty: the Dockerfile's own folder is always among them. */
  readonly candidates: readonly ContextCandidate[];
  readonly chosen: ContextCandidate;
  /** A sentence for people: what was taken, why, and how many others say something else. */
  readonly reason: string;
  /** Others as good as the chosen one that build with another folder, stage or arguments. */
  readonly rivals: readonly ContextCandidate[];
  /** Whether a person picked one, and whether it is still there to be taken. */
  readonly picked: 'no' | 'taken' | 'lost';
  /** What is taken where nobody picks. */
  readonly automatic: ContextCandidate;
  /** Whether anybody names the chosen one's folder, as in `ContextSnapshot`. */
  readonly named: 'here' | 'alone' | undefined;
}

/** A Compose project and how it came to be read. */
export interface FoundCompose {
  readonly project: ComposeProject;
  /** True for what `docker compose` takes by itself; false for a file that must be named, such as compose.prod.yaml. */
  readonly standard: boolean;
}

/** Whether what the Dockerfile copies is in a folder. */
export interface FolderSources {
  readonly folder: string;
  /** Sources that exist there. */
  readonly found: ReadonlySet<string>;
}

/** What is known of a Dockerfile's surroundings. */
export interface CandidateInput {
  readonly dockerfile: string;
  /** The workspace folder that holds it, or undefined for a file opened alone. */
  readonly workspaceRoot: string | undefined;
  readonly compose: readonly FoundCompose[];
  readonly bake: readonly BakeProject[];
  /** What the repository's workflows build; nothing when undefined. */
  readonly workflows?: readonly WorkflowBuild[] | undefined;
  /** `strata.context.folders`: Dockerfile's glob or folder -> context's folder, both relative to the workspace. */
  readonly setting: ReadonlyMap<string, string>;
  /** What the Dockerfile copies, patterns among it, in its order. */
  readonly sources: readonly string[];
  /** Its own folder first, then those above it up to the workspace's root. */
  readonly folders: readonly FolderSources[];
  /** The folder above from which alone the package beside the Dockerfile can be installed, where all of the context is copied. */
  readonly packages?: string | undefined;
  /**
   * The nearest folder above that holds a project, and a file of it, where the Dockerfile copies all of its context and its own folder
   * holds nothing to copy.
   */
  readonly beyond?: { readonly folder: string; readonly holds: string } | undefined;
  /**
   * Where nothing that is copied is in any folder: the nearest folder with a project whose build makes some of it, a file of that
   * project and what is made.
   */
  readonly maker?: { readonly folder: string; readonly holds: string; readonly makes: string } | undefined;
  /** How much of what the Dockerfile copies and needs lies in the folders that equally good projects name, where these differ. */
  readonly held?: ReadonlyMap<string, number> | undefined;
  /** Places that can't be a context, and why: a sentence. */
  readonly refused?: ReadonlyMap<string, string> | undefined;
  /** The {@link ContextCandidate.id} (or what `folderId` makes) that a person picked. It counts more than everything else. */
  readonly picked?: string | undefined;
  /**
   * Its stages by name, undefined for one without; not known when undefined.
   */
  readonly stages?: readonly (string | undefined)[] | undefined;
}
