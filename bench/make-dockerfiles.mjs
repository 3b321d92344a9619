import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Services as repositories have them; each line may name the service's folder in the context. */
const KINDS = [
  (at, name) => [
    'FROM node:22-slim AS build',
    'WORKDIR /app',
    `COPY ${at}package.json ${at}package-lock.json ./`,
    'RUN npm ci',
    `COPY ${at}src ./src`,
    'RUN npm run build',
    '',
    'FROM node:22-slim',
    'WORKDIR /app',
    'ENV NODE_ENV=production',
    'COPY --from=build /app/dist ./dist',
    'EXPOSE 3000',
    `LABEL service=${name}`,
    'CMD ["node", "dist/main.js"]',
  ],
  (at) => [
    'FROM python:3.13-slim',
    'WORKDIR /srv',
    `COPY ${at === '' ? '.' : at} .`,
    'RUN pip install -r requirements.txt',
    'EXPOSE 8080:8000',
    'CMD ["uvicorn", "main:app", "--host", "127.0.0.1"]',
  ],
  (at, name) => [
    'FROM golang:1.25 AS build',
    'WORKDIR /src',
    `COPY ${at}go.mod ${at}go.sum ./`,
    'RUN go mod download',
    `COPY ${at}src ./`,
    `RUN CGO_ENABLED=0 go build -o /${name} .`,
    '',
    'FROM scratch',
    `COPY --from=build /${name} /${name}`,
    'EXPOSE 9000',
    `ENTRYPOINT ["/${name}"]`,
  ],
  (at) => [
    'FROM debian:bookworm-slim',
    `COPY ${at === '' ? '.' : at} /opt/tool`,
    'RUN apt-get update && apt-get install -y curl',
    'RUN rm -rf /opt/tool/src/tmp',
    'CMD /opt/tool/src/run.sh',
  ],
];

const FILES = ['package.json', 'package-lock.json', 'requirements.txt', 'go.mod', 'go.sum'];

/** Files of sources beside each Dockerfile. */
const SOURCES = 10;

/**
 * A repository of services, each in a folder with its Dockerfile, manifests and sources. They are built from their own folders,
 * or all from the repository's root, as `context` says.
 */
export async function makeDockerfiles(root, count, context) {
  for (let index = 0; index < count; index += 1) {
    const name = `service-${index}`;
    const folder = path.join(root, `team-${index % 20}`, name);
    const at = context === 'root' ? `team-${index % 20}/${name}/` : '';
    await mkdir(path.join(folder, 'src'), { recursive: true });
    const texts = [
      ['Dockerfile', `${KINDS[index % KINDS.length](at, name).join('\n')}\n`],
      ...FILES.map((file) => [file, file.endsWith('.json') ? `{"name":"${name}"}\n` : `# ${name}\n`]),
      ...Array.from({ length: SOURCES }, (_, file) => [`src/file-${file}.txt`, `${index} ${file}\n`]),
    ];
    await Promise.all(texts.map(([file, text]) => writeFile(path.join(folder, file), text)));
  }
}
