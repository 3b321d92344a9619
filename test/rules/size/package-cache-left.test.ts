import { packageCacheLeft } from '../../../server/src/rules/size/package-cache-left.ts';
import { checkRuleCases, type RuleCase } from '../rule-cases.ts';

const APT = 'RUN apt-get update && apt-get install -y b';
const LISTS = 'rm -rf /var/lib/apt/lists/*';

/** RUNs whose lists or cache a later step goes by. */
const GONE_BY: readonly RuleCase[] = [
  {
    id: 'a later RUN installs by the lists',
    dockerfile: `FROM a\n${APT}\nRUN apt-get install -y jq\n`,
    reports: [
      `can take them out again. \`apt-get install -y jq\` (line 3) goes by them, so put it and all else that does into this RUN, and end that with \`${LISTS}\`.`,
    ],
    fix: 'none',
  },
  {
    id: 'a later RUN installs by the lists, in a condition, a heredoc or a shell of its own',
    dockerfile: `FROM a\n${APT}\nRUN if c; then apt-get -y install jq; fi\n${APT}\nRUN <<EOF\napt-get install -y jq\nEOF\n${APT}\nRUN bash -c "apt-get install -y jq"\n`,
    reports: [
      '`apt-get -y install jq` (line 3) goes by',
      '`apt-get install -y jq` (line 5) goes by',
      '`bash -c "apt-get install -y jq"` (line 9) goes by',
    ],
    fix: 'none',
  },
  {
    id: 'a later RUN upgrades, or installs what a package needs for its build',
    dockerfile: `FROM a\n${APT}\nRUN apt-get -y build-dep jq\n`,
    reports: ['`apt-get -y build-dep jq` (line 3) goes by them'],
    fix: 'none',
  },
  {
    id: 'a later RUN fetches the lists itself',
    dockerfile: `FROM a\n${APT}\nRUN apt-get update && apt-get install -y jq && ${LISTS}\nRUN echo "apt-get install"\n`,
    reports: ['End this RUN with'],
    fix: [
      'review',
      `FROM a\n${APT} && ${LISTS}\nRUN apt-get update && apt-get install -y jq && ${LISTS}\nRUN echo "apt-get install"\n`,
    ],
  },
  {
    id: 'the last RUN that fetches the lists is the one that a later RUN goes by',
    dockerfile: `FROM a\n${APT}\nRUN apt-get update && apt-get install -y c\nRUN apt-get install -y jq\n`,
    reports: ['End this RUN with', '(line 4) goes by them'],
    fix: [
      'review',
      `FROM a\n${APT} && ${LISTS}\nRUN apt-get update && apt-get install -y c\nRUN apt-get install -y jq\n`,
    ],
  },
  {
    id: 'where a RUN fetches the lists in a condition, a later RUN may go by either',
    dockerfile: `FROM a\n${APT}\nRUN if c; then apt-get update; fi\nRUN apt-get install -y jq\n`,
    reports: ['`apt-get install -y jq` (line 4) goes by them'],
    fix: 'none',
  },
  {
    id: 'a stage that is built from this one installs by the lists, over several stages',
    dockerfile: `FROM a AS b\n${APT}\nFROM b AS c\nRUN true\nFROM c AS d\nRUN apt-get install -y gcc\nFROM c\nCOPY --from=d /x /x\n`,
    reports: [
      `\`apt-get install -y gcc\` (line 6) goes by them, so fetch them again where that is done, and end each RUN with \`${LISTS}\`.`,
    ],
    fix: 'none',
  },
  {
    id: 'a stage that is not built for this target installs by the lists',
    dockerfile: `FROM a AS b\n${APT}\nFROM b AS dev\nRUN apt-get install -y vim\nFROM b\nRUN true\n`,
    reports: ['(line 4) goes by them'],
    fix: 'none',
  },
  {
    id: 'another stage that is not built from this one',
    dockerfile: `FROM a AS x\nRUN apt-get install -y c\nFROM a\n${APT}\nCOPY --from=x /y /y\n`,
    reports: ['End this RUN with'],
    fix: [
      'review',
      `FROM a AS x\nRUN apt-get install -y c\nFROM a\n${APT} && ${LISTS}\nCOPY --from=x /y /y\n`,
    ],
  },
  {
    id: 'a command that is not read names the install',
    dockerfile: `FROM a\n${APT}\nRUN xargs apt-get install -y < /x\n`,
    reports: ['`RUN xargs apt-get install -y < /x` (line 3) may go by them, so'],
    fix: 'none',
  },
  {
    id: 'a script may fetch the lists before the install',
    dockerfile: `FROM a\n${APT}\nRUN curl -L https://x.org | bash - && apt-get install -y nodejs\n`,
    reports: ['`apt-get install -y nodejs` (line 3) may go by them, so'],
    fix: 'none',
  },
  {
    id: 'a later RUN installs by rosdep, whose own update fetches no lists of apt',
    dockerfile: `FROM ros:humble\n${APT}\nCOPY src src\nRUN rosdep update && rosdep install --from-paths src --ignore-src -y\n`,
    reports: [
      `\`rosdep install --from-paths src --ignore-src -y\` (line 4) goes by them, so put it and all else that does into this RUN, and end that with \`${LISTS}\`.`,
    ],
    fix: 'none',
  },
  {
    id: 'a later RUN installs what a package needs for its build by mk-build-deps, told so by an option',
    dockerfile: `FROM a\n${APT}\nRUN mk-build-deps -irt 'apt-get -y' debian/control\n${APT}\nRUN mk-build-deps debian/control && rm -f x\n`,
    reports: ["`mk-build-deps -irt 'apt-get -y' debian/control` (line 3) goes by them", 'End this RUN with'],
    fix: 'none',
  },
  {
    id: 'a later RUN with a script that fetches the lists itself, as NodeSource’s does',
    dockerfile: `FROM a\n${APT}\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash - && apt-get install -y nodejs && ${LISTS}\n`,
    reports: ['End this RUN with'],
    fix: [
      'review',
      `FROM a\n${APT} && ${LISTS}\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash - && apt-get install -y nodejs && ${LISTS}\n`,
    ],
  },
  {
    id: 'a later RUN goes by what such a script has fetched, and not by what was fetched before',
    dockerfile: `FROM a\n${APT}\nRUN wget -qO- "https://packagecloud.io/install/repositories/x/y/script.deb.sh" | bash\nRUN apt-get install -y x\n`,
    reports: ['End this RUN with'],
  },
  {
    id: 'where such a script may not run, both may be the ones',
    dockerfile: `FROM a\n${APT}\nRUN if c; then curl https://deb.nodesource.com/setup_$V.x | bash -; fi; apt-get install -y nodejs\n`,
    reports: ['(line 3) may go by them'],
    fix: 'none',
  },
  {
    id: 'a script in between may have fetched the lists anew, until a RUN fetches them for certain',
    dockerfile: `FROM a\n${APT}\nRUN curl -L https://x.org | bash -\nRUN apt-get install -y nodejs\n${APT}\nRUN apt-get install -y c\n`,
    reports: [
      '`apt-get install -y nodejs` (line 4) may go by them, so',
      '`apt-get install -y c` (line 6) goes by them, so',
    ],
    fix: 'none',
  },
  {
    id: 'a script that runs before the lists are fetched says nothing of them',
    dockerfile:
      'FROM a\nRUN add-apt-repository x && apt-get update && apt-get install -y b\nCMD ["./run.sh"]\nRUN apt-get install -y c\n',
    reports: ['`apt-get install -y c` (line 4) goes by them, so'],
  },
  {
    id: 'a condition may keep a later RUN from fetching the lists',
    dockerfile: `FROM a\n${APT}\nRUN c || apt-get update; apt-get install -y jq\n`,
    reports: ['`RUN c || apt-get update; apt-get install -y jq` (line 3) may go by them, so'],
    fix: 'none',
  },
  {
    id: 'a later RUN that fetches and installs in one condition',
    dockerfile: `FROM a\n${APT}\nRUN if c; then apt-get update && apt-get install -y jq; fi\n`,
    reports: ['End this RUN with'],
  },
  {
    id: 'an image that is built from this one installs by the lists',
    dockerfile: `FROM a\n${APT}\nONBUILD RUN apt-get install -y jq\n`,
    reports: ['`ONBUILD RUN apt-get install -y jq` (line 3) may go by them, so'],
    fix: 'none',
  },
  {
    id: 'a later RUN that mounts lists of its own, and one that speaks of other things',
    dockerfile: `FROM a\n${APT}\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y jq\nRUN npm install && apt-get clean\nRUN curl -o /etc/apt/x https://x.org/install\n`,
    reports: ['End this RUN with', 'npm'],
    fix: [
      'review',
      `FROM a\n${APT} && ${LISTS}\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y jq\nRUN npm install && apt-get clean\nRUN curl -o /etc/apt/x https://x.org/install\n`,
    ],
  },
  {
    id: 'apk: a later RUN fetches the lists that it misses by itself',
    dockerfile: 'FROM a\nRUN apk update && apk add b\nRUN apk add c\n',
    reports: ['End this RUN with `&& rm -rf /var/cache/apk/*`', 'Add --no-cache'],
    fix: ['review', 'FROM a\nRUN apk update && apk add b && rm -rf /var/cache/apk/*\nRUN apk add c\n'],
  },
  {
    id: 'apk: --no-cache counts for its own command, also with -U',
    dockerfile: 'FROM a\nRUN apk add -U b\nRUN apk add --no-cache c\nRUN apk add --no-cache d && apk add e\n',
    reports: ['`apk add -U b` fills (line 2)', '`apk add e` fills (line 4)'],
    fix: [
      'review',
      'FROM a\nRUN apk add --no-cache -U b\nRUN apk add --no-cache c\nRUN apk add --no-cache d && apk add e\n',
    ],
  },
  {
    id: 'apk: later RUNs fetch for themselves',
    dockerfile: 'FROM a\nRUN apk update && apk add b\nRUN apk add --no-cache c\n',
    reports: ['rm -rf /var/cache/apk/*'],
    fix: [
      'review',
      'FROM a\nRUN apk update && apk add b && rm -rf /var/cache/apk/*\nRUN apk add --no-cache c\n',
    ],
  },
  {
    id: 'dnf fetches its lists by itself',
    dockerfile: 'FROM a\nRUN dnf makecache && dnf install -y b\nRUN dnf install -y c && dnf clean all\n',
    reports: ['dnf clean all'],
    fix: [
      'review',
      'FROM a\nRUN dnf makecache && dnf install -y b && dnf clean all\nRUN dnf install -y c && dnf clean all\n',
    ],
  },
];

