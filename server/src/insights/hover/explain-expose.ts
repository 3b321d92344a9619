import { composeSentences } from '../words/compose-words.ts';
import { dockerRun, dockerRunWith } from '../ports/docker-run.ts';
import type { DockerRun } from '../ports/docker-run.ts';
import { serviceRuns } from '../../ports/services.ts';
import { listenSentences } from './listen-words.ts';
import { lostSentence } from '../words/lost-words.ts';
import { mentionSentence } from './mention-words.ts';
import { isShipped } from '../words/stage-words.ts';
import type { Story } from './story.ts';
import { isTold } from './told.ts';
import { code, listed } from '../text.ts';
import type { Analysis } from '../types.ts';

/** The sentences about publishing that belong to EXPOSE. */
export function explainExpose(story: Story): string[] {
  const { analysis, node } = story;
  const { model } = analysis;
  const tokens = node.detail.kind === 'expose' ? node.detail.tokens : [];
  const refused = tokens.filter((token) => token.error !== undefined);
  const hosts = tokens.filter((token) => token.hostPart !== undefined && token.error === undefined);
  const run = dockerRun(analysis.facts);
  return [
    '`EXPOSE` writes into the image which ports the program listens on. It opens and publishes nothing: on its own, `localhost` on your machine does not reach the container.',
    refused.length > 0
      ? `BuildKit refuses ${listed(
          refused.map((token) => `${code(token.text)} (${token.error ?? ''})`),
          3,
        )}.`
      : '',
    hosts.length > 0 && !isTold(story, 'ports/expose-maps-host-port')
      ? `Of ${listed(
          hosts.map((token) => code(token.text)),
          3,
        )} only the part after the last colon counts; BuildKit drops the rest.`
      : '',
    isTold(story, 'ports/expose-has-no-effect') ? '' : lostSentence(model, node),
    isShipped(model, node.stage) ? listenSentences(analysis) : '',
    isShipped(model, node.stage) ? composeSentences(analysis) : '',
    isShipped(model, node.stage) ? mentionSentence(analysis) : '',
    run === undefined ? '' : recipe(analysis, run),
  ];
}

/** How to publish it: what has to be mended before comes first. */
function recipe({ facts }: Analysis, { command, mappings, elsewhere, loopback }: DockerRun): string {
  const { openEdit } = loopback ?? {};
  const first =
    loopback === undefined
      ? ''
      : `first make ${loopback.program} listen on 0.0.0.0${openEdit === undefined ? '' : ` (${openEdit.title})`}, then `;
  const port =
    elsewhere === undefined
      ? 'the port'
      : `port ${elsewhere.port}, on which ${elsewhere.listener.program} listens,`;
  const every =
    elsewhere === undefined ? 'every exposed port' : 'what `EXPOSE` names, where nothing listens,';
  return [
    `To reach it from your machine, ${first}publish ${port} when the container starts:`,
    `\`\`\`sh\n${command}\n\`\`\``,
    `The first number is the port on your machine and may differ; \`IMAGE\` stands for the name of your image. \`docker run -P\` publishes ${every} to a free one.`,
    composeLines(mappings, inCompose(facts)),
    "Containers on the same network reach any port without either, and some tools (the *Run* command of VS Code's Container Tools is one) publish exposed ports for you.",
  ].join('\n\n');
}

/** The same where the program runs as Compose starts it, which may listen on another port. */
function inCompose(facts: Analysis['facts']): readonly string[] | undefined {
  const [run] = serviceRuns(facts);
  return run && dockerRunWith(facts.model, run.listeners)?.mappings;
}

/** More lines of Compose than this say nothing new. */
const MOST_LINES = 6;

/** How Compose publishes it. Quoted: YAML reads some of these, unquoted, as numbers to the base of 60. */
function composeLines(mappings: readonly string[], own = mappings): string {
  const isSame = own.join() === mappings.join();
  if (own.length > MOST_LINES) {
    return `In Compose it is \`ports:\`, with ${isSame ? 'the same numbers' : 'the ports on which it listens there'}.`;
  }
  const items = own.map((mapping) => `  - "${mapping}"`);
  const says = isSame ? 'says the same with' : 'starts it otherwise and publishes it with';
  return `In Compose, the service that builds this image ${says}:\n\`\`\`yaml\n${['ports:', ...items].join('\n')}\n\`\`\``;
}
