/** What one commit of the example does to its files: path to text, undefined removes it; `script` makes a file executable. */
export interface ExampleCommit {
  readonly message: string;
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly script?: string;
}

const lock = (version: string): string =>
  `{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"${version}"}}}\n`;
const manifest = (version: string): string =>
  `{"name":"shop","version":"${version}","dependencies":{"a":"*"}}\n`;

const dockerfile = ({ env = '', build = 'sh build.sh', last = '' }): string =>
  `FROM node:22 AS build
WORKDIR /app
${env}COPY . .
RUN npm ci
RUN ${build}

FROM nginx
WORKDIR /site
COPY --from=build /app/out ./
COPY site/conf /etc/site.conf
RUN cat /etc/site.conf index.html > all.html
${last}`;

/**
 * Twenty-one commits of a small project, oldest first. None brings back an earlier state: a real cache would still hold it, and a
 * replay compares with the commit before alone.
 */
export const EXAMPLE_COMMITS: readonly ExampleCommit[] = [
  {
    message: 'Begin',
    files: {
      Dockerfile: dockerfile({}),
      '.dockerignore': '.git\n**/Dockerfile\n.dockerignore\n*.md\n',
      'package.json': manifest('1.0.0'),
      'package-lock.json': lock('1.0.0'),
      'build.sh': 'mkdir -p out && cat src/*.js | tr -d "#" > out/index.html\n',
      'src/a.js': 'a1\n',
      'site/conf': 'c1\n',
    },
  },
  { message: 'Edit a source', files: { 'src/a.js': 'a2\n' } },
  { message: 'Add a source', files: { 'src/b.js': 'b1\n' } },
  { message: 'Write a page that is not copied', files: { 'README.md': 'read\n' } },
  { message: 'Change a comment that the build drops', files: { 'src/b.js': '#b1\n' } },
  { message: 'Bump the version', files: { 'package.json': manifest('1.1.0') } },
  { message: 'Update a dependency', files: { 'package-lock.json': lock('1.2.0') } },
  { message: 'Edit the configuration of the shipped stage', files: { 'site/conf': 'c2\n' } },
  { message: 'Nothing', files: {} },
  { message: 'Make the script executable', files: {}, script: 'build.sh' },
  { message: 'Remove a source', files: { 'src/b.js': undefined } },
  { message: 'Set a variable', files: { Dockerfile: dockerfile({ env: 'ENV MODE=one\n' }) } },
  {
    message: 'Edit the build command',
    files: { Dockerfile: dockerfile({ env: 'ENV MODE=one\n', build: 'sh ./build.sh' }) },
  },
  { message: 'Edit a source again', files: { 'src/a.js': 'a3\n' } },
  { message: 'Add a folder', files: { 'src/deep/er/c.js': 'c1\n' } },
  {
    message: 'Label the image',
    files: { Dockerfile: dockerfile({ env: 'ENV MODE=one\n', build: 'sh ./build.sh', last: 'LABEL a=b\n' }) },
  },
  {
    message: 'Ignore a folder, and add another one',
    files: {
      '.dockerignore': '.git\n**/Dockerfile\n.dockerignore\n*.md\nsrc/deep\n',
      'src/other/d.js': 'd1\n',
    },
  },
  { message: 'Edit what is ignored', files: { 'src/deep/er/c.js': 'c2\n', 'notes.md': 'n\n' } },
  { message: 'Edit two at once', files: { 'src/a.js': 'a4\n', 'site/conf': 'c3\n' } },
  { message: 'Edit a page', files: { 'README.md': 'read on\n' } },
  { message: 'Edit the last source', files: { 'src/a.js': 'a5\n' } },
];
