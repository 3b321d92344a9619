import { unsetVariable } from '../../../server/src/rules/ports/unset-variable.ts';
import { checkPortRule } from './port-rule-cases.ts';

checkPortRule(unsetVariable, [
  {
    id: 'never set',
    dockerfile: 'FROM node:22\nEXPOSE 80 $PORT\n',
    reports: ['$PORT'],
    says: 'sets PORT',
    fixed: 'none',
  },
  { id: 'scratch', dockerfile: 'FROM scratch\nEXPOSE "${PORT}"\n', reports: ['"${PORT}"'] },
  { id: 'two', dockerfile: 'FROM alpine\nEXPOSE $A ${B}\n', reports: ['$A', '${B}'] },
  { id: 'set below', dockerfile: 'FROM node:22\nEXPOSE $PORT\nENV PORT=1\n', reports: ['$PORT'] },
  {
    id: 'set in another stage',
    dockerfile: 'FROM node:22 AS a\nENV PORT=1\nFROM node:22\nEXPOSE $PORT\nCOPY --from=a /x /x\n',
    reports: ['$PORT'],
  },
  {
    id: 'a global ARG, with the line ends and the indentation of the file',
    dockerfile: 'ARG PORT=80\r\nFROM node:22\r\n  # port\r\n  EXPOSE $PORT\r\n',
    reports: ['$PORT'],
    says: 'Add `ARG PORT`',
    fixed: 'ARG PORT=80\r\nFROM node:22\r\n  ARG PORT\r\n  # port\r\n  EXPOSE $PORT\r\n',
  },
  { id: 'silent: ENV', dockerfile: 'FROM node:22\nENV PORT=80\nEXPOSE $PORT\n' },
  { id: 'silent: ARG', dockerfile: 'FROM node:22\nARG PORT\nEXPOSE $PORT\n' },
  { id: 'silent: set by the stage below', dockerfile: 'FROM node:22 AS a\nARG PORT\nFROM a\nEXPOSE $PORT\n' },
  { id: 'silent: a default', dockerfile: 'FROM node:22\nEXPOSE ${PORT:-80}\n' },
  { id: 'silent: a base that may set it', dockerfile: 'FROM acme/app\nEXPOSE $PORT\n' },
  { id: 'silent: empty on purpose', dockerfile: 'FROM node:22\nENV PORT=\nEXPOSE $PORT\n' },
  {
    id: 'silent: what the image of ASP.NET sets',
    dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nEXPOSE $ASPNETCORE_HTTP_PORTS\n',
  },
  {
    id: 'a base that sets others',
    dockerfile: 'FROM gcr.io/distroless/nodejs22\nEXPOSE $PORT\n',
    reports: ['$PORT'],
  },
  { id: 'silent: what the base may set', dockerfile: 'FROM node:22\nEXPOSE $NODE_PORT\n' },
  { id: 'silent: made of what the base may set', dockerfile: 'FROM a/b\nENV P=$Q\nEXPOSE $P\n' },
  { id: 'silent: triggers', dockerfile: 'FROM node:22 AS a\nONBUILD ENV PORT=80\nFROM a\nEXPOSE $PORT\n' },
  { id: 'silent: no stage', dockerfile: 'EXPOSE $PORT\n' },
]);
