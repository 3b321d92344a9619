import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { isWindowsStage } from '../../server/src/model/windows-stage.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Dockerfiles whose last stage is one of Windows. */
const WINDOWS = [
  'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n',
  'FROM golang:1.24-NanoServer\n',
  'FROM --platform=windows/amd64 python:3.13\n',
  'FROM python:3.13\nSHELL ["powershell", "-Command", "$ErrorActionPreference = \'Stop\';"]\n',
  'FROM python:3.13\nRUN x\nSHELL ["cmd", "/S", "/C"]\n',
  'FROM python:3.13\nSHELL ["C:\\\\Windows\\\\System32\\\\Cmd.exe", "/C"]\n',
  'FROM python:3.13\nWORKDIR C:\\\\app\n',
  'FROM python:3.13\nWORKDIR c:/app\n',
  '# escape=`\nFROM python:3.13\nWORKDIR "C:\\Program Files"\n',
  '# escape=`\nFROM python:3.13\nCOPY app.py lib C:\\app\\\n',
  'FROM python:3.13\nADD ["app.py", "C:\\\\app\\\\app.py"]\n',
  'FROM python:3.13 AS base\nWORKDIR C:\\\\app\nFROM base\nRUN x\n',
];

const OTHERS = [
  'FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["python"]\n',
  'FROM --platform=linux/amd64 python:3.13\n',
  'FROM mcr.microsoft.com/powershell\nSHELL ["pwsh", "-Command"]\nCMD ["pwsh"]\n',
  'FROM ocaml/opam\nCMD ["/app/main.exe"]\n',
  'FROM a\nCOPY c:/app /app/\nRUN sed -e s:\\.:x: y\n',
  'FROM a AS windows\nWORKDIR C:\\\\app\nFROM a\nCOPY --from=windows /app /app\n',
  'FROM a AS base\nFROM base AS windows\nWORKDIR C:\\\\app\nFROM base\nRUN x\n',
  'FROM a\nONBUILD WORKDIR C:\\\\app\n',
  'FROM scratch\n',
  'FROM a\nWORKDIR\nCMD\nSHELL []\n',
];

function isWindows(dockerfile: string): boolean {
  const model = buildModel(parse(dockerfile));
  const stage = model.stages.at(-1);
  return stage !== undefined && isWindowsStage(model, stage);
}

describe('stages of Windows', () => {
  for (const dockerfile of WINDOWS) {
    it(JSON.stringify(dockerfile), () => {
      assert.equal(isWindows(dockerfile), true);
    });
  }
  for (const dockerfile of OTHERS) {
    it(`none: ${JSON.stringify(dockerfile)}`, () => {
      assert.equal(isWindows(dockerfile), false);
    });
  }

  it('a build for Windows, whatever the image', () => {
    const model = buildModel(parse('FROM a\n'), { platform: 'windows/amd64' });
    const [stage] = model.stages;
    assert.ok(stage && isWindowsStage(model, stage));
  });
});
