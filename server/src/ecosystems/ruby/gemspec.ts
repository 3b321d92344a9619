import { parentPath } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import { takeReads } from './ruby-reads.ts';
import { literalPath, rubyLines } from './ruby-text.ts';

/**
 * What `gemspec` in a Gemfile reads: the specifications in the project's folder (or in `path:`), and what they load, such as
 * `lib/…/version.rb`. For review: a specification is a program.
 */
export function takeGemspecs(found: Collector, line: string): void {
  const { context } = found;
  const path = /(?:\bpath:\s*|:path\s*=>\s*)(["'])([^"'#]*)\1/.exec(line)?.[2];
  if (path === undefined && /\bpath\b/.test(line)) {
    found.refuse('the place of the gemspec is not known');
    return;
  }
  const folder = joinPath(found.folder, path ?? '');
  const specs = context.files(folder).filter((one) => one.endsWith('.gemspec') && context.isFile(one));
  if (!context.isListed(folder) || specs.length === 0) {
    found.refuse('the gemspec is not in the build context');
    return;
  }
  for (const spec of specs) {
    found.add({ path: spec, kind: 'file' });
    found.review(`${spec} may read more files`);
    const text = context.text(spec);
    if (text === undefined) {
      found.refuse(`${spec} can't be read`);
      return;
    }
    readSpec(found, spec, text);
  }
}

const READS = /\b(File|IO)\.(read|readlines|open|foreach)\b|\b(YAML|JSON)\.|\b(eval|instance_eval|load)\b/;

/** Notes the files that a specification loads or reads; lists of the gem's own files may be shorter without harm. */
function readSpec(found: Collector, spec: string, text: string): void {
  const own = collect(parentPath(spec), found.context);
  for (const line of rubyLines(text)) {
    const required = /^require_relative\s*(?:\(\s*)?["']([^"'#]+)["']/.exec(line)?.[1];
    const library = /^require\s*(?:\(\s*)?(["'])([^"'#]+)\1/.exec(line)?.[2];
    if (required !== undefined) {
      own.require(required.endsWith('.rb') ? required : `${required}.rb`);
    } else if (library !== undefined) {
      own.take(`lib/${library}.rb`);
    } else if (/^require\b/.test(line)) {
      const path = literalPath(line.replace(/^require\s*\(?/, ''));
      if (path === undefined) {
        own.refuse(`${spec} loads files that can't be told`);
      } else {
        own.require(path.endsWith('.rb') ? path : `${path}.rb`);
      }
    } else if (READS.test(takeReads(line, own) ?? 'File.read')) {
      own.refuse(`${spec} reads files that can't be told`);
    }
  }
  const { inputs, missing, hazards } = own.result();
  for (const input of inputs) {
    found.add(input);
  }
  for (const path of missing) {
    found.refuse(`${path} is not in the build context`);
  }
  for (const { effect, reason } of hazards) {
    found[effect === 'none' ? 'refuse' : 'review'](reason);
  }
}
