import assert from 'node:assert/strict';
import { familiarName } from '../../server/src/model/familiar-name.ts';

const NAMES: Readonly<Record<string, string>> = {
  node: 'node',
  'node:22-slim': 'node',
  'node@sha256:00': 'node',
  'node:22@sha256:00': 'node',
  'library/node': 'node',
  'docker.io/library/node:22': 'node',
  'docker.io/node': 'node',
  'index.docker.io/library/node': 'node',
  'public.ecr.aws/docker/library/node:22': 'node',
  'public.ecr.aws/team/node': 'public.ecr.aws/team/node',
  'docker.io/team/node:22': 'team/node',
  'localhost:5000/node': 'localhost:5000/node',
  'localhost:5000/team/node:22': 'localhost:5000/team/node',
  '': '',
};

describe('familiar names of images', () => {
  for (const [image, name] of Object.entries(NAMES)) {
    it(image || 'none', () => {
      assert.equal(familiarName(image), name);
    });
  }
});
