import type { RuleDocs } from '../types.ts';

/** The page of `ports/protocol-differs`. */
export const protocolDiffersDocs: RuleDocs = {
  whatItDoes:
    'Reports an entry of `ports` of a Compose service that builds the Dockerfile, where `EXPOSE` names the same port with another protocol only: `EXPOSE 53/udp` and `"53:53"`. It is shown in the Compose file.',
  whyItMatters:
    'Port 53/udp and port 53/tcp are two different ports, and an entry without a protocol is tcp. What arrives over the other protocol never reaches the program.',
  examples: [
    {
      title: 'A name server',
      files: { 'compose.yaml': "services:\n  dns:\n    build: .\n    ports:\n      - '5353:53'\n" },
      before: 'FROM alpine:3.20\nEXPOSE 53/udp\nCMD ["dnsmasq", "-k"]\n',
      after: 'FROM alpine:3.20\nEXPOSE 53/udp\nCMD ["dnsmasq", "-k"]\n',
      afterFiles: {
        'compose.yaml': "services:\n  dns:\n    build: .\n    ports:\n      - '5353:53/udp'\n",
      },
      fix: 'Publish 53/udp',
    },
  ],
  fixSafety:
    'For review: it takes the protocol of `EXPOSE`, which may be the side that is wrong. Nothing else of the Compose file changes. There is no fix for the long form without a `protocol`.',
  staysSilent:
    'Silent where Compose publishes the port with both protocols, or `EXPOSE` names both, where a variable decides one of the sides, for base images that may expose ports by themselves, with `network_mode`, and in `.devcontainer`.',
};
