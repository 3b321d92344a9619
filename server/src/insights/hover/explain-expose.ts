import { composeSentences } from '../words/compose-words.ts';
import { dockerRunCommand, publishMappings } from '../ports/docker-run.ts';
import { listenSentences } from './listen-words.ts';
import { lostSentence } from '../words/lost-words.ts';
import { mentionSentence } from './mention-words.ts';
import { isShipped } from '../words/stage-words.ts';
import type { Story } from './story.ts';
import { code, listed } from '../text.ts';

/** The sentences about publishing that belong to EXPOSE. */
export function explainExpose({ analysis, node }: Story): string[] {
  const { model } = analysis;
  const tokens = node.detail.kind === 'expose' ? node.detail.tokens : [];
  const refused = tokens.filter((token) => token.error !== undefined);
  const hosts = tokens.filter((token) => token.hostPart !== undefined && token.error === undefined);
  const command = dockerRunCommand(model);
  return [
    '`EXPOSE` writes into the image which ports the program listens on. It opens and publishes nothing: on its own, `localhost` on your machine does not reach the container.',
    refused.length > 0
      ? `BuildKit refuses ${listed(
          refused.map((token) => `${code(token.text)} (${token.error ?? ''})`),
          3,
        )}.`
      : '',
    hosts.length > 0
      ? `Of ${listed(
          hosts.map((token) => code(token.text)),
          3,
        )} only the part after the last colon counts; BuildKit drops the rest.`
      : '',
    lostSentence(model, node),
    isShipped(model, node.stage) ? listenSentences(analysis) : '',
    isShipped(model, node.stage) ? composeSentences(analysis) : '',
    isShipped(model, node.stage) ? mentionSentence(analysis) : '',
    command !== undefined
      ? [
          'To reach it from your machine, publish the port when the container starts:',
          `\`\`\`sh\n${command}\n\`\`\``,
          'The first number is the port on your machine and may differ. `docker run -P` publishes every exposed port to a free one.',
          composeLines(publishMappings(model)),
          "Containers on the same network reach any port without either, and some tools (the *Run* command of VS Code's Container Tools is one) publish exposed ports for you.",
        ].join('\n\n')
      : '',
  ];
}

/** More lines of Compose than this say nothing new. */
const MOST_LINES = 6;

/** How Compose publishes the same. Quoted: YAML reads some of these, unquoted, as numbers to the base of 60. */
function composeLines(mappings: readonly string[]): string {
  if (mappings.length > MOST_LINES) {
    return 'In Compose it is `ports:`, with the same numbers.';
  }
  const items = mappings.map((mapping) => `  - "${mapping}"`);
  return `In Compose, the service that builds this image says the same with:\n\`\`\`yaml\n${['ports:', ...items].join('\n')}\n\`\`\``;
}
