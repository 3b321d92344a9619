/** Something that is made when it is first asked for. */
export interface Lazy<Made> {
  readonly get: () => Made;
  /** Undefined while nobody has asked for it. */
  readonly made: () => Made | undefined;
}

/** Keeps what many sessions never ask for from being made. */
export function lazily<Made>(make: () => Made): Lazy<Made> {
  let made: Made | undefined;
  return { get: () => (made ??= make()), made: () => made };
}
