import { floatingBase } from '../../../server/src/rules/image/floating-base.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(floatingBase, [
  { id: 'no tag', dockerfile: 'FROM alpine\n', reports: ['`alpine` is whatever'], fix: 'none' },
  { id: 'latest', dockerfile: 'FROM alpine:latest\n', reports: ['`alpine:latest`'] },
  { id: 'a port is no tag', dockerfile: 'FROM localhost:5000/team/app\n', reports: ['5000/team/app'] },
  { id: 'a named stage, with CRLF', dockerfile: 'FROM node AS x\r\nRUN true\r\n', reports: ['`node`'] },
  { id: 'a platform', dockerfile: 'FROM --platform=linux/arm64 debian\n', reports: ['`debian`'] },
  {
    id: 'a platform from a variable',
    dockerfile: 'FROM --platform=$BUILDPLATFORM golang\n',
    reports: ['`golang`'],
  },
  {
    id: 'each stage that is built',
    dockerfile: 'FROM golang AS x\nFROM debian:latest\nCOPY --from=x /a /a\n',
    reports: ['`golang`', '`debian:latest`'],
  },
  { id: 'silent: a version', dockerfile: 'FROM alpine:3.22\n' },
  { id: 'silent: scratch', dockerfile: 'FROM scratch\n' },
  { id: 'silent: a stage', dockerfile: 'FROM alpine:3.22 AS base\nFROM base\n' },
  { id: 'silent: a digest', dockerfile: `FROM alpine@sha256:${'a'.repeat(64)}\n` },
  { id: 'silent: a tag from outside', dockerfile: 'ARG TAG=latest\nFROM alpine:$TAG\n' },
  { id: 'silent: a stage that is not built', dockerfile: 'FROM alpine AS x\nFROM debian:13\n' },
]);
