import assert from 'node:assert/strict';
import fc from 'fast-check';
import { landingPath } from '../../server/src/context/selection.ts';
import { contextCopy, selectionOf } from '../../server/src/fixes/moving/copy-step.ts';
import { placesOf } from '../../server/src/fixes/moving/places.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { Model } from '../../server/src/model/types.ts';
import { copyBeforeInstall } from '../../server/src/rules/cache/copy-before-install.ts';
import type { Facts, Finding } from '../../server/src/rules/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { contextOf } from './context-of.ts';
import { dockerfilesOf } from './dockerfiles-of.ts';

const CONTEXT = contextOf({
  'package.json': '{"workspaces":["packages/*"]}',
  'package-lock.json': '{}',
  'requirements.txt': 'flask\n',
  'packages/a/package.json': '{}',
  'web/package.json': '{}',
  'src/index.js': '',
  'main.go': '',
  'go.mod': 'module a\n\nrequire b v1.0.0\n',
  'go.sum': 'b v1.0.0\n',
  'composer.json': '{"require":{"a/b":"^1"}}',
  'composer.lock': '{}',
  Makefile: 'all:\n\tnpm ci\n',
});

/** Instructions in many orders; some commute with a COPY, some don't. */
const INSTRUCTION = fc.constantFrom(
  'COPY . .',
  'COPY . /app/',
  'copy --chown=node . .',
  'COPY src ./src',
  'COPY package*.json ./',
  'COPY --from=0 /x /y',
  'ADD . /srv',
  'RUN npm ci',
  'RUN npm install',
  'RUN npm ci && npm run build',
  'RUN cd /srv && npm ci --ignore-scripts',
  'RUN pip install -r requirements.txt',
  'RUN <<EOF\nnpm ci\nEOF',
  'RUN npm ci \\\n  --omit=dev',
  'RUN set -ex; npm ci; npm run build',
  'RUN <<EOF\nset -e\n  npm ci\n  npm run build\nEOF',
  'RUN sh -c "npm ci"',
  'RUN ["bash", "-lc", "cd web && npm i"]',
  'RUN --mount=type=bind,target=. pip install -r requirements.txt',
  'RUN --mount=type=bind,target=/src cd /src && go build',
  'RUN go build -o /x .',
  'RUN apk add go && CGO_ENABLED=0 go build',
  'RUN composer install',
  'RUN make all',
  'RUN mkdir -p /data',
  'RUN ls',
  'RUN apk add git',
  'RUN ./configure',
  'RUN npm i -g pnpm',
  'ENV A=1',
  'USER node',
  'WORKDIR /srv',
  'COPY src /srv/lib/src',
  'COPY --chown=app . /srv',
  'COPY web $D',
  'ENV D=/srv',
  'RUN useradd app',
  'WORKDIR lib',
  'EXPOSE 80',
  'ONBUILD COPY . .',
  '# a comment\nLABEL a=b',
  'FROM node:22',
  '',
  '# a comment of its own\n',
);

const DOCKERFILE = dockerfilesOf(INSTRUCTION);

describe('copying manifests first, for any order of instructions', () => {
  it('keeps every instruction once, adds only copies, and mends what it says', () => {
    let fixes = 0;
    fc.assert(
      fc.property(DOCKERFILE, (text) => {
        const facts = { model: buildModel(parse(text)), context: CONTEXT };
        for (const finding of findingsIn(facts)) {
          const [fix] = copyBeforeInstall.fixes(facts, finding);
          assert.equal(fix === undefined, finding.message.includes('No automatic fix'), finding.message);
          if (fix === undefined) {
            continue;
          }
          fixes++;
          const edit = fix.edits.find(({ file }) => file === 'dockerfile');
          const result = applyEdits(text, edit?.file === 'dockerfile' ? edit.edits : []);
          checkResult(text, result, fix.title);
          checkPlaces(facts, result);
          const ignore = fix.edits.flatMap((one) => (one.file === 'context' ? [one] : []))[0];
          const after = {
            model: buildModel(parse(result)),
            context: ignore === undefined ? CONTEXT : { ...CONTEXT, ignore },
          };
          assert.ok(installsIn(after) < installsIn(facts), `less is reported after ${fix.title}`);
        }
      }),
      { numRuns: 200, seed: 20_240_611 },
    );
    assert.ok(fixes > 15, `only ${String(fixes)} fixes were tried`);
  });

  it('comes to an end when it is applied again and again', () => {
    fc.assert(
      fc.property(DOCKERFILE, (text) => {
        let current = text;
        let context = CONTEXT;
        for (let round = 0; round < 20; round++) {
          const facts = { model: buildModel(parse(current)), context };
          const fix = copyBeforeInstall.check(facts).flatMap((one) => copyBeforeInstall.fixes(facts, one))[0];
          if (fix === undefined) {
            return;
          }
          for (const edit of fix.edits) {
            if (edit.file === 'dockerfile') {
              current = applyEdits(current, edit.edits);
            } else if (edit.file === 'context') {
              context = { ...context, ignore: { path: edit.path, text: edit.text } };
            }
          }
        }
        assert.fail('still something to fix');
      }),
      { numRuns: 60, seed: 20_240_611 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(INSTRUCTION, fc.string()), { maxLength: 8 }), (parts) => {
        const facts = { model: buildModel(parse(parts.join('\n'))), context: CONTEXT };
        for (const finding of copyBeforeInstall.check(facts)) {
          copyBeforeInstall.fixes(facts, finding);
        }
      }),
      { numRuns: 200, seed: 20_240_611 },
    );
  });
});

