/**
 * Keywords of the instructions that only write configuration which no other instruction reads while the image is built: a step
 * may move past them. USER, SHELL and WORKDIR are read by steps, so they are not among them (domain.md 6.1).
 */
export const CONFIGURATION: ReadonlySet<string> = new Set([
  'LABEL',
  'EXPOSE',
  'CMD',
  'ENTRYPOINT',
  'VOLUME',
  'HEALTHCHECK',
  'STOPSIGNAL',
  'MAINTAINER',
]);
