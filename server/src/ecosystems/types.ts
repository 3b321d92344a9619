import type { Answer } from '../context/facts.ts';
import type { Element } from '../formats/xml.ts';
import type { ShellWord } from '../syntax/types.ts';

/** A simple shell command without what merely wraps it (`sudo`, `env`, `time`, a path in front of the program). */
export interface Command {
  /** The program's base name: `npm` of `/usr/local/bin/npm`. */
  readonly name: string;
  /** The words after the program. */
  readonly args: readonly ShellWord[];
  /** `NAME=value` in front of it; undefined for a value that is only known at build time. */
  readonly env: ReadonlyMap<string, string | undefined>;
  /** The program's path as written where it is a wrapper script of the project: `./mvnw`, `../gradlew`. */
  readonly script?: string;
  /** The program as it is written, where that is an absolute path: `/opt/poetry/bin/poetry`. */
  readonly path?: string;
}

/** What a command means to a package manager. */
export type CommandRole =
  | { readonly kind: 'install'; readonly install: Install }
  /** Installs what its command line names, outside the project: it reads and writes nothing of the working directory. */
  | { readonly kind: 'packages' }
  /** The same by a package manager of the system, or a clean-up of what those leave behind. */
  | { readonly kind: 'system' }
  /** Settings and clean-up that read and write nothing of the working directory: `corepack enable`, `npm cache clean`, `pip uninstall flask`. */
  | { readonly kind: 'companion' };

/** An install of what manifests name, or a build that fetches it on its way. */
export interface Install {
  readonly ecosystem: Ecosystem;
  /** The directory it works in, as written: relative to the command's working directory, or absolute. Empty: there. */
  readonly directory: string;
  /** Manifests without which it can't run, relative to `directory`; the first one says where the project is. */
  readonly manifests: readonly string[];
  /**
   * Where the manifest has no one name or place (`go build` finds go.mod in a folder above): paths relative to `directory`,
   * with `*` in the last segment at most. The first that a copy brings says where the project is; `manifests` is empty then.
   */
  readonly anchors?: readonly string[];
  /** Files beside these that it reads where they exist. */
  readonly optional: readonly string[];
  /**
   * What it installs, where one directory may hold several things: of two installs of a family with equal subjects in one
   * directory, the second one finds everything there.
   */
  readonly subject: string;
  /** True when it never writes the lock file. */
  readonly frozen: boolean;
  /** True when it runs the project's own lifecycle scripts. */
  readonly scripts: boolean;
  /** The path, as written, of the wrapper script that runs it. */
  readonly script?: string;
  /** What keeps any reordering from being offered, as a clause: `pip writes into ./lib`. Undefined when nothing does. */
  readonly obstacle: string | undefined;
  /**
   * Where the command reads sources as well: the command that only downloads, with the options of this one that matter to it.
   * `inputs` decides whether that helps. `composer install --no-dev --no-scripts --no-autoloader`.
   */
  readonly downloadOnly?: string;
  /**
   * Where it fetches only what sources import: how the names of these end. Where there are none yet, it fetches nothing.
   * `go mod tidy`: `.go`.
   */
  readonly importedBy?: string;
  /** Packages on the command line, which it adds to the manifests: `npm install express`. */
  readonly adds?: readonly string[];
  /** Folders that its options make it write into, as they are written; `inputs` decides what they mean. */
  readonly writes?: readonly string[];
  /** Files and folders that its options make it read beside the manifests, as they are written. */
  readonly reads?: readonly string[];
  /** By which environment it chooses its configuration (`prod` of `MIX_ENV=prod`); empty where only the build knows. */
  readonly environment?: string;
}

/** Questions about a build context after its ignore file. Paths are relative to its root. */
export interface ContextQuery {
  /** Whether BuildKit finds this path. */
  has(path: string): Answer;
  /** Whether this path is a file, and not a symlink that a COPY would follow in one form and keep in another. */
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** Whether a file may be executed by anybody; false where its mode is not known. */
  isExecutable(path: string): boolean;
  /** The text of a small file that was loaded. */
  text(path: string): string | undefined;
  /** The value of a JSON file; undefined, as with the other formats, when it was not loaded or can't be read. */
  json(path: string): unknown;
  /** The value of a JSON file with comments. */
  jsonc(path: string): unknown;
  toml(path: string): unknown;
  yaml(path: string): unknown;
  /** The root element of an XML file. */
  xml(path: string): Element | undefined;
  /** Full paths of the folders directly in a folder, ignored or not. */
  folders(folder: string): readonly string[];
  /** Full paths of the files and symlinks directly in a folder, ignored or not. */
  files(folder: string): readonly string[];
  /** True when the folders and files listed for this folder are all there are. */
  isListed(folder: string): boolean;
}