/** What the clean-up needs, and where it is reached. */
const CLEAN_UPS: readonly RuleCase[] = [
  {
    id: 'sudo: the clean-up needs it, too',
    dockerfile: 'FROM a\nUSER app\nRUN sudo apt-get update && sudo apt-get install -y b\n',
    reports: [`End this RUN with \`&& sudo ${LISTS}\``],
    fix: [
      'review',
      `FROM a\nUSER app\nRUN sudo apt-get update && sudo apt-get install -y b && sudo ${LISTS}\n`,
    ],
  },
  {
    id: 'sudo: with its options, for the cache of the same user',
    dockerfile: 'FROM a\nUSER app\nRUN sudo -H npm install -g b\n',
    reports: ['&& sudo -H npm cache clean --force'],
    fix: ['review', 'FROM a\nUSER app\nRUN sudo -H npm install -g b && sudo -H npm cache clean --force\n'],
  },
  {
    id: 'sudo: in front of a shell',
    dockerfile:
      'FROM a\nUSER app\nRUN A=b sudo -E bash -c "apt-get update && apt-get install -y b" && echo c\n',
    reports: ['sudo -E rm'],
    fix: [
      'review',
      `FROM a\nUSER app\nRUN A=b sudo -E bash -c "apt-get update && apt-get install -y b" && sudo -E ${LISTS} && echo c\n`,
    ],
  },
  {
    id: 'sudo: of the system it is enough that one command has it',
    dockerfile: 'FROM a\nRUN apt-get update && sudo apt-get update && apt-get install -y b\n',
    reports: ['sudo rm'],
  },
  {
    id: 'sudo: caches of two users have no fix',
    dockerfile: 'FROM a\nRUN npm ci && sudo npm install -g b\n',
    reports: ['End this RUN with `&& npm cache clean --force` both with and without sudo, or'],
    fix: 'none',
  },
  {
    id: 'sudo: a flag needs none',
    dockerfile: 'FROM a\nRUN sudo pip install b\n',
    reports: ['Add --no-cache-dir'],
    fix: ['review', 'FROM a\nRUN sudo pip install --no-cache-dir b\n'],
  },
  {
    id: 'exit: the clean-up stands in front of it',
    dockerfile: `FROM a\n${APT}; exit 0\n`,
    reports: [`Run \`${LISTS}\` right behind \`apt-get install -y b\`, or mount a cache.`],
    fix: ['review', `FROM a\n${APT}; ${LISTS}; exit 0\n`],
  },
  {
    id: 'exit: a clean-up behind it is none',
    dockerfile: `FROM a\n${APT}; exit 0; ${LISTS}\nRUN npm ci && exit 0; npm cache clean --force\n`,
    reports: ['right behind', 'Run `npm cache clean --force` right behind `npm ci`'],
    fix: [
      'review',
      `FROM a\n${APT}; ${LISTS}; exit 0; ${LISTS}\nRUN npm ci && exit 0; npm cache clean --force\n`,
    ],
  },
  {
    id: 'exit: exec does not come back, either',
    dockerfile: 'FROM a\nRUN npm ci; exec make\n',
    reports: ['right behind `npm ci`'],
    fix: ['review', 'FROM a\nRUN npm ci; npm cache clean --force; exec make\n'],
  },
  {
    id: 'exit: nothing can stand behind an install that does not come back',
    dockerfile: 'FROM a\nRUN cd /x; exec npm ci\n',
    reports: ['npm ci'],
    fix: 'none',
  },
  {
    id: 'exit: what it would end is a part of the RUN only, or it is not reached',
    dockerfile: `FROM a\n${APT} || exit 1; ${LISTS}\nRUN exit 0 | c; npm ci && npm cache clean --force\n`,
  },
  { id: 'silent: what is installed behind exit', dockerfile: `FROM a\nRUN exit 0; ${APT.slice(4)}\n` },
  {
    id: 'silent: dist-clean, and distclean, of apt',
    dockerfile: `FROM a\n${APT} && apt-get dist-clean\n${APT} && apt-get distclean\n${APT} && apt dist-clean -y\n`,
  },
  {
    id: 'distclean of another program',
    dockerfile: `FROM a\n${APT} && make distclean\n`,
    reports: ['lists of packages'],
  },
];

