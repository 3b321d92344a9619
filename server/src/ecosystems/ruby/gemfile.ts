import { baseName } from '../../context/path-parts.ts';
import { collect, takeLock, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { takeGemspecs } from './gemspec.ts';
import { takeReads } from './ruby-reads.ts';
import { literalPath, rubyLines } from './ruby-text.ts';

/**
 * What `bundle install` reads: the Gemfile and what it names, its lock, settings and packed gems. A Gemfile is a program; the
 * forms that people write are read, and any other that may read a file forbids a fix.
 */
export function bundlerInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const [gemfile = 'Gemfile'] = install.manifests;
  found.require(gemfile);
  const lock = gemfile === 'gems.rb' ? 'gems.locked' : `${gemfile}.lock`;
  takeLock(found, {
    names: [lock],
    command: 'bundle install',
    rewrites: !install.frozen,
    required: install.frozen,
  });
  const todo = [gemfile];
  const seen = new Set<string>();
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (!seen.has(name) && seen.size < MAX_FILES) {
      seen.add(name);
      todo.push(...readGemfile(found, name));
    }
  }
  if (found.take('.bundle/config')) {
    found.review('.bundle/config of the context is copied over what `bundle config` writes');
  }
  found.take('vendor/cache');
  for (const path of install.optional) {
    found.writes(path);
  }
  if (context.has(joinPath(folder, 'vendor/bundle')) !== 'no') {
    found.writes('vendor/bundle');
  }
  return found.result();
}

/** More files than this are not followed: no project nests as many. */
const MAX_FILES = 50;

/** Notes what one Gemfile names; returns the Gemfiles that it evaluates. */
function readGemfile(found: Collector, name: string): string[] {
  const path = joinPath(found.folder, name);
  const text = found.context.text(path);
  if (text === undefined) {
    if (found.context.has(path) !== 'no') {
      found.refuse(`${path} can't be read`);
    }
    return [];
  }
  const nested: string[] = [];
  const refuse = (line: string): void => {
    found.refuse(`${path} has the line \`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``);
  };
  for (const line of rubyLines(text)) {
    if (/^eval_gemfile\b/.test(line)) {
      const other = literalPath(line.replace(/^eval_gemfile\b/, '').replace(/\s(if|unless)\s.*$/, ''));
      if (other === undefined) {
        refuse(line);
      } else if (/\s(if|unless)\s/.test(line) ? found.take(other) : (found.require(other), true)) {
        nested.push(other);
      }
      continue;
    }
    if (/^gemspec\b/.test(line)) {
      takeGemspecs(found, line);
      continue;
    }
    const local = localGem(line);
    if (local !== undefined) {
      found.local(local, `a gem of ${baseName(path)}`);
    } else if (!readsNothing(line, found)) {
      refuse(line);
    }
  }
  return nested;
}

/** The folder behind `path:` of a gem, or of a block of gems. */
function localGem(line: string): string | undefined {
  const option = /(?:\bpath:\s*|:path\s*=>\s*)(["'])([^"'#]*)\1/.exec(line);
  return option?.[2] ?? /^path\s*(?:\(\s*)?(["'])([^"'#]*)\1\s*(?:\)\s*)?do\b/.exec(line)?.[2];
}

/** True for a line that reads no file, or files that are sure: those are taken. */
function readsNothing(line: string, found: Collector): boolean {
  const versionFile = /^ruby\b.*\bfile:\s*(["'])([^"'#]+)\1/.exec(line)?.[2];
  if (versionFile !== undefined) {
    found.require(versionFile);
    return true;
  }
  const rest = takeReads(line, found);
  return (
    rest !== undefined &&
    !/\bpath:|:path\b|\bgit:\s*["'](\.|\/|~|file:)|:git\s*=>\s*["'](\.|\/|~|file:)|\bfile:/.test(rest) &&
    !/\b(File|Dir|IO|Pathname|YAML|JSON|CSV|Kernel|FileUtils|Open3)\b|`|%x|__FILE__|__dir__|\b(instance_eval|class_eval|eval|load|require_relative|system|exec|spawn|open|read|glob|binding)\b/.test(
      rest,
    )
  );
}
