import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases } from '../rule-cases.ts';

checkRuleCases(packageCacheLeft, [
  {
    id: 'apt, over several lines',
    dockerfile: 'FROM a\nRUN apt-get update \\\n && apt-get install -y \\\n    b\n',
    reports: ['Layer 1 of the image keeps the lists of packages that `apt-get update` fetches (line 2)'],
    fix: [
      'review',
      'FROM a\nRUN apt-get update \\\n && apt-get install -y \\\n    b \\\n && rm -rf /var/lib/apt/lists/*\n',
    ],
  },
  {
    id: 'apt, whose downloads alone are removed',
    dockerfile: 'FROM a\nRUN apt-get update; apt-get install -y b; apt-get clean\n',
    reports: ['lists of packages'],
    fix: [
      'review',
      'FROM a\nRUN apt-get update; apt-get install -y b; apt-get clean && rm -rf /var/lib/apt/lists/*\n',
    ],
  },
  {
    id: 'apt and pip in one RUN, with CRLF',
    dockerfile: 'FROM a\r\nRUN apt-get update && apt-get install -y b && pip3 install c\r\n',
    reports: ['lists of packages', 'the cache that `pip3 install c` fills'],
    fix: [
      'review',
      'FROM a\r\nRUN apt-get update && apt-get install -y b && pip3 install c && rm -rf /var/lib/apt/lists/*\r\n',
    ],
  },
  {
    id: 'pip, twice',
    dockerfile: 'FROM a\nRUN pip install -U pip && python -m pip install -r x.txt\n',
    reports: ['pip install -U pip'],
    fix: [
      'review',
      'FROM a\nRUN pip install --no-cache-dir -U pip && python -m pip install --no-cache-dir -r x.txt\n',
    ],
  },
  {
    id: 'apk',
    dockerfile: 'FROM a\nRUN apk add b\n',
    reports: ['Add --no-cache'],
    fix: ['review', 'FROM a\nRUN apk add --no-cache b\n'],
  },
  {
    id: 'apk, with its lists fetched before',
    dockerfile: 'FROM a\nRUN apk update && apk add b\n',
    reports: ['rm -rf /var/cache/apk/*'],
    fix: ['review', 'FROM a\nRUN apk update && apk add b && rm -rf /var/cache/apk/*\n'],
  },
  {
    id: 'yum',
    dockerfile: 'FROM a\nRUN yum install -y b\n',
    reports: ['yum clean all'],
    fix: ['review', 'FROM a\nRUN yum install -y b && yum clean all\n'],
  },
  {
    id: 'zypper, composer and conda',
    dockerfile:
      'FROM a\nRUN zypper install -y b\nRUN composer install --no-scripts\nRUN conda install -y c\n',
    reports: ['zypper clean -a', 'composer clear-cache', 'conda clean -afy'],
  },
  {
    id: 'yarn, classic',
    dockerfile: 'FROM a\nRUN yarn install --frozen-lockfile\n',
    reports: ['yarn cache clean'],
    fix: ['review', 'FROM a\nRUN yarn install --frozen-lockfile && yarn cache clean\n'],
  },
  {
    id: 'the JSON form and a heredoc have no fix',
    dockerfile: 'FROM a\nRUN <<EOF\napt-get update\napt-get install -y b\nEOF\nRUN ["pip", "install", "b"]\n',
    reports: ['lists', 'pip'],
    fix: 'none',
  },
  {
    id: 'the last command may not run',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y b || c\n',
    reports: ['lists'],
    fix: 'none',
  },
  {
    id: 'silent: lists are removed',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/* /tmp/*\n',
  },
  {
    id: 'silent: a later RUN removes the lists, of which another rule tells',
    dockerfile: 'FROM a\nRUN apt-get update && apt-get install -y b\nRUN rm -rf /var/lib/apt/lists/*\n',
  },
  { id: 'silent: lists that are fetched alone', dockerfile: 'FROM a\nRUN apt-get update\n' },
  {
    id: 'silent: cache mounts',
    dockerfile:
      'FROM a\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y b\nRUN --mount=type=cache,target=/root/.cache/pip pip install c\n',
  },
  {
    id: 'silent: flags',
    dockerfile: 'FROM a\nRUN pip install --no-cache-dir b\nRUN apk add --no-cache b\n',
  },
  {
    id: 'silent: a variable',
    dockerfile: 'FROM a\nENV PIP_NO_CACHE_DIR=1\nRUN pip install b\nRUN npm_config_cache=/tmp/n npm ci\n',
  },
  {
    id: 'silent: a clean-up',
    dockerfile:
      'FROM a\nRUN npm ci && npm cache clean --force\nRUN dnf install -y b && dnf clean all\nRUN pip install c && rm -rf ~/.cache\n',
  },
  {
    id: 'silent: a stage that is not shipped',
    dockerfile:
      'FROM a AS x\nRUN apt-get update && apt-get install -y b && pip install c\nFROM d\nCOPY --from=x /y /y\n',
  },
  {
    id: 'silent: conditional',
    dockerfile: 'FROM a\nRUN if [ "$B" ]; then apt-get update && apt-get install -y b; pip install c; fi\n',
  },
  { id: 'silent: later versions of yarn', dockerfile: 'FROM a\nRUN yarn install --immutable\n' },
  { id: 'silent: pnpm and uv', dockerfile: 'FROM a\nRUN pnpm install\nRUN uv pip install b\n' },
]);
