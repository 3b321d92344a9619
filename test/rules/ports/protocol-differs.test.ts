import { protocolDiffers } from '../../../server/src/rules/ports/protocol-differs.ts';
import { checkPortRule, webService } from './port-rule-cases.ts';

const DNS = 'FROM alpine:3.20\nEXPOSE 53/udp\nCMD ["dnsmasq", "-k"]\n';
const WEB = 'FROM node:22\nEXPOSE 443\nCMD ["node", "server.js"]\n';

checkPortRule(protocolDiffers, [
  {
    id: 'tcp for udp, without quotes',
    dockerfile: DNS,
    compose: webService(['ports:', '  - 5353:53 # names']),
    reports: ['5353:53'],
    says: 'EXPOSE` names 53/udp (line 2)',
    related: ['53/udp'],
    fixed: webService(['ports:', '  - 5353:53/udp # names']),
  },
  {
    id: 'tcp written out',
    dockerfile: DNS,
    compose: webService(['ports: ["53:53/tcp", "80:80"]']),
    reports: ['"53:53/tcp"'],
    fixed: webService(['ports: ["53:53/udp", "80:80"]']),
  },
  {
    id: 'udp for tcp',
    dockerfile: WEB,
    compose: webService(["ports: ['443:443/UDP']"]),
    reports: ["'443:443/UDP'"],
    fixed: webService(["ports: ['443:443']"]),
  },
  {
    id: 'the long form',
    dockerfile: WEB,
    compose: webService(['ports:', '  - target: 443', '    protocol: "udp" # why']),
    reports: ['target: 443\n        protocol: "udp" # why\n'],
    fixed: webService(['ports:', '  - target: 443', '    protocol: "tcp" # why']),
  },
  {
    id: 'the long form without a protocol has no fix',
    dockerfile: DNS,
    compose: webService(['ports: [{ target: 53 }]']),
    reports: ['{ target: 53 }'],
    fixed: 'none',
  },
  { id: 'silent: the same', dockerfile: DNS, compose: webService(['ports: ["53:53/udp"]']) },
  { id: 'silent: both are published', dockerfile: DNS, compose: webService(['ports: [53, "53:53/udp"]']) },
  { id: 'silent: another port', dockerfile: DNS, compose: webService(['ports: ["54:54"]']) },
  { id: 'silent: EXPOSE is missing', dockerfile: 'FROM alpine:3.20\n', compose: webService(['ports: [53]']) },
  {
    id: 'silent: a base that may expose it',
    dockerfile: 'FROM acme/dns\nEXPOSE 53/udp\n',
    compose: webService(['ports: [53]']),
  },
  {
    id: "silent: the host's network",
    dockerfile: DNS,
    compose: webService(['network_mode: host', 'ports: [53]']),
  },
]);
