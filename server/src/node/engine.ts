import type { Engine } from '../lsp/runtime.ts';

/** This machine's Docker. It is loaded at the first command: most sessions never build. */
export function nodeEngine(): Engine {
  return {
    build: async (request, listener) => (await import('../engine/build.ts')).runBuild(request, listener),
    history: async (image, options) => (await import('../engine/images.ts')).imageHistory(image, options),
    images: async (options) => (await import('../engine/images.ts')).localImages(options),
    pastBuilds: async (dockerfile, options) =>
      (await import('../engine/past-builds.ts')).pastBuilds(dockerfile, options),
    pastBuild: async (ref, options) => (await import('../engine/past-builds.ts')).pastBuild(ref, options),
    changedSince: async (places, time) =>
      (await import('../engine/changed-files.ts')).changedSince(places, time),
  };
}
