/** What the rules about ports must say of a Dockerfile and the files beside it. */
export interface PortCase {
  readonly name: string;
  readonly dockerfile: string;
  /** Files of the context by path; `compose.yaml` is read as the project's Compose file. */
  readonly files?: Readonly<Record<string, string>>;
  readonly kind: 'contradiction' | 'fine' | 'unknown';
  /** Ids of the rules that report something, sorted; empty where the kind is not `contradiction`. */
  readonly reports: readonly string[];
}