/** A file or folder of the context that the install reads. */
export interface Input {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** Something that stands between an install and a safe reordering. */
export interface Hazard {
  /** `review`: a fix names it for a person to check. `none`: no fix is offered. */
  readonly effect: 'review' | 'none';
  /** A clause without a full stop: `npm install may rewrite package-lock.json`. */
  readonly reason: string;
  /** The lifecycle script behind it that can run later, with the files of the project: `` the `postinstall` script ``. */
  readonly script?: string;
  /** The line of a list behind it that installs the project itself, and nothing else that stands there. */
  readonly project?: ListedProject;
}

/** The project itself in a list of what to install. */
export interface ListedProject {
  /** The list, by its path in the context. */
  readonly file: string;
  /** As it is written: `-e .`. */
  readonly line: string;
  /** Whether the list names anything else. */
  readonly besides: boolean;
}

/** A file or folder that an install writes, by its path in the context, whether it is there or not. */
export interface Written {
  readonly path: string;
  /** The `.dockerignore` pattern that leaves it out. */
  readonly pattern: string;
}

/** A command that fetches from manifests alone what an install, which reads sources as well, would fetch. */
export interface Download {
  /** As it is written in a RUN: `go mod download`. One line, run in the install's directory. */
  readonly command: string;
  /** What a person has to check about it, as a clause; undefined when there is nothing beside the new step itself. */
  readonly review: string | undefined;
  /** The program and its first version that knows the command, where older ones are still in use; `review` says so then. */
  readonly needs?: { readonly program: string; readonly version: readonly [number, number] } | undefined;
  /** The folder of the context in whose place it runs, where that is not the install's own: a module's root. */
  readonly folder?: string;
}

/** What an install reads of the context, and what stands in the way. */
export interface InstallInputs {
  /** Existing ones, the project's own manifests first. With a `download`: what that one reads. */
  readonly inputs: readonly Input[];
  /**
   * What runs in front of the sources in place of an install that reads them, too; the install stays below them as it is.
   * Undefined when the install itself needs nothing but `inputs`.
   */
  readonly download?: Download | undefined;
  /**
   * True when nothing is fetched without the sources: dependencies lie among them, or there are none. Then nothing is reported.
   */
  readonly fetchesNothing?: boolean;
  /**
   * Names of what is fetched for, where one command does part of what another does: the projects of a solution by their paths. An
   * install whose `units` all belong to earlier installs of its family finds everything there.
   */
  readonly units?: readonly string[];
  /** Files without which the command fails, and which the context does not hold. */
  readonly missing: readonly string[];
  readonly hazards: readonly Hazard[];
  /** What the install writes among the sources, and what must not be copied over it. */
  readonly written: readonly Written[];
}

/** A folder in which a package manager keeps what it downloads, for `RUN --mount=type=cache` (domain.md section 4, column 6). */
export interface CacheFolder {
  /** Absolute, or below the home directory of the user that runs it: `~/.npm`. */
  readonly target: string;
  /** Where two builds must not write at once. */
  readonly sharing?: 'locked';
  /** What must be set for this folder to be used or to help: `UV_LINK_MODE=copy`. */
  readonly env?: string;
}

/** What the table of package managers in docs/ecosystems.md says of one. */
export interface EcosystemDocs {
  /** Rows of domain.md section 4. */
  readonly rows: readonly number[];
  /** `Go modules`. */
  readonly title: string;
  /** Commands that it reads, as a person writes them: `go mod download`. */
  readonly commands: readonly string[];
  /** What the fix does, and when there is none, in one sentence. */
  readonly fix: string;
}

/** A package manager: one file, one entry in `ecosystems/index.ts`. Functions are pure and never throw. */
export interface Ecosystem {
  /** `npm`: the name of its file. */
  readonly id: string;
  readonly docs: EcosystemDocs;
  /** Empty when nothing is kept that a later install could use. */
  readonly caches: readonly CacheFolder[];
  /**
   * Words of its command line that empty the cache or keep it from being written: with a cache mount they must go, or the mount
   * is useless. `--no-cache-dir`, `cache clean`.
   */
  readonly uncached: readonly string[];
  /**
   * Ecosystems of one family install into the same place, so that an install by one makes a later one cheap: npm, yarn,
   * pnpm and bun are one family.
   */
  readonly family: string;
  /** Programs that it knows, for a quick look at a RUN's text: a command that names none of them is never read. */
  readonly programs: readonly string[];
  /** Names to give in a message where the context is not known. */
  readonly usualManifests: readonly string[];
  /** True where each command reads the variables in the project's `.env`, and so may be told an index or a token there. */
  readonly readsEnvironmentFile?: true;
  /** True for paths of files that name dependencies or configure the package manager, whoever needs them. */
  isManifest(path: string): boolean;
  /** What a command means; undefined when it is none of its own, or can't be read surely. */
  read(command: Command): CommandRole | undefined;
  /** What the install needs when its project is in this folder of the context. */
  inputs(install: Install, folder: string, context: ContextQuery): InstallInputs;
}
