import { checkCases, type Case } from './check.ts';

const CASES: readonly Case[] = [
  {
    name: 'apt-get',
    before: 'FROM a\nRUN apt-get update && apt-get install -y --no-install-recommends git curl git\n',
    after:
      'FROM a\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    curl \\\n    git\n',
    title: 'Sort packages, one a line',
  },
  {
    name: 'apk with options that take values, and a clean-up',
    before: 'FROM a\nRUN apk add --no-cache --virtual .deps zlib gcc && make\n',
    after: 'FROM a\nRUN apk add --no-cache --virtual .deps \\\n    gcc \\\n    zlib \\\n    && make\n',
  },
  {
    name: 'dnf, yum and zypper',
    before: 'FROM a\nRUN dnf -y install b a; yum install -y d c; zypper -n in f e\n',
    after:
      'FROM a\nRUN dnf -y install \\\n    a \\\n    b; yum install -y \\\n    c \\\n    d; zypper -n in \\\n    e \\\n    f\n',
  },
  {
    name: 'versions, and quotes as they are',
    before: 'FROM a\nRUN apk add "nodejs>20" curl=8.5.0-r0 bash@edge\n',
    after: 'FROM a\nRUN apk add \\\n    "nodejs>20" \\\n    bash@edge \\\n    curl=8.5.0-r0\n',
  },
  {
    name: 'the indentation that is there, && behind',
    before:
      'FROM a\nRUN apt-get install -y \\\n      git \\\n      curl && \\\n    rm -rf /var/lib/apt/lists/*\n',
    after:
      'FROM a\nRUN apt-get install -y \\\n      curl \\\n      git && \\\n    rm -rf /var/lib/apt/lists/*\n',
  },
  {
    name: 'tabs and lists with ;',
    before: 'FROM a\nRUN set -eux; \\\n\tapt-get install -y b a; \\\n\tls\n',
    after: 'FROM a\nRUN set -eux; \\\n\tapt-get install -y \\\n\t\ta \\\n\t\tb; \\\n\tls\n',
  },
  {
    name: 'CRLF',
    before: 'FROM a\r\nRUN apk add b a && c\r\n',
    after: 'FROM a\r\nRUN apk add \\\r\n    a \\\r\n    b \\\r\n    && c\r\n',
  },
  {
    name: 'escape=`',
    before: '# escape=`\nFROM a\nRUN apk add b a\n',
    after: '# escape=`\nFROM a\nRUN apk add `\n    a `\n    b\n',
  },
  {
    name: 'comments, which packages do not cross',
    before:
      'FROM a\nRUN apk add \\\n    # tools\n    make g++ cmake \\\n    # the rest\n    zlib \\\n    bash\n',
    after:
      'FROM a\nRUN apk add \\\n    # tools\n    make \\\n    cmake \\\n    g++ \\\n    # the rest\n    zlib \\\n    bash\n',
  },
  {
    name: 'a comment behind some packages',
    before: 'FROM a\nRUN apk add b a \\\n    # tools\n    c\n',
    after: 'FROM a\nRUN apk add \\\n    a \\\n    b \\\n    # tools\n    c\n',
  },
  {
    name: 'a heredoc',
    before: 'FROM a\nRUN <<EOF\nset -e\napk add b a\nEOF\n',
    after: 'FROM a\nRUN <<EOF\nset -e\napk add \\\n    a \\\n    b\nEOF\n',
  },
  {
    name: 'a redirection, sudo and a group',
    before: 'FROM a\nRUN (sudo apt-get -qq install b a > /dev/null) || true\n',
    after: 'FROM a\nRUN (sudo apt-get -qq install \\\n    a \\\n    b > /dev/null) || true\n',
  },
  {
    name: 'a substitution',
    before: 'FROM a\nRUN x "$(apk add b a)"\n',
    after: 'FROM a\nRUN x "$(apk add \\\n    a \\\n    b)"\n',
  },
  { name: 'backquotes with something escaped', before: 'FROM a\nRUN x `apk add \\"b\\" a`\n' },
  { name: 'a list that is sorted', before: 'FROM a\nRUN apk add \\\n    a \\\n    b\n' },
  { name: 'one package', before: 'FROM a\nRUN apk add a\n' },
  { name: 'nothing that is installed', before: 'FROM a\nRUN apt-get remove b a\n' },
  { name: 'a variable', before: 'FROM a\nRUN apt-get install -y b $A\n' },
  { name: 'a wildcard', before: 'FROM a\nRUN apt-get install -y b a*\n' },
  { name: 'a file', before: 'FROM a\nRUN apt-get install -y ./b.deb a\n' },
  { name: 'a package that is taken away', before: 'FROM a\nRUN apt-get install -y b a-\n' },
  { name: 'an option behind', before: 'FROM a\nRUN apt-get install b a -y\n' },
  { name: 'an option that may take a value', before: 'FROM a\nRUN dnf install --exclude c b a\n' },
  { name: 'packages of a language', before: 'FROM a\nRUN pip install b a\n' },
  { name: 'the exec form', before: 'FROM a\nRUN ["apk", "add", "b", "a"]\n' },
  { name: 'ONBUILD', before: 'FROM a\nONBUILD RUN apk add b a\n' },
  { name: 'a heredoc with CRLF', before: 'FROM a\r\nRUN <<EOF\r\napk add b a\r\nEOF\r\n' },
  { name: 'a heredoc for another command', before: 'FROM a\nRUN apk add b a && cat <<EOF\nx\nEOF\n' },
  { name: 'a shell that is not read', before: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN apk add b a\n' },
];

describe('sorting packages', () => {
  checkCases('sort-packages', CASES, { once: true });
});
