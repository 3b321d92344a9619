import { heavyCopies } from '../../fixes/heavy-path/find.ts';
import type { Story } from './story.ts';

/** Whether a rule reports at the place of a hover: editors show its message there, so that the hover need not say it again. */
export function isTold({ analysis: { findings }, node, offset }: Story, rule: string): boolean {
  return findings.some(
    (finding) =>
      finding.rule === rule &&
      finding.node === node.index &&
      finding.at === undefined &&
      finding.span.start <= offset &&
      offset <= finding.span.end,
  );
}

/** The same of git's folder, for the rule that names all folders which a build does not need. */
export function isGitTold(story: Story): boolean {
  const { model, facts } = story.analysis;
  return (
    facts.context !== undefined &&
    isTold(story, 'context/heavy-path-not-ignored') &&
    heavyCopies(model, facts.context).some(
      ({ node, paths }) => node.index === story.node.index && paths.some(({ path }) => path === '.git'),
    )
  );
}
