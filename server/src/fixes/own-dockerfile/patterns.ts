import { indexOf } from '../../context/snapshot-index.ts';
import type { ContextSnapshot } from '../../context/types.ts';

/** Names that several Dockerfiles in one folder have, and the pattern that means all of them. */
const FORMS = [
  { form: /^Dockerfile(\.[^/]*)?$/, pattern: 'Dockerfile*' },
  { form: /^[^/]+\.dockerfile$/, pattern: '*.dockerfile' },
  { form: /^[^/]+\.Dockerfile$/, pattern: '*.Dockerfile' },
];

/** Lines of an ignore file that leave these paths of the context's root out, and no other ones: one for several Dockerfiles. */
export function patternsOf(paths: readonly string[], context: ContextSnapshot): readonly string[] {
  const there = indexOf(context).children.get('');
  const wanted = new Set(paths);
  const patterns = new Set<string>();
  for (const path of paths) {
    const shared = FORMS.find(({ form }) => form.test(path));
    const same = shared === undefined ? [] : there.filter((one) => shared.form.test(one));
    const isShared = same.length > 1 && same.every((one) => wanted.has(one));
    patterns.add(shared !== undefined && isShared ? shared.pattern : path);
  }
  return [...patterns];
}
