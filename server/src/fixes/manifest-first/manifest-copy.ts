import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Dockerfile, ParsedInstruction } from '../../syntax/types.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import type { ManifestSource } from './project/manifest-sources.ts';

/** Flags that say how files are written; the others say which. */
const REPEATED = new Set(['chown', 'chmod', 'link']);

/**
 * The COPY instructions for manifests, without indentation and line ends: one for each destination folder, with the keyword's
 * casing, the flags and the form of the copy that they come from (domain.md 6.2, step 6).
 */
export function manifestCopies(model: Model, sources: readonly ManifestSource[]): readonly string[] {
  return withParents(model, sources) ?? byFolder(model, sources);
}

/** From so many folders on, one `COPY --parents` is easier to read, and to keep up, than a COPY for each. */
const MANY_FOLDERS = 4;

/**
 * One COPY for manifests of many folders, where the file asks for a syntax that knows `--parents` (1.20, 1.7-labs) and every
 * manifest keeps its path.
 */
function withParents(model: Model, sources: readonly ManifestSource[]): readonly string[] | undefined {
  const [first] = sources;
  const folders = new Set(sources.map(({ to }) => to.slice(0, Math.max(0, to.lastIndexOf('/')))));
  const isOne = sources.every(({ path, to, step }) => path === to && step === first?.step);
  if (first === undefined || folders.size < MANY_FOLDERS || !isOne || !knowsParents(model.file)) {
    return undefined;
  }
  const paths = sources.map(({ path }) => path);
  return [copyText(model, first.step, { folder: '', paths, parents: true })];
}

/** True for `docker/dockerfile:1`, which follows the newest version, and for versions that have `COPY --parents`. */
function knowsParents({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value ?? '';
  const tag = /^(?:docker\.io\/)?docker\/dockerfile:([\w.-]+)$/.exec(syntax)?.[1] ?? '';
  const [, minor = '', labs] = /^1\.(\d+)(?:\.\d+)?(-labs)?$/.exec(tag) ?? [];
  return /^(1|1-labs|labs|latest)$/.test(tag) || (minor !== '' && Number(minor) >= (labs ? 7 : 20));
}

/** One COPY for each folder that manifests go to. */
function byFolder(model: Model, sources: readonly ManifestSource[]): readonly string[] {
  const groups = new Map<
    string,
    { readonly step: CopyStep; readonly folder: string | undefined; readonly paths: string[] }
  >();
  for (const { path, kind, to, step } of sources) {
    const isPlace = kind === 'file' && to === '';
    const folder =
      kind === 'folder' ? to : isPlace ? undefined : to.slice(0, Math.max(0, to.lastIndexOf('/')));
    // The contents of two folders never go into one place, so folders stay alone.
    const key = [step.node.index, kind, folder].join('\0');
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { step, folder, paths: [path] });
    } else {
      group.paths.push(path);
    }
  }
  return [...groups.values()].map(({ step, folder, paths }) => copyText(model, step, { folder, paths }));
}

function copyText(
  model: Model,
  step: CopyStep,
  {
    folder,
    paths,
    parents = false,
  }: {
    /** Below the destination; undefined where that is the file itself. */
    readonly folder: string | undefined;
    readonly paths: readonly string[];
    readonly parents?: boolean;
  },
): string {
  const { instruction } = step.node;
  const parsed = parsedOf(model.file, instruction);
  const flags = parsed.flags
    .filter(({ name }) => REPEATED.has(name))
    .map(({ span, text }) => {
      const written = instruction.text.slice(span.start, span.end);
      return written.includes('\n') ? text : written;
    });
  const args = [...paths, destinationBelow(parsed, folder)];
  const isJson = parsed.json || args.some((arg) => /\s/.test(arg));
  const rest = isJson ? [`[${args.map((arg) => JSON.stringify(arg)).join(', ')}]`] : args;
  return [copyKeyword(instruction.text), ...(parents ? ['--parents'] : []), ...flags, ...rest].join(' ');
}

/** A folder below the destination as it is written, always with a trailing slash. */
function destinationBelow(parsed: ParsedInstruction, folder: string | undefined): string {
  const written = parsed.args[parsed.args.length - 1]?.text ?? '.';
  if (folder === undefined) {
    return written;
  }
  const isHere = written === '.' || written === './';
  const base = isHere ? (folder === '' ? './' : '') : written.endsWith('/') ? written : `${written}/`;
  return folder === '' ? base : `${base}${folder}/`;
}

function copyKeyword(text: string): string {
  const word = /^[A-Za-z]*/.exec(text)?.[0] ?? '';
  if (word !== '' && word === word.toLowerCase()) {
    return 'copy';
  }
  return word.length > 1 && word.slice(1) === word.slice(1).toLowerCase() ? 'Copy' : 'COPY';
}
