import type { RuleDocs } from '../types.ts';

/** The page of `image/runs-as-root`. */
export const runsAsRootDocs: RuleDocs = {
  whatItDoes:
    'Reports the `CMD` or `ENTRYPOINT` of the final image, or of another one that Compose or Bake builds from the file, where no `USER` stands anywhere in the stages that it is built from, on base images that are known to set none: `scratch`, those of distributions and languages on Docker Hub, Bun, Deno, .NET and distroless. Images that are built from one stage of the file are told together, at the first of them, where no stage that is built from that one runs anything: one `USER` at its end is one for all of them.',
  whyItMatters:
    'Whoever gets hold of the program is root in the container: may change everything in the image, and has one obstacle less on the way out of it. Most programs need no such rights, and `USER` takes them away in one line.',
  examples: [
    {
      title: 'A server',
      files: {},
      before: 'FROM node:22\nWORKDIR /app\nCOPY server.js .\nCMD ["node", "server.js"]\n',
      after: 'FROM node:22\nWORKDIR /app\nCOPY server.js .\nUSER node\nCMD ["node", "server.js"]\n',
      fix: undefined,
    },
  ],
  fixSafety: 'There is no fix: which user there is, and which files it has to write, is for you to say.',
  staysSilent:
    'Silent for images that are for work by their names (`dev`, `test`) beside another one, where any `USER` is set (hadolint tells where the last one is root), for images without a `CMD` or `ENTRYPOINT` of their own, for base images in place of which Compose or Bake names something else, for those that may set a user, among them those that say nonroot, rootless, unprivileged or chiseled in their name, for a shell alone, in which a person works, for what only says something or waits (`echo`, `sleep`, `tail -f /dev/null`, `--version` of a program), for programs that start as root and hand their work to other users (nginx, Apache, servers for FTP, init systems, …), where the command runs `su` or tells the program which user to become (`--user`, `--uid`, `gunicorn -u`, …), where gosu, su-exec or the like are named, there or in a script of the build context that the container starts (`docker-entrypoint.sh`, `start.sh`, …), and for Windows, also where only a shell (`powershell`, `cmd`) or a path (`C:\\app`) of the Dockerfile says so. Scripts with other names and configurations are not read: where one of them changes the user, silence the rule with a comment.',
};
