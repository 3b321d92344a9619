import { checkCase } from '../../rules/cache/reorder.ts';

const FILES = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  '.dockerignore': '**/node_modules\n',
};

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** What a RUN between `COPY . .` and `RUN npm ci`, in /app, does to the fix that swaps these two. */
const PASSED: readonly string[] = [
  'pwd && env',
  'ls /etc 2>&1',
  'sed -i s/a/b/ /etc/php/x.conf',
  'sed -i -e s/a/b/ /etc/php/x.conf && cat /etc/php/x.conf',
  'echo a >> /etc/php/php.ini',
  'echo "$HOST a" >> /etc/hosts.more',
  'if [ $(nproc) = 2 ]; then sed -i s/a/b/ /etc/php/x.conf; fi',
  'if [ ! -f /etc/x ] || [[ -d /opt ]]; then echo a | tee /etc/x > /dev/null; else exit 1; fi',
  'cp /etc/php/php.ini-production /etc/php/php.ini',
  'mkdir -p /data > /dev/null && chown node /data 2>&1',
  'mkdir /data || true',
  'apt-get update > /dev/null && apt-get install -y git 2>/dev/null',
  'apt-get install -y git > /var/log/apt-install',
  'cat /etc/passwd | head -n 1 | cut -d : -f 1 > /etc/first',
  'rm -rf /var/log/*.log',
  'echo a > /etc/x-$NAME.conf',
];

const REFUSED: readonly string[] = [
  'ls src',
  'ls | xargs rm',
  'if ls; then touch /etc/x; fi',
  'find . -exec rm {} +',
  'ls src',
  'ls > /etc/list',
  'ls | tee /etc/list',
  'test -n "$(ls)"',
  'echo * > /etc/list',
  '{ echo a > /etc/x; } > log',
  'sed -i s/a/b/ package.json',
  'sed -i s/a/b/ /etc/../app/package.json',
  'sed -i s/a/b/ /etc/$NAME',
  'if [ -f package.json ]; then sed -i s/a/b/ /etc/x; fi',
  'if [[ -f package.json ]]; then sed -i s/a/b/ /etc/x; fi',
  'if [ -f "$FILE" ]; then sed -i s/a/b/ /etc/x; fi',
  'if [ $(nproc) = 2 ]; then rm -rf src; fi',
  'cat package.json | head -n 1 > /etc/first',
  'head -n 1 package.json > /etc/first',
  'grep -r a | tee /etc/list',
  'cp package.json /etc/',
  'tar -xf /opt/x.tar',
  'apt-get install -y git > log',
  'cat <<EOF > /etc/x\na\nEOF',
  'sh /etc/x.sh',
  'cd src && sed -i s/a/b/ /etc/x',
  // Folders that an option names in the same word.
  'tar -xf /opt/x.tar -C.',
  'tar --directory=. -xf /opt/x.tar',
  'unzip -q /opt/x.zip -d.',
  'cp --target-directory=src /etc/x',
  'cp -tsrc /etc/x',
  // What is left out of a name may lead to the copied files.
  'cat /ap* > /etc/x',
  'cp /a?p/package.json /etc/',
  'echo a > /ap$X/index.js',
];

describe('a RUN between a copy and an install', () => {
  for (const run of PASSED) {
    const head = ['FROM node:22', 'WORKDIR /app'];
    it(`is passed: ${run}`, () => {
      checkCase({
        id: run,
        dockerfile: lines(...head, 'COPY . .', `RUN ${run}`, 'RUN npm ci'),
        files: FILES,
        expected: {
          safe: lines(
            ...head,
            `RUN ${run}`,
            'COPY package.json package-lock.json ./',
            'RUN npm ci',
            'COPY . .',
          ),
        },
      });
    });
  }

  for (const run of REFUSED) {
    it(`is not passed: ${run}`, () => {
      checkCase({
        id: run,
        dockerfile: lines('FROM node:22', 'WORKDIR /app', 'COPY . .', `RUN ${run}`, 'RUN npm ci'),
        files: FILES,
        expected: { none: 'may read or change the copied files' },
      });
    });
  }
});
