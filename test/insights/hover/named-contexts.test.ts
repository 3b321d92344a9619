import assert from 'node:assert/strict';
import { chosenBuild } from '../../../server/src/context/location/candidate-build.ts';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';
import { lenses } from '../../../server/src/insights/lens/lens.ts';
import { locateContext } from '../../../server/src/workspace/locate/locate-context.ts';
import { memoryFiles } from '../../support/memory-files.ts';

const COMPOSE = `services:
  web:
    build:
      context: ./web
      additional_contexts:`;

/** What the lens above the last line says, and the hover on it. */
async function told(
  dockerfile: string,
  project: Readonly<Record<string, string>>,
): Promise<readonly [string, string]> {
  const { choice } = await locateContext(memoryFiles({ ...project, '/w/web/Dockerfile': dockerfile }), {
    dockerfile: '/w/web/Dockerfile',
    workspaceRoot: '/w',
    sources: [],
  });
  const analysis = analyze({ text: dockerfile, build: chosenBuild(choice) });
  const last = lenses(analysis).at(-1);
  const hover = hoverAt(analysis, dockerfile.lastIndexOf('\n') + 1, (line) => `#L${line}`);
  return [last?.parts[0]?.text ?? '', hover?.markdown ?? ''];
}

/** By the last line of a Dockerfile: what its lens says, and words of the hover. */
const CASES: readonly {
  readonly what: string;
  readonly dockerfile: string;
  readonly compose?: string;
  readonly bake?: string;
  readonly lens: string;
  readonly hover?: string;
}[] = [
  {
    what: 'a folder that Compose names',
    dockerfile: 'FROM a\nCOPY --from=shared lib /lib',
    compose: `${COMPOSE}\n        shared: ./shared\n`,
    lens: 'Layer 1 · copies lib from build context shared (folder ../shared)',
    hover: 'from build context `shared` (folder `../shared`) to `/lib`',
  },
  {
    what: 'a folder in the form of a list, a path from its root',
    dockerfile: 'FROM a\nCOPY --from=shared /lib /lib',
    compose: `${COMPOSE}\n        - shared=web/shared\n`,
    lens: 'Layer 1 · copies /lib from build context shared (folder shared)',
  },
  {
    what: 'a folder that Bake names',
    dockerfile: 'FROM a\nCOPY --from=shared lib /lib',
    bake: 'target "default" { context = "web"\n contexts = { shared = "." } }',
    lens: 'Layer 1 · copies lib from build context shared (folder ..)',
  },
  {
    what: 'a context in place of a stage of that name',
    dockerfile: 'FROM a AS lib\nFROM b\nCOPY --from=lib /x /x',
    compose: `${COMPOSE}\n        lib: docker-image://lib:2\n`,
    lens: 'Layer 1 · copies /x from build context lib (docker-image://lib:2)',
  },
  {
    what: 'a context in place of an image',
    dockerfile: 'FROM base',
    compose: `${COMPOSE}\n        base: service:base\n`,
    lens: '◆ Final image · adds no layer · on build context base (service:base)',
  },
  {
    what: 'a mount of a folder',
    dockerfile: 'FROM a\nRUN --mount=type=bind,from=shared,target=/s make',
    compose: `${COMPOSE}\n        shared: ./shared\n`,
    lens: 'Layer 1 · make · rebuilt if what it mounts from build context shared (folder ../shared) differs',
  },
  {
    what: 'a step below such a copy, also of a stage',
    dockerfile:
      'FROM a AS b\nCOPY --from=shared lib /lib\nFROM a\nCOPY x .\nCOPY --from=b /lib /lib\nCOPY --from=shared lib /b\nCOPY --from=img /x /x\nRUN make',
    compose: `${COMPOSE}\n        shared: ./shared\n        img: docker-image://x\n`,
    lens: 'Layer 5 · make · rebuilt with line 4, and if what lines 5 and 6 bring differs',
  },
  {
    what: 'a step below a copy from what may be a folder, also of a stage',
    dockerfile:
      'FROM a AS b\nCOPY --from=lib src /lib\nFROM a\nCOPY x .\nCOPY --from=b /lib /lib\nCOPY --from=lib src /b\nCOPY --from=nginx /x /x\nCOPY --from=img:1 src /x\nRUN make',
    lens: 'Layer 6 · make · rebuilt with line 4, and if what lines 5 and 6 bring differs',
  },
  {
    what: 'a step that only a copy from what may be a folder is above',
    dockerfile: 'FROM a\nCOPY --from=lib src /lib\nRUN make',
    lens: 'Layer 2 · make · rebuilt if what line 2 brings differs',
  },
  {
    what: 'a step below copies from images',
    dockerfile: 'FROM a\nCOPY --from=nginx /etc/nginx /x\nCOPY --from=img:1 src /x\nRUN make',
    lens: 'Layer 3 · make · independent of your files',
  },
  {
    what: 'a folder that Bake names beside an image whose name a variable holds',
    dockerfile: 'FROM a\nCOPY --from=lib src /lib\nRUN make',
    bake: 'variable "B" { default = "a" }\ntarget "default" { context = "web"\n contexts = {\n lib = "lib"\n "${B}" = "docker-image://x"\n } }',
    lens: 'Layer 2 · make · rebuilt if what line 2 brings differs',
  },
  {
    what: 'a name that nobody gives, and sources',
    dockerfile: 'FROM a\nCOPY --from=project src tools/etc/x /x/',
    lens: 'Layer 1 · copies src and tools/etc/x from image or build context project',
    hover: 'from image or build context `project` to',
  },
  ...['project:1', 'docker.io/project', 'a@sha256:b'].map((name) => ({
    what: `an image by its name: ${name}`,
    dockerfile: `FROM a\nCOPY --from=${name} src /x/`,
    lens: `Layer 1 · copies src from image ${name}`,
  })),
  ...['/etc/nginx', 'etc/nginx', 'usr', '${X}'].map((path) => ({
    what: `an image by what is read: ${path}`,
    dockerfile: `FROM a\nCOPY --from=nginx ${path} /x/`,
    lens: `Layer 1 · copies ${path} from image nginx`,
  })),
];

describe('what is copied from outside', () => {
  for (const { what, dockerfile, compose, bake, lens, hover = '' } of CASES) {
    it(what, async () => {
      const [title, markdown] = await told(dockerfile, {
        ...(compose === undefined ? {} : { '/w/compose.yaml': compose }),
        ...(bake === undefined ? {} : { '/w/docker-bake.hcl': bake }),
      });
      assert.equal(title, lens);
      assert.ok(markdown.includes(hover), markdown);
    });
  }
});
