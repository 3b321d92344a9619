import { volumeThenWrite } from '../../../server/src/rules/image/volume-then-write.ts';
import { checkRuleCases } from '../rule-cases.ts';

const builder = 'classic';

checkRuleCases(volumeThenWrite, [
  {
    id: 'an owner that is changed too late',
    dockerfile: 'FROM a\nVOLUME /data\nRUN chown app /data\n',
    builder,
    reports: ['below `/data` is lost: `VOLUME /data` (line 2)'],
    fix: 'none',
  },
  {
    id: 'one of several volumes, and a path from the working directory',
    dockerfile: 'FROM a\nVOLUME ["/srv/a/", "/srv/b"]\nWORKDIR /srv\nRUN mkdir b/x && touch a/y\n',
    builder,
    reports: ['`/srv/b`'],
  },
  {
    id: 'a copy into it',
    dockerfile: 'FROM a\nVOLUME /data\nRUN cp -r /seed /data/seed\n',
    builder,
    reports: ['/data'],
  },
  {
    id: 'a name from a variable',
    dockerfile: 'FROM a\nENV D=/data\nVOLUME $D\nRUN rm /data/x\n',
    builder,
    reports: ['`/data`'],
  },
  { id: 'silent: BuildKit', dockerfile: 'FROM a\nVOLUME /data\nRUN chown app /data\n' },
  { id: 'silent: COPY', dockerfile: 'FROM a\nVOLUME /data\nCOPY x /data/\n', builder },
  { id: 'silent: above it', dockerfile: 'FROM a\nRUN mkdir /data\nVOLUME /data\n', builder },
  { id: 'silent: another path', dockerfile: 'FROM a\nVOLUME /data\nRUN mkdir /data2 /dat\n', builder },
  { id: 'silent: the folder itself', dockerfile: 'FROM a\nVOLUME /data\nRUN mkdir -p /data\n', builder },
  { id: 'silent: it is only read', dockerfile: 'FROM a\nVOLUME /data\nRUN cp /data/x /y\n', builder },
  {
    id: 'silent: a path that only the build knows',
    dockerfile: 'FROM a\nVOLUME /data\nRUN mkdir $(cat /where)\n',
    builder,
  },
  {
    id: 'silent: a stage that is not shipped',
    dockerfile: 'FROM a AS x\nVOLUME /data\nRUN mkdir /data/x\nFROM b\nCOPY --from=x /y /y\n',
    builder,
  },
]);
