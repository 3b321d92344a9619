import type { RuleDocs } from '../types.ts';

/** The page of `ports/expose-has-no-effect`. */
export const exposeHasNoEffectDocs: RuleDocs = {
  whatItDoes: 'Reports `EXPOSE` in a stage that later stages only copy or mount files from.',
  whyItMatters:
    '`EXPOSE` is a note in the configuration of an image. Only a stage that is built `FROM` this one takes it over; `COPY --from` brings files and nothing else. The port that was meant for the image is missing from it, so `docker run -P` and tools that read it find nothing.',
  examples: [
    {
      title: 'In the stage that builds',
      files: {},
      before:
        'FROM alpine:3.20 AS build\nRUN echo hello > /page.html\n# the server\nEXPOSE 8080\n\nFROM nginx:1.27\nCOPY --from=build /page.html /usr/share/nginx/html/\n',
      after:
        'FROM alpine:3.20 AS build\nRUN echo hello > /page.html\n\nFROM nginx:1.27\nCOPY --from=build /page.html /usr/share/nginx/html/\n',
      fix: 'Remove',
    },
  ],
  fixSafety:
    'The final image stays the same without the line. For review where the stage has a name, since `docker build --target` may build it. Comments directly above the line go with it.',
  staysSilent:
    'Silent for a stage that the final image is built `FROM`, for one that nothing reads (it is there for `--target`), for one that such a stage is built from, for a stage with a name and a `CMD` or `ENTRYPOINT` of its own, which can be started, and for one that a Compose service builds.',
};
