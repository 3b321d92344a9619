import { appendEdit, opened } from '../listens/edits.ts';
import type { Evidence, Listener, Listening } from '../types.ts';
import { portOf, reachOf } from './address.ts';
import type { Run } from './types.ts';
import { optionValue, standardEvidence, variableValue, type Value } from './values.ts';

/** A server whose address and port are two settings of their own: what decides each, the strongest first. */
export interface Server {
  /** As people call it. */
  readonly program: string;
  readonly port: Choice<number>;
  readonly host: Choice<Listener['host']>;
  /** What the program takes a bare host option for: `vite --host` is all addresses. */
  readonly bareHost?: Listener['host'];
  /** Options that make it listen elsewhere, or read settings that are not looked at. */
  readonly elsewhere?: readonly string[];
  /**
   * Files in the working directory that may set the address or the port. One that is there counts only if its text
   * is loaded and holds nothing that `telling` finds.
   */
  readonly settings?: readonly string[];
  readonly telling?: RegExp;
  /** The option that makes it listen on all addresses, as it is added; undefined where none is known. */
  readonly open: string | undefined;
}

/** What decides a setting. */
export interface Choice<T> {
  readonly options: readonly string[];
  readonly variables?: readonly string[];
  /** Undefined where the default is not known. */
  readonly standard: T | undefined;
}

/** What a server of this kind listens on. */
export function listenAs(server: Server, run: Run): Listening {
  if ((server.elsewhere ?? []).length > 0 && optionValue(run, server.elsewhere ?? []) !== undefined) {
    return unknown(`${server.program} gets its address in a way that is not read here.`);
  }
  const hostValue = valueFor(server.host, run);
  const portValue = valueFor(server.port, run);
  const isSettled = hostValue !== undefined && portValue !== undefined;
  const usesStandard = run.around.plain && (isSettled || !hasOtherSettings(server, run));
  const host =
    hostValue === undefined
      ? usesStandard
        ? (server.host.standard ?? 'unknown')
        : 'unknown'
      : hostOf(hostValue, server);
  const port =
    portValue === undefined
      ? usesStandard
        ? server.port.standard
        : undefined
      : portOf(portValue.text ?? '');
  return listening({
    program: server.program,
    port,
    protocol: 'tcp',
    host,
    portFrom: portValue?.evidence ?? standardEvidence(run),
    hostFrom: hostValue?.evidence ?? standardEvidence(run),
    openEdit: host === 'loopback' ? openEdit(server, run, hostValue) : undefined,
  });
}

/** A listener whose address and port are written in one place. */
export function listenerAt(
  run: Run,
  {
    evidence,
    address,
    ...own
  }: Pick<Listener, 'program' | 'port' | 'presumed'> & {
    readonly evidence: Evidence;
    readonly address: string;
  },
): Listener {
  const host = reachOf(address);
  return {
    ...own,
    protocol: 'tcp',
    host,
    portFrom: evidence,
    hostFrom: evidence,
    openEdit: host === 'loopback' ? opened(run, evidence) : undefined,
  };
}

/** Known where the port or the address is; unknown otherwise. */
export function listening(listener: Listener): Listening {
  return listener.port === undefined && listener.host === 'unknown'
    ? unknown(`Neither the port nor the address of ${listener.program} is written where it is read here.`)
    : { kind: 'known', listeners: [listener] };
}

/** Nothing is known, and why. */
export function unknown(why: string): Listening {
  return { kind: 'unknown', why };
}

/** What a setting file may hide: it is there, or may be there, and its text is not known to be silent. */
export function hasOtherSettings(
  { settings = [], telling }: Pick<Server, 'settings' | 'telling'>,
  run: Run,
): boolean {
  return settings.some((name) => {
    const file = run.around.fileAt(`${run.directory === '/' ? '' : run.directory}/${name}`);
    const base = name.slice(name.lastIndexOf('/') + 1);
    if (file.kind === 'file') {
      return (
        file.text === undefined ||
        telling === undefined ||
        telling.test(file.text) ||
        run.around.runMentions(base)
      );
    }
    return file.kind === 'unknown' || run.around.stepMentions(base);
  });
}

function valueFor(choice: Choice<unknown>, run: Run): Value | undefined {
  return optionValue(run, choice.options) ?? variableValue(run, choice.variables ?? []);
}

function hostOf({ text, word }: Value, { bareHost }: Server): Listener['host'] {
  if (text === undefined) {
    return 'unknown';
  }
  return text === '' && word !== undefined ? (bareHost ?? 'unknown') : reachOf(text);
}

function openEdit(server: Server, run: Run, value: Value | undefined): Listener['openEdit'] {
  if (value !== undefined) {
    return opened(run, value.evidence);
  }
  return server.open === undefined ? undefined : appendEdit(run, server.open.split(' '));
}
