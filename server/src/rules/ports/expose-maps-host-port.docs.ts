import type { RuleDocs } from '../types.ts';

/** The page of `ports/expose-maps-host-port`. */
export const exposeMapsHostPortDocs: RuleDocs = {
  whatItDoes:
    'Reports `EXPOSE` with a host port or an address in front of the port: `8080:80`, `127.0.0.1:8080:80`, `8000-8002:9000-9002`. The `docker run -p` that it advises takes the port of the host from there, and where the program is known to listen on another port inside the container, that port.',
  whyItMatters:
    'It reads like `docker run -p 8080:80`, but `EXPOSE` maps and publishes nothing. BuildKit checks the host part, drops it, and records only the port inside the container; it says that this form will become an error. Whoever relies on port 8080 finds nothing there. Which port of the host leads to the container is decided when the container starts: by `docker run -p` or by `ports:` in Compose.',
  examples: [
    {
      title: 'A mapping',
      files: {},
      before: 'FROM nginx:1.27\nEXPOSE 8080:80\n',
      after: 'FROM nginx:1.27\nEXPOSE 80\n',
      fix: 'EXPOSE 80',
    },
    {
      title: 'An address, a protocol and a range beside a port that is right',
      files: {},
      before: 'FROM nginx:1.27\nEXPOSE 443 127.0.0.1:5353:53/udp 8000-8002:9000-9002\n',
      after: 'FROM nginx:1.27\nEXPOSE 443 53/udp 9000-9002\n',
      fix: 'EXPOSE 443 53/udp 9000-9002',
    },
    {
      title: 'A variable in the host part: reported, for you to rewrite',
      files: {},
      before: 'FROM nginx:1.27\nARG HOST_PORT=8080\nEXPOSE ${HOST_PORT}:80\n',
      after: 'FROM nginx:1.27\nARG HOST_PORT=8080\nEXPOSE 80\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'Safe: the fix removes the part that BuildKit drops, and writes the protocol of what is left in lower case, as BuildKit records it, so the image stays the same. There is no fix where the host part holds a variable: with another value the same text may expose other ports.',
  staysSilent:
    'Silent for tokens that BuildKit refuses (`8000-8001:9000-9002`, `x:80`): the build says so itself. Silent for `:80`, which names no host port.',
};
