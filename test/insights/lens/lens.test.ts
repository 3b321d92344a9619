import assert from 'node:assert/strict';
import type { Builder } from '../../../server/src/cache/types.ts';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { lenses } from '../../../server/src/insights/lens/lens.ts';

/** The Dockerfile with its lens line above each line, as people see it. */
function annotated(dockerfile: string, builder: Builder = 'buildkit'): string {
  const analysis = analyze({ text: dockerfile, builder });
  const byLine = new Map(
    lenses(analysis).map((lens) => [lens.line, lens.parts.map((part) => part.text).join(' | ')]),
  );
  return dockerfile
    .split('\n')
    .map((line, i) => (byLine.has(i + 1) ? `[${byLine.get(i + 1) ?? ''}]\n${line}` : line))
    .join('\n');
}

const CASES: Readonly<Record<string, readonly [string, string]>> = {
  'a stage, its steps and its metadata': [
    `FROM node:22
WORKDIR /app
COPY . .
RUN npm ci
EXPOSE 3000
CMD ["npm", "start"]`,
    `[◆ Final image · adds 3 layers · on node:22]
FROM node:22
[Layer 1 · working directory /app]
WORKDIR /app
[Layer 2 · copies the whole build context | reruns 1 step below]
COPY . .
[Layer 3 · npm ci · rebuilt with line 3]
RUN npm ci
[Metadata · documents 3000/tcp, publishes nothing | Copy docker run -p 3000:3000]
EXPOSE 3000
[Metadata · what the container runs by default]
CMD ["npm", "start"]`,
  ],
  'arrays that are not JSON': [
    `FROM node:22
RUN ['npm', 'ci']
COPY ["a", "b",]
VOLUME ['/a', '/b']
CMD ["x"] # first
CMD ["x" "y"]
ENTRYPOINT ["x", "y"`,
    `[◆ Final image · adds 2 layers · on node:22]
FROM node:22
[Layer 1 · not JSON: a shell gets it, brackets and all · independent of your files]
RUN ['npm', 'ci']
[Layer 2 · not JSON: the build fails here]
COPY ["a", "b",]
[Metadata · not JSON: volumes at [/a, and /b]]
VOLUME ['/a', '/b']
[Metadata · overridden by line 6]
CMD ["x"] # first
[Metadata · not JSON: a shell gets it, brackets and all]
CMD ["x" "y"]
[Metadata · …]
ENTRYPOINT ["x", "y"`,
  ],
  'builder, shipped and unused stages': [
    `FROM golang:1.22 AS build
COPY go.mod go.sum ./
RUN go mod download
EXPOSE 80
FROM build AS lint
RUN go vet ./...
FROM scratch
COPY --from=build /out/app /app`,
    `[◆ Stage build · builder, not shipped · adds 2 layers · on golang:1.22]
FROM golang:1.22 AS build
[Layer 1 · copies go.mod and go.sum | reruns 1 step below]
COPY go.mod go.sum ./
[Layer 2 · go mod download · rebuilt with line 2]
RUN go mod download
[Metadata · documents 80/tcp, publishes nothing · not in the final image]
EXPOSE 80
[◆ Stage lint · not built for the final image · adds 1 layer · on stage build]
FROM build AS lint
[Layer 3 · go vet ./... · rebuilt with line 2]
RUN go vet ./...
[◆ Final image · adds 1 layer · starts empty]
FROM scratch
[Layer 1 · copies /out/app from stage build]
COPY --from=build /out/app /app`,
  ],
  'arguments and environment': [
    `ARG TAG=22
FROM node:$TAG
ARG SHA
ARG VERSION=1
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl
ENV A=1 B=2
COPY a b
ARG LATE=1
LABEL x=1 y=2
USER node
WORKDIR /`,
    `[Build argument · for FROM lines only, adds nothing]
ARG TAG=22
[◆ Final image · adds 2 layers · on node:22]
FROM node:$TAG
[Build argument · no value unless the build gives one, which then reruns 2 steps]
ARG SHA
[Build argument · a new value reruns 2 steps]
ARG VERSION=1
[Layer 1 · apt-get update, apt-get install · independent of your files]
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl
[Metadata · sets A and B]
ENV A=1 B=2
[Layer 2 · copies a]
COPY a b
[Build argument · no step below uses it]
ARG LATE=1
[Metadata · 2 labels · rebuilds nothing]
LABEL x=1 y=2
[Metadata · the container runs as node]
USER node
[Metadata · working directory /]
WORKDIR /`,
  ],
  'arguments that BuildKit reads itself': [
    `ARG BUILDKIT_SBOM_SCAN_CONTEXT=true BUILDKIT_SBOM_SCAN_STAGE=b
FROM alpine:3.22 AS b
ARG BUILDKIT_SBOM_SCAN_STAGE=true
ARG BUILDKIT_SBOM_SCAN_CONTEXT
ARG BUILDKIT_SBOM_SCAN_STAGE A=1
RUN echo a
ARG BUILDKIT_SBOM_SCAN_STAGE=true`,
    `[Build argument · tells BuildKit whether to scan the build context and stages for the SBOM · reruns nothing]
ARG BUILDKIT_SBOM_SCAN_CONTEXT=true BUILDKIT_SBOM_SCAN_STAGE=b
[◆ Stage b · final image · adds 1 layer · on alpine:3.22]
FROM alpine:3.22 AS b
[Build argument · tells BuildKit whether to scan this stage for the SBOM · reruns nothing]
ARG BUILDKIT_SBOM_SCAN_STAGE=true
[Build argument · tells BuildKit whether to scan the build context for the SBOM · reruns nothing]
ARG BUILDKIT_SBOM_SCAN_CONTEXT
[Build argument · a new value reruns 1 step]
ARG BUILDKIT_SBOM_SCAN_STAGE A=1
[Layer 1 · echo a · independent of your files]
RUN echo a
[Build argument · tells BuildKit whether to scan this stage for the SBOM · reruns nothing]
ARG BUILDKIT_SBOM_SCAN_STAGE=true`,
  ],
  ports: [
    `FROM a
ARG NONE
EXPOSE 8080:80 53/udp 7000-7002
EXPOSE $NONE
EXPOSE 99999`,
    `[◆ Final image · adds no layer · on a]
FROM a
[Build argument · no value unless the build gives one]
ARG NONE
[Metadata · documents 80/tcp, 53/udp and 7000-7002/tcp, publishes nothing | Copy docker run -p 8080:80 -p 7000-7002:7000-7002 -p 53:53/udp]
EXPOSE 8080:80 53/udp 7000-7002
[Metadata · documents $NONE, publishes nothing | Copy docker run -p 8080:80 -p 7000-7002:7000-7002 -p 53:53/udp]
EXPOSE $NONE
[Metadata · BuildKit refuses 99999: invalid containerPort: 99999]
EXPOSE 99999`,
  ],
  'variables that the base image may set, and those of images that are known': [
    `FROM acme/base AS open
WORKDIR $HOME/app
COPY . "\${LIBS}/a"
RUN make
EXPOSE 80 $PORT
VOLUME ["$DATA", "/log"]
USER $NB_UID:\${NB_GID}
FROM mcr.microsoft.com/dotnet/aspnet:9.0
WORKDIR sub
USER $APP_UID
FROM mcr.microsoft.com/dotnet/aspnet:7.0
USER $APP_UID
FROM golang:1.24
WORKDIR $GOPATH/src/app
WORKDIR $HOME
FROM public.ecr.aws/lambda/python:3.12
WORKDIR \${LAMBDA_TASK_ROOT}
ARG NAMES
WORKDIR $NAMES
WORKDIR below/$X
FROM scratch
WORKDIR $HOME`,
    `[◆ Stage open · not built for the final image · adds 3 layers · on acme/base]
FROM acme/base AS open
[Layer 1 · working directory $HOME/app]
WORKDIR $HOME/app
[Layer 2 · copies the whole build context | reruns 1 step below]
COPY . "\${LIBS}/a"
[Layer 3 · make · rebuilt with line 3]
RUN make
[Metadata · documents 80/tcp and $PORT, publishes nothing · not in the final image]
EXPOSE 80 $PORT
[Metadata · anonymous volumes at $DATA and /log unless others are mounted there · not in the final image]
VOLUME ["$DATA", "/log"]
[Metadata · no RUN step below · not in the final image]
USER $NB_UID:\${NB_GID}
[◆ Stage 1 · not built for the final image · adds 1 layer · on mcr.microsoft.com/dotnet/aspnet:9.0]
FROM mcr.microsoft.com/dotnet/aspnet:9.0
[Layer 1 · working directory /sub]
WORKDIR sub
[Metadata · no RUN step below · not in the final image]
USER $APP_UID
[◆ Stage 2 · not built for the final image · adds no layer · on mcr.microsoft.com/dotnet/aspnet:7.0]
FROM mcr.microsoft.com/dotnet/aspnet:7.0
[Metadata · no RUN step below · not in the final image]
USER $APP_UID
[◆ Stage 3 · not built for the final image · adds 2 layers · on golang:1.24]
FROM golang:1.24
[Layer 1 · working directory /go/src/app]
WORKDIR $GOPATH/src/app
[Layer 2 · working directory /go/src/app · HOME has no value in this stage]
WORKDIR $HOME
[◆ Stage 4 · not built for the final image · adds 3 layers · on public.ecr.aws/lambda/python:3.12]
FROM public.ecr.aws/lambda/python:3.12
[Layer 1 · working directory /var/task]
WORKDIR \${LAMBDA_TASK_ROOT}
[Build argument · no value unless the build gives one, which then reruns 2 steps]
ARG NAMES
[Layer 2 · working directory $NAMES]
WORKDIR $NAMES
[Layer 3 · working directory $NAMES/below/$X]
WORKDIR below/$X
[◆ Final image · adds no layer · starts empty]
FROM scratch
[Metadata · working directory / · HOME has no value in this stage]
WORKDIR $HOME`,
  ],
  'users by variables': [
    `FROM mcr.microsoft.com/dotnet/aspnet:9.0 AS a
USER $APP_UID
FROM acme/base AS b
USER $NB_UID
RUN x
FROM a AS c
COPY --from=b /x /x
FROM node:22 AS d
COPY --from=c /x /x
USER $APP_UID`,
    `[◆ Stage a · builder, not shipped · adds no layer · on mcr.microsoft.com/dotnet/aspnet:9.0]
FROM mcr.microsoft.com/dotnet/aspnet:9.0 AS a
[Metadata · no RUN step below · not in the final image]
USER $APP_UID
[◆ Stage b · builder, not shipped · adds 1 layer · on acme/base]
FROM acme/base AS b
[Metadata · RUN steps below run as $NB_UID]
USER $NB_UID
[Layer 1 · x · independent of your files]
RUN x
[◆ Stage c · builder, not shipped · adds 1 layer · on stage a]
FROM a AS c
[Layer 1 · copies /x from stage b]
COPY --from=b /x /x
[◆ Stage d · final image · adds 1 layer · on node:22]
FROM node:22 AS d
[Layer 1 · copies /x from stage c]
COPY --from=c /x /x
[Metadata · the container runs as root · APP_UID has no value in this stage]
USER $APP_UID`,
  ],
  'the user of the template of Visual Studio': [
    'FROM mcr.microsoft.com/dotnet/aspnet:9.0 AS base\nUSER $APP_UID\nFROM base AS final\nRUN x',
    `[◆ Stage base · part of the final image · adds no layer · on mcr.microsoft.com/dotnet/aspnet:9.0]
FROM mcr.microsoft.com/dotnet/aspnet:9.0 AS base
[Metadata · RUN steps below and the container run as 1654]
USER $APP_UID
[◆ Stage final · final image · adds 1 layer · on stage base]
FROM base AS final
[Layer 1 · x · independent of your files]
RUN x`,
  ],
  'ARGs above the first FROM without a value that stages have not asked for': [
    'ARG GPUS\nARG NAME\nFROM acme/base\nRUN make $GPUS\nRUN . ./env && make $NAME',
    `[Build argument · for FROM lines only, line 4 does not see it]
ARG GPUS
[Build argument · for FROM lines only, adds nothing]
ARG NAME
[◆ Final image · adds 2 layers · on acme/base]
FROM acme/base
[Layer 1 · make $GPUS · independent of your files]
RUN make $GPUS
[Layer 2 · . ./env && make $NAME · independent of your files]
RUN . ./env && make $NAME`,
  ],
  'ARGs above the first FROM that stages have not asked for': [
    `ARG VERSION=1.2.3
ARG TAG=22
ARG FLAVOUR=a
ARG UNUSED=1
FROM node:$TAG
COPY a-\${VERSION}.txt /a
FROM acme/base:$FLAVOUR AS b
COPY b-\${VERSION}.txt /b
RUN echo $FLAVOUR
RUN TAG=1; echo $TAG
ARG VERSION
COPY c-\${VERSION}.txt /c`,
    `[Build argument · for FROM lines only, line 6 does not see it]
ARG VERSION=1.2.3
[Build argument · for FROM lines only, adds nothing]
ARG TAG=22
[Build argument · for FROM lines only, adds nothing]
ARG FLAVOUR=a
[Build argument · for FROM lines only, adds nothing]
ARG UNUSED=1
[◆ Stage 0 · not built for the final image · adds 1 layer · on node:22]
FROM node:$TAG
[Layer 1 · copies a-.txt · VERSION has no value in this stage]
COPY a-\${VERSION}.txt /a
[◆ Stage b · final image · adds 4 layers · on acme/base:a]
FROM acme/base:$FLAVOUR AS b
[Layer 1 · copies b-\${VERSION}.txt · VERSION has no value in this stage unless the base image sets one | reruns 3 steps below]
COPY b-\${VERSION}.txt /b
[Layer 2 · echo $FLAVOUR · rebuilt with line 8]
RUN echo $FLAVOUR
[Layer 3 · TAG=1; echo $TAG · rebuilt with line 8]
RUN TAG=1; echo $TAG
[Build argument · a new value reruns 1 step]
ARG VERSION
[Layer 4 · copies c-1.2.3.txt]
COPY c-\${VERSION}.txt /c`,
  ],
  'what the usual tutorial gets wrong': [
    `FROM node:22
ONBUILD RUN npm ci
COPY <<EOF /etc/motd
hello
EOF
COPY --link --from=busybox:1 /bin/busybox /bin/
ADD https://example.com/a.tgz /tmp/
RUN --mount=type=bind,target=/src make -C /src
CMD one
CMD two
VOLUME /data
HEALTHCHECK NONE`,
    `[◆ Final image · adds 4 layers · on node:22]
FROM node:22
[Trigger · adds nothing here, runs in builds FROM this image]
ONBUILD RUN npm ci
[Layer 1 · writes 1 file to /etc/motd | reruns 2 steps below]
COPY <<EOF /etc/motd
hello
EOF
[Layer 2 · copies /bin/busybox from image busybox:1 | reruns 2 steps below]
COPY --link --from=busybox:1 /bin/busybox /bin/
[Layer 3 · downloads https://example.com/a.tgz | reruns 1 step below]
ADD https://example.com/a.tgz /tmp/
[Layer 4 · make -C /src · rebuilt with its own mounted files]
RUN --mount=type=bind,target=/src make -C /src
[Metadata · overridden by line 10]
CMD one
[Metadata · what the container runs by default]
CMD two
[Metadata · anonymous volume at /data unless one is mounted there]
VOLUME /data
[Metadata · no health check]
HEALTHCHECK NONE`,
  ],
  'what a later stage takes over': [
    `FROM node:22 AS base
USER root
RUN apt-get update
USER node
CMD ["a"]
HEALTHCHECK CMD true
STOPSIGNAL SIGINT
FROM base
USER app
ENTRYPOINT ["b"]
HEALTHCHECK NONE`,
    `[◆ Stage base · part of the final image · adds 1 layer · on node:22]
FROM node:22 AS base
[Metadata · RUN steps below run as root]
USER root
[Layer 1 · apt-get update · independent of your files]
RUN apt-get update
[Metadata · overridden by line 9]
USER node
[Metadata · overridden by line 10]
CMD ["a"]
[Metadata · overridden by line 11]
HEALTHCHECK CMD true
[Metadata · docker stop sends SIGINT]
STOPSIGNAL SIGINT
[◆ Final image · adds no layer · on stage base]
FROM base
[Metadata · the container runs as app]
USER app
[Metadata · what the container runs]
ENTRYPOINT ["b"]
[Metadata · no health check]
HEALTHCHECK NONE`,
  ],
  'steps below what other stages make': [
    `FROM alpine AS tool
RUN wget https://example.org/tool
FROM node:22 AS build
COPY . /src
FROM debian:13
COPY --from=tool /tool /bin/
RUN tool
COPY package.json ./
COPY --from=build /src/out ./
RUN run-parts
FROM build
RUN --mount=from=build,target=/b ls`,
    `[◆ Stage tool · not built for the final image · adds 1 layer · on alpine]
FROM alpine AS tool
[Layer 1 · wget https://example.org/tool · independent of your files]
RUN wget https://example.org/tool
[◆ Stage build · part of the final image · adds 1 layer · on node:22]
FROM node:22 AS build
[Layer 1 · copies the whole build context | reruns 1 step below]
COPY . /src
[◆ Stage 2 · not built for the final image · adds 5 layers · on debian:13]
FROM debian:13
[Layer 1 · copies /tool from stage tool | reruns 4 steps below]
COPY --from=tool /tool /bin/
[Layer 2 · tool · independent of your files]
RUN tool
[Layer 3 · copies package.json | reruns 2 steps below]
COPY package.json ./
[Layer 4 · copies /src/out from stage build | reruns 1 step below]
COPY --from=build /src/out ./
[Layer 5 · run-parts · rebuilt with line 8, and if what line 9 brings differs]
RUN run-parts
[◆ Final image · adds 1 layer · on stage build]
FROM build
[Layer 2 · ls · rebuilt with line 4, and if what it mounts from stage build differs]
RUN --mount=from=build,target=/b ls`,
  ],
  'triggers of the stage below, and of an image made for them': [
    `FROM node:22 AS base
ONBUILD COPY . .
ONBUILD RUN npm ci
FROM base AS one
RUN x
FROM golang:1.7-onbuild
RUN y`,
    `[◆ Stage base · not built for the final image · adds no layer · on node:22]
FROM node:22 AS base
[Trigger · adds nothing here, runs in builds FROM this image]
ONBUILD COPY . .
[Trigger · adds nothing here, runs in builds FROM this image]
ONBUILD RUN npm ci
[◆ Stage one · not built for the final image · adds 3 layers · on stage base]
FROM base AS one
[Layer 3 · x · rebuilt with line 4]
RUN x
[◆ Final image · adds 1 layer · on golang:1.7-onbuild]
FROM golang:1.7-onbuild
[Layer 1 · y]
RUN y`,
  ],
  'directories and names that are told as far as they are known': [
    `FROM golang:1.24 AS build
ARG PORT=80
WORKDIR app
WORKDIR /srv
WORKDIR api
EXPOSE $PORT 80 80/tcp
FROM python AS quoted
WORKDIR "/var/task"
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
WORKDIR C:\\app`,
    `[◆ Stage build · not built for the final image · adds 3 layers · on golang:1.24]
FROM golang:1.24 AS build
[Build argument · rebuilds nothing]
ARG PORT=80
[Layer 1 · working directory app below that of the base image]
WORKDIR app
[Layer 2 · working directory /srv]
WORKDIR /srv
[Layer 3 · working directory /srv/api]
WORKDIR api
[Metadata · documents 80/tcp, publishes nothing · not in the final image]
EXPOSE $PORT 80 80/tcp
[◆ Stage quoted · not built for the final image · adds 1 layer · on python]
FROM python AS quoted
[Layer 1 · working directory /var/task]
WORKDIR "/var/task"
[◆ Final image · adds 1 layer · on mcr.microsoft.com/windows/nanoserver:ltsc2025]
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
[Layer 1 · working directory C:\\app]
WORKDIR C:\\app`,
  ],
  'names whose variables a build gives a value': [
    `ARG V
FROM alpine AS base-a
RUN a
FROM base-\${V}
ARG SRC
COPY \${SRC} /opt/
RUN c`,
    `[Build argument · for FROM lines only, adds nothing]
ARG V
[◆ Stage base-a · may be part of the final image · adds 1 layer · on alpine]
FROM alpine AS base-a
[Layer 1 · a · independent of your files]
RUN a
[◆ Final image · adds 2 layers · on base-\${V}]
FROM base-\${V}
[Build argument · no value unless the build gives one, which then reruns 2 steps]
ARG SRC
[Layer 1 · copies \${SRC} | reruns 1 step below]
COPY \${SRC} /opt/
[Layer 2 · c · rebuilt with line 6]
RUN c`,
  ],
  'a stage that a builder may begin with': [
    `ARG V
FROM alpine AS base-a
FROM base-\${V} AS build
FROM scratch
COPY --from=build /a /`,
    `[Build argument · for FROM lines only, adds nothing]
ARG V
[◆ Stage base-a · may be built, not shipped · adds no layer · on alpine]
FROM alpine AS base-a
[◆ Stage build · builder, not shipped · adds no layer · on base-\${V}]
FROM base-\${V} AS build
[◆ Final image · adds 1 layer · starts empty]
FROM scratch
[Layer 1 · copies /a from stage build]
COPY --from=build /a /`,
  ],
  'of several stages, one that a build chooses': [
    `ARG V
FROM alpine AS tools
FROM alpine AS common
FROM scratch AS files
FROM common AS base-a
COPY --from=tools /t /t
CMD a
FROM alpine AS base-b
FROM base-\${V} AS build
COPY --from=files /f /f
FROM base-\${V}
COPY --from=build /a /`,
    `[Build argument · for FROM lines only, adds nothing]
ARG V
[◆ Stage tools · may be built, not shipped · adds no layer · on alpine]
FROM alpine AS tools
[◆ Stage common · may be part of the final image · adds no layer · on alpine]
FROM alpine AS common
[◆ Stage files · builder, not shipped · adds no layer · starts empty]
FROM scratch AS files
[◆ Stage base-a · may be part of the final image · adds 1 layer · on stage common]
FROM common AS base-a
[Layer 1 · copies /t from stage tools]
COPY --from=tools /t /t
[Metadata · what the container runs by default · may be part of the final image]
CMD a
[◆ Stage base-b · may be part of the final image · adds no layer · on alpine]
FROM alpine AS base-b
[◆ Stage build · builder, not shipped · adds 1 layer · on base-\${V}]
FROM base-\${V} AS build
[Layer 1 · copies /f from stage files]
COPY --from=files /f /f
[◆ Final image · adds 1 layer · on base-\${V}]
FROM base-\${V}
[Layer 1 · copies /a from stage build]
COPY --from=build /a /`,
  ],
  'who runs as a user': [
    `FROM alpine AS tool
USER tool
FROM alpine AS a
USER one
RUN x
USER two
COPY b b
USER three
FROM a AS b
COPY c c
FROM b AS c
RUN y
USER four
ONBUILD RUN z
USER five
FROM c
USER six
CMD d`,
    `[◆ Stage tool · not built for the final image · adds no layer · on alpine]
FROM alpine AS tool
[Metadata · no RUN step below · not in the final image]
USER tool
[◆ Stage a · part of the final image · adds 2 layers · on alpine]
FROM alpine AS a
[Metadata · RUN steps below run as one]
USER one
[Layer 1 · x · independent of your files]
RUN x
[Metadata · overridden by line 8]
USER two
[Layer 2 · copies b | reruns 3 steps below]
COPY b b
[Metadata · RUN steps below run as three]
USER three
[◆ Stage b · part of the final image · adds 1 layer · on stage a]
FROM a AS b
[Layer 3 · copies c | reruns 2 steps below]
COPY c c
[◆ Stage c · part of the final image · adds 1 layer · on stage b]
FROM b AS c
[Layer 4 · y · rebuilt with lines 7 and 10]
RUN y
[Metadata · overridden by line 15]
USER four
[Trigger · adds nothing here, runs in builds FROM this image]
ONBUILD RUN z
[Metadata · RUN steps below run as five]
USER five
[◆ Final image · adds 1 layer · on stage c]
FROM c
[Metadata · the container runs as six]
USER six
[Metadata · what the container runs by default]
CMD d`,
  ],
  'a CMD by its ENTRYPOINT': [
    `FROM a AS exec
ENTRYPOINT ["x"]
CMD ["y"]
FROM a AS none
ENTRYPOINT []
CMD y
FROM a
CMD y
ENTRYPOINT x`,
    `[◆ Stage exec · not built for the final image · adds no layer · on a]
FROM a AS exec
[Metadata · what the container runs · not in the final image]
ENTRYPOINT ["x"]
[Metadata · what ENTRYPOINT gets as its arguments by default · not in the final image]
CMD ["y"]
[◆ Stage none · not built for the final image · adds no layer · on a]
FROM a AS none
[Metadata · takes away that of the base image · not in the final image]
ENTRYPOINT []
[Metadata · what the container runs by default · not in the final image]
CMD y
[◆ Final image · adds no layer · on a]
FROM a
[Metadata · not used: ENTRYPOINT in line 9 takes no arguments in shell form]
CMD y
[Metadata · what the container runs]
ENTRYPOINT x`,
  ],
  'a command inside of a condition': [
    `FROM a
RUN if [ -f "/tmp/env/environment.yml" ]; then umask 0002 && conda env update -f /tmp/env/environment.yml; fi && rm -rf /tmp/env
RUN rm -rf /usr/share/doc /usr/share/man /usr/share/locale /var/cache`,
    `[◆ Final image · adds 2 layers · on a]
FROM a
[Layer 1 · conda env · independent of your files]
RUN if [ -f "/tmp/env/environment.yml" ]; then umask 0002 && conda env update -f /tmp/env/environment.yml; fi && rm -rf /tmp/env
[Layer 2 · rm · independent of your files]
RUN rm -rf /usr/share/doc /usr/share/man /usr/share/locale /var/cache`,
  ],
  'nothing is claimed of a stage that a build chooses': [
    `FROM alpine AS base-a
COPY x /x
FROM base-\${V}
RUN c`,
    `[◆ Stage base-a · may be part of the final image · adds 1 layer · on alpine]
FROM alpine AS base-a
[Layer 1 · copies x]
COPY x /x
[◆ Final image · adds 1 layer · on base-\${V}]
FROM base-\${V}
[Layer 1 · c]
RUN c`,
  ],
  'names of commands': [
    `FROM a
RUN if [ -f /etc/apt/sources.list.d/some.sources ]; then printf 'found'; fi
RUN apt -o Acquire::Retries=5 update && apt-get -t bookworm-backports install -y nginx
RUN /usr/bin/mold -run cargo +nightly build --release && cp target/release/x /usr/bin
RUN sudo -E apt-get update && timeout 60 git -C /src fetch && go -C /src mod download`,
    `[◆ Final image · adds 4 layers · on a]
FROM a
[Layer 1 · printf · independent of your files]
RUN if [ -f /etc/apt/sources.list.d/some.sources ]; then printf 'found'; fi
[Layer 2 · apt update, apt-get install · independent of your files]
RUN apt -o Acquire::Retries=5 update && apt-get -t bookworm-backports install -y nginx
[Layer 3 · cargo build, cp · independent of your files]
RUN /usr/bin/mold -run cargo +nightly build --release && cp target/release/x /usr/bin
[Layer 4 · apt-get update, git fetch, go mod · independent of your files]
RUN sudo -E apt-get update && timeout 60 git -C /src fetch && go -C /src mod download`,
  ],
  'what other stages and images bring by mounts': [
    `FROM alpine AS base
COPY y /y
FROM base AS a
COPY x /x
FROM alpine AS c
RUN --mount=from=a,target=/m cp /m/x /y2
FROM base
RUN --mount=from=a,target=/m cp /m/x /y2
RUN echo hi
RUN --mount=from=busybox:1,target=/b --mount=from=c,target=/c --mount=type=cache,from=a,target=/d b
RUN --mount=from=busybox@sha256:11,target=/b --mount=type=cache,target=/d b
RUN --mount=target=/m --mount=from=c,target=/c,source=/y2 make`,
    `[◆ Stage base · part of the final image · adds 1 layer · on alpine]
FROM alpine AS base
[Layer 1 · copies y | reruns 6 steps below]
COPY y /y
[◆ Stage a · builder, not shipped · adds 1 layer · on stage base]
FROM base AS a
[Layer 2 · copies x]
COPY x /x
[◆ Stage c · builder, not shipped · adds 1 layer · on alpine]
FROM alpine AS c
[Layer 1 · cp /m/x /y2 · rebuilt if what it mounts from stage a differs]
RUN --mount=from=a,target=/m cp /m/x /y2
[◆ Final image · adds 5 layers · on stage base]
FROM base
[Layer 2 · cp /m/x /y2 · rebuilt with line 2, and if what it mounts from stage a differs]
RUN --mount=from=a,target=/m cp /m/x /y2
[Layer 3 · echo hi · rebuilt with line 2, and if what line 8 brings differs]
RUN echo hi
[Layer 4 · b · rebuilt with line 2, and if what line 8 brings or what it mounts from image busybox:1, stage c and stage a differs]
RUN --mount=from=busybox:1,target=/b --mount=from=c,target=/c --mount=type=cache,from=a,target=/d b
[Layer 5 · b · rebuilt with line 2, and if what lines 8 and 10 bring differs]
RUN --mount=from=busybox@sha256:11,target=/b --mount=type=cache,target=/d b
[Layer 6 · make · rebuilt with its own mounted files and line 2, and if what lines 8 and 10 bring or what it mounts from stage c differs]
RUN --mount=target=/m --mount=from=c,target=/c,source=/y2 make`,
  ],
  'what is being written says nothing yet': [
    `FROM a AS build
EXPOSE
RUN --mount
RUN --mount=type=bind,source=
COPY
COPY a
COPY --from=bu
USER
ENV
LABEL
VOLUME
STOPSIGNAL
ARG
ONBUILD
RUN apt-get update \\`,
    `[◆ Stage build · final image · adds 6 layers · on a]
FROM a AS build
[Metadata · …]
EXPOSE
[Layer 1 · …]
RUN --mount
[Layer 2 · …]
RUN --mount=type=bind,source=
[Layer 3 · …]
COPY
[Layer 4 · …]
COPY a
[Layer 5 · …]
COPY --from=bu
[Metadata · …]
USER
[Metadata · …]
ENV
[Metadata · …]
LABEL
[Metadata · …]
VOLUME
[Metadata · …]
STOPSIGNAL
[Build argument · …]
ARG
[Trigger · …]
ONBUILD
[Layer 6 · …]
RUN apt-get update \\`,
  ],
  'half-finished text keeps its lenses': [
    `FROM a
RU
RUN x \\
COPY . .
FOO bar
RUN <<EOF
still typing
COPY b c`,
    `[◆ Final image · adds 3 layers · on a]
FROM a
[…]
RU
[Layer 1 · …]
RUN x \\
[Part of RUN (line 3): the line above ends with \\]
COPY . .
[BuildKit refuses FOO: unknown instruction (did you mean FROM?)]
FOO bar
[Layer 2 · …]
RUN <<EOF
still typing
[Layer 3 · copies b]
COPY b c`,
  ],
  'what BuildKit refuses in a complete instruction': [
    `FROM a AS one
ARG S=one
COPY --from=$S /x /x
COPY --from=two /y /y
COPY https://example.com/z /z
HEALTHCHECK --intervall=3s CMD x
FROM one AS two
RUN --mount=from=two,target=/x y`,
    `[◆ Stage one · part of the final image · adds 3 layers · on a]
FROM a AS one
[Build argument · a new value reruns 4 steps]
ARG S=one
[Layer 1 · BuildKit refuses --from=$S: variable expansion is not supported for --from]
COPY --from=$S /x /x
[Layer 2 · BuildKit refuses --from=two: the stage needs to be defined before the current one]
COPY --from=two /y /y
[Layer 3 · BuildKit refuses https://example.com/z: source can't be a URL for COPY]
COPY https://example.com/z /z
[Metadata · BuildKit refuses --intervall: unknown flag]
HEALTHCHECK --intervall=3s CMD x
[◆ Stage two · final image · adds 1 layer · on stage one]
FROM one AS two
[Layer 4 · BuildKit refuses from=two: circular dependency: it is the stage that it stands in]
RUN --mount=from=two,target=/x y`,
  ],
  'directories of Windows': [
    `# escape=\`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
WORKDIR C:\\app
WORKDIR sub
WORKDIR D:/x
WORKDIR y`,
    `# escape=\`
[◆ Final image · adds 4 layers · on mcr.microsoft.com/windows/nanoserver:ltsc2025]
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
[Layer 1 · working directory C:\\app]
WORKDIR C:\\app
[Layer 2 · working directory C:\\app\\sub]
WORKDIR sub
[Layer 3 · working directory D:/x]
WORKDIR D:/x
[Layer 4 · working directory D:/x/y]
WORKDIR y`,
  ],
  'a user whom a WORKDIR gives its directory': [
    `FROM alpine AS base
USER one
WORKDIR /w
USER two
FROM base
WORKDIR /x
USER three`,
    `[◆ Stage base · part of the final image · adds 1 layer · on alpine]
FROM alpine AS base
[Metadata · line 3 creates its directory as one · overridden by line 4]
USER one
[Layer 1 · working directory /w]
WORKDIR /w
[Metadata · line 6 creates its directory as two · overridden by line 7]
USER two
[◆ Final image · adds 1 layer · on stage base]
FROM base
[Layer 2 · working directory /x]
WORKDIR /x
[Metadata · the container runs as three]
USER three`,
  ],
  'archives, and scripts that no shell reads': [
    `FROM scratch
ADD rootfs.tar.xz *.tgz /
ADD --unpack=false rootfs.tar.xz /
ADD a.zip rootfs.tar.xz /x/
COPY rootfs.tar.xz /
RUN <<EOF
#!/usr/bin/env -S python3 -u
print(1)
EOF
RUN <<EOF
#!/bin/perl
print 1
EOF`,
    `[◆ Final image · adds 6 layers · starts empty]
FROM scratch
[Layer 1 · unpacks rootfs.tar.xz and *.tgz | reruns 5 steps below]
ADD rootfs.tar.xz *.tgz /
[Layer 2 · copies rootfs.tar.xz | reruns 4 steps below]
ADD --unpack=false rootfs.tar.xz /
[Layer 3 · copies a.zip and rootfs.tar.xz | reruns 3 steps below]
ADD a.zip rootfs.tar.xz /x/
[Layer 4 · copies rootfs.tar.xz | reruns 2 steps below]
COPY rootfs.tar.xz /
[Layer 5 · python3 script · rebuilt with lines 2, 3, 4 and 5]
RUN <<EOF
#!/usr/bin/env -S python3 -u
print(1)
EOF
[Layer 6 · perl script · rebuilt with lines 2, 3, 4 and 5]
RUN <<EOF
#!/bin/perl
print 1
EOF`,
  ],
  'a slip above all stages is told once': [
    `ARG A=1
FORM node:$A AS build
WORKDIR /app
RUN x \\
COPY . .
BOO
FROM node:22
RUNN x
RUN y
INSTALL z`,
    `[Build argument · for FROM lines only, adds nothing]
ARG A=1
[BuildKit refuses FORM: unknown instruction (did you mean FROM?)]
FORM node:$A AS build
WORKDIR /app
RUN x \\
COPY . .
BOO
[◆ Final image · adds 1 layer · on node:22]
FROM node:22
[BuildKit refuses RUNN: unknown instruction (did you mean RUN?)]
RUNN x
[Layer 1 · y · independent of your files]
RUN y
[BuildKit refuses INSTALL: unknown instruction]
INSTALL z`,
  ],
  'no FROM at all is told once, too': [
    `RUN x
COPY a b`,
    `[No stage yet: BuildKit wants FROM first]
RUN x
COPY a b`,
  ],
};

