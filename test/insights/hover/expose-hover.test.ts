import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';
import { loadContext } from '../../../server/src/workspace/load-context.ts';
import { portFacts } from '../../ports/facts-of.ts';
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

  it('publishes the port of the program, after what has to be mended first', async () => {
    const flask = 'FROM python:3.13\nEXPOSE 8080\nCMD ["flask", "run"';
    const elsewhere = await hoverOn(`${flask}, "--port", "5000"]\n`);
    assert.match(
      elsewhere,
      /\nTo reach it from your machine, first make Flask listen on 0\.0\.0\.0 \(Add --host=0\.0\.0\.0\), then publish port 5000, on which Flask listens, when the container starts:\n\n```sh\ndocker run -p 5000:5000 IMAGE\n```/,
    );
    assert.match(
      elsewhere,
      /`docker run -P` publishes what `EXPOSE` names, where nothing listens, to a free/,
    );
    assert.match(elsewhere, /ports:\n {2}- "5000:5000"\n/);

    const named = await hoverOn(`${flask.replace('8080', '5000')}, "--host=0.0.0.0"]\n`);
    assert.match(
      named,
      /\nTo reach it from your machine, publish the port when the container starts:\n\n```sh\ndocker run -p 5000:5000 IMAGE\n```\n\nThe first number is the port on your machine and may differ; `IMAGE` stands for the name of your image\. `docker run -P` publishes every exposed port to a free one\./,
    );

    // What starts the container may give it the port that EXPOSE names.
    const byDefault = await hoverOn(`${flask}, "--host=0.0.0.0"]\n`);
    assert.match(byDefault, /Flask listens on port 5000 unless something sets another, on all addresses/);
    assert.match(byDefault, /docker run -p 8080:8080 IMAGE/);
  });

  it('says what Compose publishes where the program gets another port there', () => {
    const text = 'FROM node:22\nENV PORT=4000\nEXPOSE 8080\nCMD ["npx", "next", "start"]\n';
    const compose = 'services:\n  web:\n    build: .\n    environment: { PORT: 3000 }\n';
    const { context, compose: facts } = portFacts(text, { 'compose.yaml': compose });
    const analysis = analyze({ text, context, compose: facts });
    const hover = hoverAt(analysis, text.indexOf('EXPOSE'), () => undefined)?.markdown ?? '';
    assert.match(hover, /docker run -p 4000:4000 IMAGE/);
    assert.match(
      hover,
      /In Compose, the service that builds this image starts it otherwise and publishes it with:\n```yaml\nports:\n {2}- "3000:3000"\n/,
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
