import type { RuleDocs } from '../types.ts';

/** The page of `image/volume-then-write`. */
export const volumeThenWriteDocs: RuleDocs = {
  whatItDoes:
    'Reports a `RUN` below a `VOLUME` that makes, moves or removes files in the volume, or changes their owner or mode, where `strata.builder` is `classic`.',
  whyItMatters:
    'The classic builder runs every `RUN` in a container, and a declared path is an anonymous volume there: what the step changes in it goes away with that container, and the build reports no error. BuildKit keeps the changes.',
  examples: [
    {
      title: 'The owner of a data folder (classic builder)',
      files: {},
      before: 'FROM alpine:3.22\nVOLUME /data\nRUN mkdir -p /data/cache && chown -R nobody /data\n',
      after: 'FROM alpine:3.22\nRUN mkdir -p /data/cache && chown -R nobody /data\nVOLUME /data\n',
      fix: undefined,
      builder: 'classic',
    },
  ],
  fixSafety:
    'There is no fix: with the `VOLUME` further down the image holds what it lacks today, and so does every new volume.',
  staysSilent:
    'Silent for BuildKit, for `COPY` and `ADD`, which write into the layer itself, for volumes of the base image, for paths that only the build knows, where the command is conditional, for shells that Strata cannot read, and in stages that are not part of the final image.',
};