/** Where the output goes says nothing of what is left. */
const REDIRECTED: readonly RuleCase[] = [
  {
    id: 'redirected: the install',
    dockerfile: `FROM a\n${APT} > /log\n`,
    reports: ['lists of packages'],
    fix: ['review', `FROM a\n${APT} > /log && ${LISTS}\n`],
  },
  {
    id: 'redirected: the lists, over several lines',
    dockerfile: 'FROM a\nRUN apt-get update > /log \\\n && apt-get install -y b 2>&1\n',
    reports: ['`apt-get update > /log` fetches'],
    fix: ['review', `FROM a\nRUN apt-get update > /log \\\n && apt-get install -y b 2>&1 \\\n && ${LISTS}\n`],
  },
  {
    id: 'programs in a folder that a variable names, and pip of an environment by a relative path',
    dockerfile:
      'FROM a\nENV VENV=/opt/venv\nRUN "$VENV/bin/pip" install b\nRUN ${VENV}/bin/python -m pip install c\nRUN $POETRY_HOME/bin/poetry install\nRUN python -m venv .venv && .venv/bin/pip install d\n',
    reports: [
      'the cache that `"$VENV/bin/pip" install b` fills',
      '`${VENV}/bin/python -m pip install c` fills',
      '`$POETRY_HOME/bin/poetry install` fills',
      '`.venv/bin/pip install d` fills',
    ],
    fix: [
      'review',
      'FROM a\nENV VENV=/opt/venv\nRUN "$VENV/bin/pip" install --no-cache-dir b\nRUN ${VENV}/bin/python -m pip install c\nRUN $POETRY_HOME/bin/poetry install\nRUN python -m venv .venv && .venv/bin/pip install d\n',
    ],
  },
  {
    id: 'silent: a program in a folder that a variable names empties the cache, or is told to keep none; programs of the sources',
    dockerfile:
      'FROM a\nRUN $V/bin/pip install b && $V/bin/pip cache purge\nRUN $V/bin/pip install --no-cache-dir b\nRUN ./bin/npm ci\nRUN $PIP install b\nRUN $V/bin/$PIP install b\n',
  },
  {
    id: 'what browsers need, which Playwright installs by lists that it fetches',
    dockerfile:
      'FROM node:22-slim\nRUN npx playwright install --with-deps chromium\nRUN npx -y playwright@1.50 install-deps\nRUN python -m playwright install-deps chromium && rm -rf /var/lib/apt/lists/*\nRUN npx playwright install chromium\n',
    reports: [
      'keeps the lists of packages that `npx playwright install --with-deps chromium` fetches (line 2)',
      'that `npx -y playwright@1.50 install-deps` fetches (line 3)',
    ],
    fix: [
      'review',
      'FROM node:22-slim\nRUN npx playwright install --with-deps chromium && rm -rf /var/lib/apt/lists/*\nRUN npx -y playwright@1.50 install-deps\nRUN python -m playwright install-deps chromium && rm -rf /var/lib/apt/lists/*\nRUN npx playwright install chromium\n',
    ],
  },
  {
    id: 'redirected: pip and npm',
    dockerfile: 'FROM a\nRUN pip install b > /dev/null 2>&1\nRUN npm ci > /log\n',
    reports: ['pip install', 'npm ci'],
    fix: ['review', 'FROM a\nRUN pip install --no-cache-dir b > /dev/null 2>&1\nRUN npm ci > /log\n'],
  },
  {
    id: 'redirected: a group has no fix',
    dockerfile: 'FROM a\nRUN { apt-get update && apt-get install -y b; } > /log\n',
    reports: ['lists of packages'],
    fix: 'none',
  },
  {
    id: 'redirected: a heredoc at the end has no fix',
    dockerfile: `FROM a\n${APT} && cat <<EOF > /c\nd\nEOF\n`,
    reports: ['lists of packages'],
    fix: 'none',
  },
  {
    id: 'redirected: into another command, which is the last',
    dockerfile: 'FROM a\nRUN npm ci 2>&1 | tee /log\n',
    reports: ['npm ci'],
    fix: 'none',
  },
  { id: 'silent: a redirected clean-up', dockerfile: `FROM a\n${APT} && ${LISTS} 2> /log\n` },
];

