import { runsAsRoot } from '../../../server/src/rules/image/runs-as-root.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(runsAsRoot, [
  {
    id: 'a language image',
    dockerfile: 'FROM node:22\nCMD ["node", "x.js"]\n',
    reports: ['`CMD ["node", "x.js"]` (line 2) runs as root: no USER is set, and `node:22` sets none'],
    fix: 'none',
  },
  {
    id: 'the entry point of a stage below',
    dockerfile: 'FROM docker.io/library/alpine AS base\nENTRYPOINT /x\nFROM base\nRUN y\n',
    reports: ['`ENTRYPOINT /x` (line 2)'],
  },
  { id: 'scratch', dockerfile: 'FROM scratch\nCOPY x /\nCMD ["/x"]\n', reports: ['nothing sets a user'] },
  {
    id: '.NET, and a user in a stage that does not count',
    dockerfile:
      'FROM a AS x\nUSER b\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY --from=x /y /y\nCMD /y\n',
    reports: ['aspnet:9.0'],
  },
  { id: 'distroless', dockerfile: 'FROM gcr.io/distroless/static\nCMD ["/x"]\n', reports: ['distroless'] },
  { id: 'a tag with a digest', dockerfile: 'FROM alpine:3@sha256:00\nCMD x\n', reports: ['alpine:3'] },
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
  { id: 'silent: Windows', dockerfile: 'FROM python:3.13-windowsservercore\nCMD x\n' },
]);
