import { checkRules } from '../../server/src/rules/check.ts';
import type { Reported } from '../../server/src/rules/types.ts';
import { lineAt } from './lines.ts';
import { factsOf, type CorpusItem } from './read-corpus.ts';

/** One EXPOSE, or one port of a Compose service, as it is labelled and as Strata sees it. */
export interface PortScore {
  readonly item: string;
  /** `12` for a line of the Dockerfile, `web 3000` for a port of a service. */
  readonly at: string;
  readonly list: 'expose' | 'composePublish';
  /** `wrong`: reported, and labelled as fine or not labelled at all. */
  readonly result: 'found' | 'missed' | 'wrong' | 'quiet';
  readonly debatable: boolean;
  /** The label's reason, and what Strata says. */
  readonly why: string;
}

/**
 * Compares what the rules about ports say with the labels (closed world). A contradiction between EXPOSE and Compose counts as
 * found at both of its labels when it is shown at one of the two places: saying it twice would be noise.
 */
export function scorePorts(item: CorpusItem): readonly PortScore[] {
  const { text, labels, compose } = item;
  const findings = checkRules(factsOf(item), undefined).filter(({ rule }) => rule.startsWith('ports/'));
  const used = new Set<Reported>();
  const take = (matches: (finding: Reported) => boolean): string | undefined => {
    const found = findings.filter(matches);
    for (const finding of found) {
      used.add(finding);
    }
    return found.length === 0 ? undefined : found.map(({ rule, message }) => `${rule}: ${message}`).join(' ');
  };
  const score = (
    list: PortScore['list'],
    at: string,
    { bad, why, debatable = false }: { bad: boolean; why: string; debatable?: boolean | undefined },
    says: string | undefined,
  ): PortScore => ({
    item: item.name,
    at,
    list,
    result: bad ? (says === undefined ? 'missed' : 'found') : says === undefined ? 'quiet' : 'wrong',
    debatable,
    why: `${why} | ${says ?? '-'}`,
  });
  const lineOf = (finding: Reported): number => lineAt(text, finding.span.start);
  const expose = (labels.expose ?? []).map(({ line, verdict, why, debatable }) => {
    const isOurs = ({ related, at, span }: Reported): boolean =>
      (at === undefined && lineAt(text, span.start) === line) ||
      related.some((one) => one.file === undefined && lineAt(text, one.span.start) === line);
    return score('expose', String(line), { bad: verdict !== 'ok', why, debatable }, take(isOurs));
  });
  const publish = (labels.composePublish ?? []).map((label) => {
    const { service, published, target, verdict, why, debatable } = label;
    const key = published === null ? 'expose' : 'ports';
    const isOurs = ({ at, rule, message }: Reported): boolean =>
      (rule === 'ports/expose-differs-from-listen' && message.includes(`listens on ${target} `)) ||
      (compose?.uses ?? []).some(
        ({ service: one }) =>
          one.name === service &&
          one[key].some(
            ({ place }) =>
              place.start === at?.span.start &&
              new RegExp(`(^|\\D)${target}(\\D|$)`).test(
                compose?.texts.get(place.file)?.slice(place.start, place.end) ?? '',
              ),
          ),
      );
    return score(
      'composePublish',
      `${service} ${target}`,
      { bad: verdict === 'mismatch', why, debatable },
      take(isOurs),
    );
  });
  const others = findings.filter((finding) => !used.has(finding));
  return [
    ...expose,
    ...publish,
    ...others.map((finding) =>
      score(
        finding.at === undefined ? 'expose' : 'composePublish',
        String(lineOf(finding)),
        { bad: false, why: 'no label' },
        `${finding.rule}: ${finding.message}`,
      ),
    ),
  ];
}