checkRuleCases(packageCacheLeft, [
  {
    id: 'the lists that an install fetches itself',
    dockerfile: 'FROM debian:13\nRUN apt-get install -yU curl\n',
    reports: ['the lists of packages that `apt-get install -yU curl` fetches (line 2)'],
    fix: ['review', 'FROM debian:13\nRUN apt-get install -yU curl && rm -rf /var/lib/apt/lists/*\n'],
  },
  {
    id: 'lists that a later install does not go by, as it fetches them itself',
    dockerfile:
      'FROM debian:13\nRUN apt-get update && apt-get install -y jq\nRUN apt-get install --update -y curl && rm -rf /var/lib/apt/lists/*\n',
    reports: ['`apt-get update` fetches (line 2)'],
    fix: [
      'review',
      'FROM debian:13\nRUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*\nRUN apt-get install --update -y curl && rm -rf /var/lib/apt/lists/*\n',
    ],
  },
  ...GONE_BY,
  ...CLEAN_UPS,
  ...REDIRECTED,
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
      'FROM a\r\nRUN apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/* && pip3 install c\r\n',
    ],
  },
  {
    id: 'pip, twice',
    dockerfile: 'FROM a\nRUN pip install -U pip && python -m pip install -r x.txt\n',
    reports: ['the cache that `python -m pip install -r x.txt` fills'],
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
    id: 'a heredoc: what fails at its end must be seen',
    dockerfile: 'FROM a\nRUN <<EOF\napt-get update\napt-get install -y b\nEOF\n',
    reports: ['lists'],
    fix: [
      'review',
      'FROM a\nRUN <<EOF\napt-get update\napt-get install -y b && rm -rf /var/lib/apt/lists/*\nEOF\n',
    ],
  },
  {
    id: 'the JSON form has no shell that could take a second command',
    dockerfile:
      'FROM a\nRUN ["pip", "install", "b"]\nRUN ["npm", "ci"]\nRUN ["sudo", "npm", "i", "-g", "serve"]\n',
    reports: [
      'the cache that `pip install b` fills (line 2), and no later step can take it out again. Add --no-cache-dir, or mount a cache.',
      'the cache that `npm ci` fills (line 3), and no later step can take it out again. Write it in shell form, and end it with `&& npm cache clean --force`, or mount a cache.',
      'Write it in shell form, and end it with `&& sudo npm cache clean --force`',
    ],
    fix: 'none',
  },
  {
    id: 'the JSON form with a script in quotes',
    dockerfile:
      'FROM a\nRUN ["/bin/bash", "-c", "apt-get update && apt-get install -y curl"]\nRUN ["sh", "-c", "npm ci && node x"]\n',
    reports: [
      'the lists of packages that `apt-get update` fetches (line 2), and no later step can take them out again. End the script in quotes with `&& rm -rf /var/lib/apt/lists/*`, or mount a cache.',
      'the cache that `npm ci` fills (line 3), and no later step can take it out again. In the quotes, run `npm cache clean --force` right behind `npm ci`, or mount a cache.',
    ],
    fix: 'none',
  },
  {
    id: 'a script in quotes may set up what the command needs: outside of them it may not be there',
    dockerfile:
      'FROM a\nRUN bash -c \'eval "$(mise activate bash)" && npm install -g b\'\nRUN bash -lc "nvm install 20 && npm i -g c" && echo d\nRUN sudo -H bash -c "npm i -g e"\n',
    reports: [
      'End the script in quotes with `&& npm cache clean --force`, or mount a cache.',
      'In the quotes, run `npm cache clean --force` right behind `npm i -g c`, or mount a cache.',
      'End the script in quotes with `&& npm cache clean --force`, or mount a cache.',
    ],
    fix: 'none',
  },
  {
    id: 'behind a pipe, the next plain place is named, which is the one that the fix takes',
    dockerfile: `FROM a\n${APT} && curl -L https://yarnpkg.com/install.sh | bash && export A=b && true\n${APT} && curl -L https://yarnpkg.com/install.sh | bash && export A=b\n`,
    reports: [`Run \`${LISTS}\` right behind \`export A=b\`, or`, `End this RUN with \`&& ${LISTS}\`, or`],
    fix: [
      'review',
      `FROM a\n${APT} && curl -L https://yarnpkg.com/install.sh | bash && export A=b && ${LISTS} && true\n${APT} && curl -L https://yarnpkg.com/install.sh | bash && export A=b\n`,
    ],
  },
  {
    id: 'behind a pipe in a group, the pipe is named',
    dockerfile: `FROM a\nRUN { apt-get update && apt-get install -y b; curl -L https://yarnpkg.com/install.sh | bash; true; }\n`,
    reports: [`Run \`${LISTS}\` right behind the pipe that ends in \`bash\`, or`],
    fix: 'none',
  },
  {
    id: 'the file ends where the RUN would go on',
    dockerfile: 'FROM a\nRUN pip install b \\',
    reports: ['Add --no-cache-dir'],
    fix: ['review', 'FROM a\nRUN pip install --no-cache-dir b \\'],
  },
  {
    id: 'a RUN goes that keeps what is above apart from what is below',
    dockerfile: 'FROM a\nRUN <<EOF\nfoo\nRUN apk update\nrun apk add x\n',
    reports: ['Leave `apk update` out', 'Add --no-cache'],
    fix: 'none',
  },
  {
    id: 'a RUN goes with a blank line',
    dockerfile: 'FROM alpine\n\nRUN apk update\n\n# b\nRUN apk add --no-cache c\n',
    reports: ['Leave `apk update` out'],
    fix: ['review', 'FROM alpine\n\n# b\nRUN apk add --no-cache c\n'],
  },
  {
    id: 'a semicolon behind the last command',
    dockerfile: `FROM a\n${APT} \\\n  c \\\n  # d\n  ;\nRUN { apt-get update && apt-get install -y b; } ;\n`,
    reports: [
      `Run \`${LISTS}\` right behind \`apt-get install -y b c\`, or`,
      `Run \`${LISTS}\` at the end of this RUN, or`,
    ],
    fix: [
      'review',
      `FROM a\n${APT} \\\n  c \\\n  && ${LISTS} \\\n  # d\n  ;\nRUN { apt-get update && apt-get install -y b; } ;\n`,
    ],
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
    id: 'silent: a cache mount at a place that only the build knows',
    dockerfile: 'FROM a\nRUN --mount=type=cache,target=$PLACE pip install c\n',
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
    id: 'a stage that another service builds, and one that the last stage is built on',
    dockerfile: `FROM a AS dev\n${APT}\nFROM a AS base\n${APT}\nFROM base AS prod\nRUN pip install c\n`,
    build: { target: 'dev', others: ['prod'] },
    reports: [
      'Layer 1 of the image keeps the lists',
      'Layer 1 of the image of stage prod keeps the lists',
      'Layer 2 of the image of stage prod keeps the cache',
    ],
  },
  {
    id: 'silent: a manifest that another image alone has',
    dockerfile: 'FROM node AS api\nWORKDIR /app\nRUN npm ci\nFROM node AS web\nCOPY package.json /app/\n',
    build: { others: ['api'] },
  },
  {
    id: 'a manifest that another image has, which is looked at for itself',
    dockerfile: 'FROM node AS api\nCOPY package.json /app/\nWORKDIR /app\nRUN npm ci\nFROM node AS web\n',
    build: { others: ['api'] },
    reports: ['Layer 3 of the image of stage api keeps the cache that `npm ci` fills'],
  },
  {
    id: 'silent: a stage for work alone that another service builds',
    dockerfile: `FROM a AS test\n${APT}\nFROM a AS web\n`,
    build: { others: ['test'] },
  },
  {
    id: 'silent: a last stage that tests the image below it, which is told of',
    dockerfile: `FROM a AS app\n${APT}\nENTRYPOINT ["b"]\nFROM app AS test\n${APT}\n`,
    reports: ['Layer 1 of the image keeps the lists'],
  },
  {
    id: 'silent: conditional',
    dockerfile: 'FROM a\nRUN if [ "$B" ]; then apt-get update && apt-get install -y b; pip install c; fi\n',
  },
  { id: 'silent: later versions of yarn', dockerfile: 'FROM a\nRUN yarn install --immutable\n' },
  { id: 'silent: pnpm and uv', dockerfile: 'FROM a\nRUN pnpm install\nRUN uv pip install b\n' },
]);