/** What the classic builder makes of it. */
const CLASSIC: Readonly<Record<string, readonly [dockerfile: string, expected: string]>> = {
  'every instruction stands on the one above': [
    `FROM node:22 AS deps
ARG V=1
ENV A=1
COPY package.json ./
RUN npm ci
LABEL a=b
FROM alpine AS unneeded
RUN x
FROM deps
COPY --link src ./
RUN --mount=type=cache,target=/c make
EXPOSE 80
ONBUILD RUN y
CMD z`,
    `[◆ Stage deps · part of the final image · adds 2 layers · on node:22]
FROM node:22 AS deps
[Build argument · another --build-arg reruns 7 steps | an edit reruns 9 steps below]
ARG V=1
[Metadata · sets A | an edit reruns 8 steps below]
ENV A=1
[Layer 1 · copies package.json | reruns 7 steps below]
COPY package.json ./
[Layer 2 · npm ci · rebuilt with line 4]
RUN npm ci
[Metadata · 1 label | an edit reruns 5 steps below]
LABEL a=b
[◆ Stage unneeded · built, though the final image does not need it · adds 1 layer · on alpine]
FROM alpine AS unneeded
[Layer 1 · x · independent of your files]
RUN x
[◆ Final image · adds 2 layers · on stage deps]
FROM deps
[Layer 3 · copies src | reruns 4 steps below]
COPY --link src ./
[Layer 4 · make · rebuilt with lines 4 and 10 · the classic builder refuses --mount]
RUN --mount=type=cache,target=/c make
[Metadata · documents 80/tcp, publishes nothing | an edit reruns 2 steps below | Copy docker run -p 80:80]
EXPOSE 80
[Trigger · adds nothing here, runs in builds FROM this image | an edit reruns 1 step below]
ONBUILD RUN y
[Metadata · what the container runs by default]
CMD z`,
  ],
};

