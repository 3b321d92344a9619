import { mayTouch } from '../../cache/written-paths.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellWord } from '../../syntax/types.ts';
import { MAKES_NOTHING } from '../moving/makes-nothing.ts';
import { placesOf } from '../moving/places.ts';
import { writtenCommand } from '../moving/command-text.ts';
import { isPathLike, tokensOf } from './extract-stage-words.ts';

/** What steps make, as far as their text says it. Paths are absolute and clean. */
export interface Products {
  /** What a COPY takes out of the stage: what is made by name, and the folders in which anything may be made. */
  readonly copied: readonly string[];
  /** Places that the steps may write and that are not copied; `/` stands for a directory that only the base image knows. */
  readonly left: readonly string[];
  /** Words behind their programs: packages, users, scripts. */
  readonly names: ReadonlySet<string>;
}

/** Programs that write what they make where `-o` says. */
const COMPILERS: ReadonlySet<string> = new Set(['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++', 'rustc']);

/** The same for programs with subcommands. */
const COMPILING: ReadonlyMap<string, string> = new Map([
  ['go', 'build'],
  ['dotnet', 'publish'],
]);

/** What `go` does without making anything among the sources. */
const GO_CHECKS: ReadonlySet<string> = new Set(['mod', 'env', 'vet', 'test', 'version']);

/** Package managers that keep dependencies and what they build in the project's folder. */
const IN_PROJECT: ReadonlySet<string> = new Set([
  ...['npm', 'pnpm', 'yarn', 'bun', 'lerna', 'composer', 'cargo', 'go', 'maven', 'gradle', 'sbt', 'dotnet'],
]);

/** Package managers for tools of the build, and the words with which `install` stays in the project. */
const JAVASCRIPT: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun', 'corepack']);

/** Folders of the system, or of everybody: too much to copy whole. */
const SHARED =
  /^\/($|(bin|boot|dev|etc|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|var)$|usr($|\/(?!src\/|local\/(bin|lib)\/)))/;

/** Places whose files don't outlive a build, or that are no files. */
const PASSING = /^\/(tmp|dev|proc|var\/(cache|tmp|lib\/apt\/lists))(\/|$)/;

/** More than any steps name; what is below them is compared with each. */
const MANY = 500;

/** A path that a COPY takes by its name: no wildcards, variables or quotes, nothing that ends a word. */
const PLAIN = /^\/[\w./@+,-]*$/;

/**
 * What steps make. Undefined where they can't be read, where something is made in a place that is not known or not literal, and
 * where it lies where no COPY could tell it from the rest (`pip install`, `make install`, the folder `/`).
 */
export function productsOf(model: Model, nodes: readonly Node[]): Products | undefined {
  const outputs = new Set<string>();
  const folders = new Set<string>();
  const places = new Set<string>();
  const names = new Set<string>();
  const written = new Set<string>();
  const directories = new Set<string>();
  const gone = new Set<string>();
  const mounted = new Set<string>();
  for (const node of nodes) {
    if (node.detail.kind === 'copy') {
      const { dest, resolvedDest } = node.detail.copy;
      if (resolvedDest === '/' && dest.startsWith('/')) {
        return undefined;
      }
      places.add(withoutSlash(resolvedDest));
      continue;
    }
    const made = madeBy(model, node);
    if (made === undefined) {
      return undefined;
    }
    addAll(outputs, made.outputs);
    addAll(folders, made.folders);
    addAll(places, [...made.places, ...made.outputs, ...made.folders]);
    addAll(names, made.names);
    addAll(written, made.written);
    addAll(directories, made.directories);
    addAll(gone, made.gone);
    addAll(mounted, node.detail.kind === 'run' ? node.detail.mounts.map(({ target }) => target) : []);
  }
  if ([places, names, directories, gone, mounted].some(({ size }) => size > MANY)) {
    return undefined;
  }
  const copied = outermost([...outputs, ...folders]);
  const isCopied = (path: string): boolean => copied.some((one) => isWithin(path, one));
  const isKnown =
    copied.length > 0 &&
    copied.every((path) => PLAIN.test(path) && !SHARED.test(path) && !PASSING.test(path)) &&
    [...written].every((path) => PASSING.test(path) || isCopied(path)) &&
    // A COPY finds nothing of a mount, and no file that is removed again.
    !copied.some((path) => [...mounted].some((target) => target !== '' && isWithin(path, target))) &&
    ![...outputs].some((path) => [...gone].some((one) => isWithin(path, one))) &&
    copiesAreUsed(nodes, [...copied, ...directories]);
  return isKnown ? { copied, left: [...places].filter((path) => !isCopied(path)), names } : undefined;
}

/** Whether what the steps copy lies in what is taken out, or where one of their commands works with it. */
function copiesAreUsed(nodes: readonly Node[], used: readonly string[]): boolean {
  return nodes.every(
    ({ detail }) =>
      detail.kind !== 'copy' ||
      PASSING.test(detail.copy.resolvedDest) ||
      used.some((path) => path !== '/' && mayTouch(detail.copy.resolvedDest, path)),
  );
}

interface Made {
  readonly outputs: string[];
  readonly folders: string[];
  readonly places: string[];
  readonly names: string[];
  /** Where commands run. */
  readonly directories: string[];
  /** What is removed, or the folder in which something is. */
  readonly gone: string[];
  /** What is named by commands that may write it. */
  readonly written: string[];
}

