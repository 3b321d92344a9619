import type { Model } from '../model/types.ts';

/**
 * `docker run -p 3000:3000 IMAGE` for all exposed ports of the final image: ranges stay ranges, udp and sctp are named.
 * Undefined when the Dockerfile exposes nothing.
 */
export function dockerRunCommand(model: Model): string | undefined {
  const flags = publishFlags(model);
  return flags.length === 0 ? undefined : `docker run ${flags.join(' ')} IMAGE`;
}

/** The `-p` flags of that command; neighbouring ports of one protocol are joined into a range. */
export function publishFlags(model: Model): string[] {
  const exposed = model.target === undefined ? [] : (model.stages[model.target]?.config.exposedPorts ?? []);
  const byProtocol = new Map<string, number[]>();
  for (const port of exposed) {
    const [number = '', protocol = 'tcp'] = port.split('/');
    const list = byProtocol.get(protocol) ?? [];
    list.push(Number(number));
    byProtocol.set(protocol, list);
  }
  const flags: string[] = [];
  for (const [protocol, ports] of [...byProtocol].sort(([a], [b]) => order(a) - order(b))) {
    for (const range of ranges(ports)) {
      flags.push(`-p ${range}:${range}${protocol === 'tcp' ? '' : `/${protocol}`}`);
    }
  }
  return flags;
}

function order(protocol: string): number {
  return ['tcp', 'udp', 'sctp'].indexOf(protocol);
}

function ranges(ports: readonly number[]): string[] {
  const sorted = [...ports].sort((a, b) => a - b);
  const found: string[] = [];
  let first = sorted[0];
  for (const [i, port] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next !== port + 1) {
      found.push(first === port ? String(port) : `${first ?? port}-${port}`);
      first = next;
    }
  }
  return found;
}
