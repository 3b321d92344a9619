import assert from 'node:assert/strict';
import { isRootedImage } from '../../server/src/model/rooted-image.ts';

const IMAGES: Readonly<Record<string, boolean>> = {
  'node:22-slim': true,
  'docker.io/library/node@sha256:00': true,
  'python:${PYTHON}': true,
  'mcr.microsoft.com/dotnet/sdk:9.0': true,
  'mcr.microsoft.com/dotnet/sdk:9.0-nanoserver-ltsc2025': false,
  'golang:1.24': false,
  'php:8.4-apache': false,
  'team/node': false,
  '': false,
};

describe('images without a working directory', () => {
  for (const [image, expected] of Object.entries(IMAGES)) {
    it(image || 'none', () => {
      assert.equal(isRootedImage(image), expected);
    });
  }
});
