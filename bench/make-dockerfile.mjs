const STAGE = [
  'RUN apt-get update && apt-get install -y --no-install-recommends curl git && rm -rf /var/lib/apt/lists/*',
  'WORKDIR /srv/app',
  '# The manifests come first, so that the layer below is kept while sources change.',
  'COPY package.json package-lock.json ./',
  'RUN npm ci --omit=dev',
  'ENV NODE_ENV=production \\',
  '    LOG_LEVEL=info',
  'COPY . .',
  'RUN npm run build',
];

/** A Dockerfile of the given number of lines: stages of ten lines, the last of which `EXPOSE`s a port and starts a program. */
export function makeDockerfile(lines) {
  const text = [];
  for (let stage = 0; text.length < lines - 2; stage += 1) {
    text.push(`FROM node:20-slim AS stage${stage}`, ...STAGE);
  }
  return [...text.slice(0, lines - 2), 'EXPOSE 8080', 'CMD ["node", "server.js"]'].join('\n');
}
