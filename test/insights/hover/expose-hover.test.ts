import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';
import { loadContext } from '../../../server/src/workspace/load-context.ts';
import { memoryFiles } from '../../support/memory-files.ts';

/** The hover on the first EXPOSE, beside these files. */
async function hoverOn(text: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const place = { root: '/ctx', dockerfile: '/ctx/Dockerfile' };
  const tree = Object.fromEntries(Object.entries(files).map(([path, content]) => [`/ctx/${path}`, content]));
  const loaded = await loadContext(memoryFiles({ ...tree, [place.dockerfile]: text }), place);
  const analysis = analyze({ text, context: loaded?.snapshot });
  return hoverAt(analysis, text.indexOf('EXPOSE'), () => undefined)?.markdown ?? '';
}

describe('the hover on EXPOSE', () => {
  it('says what the program listens on', async () => {
    const app = 'FROM python:3.13\nEXPOSE 8000\nCMD ["uvicorn", "main:app"';
    assert.match(
      await hoverOn(`${app}]\n`),
      /uvicorn listens on port 8000, by default on the container's own loopback address alone: no published port reaches it\./,
    );
    assert.match(
      await hoverOn(`${app}, "--host", "0.0.0.0", "--port", "9000"]\n`),
      /uvicorn listens on port 9000 \(.*9000.*\), on all addresses of the container\./,
    );
    assert.doesNotMatch(
      await hoverOn('FROM python:3.13\nEXPOSE 8000\nCMD ["./start.sh"]\n'),
      /listens on port/,
    );
  });

  it('names other files that speak of ports, as code', async () => {
    const files = {
      'README.md': '# App\n```sh\ndocker run -p 8080:80 app\n```\n',
      '.devcontainer/devcontainer.json': '{ "forwardPorts": [3000] }',
    };
    const hover = await hoverOn('FROM scratch\nEXPOSE 80\n', files);
    assert.match(
      hover,
      /`\.devcontainer\/devcontainer\.json` with `forwardPorts 3000` and `README\.md` \(line 3\) with `docker run -p 8080:80` speak of ports/,
    );
    assert.doesNotMatch(
      await hoverOn('FROM scratch\nEXPOSE 80\n', { 'docs/README.md': files['README.md'] }),
      /speak/,
    );
  });
});
