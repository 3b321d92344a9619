import { baseName } from '../../context/path-parts.ts';
import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { ignoreLines } from '../context-reads/ignore-lines.ts';

/** Lines of an ignore file, and what they leave out. */
export interface OwnPatterns {
  readonly patterns: readonly string[];
  /** The paths for which they are written, and others that go with them. */
  readonly paths: readonly string[];
}

/** Names that several Dockerfiles in one folder have, and the pattern that means all of them. */
const FORMS = [
  { form: /^Dockerfile(\.[^/]*)?$/, pattern: 'Dockerfile*' },
  { form: /^[^/]+\.dockerfile$/, pattern: '*.dockerfile' },
  { form: /^[^/]+\.Dockerfile$/, pattern: '*.Dockerfile' },
];

/**
 * Lines of an ignore file that leave these paths out: one for several Dockerfiles in the context's root, which leaves out no others,
 * and one for those of all services, which share the ignore file.
 */
export function patternsOf(paths: readonly string[], context: ContextSnapshot): OwnPatterns {
  const there = indexOf(context).children.get('');
  const wanted = new Set(paths);
  const own = context.dockerfile;
  const same = own !== undefined && wanted.has(own) ? sameInServices(context) : [];
  const services = new Set(same.length > 1 ? same : []);
  const patterns = new Set(own === undefined || services.size === 0 ? [] : [`**/${baseName(own)}`]);
  for (const path of paths.filter((one) => !services.has(one))) {
    const shared = FORMS.find(({ form }) => form.test(path));
    const forms = shared === undefined ? [] : there.filter((one) => shared.form.test(one));
    const isShared = forms.length > 1 && forms.every((one) => wanted.has(one));
    patterns.add(shared !== undefined && isShared ? shared.pattern : path);
  }
  return { patterns: [...patterns], paths: [...new Set([...paths, ...services])] };
}

/** Folders with what looks like a part of a build, and is read by a program or a test. */
const DATA = /(^|\/)(__\w+__|docs?|examples?|fixtures?|samples?|specs?|templates?|test-?data|tests?)\//i;

/**
 * The files of the Dockerfile's name that stay in the context, where it lies in a folder of its own; none where one of them may be
 * there for another reason, or an exception of the ignore file names them.
 */
const sameInServices = rememberedWith((context: ContextSnapshot): readonly string[] => {
  const { dockerfile = '', entries, ignore } = context;
  const name = baseName(dockerfile);
  const isKept = ignoreLines(ignore?.text ?? '').some(
    ({ pattern }) => pattern.startsWith('!') && baseName(pattern) === name,
  );
  if (name === dockerfile || isKept) {
    return [];
  }
  const matcher = indexOf(context).ignore;
  const same = [...entries].flatMap(([path, { kind }]) =>
    kind === 'file' && baseName(path) === name && !matcher.leavesOut(path) ? [path] : [],
  );
  return same.some((path) => DATA.test(path)) ? [] : same;
});
