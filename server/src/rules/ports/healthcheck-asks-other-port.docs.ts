import type { RuleDocs } from '../types.ts';

/** The page of `ports/healthcheck-asks-other-port`. */
export const healthcheckAsksOtherPortDocs: RuleDocs = {
  whatItDoes:
    'Reports a `HEALTHCHECK` of the final image, or of another one that Compose or Bake builds from the file, that asks the container itself (`localhost`, `127.0.0.1`, `[::1]`) by `curl`, `wget` or `nc` for a port on which the program does not listen: an option, a variable with a constant value, or a copied file says another one. Without a port `http:` means 80. It is information for a program of Node.js that reads `PORT`, and for others that may listen on one port more, and then only where `EXPOSE` names the port of the program.',
  whyItMatters:
    'The check runs inside of the container. Where nobody listens the connection is refused, so that the check fails each time: the container counts as unhealthy, Compose never starts what waits for it by `condition: service_healthy`, and Swarm replaces it again and again, although the program works.',
  examples: [
    {
      title: 'The port of another program',
      files: {},
      before:
        'FROM python:3.12\nHEALTHCHECK CMD curl -f http://localhost:3000/health || exit 1\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8080"]\n',
      after:
        'FROM python:3.12\nHEALTHCHECK CMD curl -f http://localhost:8080/health || exit 1\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8080"]\n',
      fix: 'Ask port 8080',
    },
  ],
  fixSafety:
    'For review: it may be the port of the program that is wrong, and what is asked may be answered by neither. There is no fix where the port comes from a variable.',
  staysSilent:
    'Silent where a port is only a default of the program that nobody wrote down, where `EXPOSE` names the port that is asked, where Compose starts the image in a way that the check may be right about, for several programs, base images that are not known, Spring Boot (whose port of management may be another one), and for checks that do anything else: scripts, other hosts and sockets, ports that a build argument decides, and ways around such as `|| true`.',
};
