import { runsAsRoot } from '../../../server/src/rules/image/runs-as-root.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(runsAsRoot, [
  {
    id: 'a language image',
    dockerfile: 'FROM node:22\nCMD ["node", "x.js"]\n',
    reports: ['CMD (line 2) runs as root: no USER is set, and `node:22` sets none'],
    fix: 'none',
  },
  {
    id: 'the entry point of a stage below',
    dockerfile: 'FROM docker.io/library/alpine AS base\nENTRYPOINT /x\nFROM base\nRUN y\n',
    reports: ['ENTRYPOINT (line 2)'],
  },
  { id: 'scratch', dockerfile: 'FROM scratch\nCOPY x /\nCMD ["/x"]\n', reports: ['nothing sets a user'] },
  {
    id: '.NET, and a user in a stage that does not count',
    dockerfile:
      'FROM a AS x\nUSER b\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY --from=x /y /y\nCMD /y\n',
    reports: ['aspnet:9.0'],
  },
  {
    id: 'Bun',
    dockerfile: 'FROM oven/bun:1.2-alpine\nWORKDIR /app\nCOPY . .\nCMD ["bun", "server.ts"]\n',
    reports: ['CMD (line 4) runs as root: no USER is set, and `oven/bun:1.2-alpine` sets none'],
  },
  {
    id: 'Deno',
    dockerfile: 'FROM docker.io/denoland/deno:2.1.4\nCMD ["run", "server.ts"]\n',
    reports: ['`docker.io/denoland/deno:2.1.4` sets none'],
  },
  { id: 'silent: the user of Bun', dockerfile: 'FROM oven/bun:1\nUSER bun\nCMD ["bun", "server.ts"]\n' },
  { id: 'distroless', dockerfile: 'FROM gcr.io/distroless/static\nCMD ["/x"]\n', reports: ['distroless'] },
  { id: 'a tag with a digest', dockerfile: 'FROM alpine:3@sha256:00\nCMD x\n', reports: ['alpine:3'] },
  {
    id: 'the ENTRYPOINT, to which a CMD gives arguments',
    dockerfile: 'FROM python:3.13\nENTRYPOINT ["python"]\nCMD ["app.py"]\n',
    reports: ['ENTRYPOINT (line 2) runs as root'],
  },
  {
    id: 'the ENTRYPOINT below its arguments',
    dockerfile: 'FROM python:3.13\nCMD ["app.py"]\nENTRYPOINT python\n',
    reports: ['ENTRYPOINT (line 3) runs as root'],
  },
  {
    id: 'the CMD where an ENTRYPOINT is taken away',
    dockerfile: 'FROM debian:13 AS a\nENTRYPOINT ["/x"]\nFROM a\nENTRYPOINT []\nCMD ["/y"]\n',
    reports: ['CMD (line 5) runs as root'],
  },
  {
    id: 'the CMD behind an init',
    dockerfile: 'FROM node:22\nENTRYPOINT ["/sbin/tini", "-g", "--"]\nCMD ["node", "x.js"]\n',
    reports: ['CMD (line 3) runs as root'],
  },
  {
    id: 'an init and its program',
    dockerfile: 'FROM node:22\nENTRYPOINT ["tini", "--", "node"]\nCMD ["x.js"]\n',
    reports: ['ENTRYPOINT (line 2) runs as root'],
  },
  { id: 'silent: a shell to work in', dockerfile: 'FROM debian:13\nCMD ["/bin/bash", "-l"]\n' },
  { id: 'silent: the same in shell form', dockerfile: 'FROM debian:13\nCMD bash\n' },
  ...[
    'CMD ["echo", "x"]',
    'CMD echo x && sleep 5 | cat',
    'ENTRYPOINT ["sleep", "infinity"]',
    'CMD ["tail", "-f", "/dev/null"]',
    'CMD exec tail -F /dev/null',
    'ENTRYPOINT ["/sbin/tini", "--"]\nCMD ["sleep", "1d"]',
    'ENTRYPOINT ["dumb-init"]\nCMD ["bash"]',
    'CMD exec sh -c "trap : TERM INT; echo \'Hi\' && tail -f /dev/null & wait"',
    'CMD while true; do sleep 1000; done',
    'ENTRYPOINT ["/bin/ash"]\nCMD ["-c", "age --version"]',
    'ENTRYPOINT ["/bin/bash"]\nCMD ["-lc", "gh version && task --version"]',
    'ENTRYPOINT ["/bin/bash", "-l", "-c"]',
    'ENTRYPOINT ["bash", "-eo", "pipefail", "-c"]\nCMD ["bash"]',
    'CMD ["tool", "--help"]',
  ].map((start) => ({ id: `silent: nothing runs, ${start}`, dockerfile: `FROM alpine:3\n${start}\n` })),
  ...[
    'CMD ["echo"]\nENTRYPOINT ["/x"]',
    'CMD echo x && node server.js',
    'CMD echo $(node server.js)',
    'CMD sleep 5; $X',
    'CMD env node server.js',
    'CMD ["tail", "-f", "/var/log/x"]',
    'ENTRYPOINT ["/bin/ash"]\nCMD ["-c", "node server.js"]',
    'ENTRYPOINT ["/bin/ash"]\nCMD ["/start.sh"]',
    'ENTRYPOINT ["/bin/ash", "-c"]\nCMD ["echo x", "/y"]',
    'ENTRYPOINT ["sh", "-c"]\nCMD ["\'"]',
    'ENTRYPOINT ["tool"]\nCMD ["--help"]',
    'CMD ["tool", "--help", "x"]',
  ].map((start) => ({
    id: `something runs, ${start}`,
    dockerfile: `FROM alpine:3\n${start}\n`,
    reports: ['runs as root'],
  })),
  { id: 'silent: FTP', dockerfile: 'FROM alpine:3\nCMD ["/usr/sbin/pure-ftpd"]\n' },
  { id: 'silent: rsync', dockerfile: 'FROM alpine:3\nCMD ["/usr/bin/rsync", "--daemon", "--no-detach"]\n' },
  {
    id: 'rsync as a client',
    dockerfile: 'FROM alpine:3\nCMD ["rsync", "-a", "/a", "/b"]\n',
    reports: ['runs as root'],
  },
  {
    id: 'a script of a shell',
    dockerfile: 'FROM debian:13\nCMD ["bash", "run.sh"]\n',
    reports: ['CMD (line 2) runs as root'],
  },
  { id: 'silent: empty lists start nothing', dockerfile: 'FROM debian:13\nENTRYPOINT []\nCMD []\n' },
  { id: 'silent: an empty list alone', dockerfile: 'FROM debian:13\nENTRYPOINT []\n' },
  {
    id: 'silent: an ENTRYPOINT of the stage below is taken away',
    dockerfile: 'FROM debian:13 AS a\nENTRYPOINT ["/x"]\nFROM a\nENTRYPOINT []\n',
  },
  {
    id: 'options that only look like a user',
    dockerfile: 'FROM python:3.13\nCMD ["python", "-u", "app.py", "--username", "x", "result"]\n',
    reports: ['runs as root'],
  },
  {
    id: 'su while the image is built',
    dockerfile: 'FROM debian:13\nRUN su app -c make\nCMD ["/x"]\n',
    reports: ['runs as root'],
  },
  { id: 'silent: su', dockerfile: 'FROM debian:13\nCMD ["su", "app", "-c", "/run"]\n' },
  { id: 'silent: su in a shell', dockerfile: 'FROM debian:13\nCMD migrate && exec su - app -c "/run"\n' },
  { id: 'silent: sudo', dockerfile: 'FROM debian:13\nENTRYPOINT ["sudo", "-E", "-u", "app", "/run"]\n' },
  {
    id: 'silent: start-stop-daemon',
    dockerfile: 'FROM debian:13\nCMD start-stop-daemon --start --chuid app --exec /run\n',
  },
  {
    id: 'silent: start-stop-daemon, in short',
    dockerfile: 'FROM debian:13\nCMD ["start-stop-daemon", "-S", "-c", "app", "-x", "/run"]\n',
  },
  { id: 'silent: gunicorn', dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "-u", "www-data", "app:app"]\n' },
  {
    id: 'silent: gunicorn, by a variable',
    dockerfile:
      'FROM python:3.13\nENV GUNICORN_CMD_ARGS="--bind :80 -u www-data"\nCMD ["gunicorn", "app:app"]\n',
  },
  { id: 'silent: celery', dockerfile: 'FROM python:3.13\nCMD celery -A app worker --uid=nobody\n' },
  {
    id: 'silent: uwsgi, by a variable',
    dockerfile:
      'FROM python:3.13\nENV UWSGI_UID=www-data UWSGI_HTTP=:80\nCMD ["uwsgi", "--enable-threads"]\n',
  },
  {
    id: 'silent: a script of the Dockerfile that changes the user',
    dockerfile:
      'FROM debian:13\nCOPY --chmod=755 <<EOF /start.sh\n#!/bin/sh\nexec su app "\\$0"\nEOF\nCMD ["/start.sh"]\n',
  },
  { id: 'silent: a proxy that gives up root', dockerfile: 'FROM alpine:3\nCMD ["tinyproxy", "-d"]\n' },
  { id: 'silent: a user', dockerfile: 'FROM node:22\nUSER node\nCMD x\n' },
  { id: 'silent: root by decision', dockerfile: 'FROM node:22\nUSER root\nCMD x\n' },
  { id: 'silent: a user in the stage below', dockerfile: 'FROM node:22 AS a\nUSER node\nFROM a\nCMD x\n' },
  { id: 'silent: nothing is started', dockerfile: 'FROM node:22\nRUN x\n' },
  { id: 'silent: a nonroot image', dockerfile: 'FROM gcr.io/distroless/static:nonroot\nCMD ["/x"]\n' },
  {
    id: 'silent: a chiseled image',
    dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled\nCMD x\n',
  },
  {
    id: 'silent: a distroless image of .NET',
    dockerfile: 'FROM mcr.microsoft.com/dotnet/runtime:10.0-azurelinux3.0-distroless\nCMD x\n',
  },
  {
    id: 'silent: a program that is told which user to become',
    dockerfile: 'FROM debian:13\nCMD ["/app/server", "--user=daemon"]\n',
  },
  { id: 'silent: a program that needs root', dockerfile: 'FROM alpine:3\nCMD ["openvpn", "a.conf"]\n' },
  { id: 'silent: an image of which nothing is known', dockerfile: 'FROM bitnami/node:22\nCMD x\n' },
  { id: 'silent: an image from a registry', dockerfile: 'FROM registry.example.org/node:22\nCMD x\n' },
  { id: 'silent: a base from a variable', dockerfile: 'ARG B\nFROM $B\nCMD x\n' },
  { id: 'silent: a server that gives up root', dockerfile: 'FROM alpine:3\nCMD ["/usr/sbin/nginx"]\n' },
  {
    id: 'silent: an entry point that changes the user',
    dockerfile: 'FROM debian:13\nRUN apt-get install -y gosu\nCMD ["/start.sh"]\n',
  },
  {
    id: 'silent: an image in place of which the build takes something else',
    dockerfile: 'FROM node:22 AS base\nFROM base\nCMD x\n',
    build: { contexts: new Map([['node:22', 'docker-image://cgr.dev/chainguard/node']]) },
  },
  {
    id: 'silent: a stage in place of which the build takes an image',
    dockerfile: 'FROM node:22 AS alpine\nFROM alpine\nCMD x\n',
    build: { contexts: new Map([['alpine', 'docker-image://cgr.dev/chainguard/node']]) },
  },
  {
    id: 'a context beside the base image',
    dockerfile: 'FROM node:22\nCOPY --from=lib x x\nCMD x\n',
    build: { contexts: new Map([['lib', 'folder ../lib']]) },
    reports: ['`node:22` sets none'],
  },
  { id: 'silent: Windows', dockerfile: 'FROM python:3.13-windowsservercore\nCMD x\n' },
  {
    id: 'silent: a shell of Windows',
    dockerfile: 'FROM python:3.13\nSHELL ["powershell", "-Command"]\nCMD ["python", "app.py"]\n',
  },
  {
    id: 'silent: paths of Windows in the stage below',
    dockerfile: 'FROM golang:1.24 AS base\nCOPY app.exe C:\\\\app\\\\\nFROM base\nCMD ["app.exe"]\n',
  },
  {
    id: 'silent: a platform of Windows',
    dockerfile: 'FROM --platform=windows/amd64 golang:1.24\nCMD ["app.exe"]\n',
  },
  {
    id: 'silent: a build for Windows',
    dockerfile: 'FROM golang:1.24\nCMD ["app.exe"]\n',
    build: { platform: 'windows/amd64' },
  },
  {
    id: 'PowerShell on Linux',
    dockerfile: 'FROM mcr.microsoft.com/dotnet/sdk:9.0\nSHELL ["pwsh", "-Command"]\nCMD ["pwsh", "x.ps1"]\n',
    reports: ['runs as root'],
  },
]);