function madeBy(model: Model, node: Node): Made | undefined {
  const place = placesOf(model)[node.index];
  const script = scriptOf(model.file, node.instruction);
  if (place?.readableShell !== true || place.variable || script?.complete !== true) {
    return undefined;
  }
  const made: Made = {
    outputs: [],
    folders: [],
    places: [],
    names: [],
    directories: [],
    gone: [],
    written: [],
  };
  for (const part of runParts(script)) {
    const { command, directory } = part;
    const at = directory === undefined ? undefined : resolvePath(place.directory, directory);
    const isAnchored = place.anchored || directory?.startsWith('/') === true;
    const text = writtenCommand(node.instruction.text, command);
    const kind = kindWith(kindOf(part), command.redirected ? text : undefined);
    if (at === undefined || kind === undefined) {
      return undefined;
    }
    const tokens = tokensOf(text, model.file.escape);
    const paths = tokens.filter(isPathLike).map((path) => resolvePath(at, withoutWildcards(path)));
    made.directories.push(at);
    made.places.push(...paths);
    if (command.words[0]?.text === 'rm') {
      made.gone.push(...command.words.slice(1).map((word) => resolvePath(at, withoutWildcards(word.text))));
    }
    made.names.push(...command.words.slice(1).flatMap((word) => tokensOf(word.text, model.file.escape)));
    if (typeof kind === 'object') {
      if (!isAnchored && !kind.output.startsWith('/')) {
        return undefined;
      }
      made.outputs.push(...(kind.output === '/dev/null' ? [] : [resolvePath(at, kind.output)]));
    } else if (kind === 'folder') {
      if (!isAnchored || tokens.some((token) => isPathLike(token) && /[$~]/.test(token))) {
        return undefined;
      }
      made.folders.push(at);
      made.written.push(...paths);
    }
  }
  return made;
}

type MadeKind = { readonly output: string } | 'folder' | 'nothing' | undefined;

/** With redirections, given by the command's text: they make a file wherever they don't lead to nothing. */
function kindWith(kind: MadeKind, redirected: string | undefined): MadeKind {
  if (kind === undefined || redirected === undefined || kind === 'folder') {
    return kind;
  }
  const writes = redirected.replace(/>{1,2}\s*(\/dev\/null|&\d)/g, '').includes('>');
  const isOwn = /[<>]/.test(redirected);
  return isOwn && !writes ? kind : kind === 'nothing' && isOwn ? 'folder' : undefined;
}

/** What a command makes: one thing by name, anything in its folder, nothing; undefined where that is not known. */
function kindOf(part: RunPart): MadeKind {
  const { command, role, ecosystem } = part;
  const read = commandOf(command);
  if (read === undefined) {
    return command.words[0] === undefined ? 'nothing' : command.words[0].literal ? 'folder' : undefined;
  }
  const { name, args } = read;
  const [verb] = args;
  const isSure = !command.conditional && command.join !== '||';
  if (COMPILERS.has(name)) {
    return isSure ? outputOf(args, /^-o(.+)$/) : undefined;
  }
  if (verb !== undefined && COMPILING.get(name) === verb.text) {
    const isHere = args.every(({ text }) => !/^-C\b/.test(text));
    return isSure && isHere ? outputOf(args, /^(?:-o|--output)=(.+)$/) : undefined;
  }
  if (
    ['system', 'options', 'variables', 'directory', 'companion'].includes(role) ||
    MAKES_NOTHING.has(name)
  ) {
    return 'nothing';
  }
  if (name === 'go' && GO_CHECKS.has(verb?.text ?? '')) {
    return 'nothing';
  }
  const isJavascript = JAVASCRIPT.has(ecosystem ?? '');
  if (role === 'packages') {
    return isJavascript ? 'nothing' : undefined;
  }
  const isPlaced =
    (role === 'install' && IN_PROJECT.has(ecosystem ?? '')) || (role === 'unknown' && name !== 'pip');
  const installs = [name, ...args.map(({ text }) => text)].some((word) => /^(--)?install$/.test(word));
  const isLocal = !installs || (role === 'install' && (isJavascript || ecosystem === 'composer'));
  return isPlaced && isLocal ? 'folder' : undefined;
}

/** What stands behind `-o`, in a word with it or not; without one, the folder. Undefined where only the build knows it. */
function outputOf(args: readonly ShellWord[], together: RegExp): MadeKind {
  for (const [index, { text, literal }] of args.entries()) {
    const glued = together.exec(text)?.[1];
    if (glued !== undefined) {
      return literal ? { output: glued } : undefined;
    }
    if (text === '-o' || text === '--output') {
      const next = args[index + 1];
      return next?.literal === true ? { output: next.text } : undefined;
    }
  }
  return 'folder';
}

function outermost(paths: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const path of paths.map((one) => `${one}/`).sort()) {
    const last = kept[kept.length - 1];
    if (last === undefined || !path.startsWith(last)) {
      kept.push(path);
    }
  }
  return kept.map((path) => path.slice(0, -1));
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The folder that holds all that a wildcard may mean. */
function withoutWildcards(path: string): string {
  const at = path.search(/[*?[{]/);
  return at < 0 ? path : path.slice(0, path.lastIndexOf('/', at) + 1);
}

function addAll<T>(to: Set<T>, items: readonly T[]): void {
  for (const item of items) {
    to.add(item);
  }
}