describe('lenses of the classic builder', () => {
  for (const [name, [dockerfile, expected]] of Object.entries(CLASSIC)) {
    it(name, () => {
      assert.equal(annotated(dockerfile, 'classic'), expected);
    });
  }
});

describe('lenses', () => {
  for (const [name, [dockerfile, expected]] of Object.entries(CASES)) {
    it(name, () => {
      assert.equal(annotated(dockerfile), expected);
    });
  }

  for (const [above, told] of [
    [1, 'line 2'],
    [3, 'lines 2, 3 and 4'],
    [4, 'lines 2, 3, 4 and 5'],
    [5, 'lines 4, 5, 6 and 2 more'],
    [12, 'lines 11, 12, 13 and 9 more'],
    [13, 'lines 12, 13, 14 and others'],
    [40, 'lines 39, 40, 41 and others'],
  ] as const) {
    it(`tells nearest lines of ${above} that rebuild a RUN, and never a part of them as all`, () => {
      const copies = 'COPY a b\n'.repeat(above);
      assert.match(annotated(`FROM a\n${copies}RUN x`), new RegExp(` rebuilt with ${told}]`));
      const parts = 'FROM alpine AS c\nCOPY a b\nFROM a\n';
      const outputs = annotated(`${parts}${'COPY --from=c a b\n'.repeat(above)}RUN x`);
      const shifted = told.replace(/\b\d+(?! more)/g, (line) => String(Number(line) + 2));
      assert.match(outputs, new RegExp(` if what ${shifted} ${above === 1 ? 'brings' : 'bring'} differs]`));
    });
  }

  it('copies a command that reaches the program, and says what else it needs', () => {
    const copied = (text: string): readonly (readonly [string, string | undefined])[] =>
      lenses(analyze({ text }))
        .flatMap(({ parts }) => parts)
        .filter(({ action }) => action.kind === 'copy')
        .map(({ text: title, tooltip }) => [title, tooltip] as const);
    const flask = (rest: string): string => `FROM python:3.13\nEXPOSE 8080\nCMD ["flask", "run"${rest}]\n`;
    assert.deepEqual(copied(flask(', "--port", "5000"')), [
      [
        'Copy docker run -p 5000:5000',
        'Puts “docker run -p 5000:5000 IMAGE” on the clipboard: IMAGE stands for the name of your image. EXPOSE does not name 5000, on which Flask listens. No published port reaches Flask before it listens on 0.0.0.0.',
      ],
    ]);
    assert.deepEqual(copied(flask(', "--port", "8080", "--host=0.0.0.0"')), [
      [
        'Copy docker run -p 8080:8080',
        'Puts “docker run -p 8080:8080 IMAGE” on the clipboard: IMAGE stands for the name of your image.',
      ],
    ]);
  });

  it('keeps what stands below an instruction that is being written', () => {
    const shown = (text: string, writing?: number): readonly string[] =>
      lenses(analyze({ text, writing })).map(({ parts }) => parts[0]?.text ?? '');
    const NO_STAGE = 'No stage yet: BuildKit wants FROM first';
    assert.deepEqual(shown('FORM node\nRUN x\n', 4), ['…', NO_STAGE]);
    assert.deepEqual(shown('FRO\nRUN x\n'), ['…', NO_STAGE]);
    assert.deepEqual(shown('RUN x\nRUN y\n', 0), [NO_STAGE, NO_STAGE]);
    assert.deepEqual(shown('FORM node\nRUN x\n', 12), [
      'BuildKit refuses FORM: unknown instruction (did you mean FROM?)',
    ]);
    assert.deepEqual(shown('FRO node\nRUN x\n'), [
      'BuildKit refuses FRO: unknown instruction (did you mean FROM?)',
    ]);
  });

  it('has a lens for every instruction, in order, whatever is typed', () => {
    const text = CASES['what the usual tutorial gets wrong']?.[0] ?? '';
    for (let end = 0; end <= text.length; end++) {
      const analysis = analyze({ text: text.slice(0, end) });
      const shown = lenses(analysis);
      assert.ok(shown.every((lens) => lens.parts.length > 0 && lens.parts.every((part) => part.text !== '')));
      assert.ok(shown.every((lens, i) => i === 0 || lens.line > (shown[i - 1]?.line ?? 0)));
      assert.ok(shown.length >= analysis.model.nodes.length);
    }
  });
});
