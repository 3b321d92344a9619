import type { ComposePlace, ComposeService } from '../context/compose/types.ts';
import type { ContextSnapshot } from '../context/types.ts';
import type { Model } from '../model/types.ts';
import type { Span } from '../syntax/types.ts';

/** A port, or a range of ports, of a container. */
export interface Port {
  /** 0 to 65535. */
  readonly first: number;
  /** The same as `first` for a single port. */
  readonly last: number;
  readonly protocol: Protocol;
}

/** What EXPOSE, `docker run -p` and Compose take (domain.md 5.1). */
export type Protocol = 'tcp' | 'udp' | 'sctp';

/** What Compose says of an image: plain data of one moment. */
export interface ComposeFacts {
  /** The services that build this image, in the projects that `docker compose` takes by itself; never empty. */
  readonly uses: readonly ComposeUse[];
  /** The texts of the files of their projects by place, as they were read; `ComposePlace` counts in these. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What is looked at to know of an image's ports. */
export interface PortFacts {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  readonly compose?: ComposeFacts | undefined;
}

/** A service that builds the image, and what runs beside it. */
export interface ComposeUse {
  readonly service: ComposeService;
  /** All services of its project by name, itself among them. */
  readonly project: ReadonlyMap<string, ComposeService>;
}

/** What `docker run -p` and an entry of Compose's `ports` say. */
export interface Mapping {
  /** Address that it is bound to on the host; undefined for all. */
  readonly hostIp: string | undefined;
  /** Ports of the host; undefined where Docker takes free ones. */
  readonly host: { readonly first: number; readonly last: number } | undefined;
  /** In the container. */
  readonly target: Port;
}

/** Ports that a service publishes: one entry of `ports`. */
export interface Published extends Mapping {
  /** Of the entry; an edit of its text starts here. */
  readonly place: ComposePlace;
  /** True where a default stands for a variable in it, so that the shell may say something else. */
  readonly assumed: boolean;
}

/** Where something was learnt. */
export interface Evidence {
  /**
   * `flag` and `variable` and `file` are written by somebody; `default` is what the program does where nobody says anything,
   * `instruction` is the instruction as a whole.
   */
  readonly kind: 'flag' | 'variable' | 'file' | 'default' | 'instruction';
  readonly file: EvidenceFile;
  /** Offsets into the text of that file. */
  readonly span: Span;
  /** What is written there, as it is written: `--host 127.0.0.1`. */
  readonly text: string;
}

/** The Dockerfile, a file of the build context by its path, or a Compose file by its place. */
export type EvidenceFile =
  | { readonly kind: 'dockerfile' }
  | { readonly kind: 'context'; readonly path: string }
  | { readonly kind: 'compose'; readonly place: string };

/** A program that waits for connections. */
export interface Listener {
  /** As people call it: `Flask`, `uvicorn`, `nginx`. */
  readonly program: string;
  /** Undefined where it is not known. */
  readonly port: number | undefined;
  readonly protocol: Protocol;
  /** `loopback`: 127.0.0.1, `localhost` or ::1, which no published port reaches (domain.md 5.3). */
  readonly host: 'all' | 'loopback' | 'unknown';
  readonly portFrom: Evidence;
  readonly hostFrom: Evidence;
  /** What makes it listen on all addresses; undefined where no edit is known to be right. */
  readonly openEdit: ListenEdit | undefined;
  /**
   * Where a file that is not read decides whether it listens there: what to look at, for the title of a fix. The program's name says
   * so, too (`…, if it reads PORT,`).
   */
  readonly presumed?: string | undefined;
}

/** One replacement in a file that makes a program listen on all addresses. */
export interface ListenEdit {
  readonly file: EvidenceFile;
  readonly span: Span;
  readonly newText: string;
  /** As the title of a quick fix names it: `Add --host 0.0.0.0`. */
  readonly title: string;
}

/** What an image's program listens on. */
export type Listening =
  | { readonly kind: 'known'; readonly listeners: readonly Listener[] }
  /** `why` is a sentence. */
  | { readonly kind: 'unknown'; readonly why: string };