/** What is left when instructions are compared whatever their order, their destination's spelling and a cut RUN. */
function checkResult(before: string, after: string, title: string): void {
  const old = parse(before);
  const result = parse(after);
  assert.equal(result.problems.length, old.problems.length);
  assert.equal(result.comments.length, old.comments.length);
  assert.equal(after.includes('\r\n'), before.includes('\r\n'));
  assert.equal(after.endsWith('\n'), before.endsWith('\n'));
  assert.doesNotMatch(after.replaceAll('\r\n', ''), before.includes('\r\n') ? /\n/ : /\r/);
  const left = old.instructions.map(({ text }) => text);
  const added: string[] = [];
  for (const { text } of result.instructions) {
    const at = left.indexOf(text);
    if (at < 0) {
      added.push(text);
    } else {
      left.splice(at, 1);
    }
  }
  const gone = left.filter((text) => !/^(COPY|copy|ADD)/.test(text));
  const steps = added.filter((text) => !/^(COPY|copy|ADD) /.test(text));
  const isCut = title.includes('cut in two');
  const isMounted = title.includes('mounts single files');
  const isAdded = title.includes('adds a step');
  assert.equal(gone.length, isCut || isMounted ? 1 : 0, `${gone.join('; ')} is lost`);
  assert.equal(steps.length, isCut ? 2 : isMounted || isAdded ? 1 : 0, `${steps.join('; ')} is added`);
  assert.ok(steps.every((text) => text.startsWith('RUN ')));
}

/**
 * Whatever is copied in the result comes to a place to which the same file came before, with its variables and users as they were:
 * no copy may stand above what it depends on.
 */
function checkPlaces({ model }: Facts, result: string): void {
  const before = new Set(landings(model));
  const wrong = landings(buildModel(parse(result))).filter(
    (one) => !before.has(one) && !before.has(one + MISSING),
  );
  assert.deepEqual(wrong, []);
}

const MISSING = ', who is missing';

/** Stage, file, place and owner of all that is copied; the owner with whether no RUN of the stage has made it by then. */
function landings(model: Model): readonly string[] {
  const places = placesOf(model);
  return model.nodes.flatMap((node) => {
    const place = places[node.index];
    const stage = model.stages[node.stage ?? -1];
    return place === undefined || stage === undefined
      ? []
      : contextCopy(node, place).flatMap((step) => {
          const isMade = model.nodes
            .slice(stage.first, node.index)
            .some(({ instruction }) => instruction.text === 'RUN useradd app');
          const owner = step.copy.chown === 'app' && !isMade ? `app${MISSING}` : step.copy.chown;
          return step.copy.sources.flatMap((source) =>
            (selectionOf(step, source, CONTEXT)?.files ?? []).map((file) =>
              [
                stage.index,
                file.path,
                landingPath(file, step.copy.resolvedDest, { isFolder: true }),
                step.anchored,
                owner,
              ].join(' '),
            ),
          );
        });
  });
}

/** The findings about manifests; packages that are named on the command line have their own tests. */
function findingsIn(facts: Facts): readonly Finding[] {
  return copyBeforeInstall.check(facts).filter(({ key }) => KEYS.has(key));
}

const KEYS = new Set(['early-copy', 'late-download', 'hidden-install']);

/** How many installs all findings name. */
function installsIn(facts: Facts): number {
  return findingsIn(facts).reduce((sum, { related }) => sum + related.length, 0);
}
