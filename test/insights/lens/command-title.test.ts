import assert from 'node:assert/strict';
import { commandTitle } from '../../../server/src/insights/lens/command-title.ts';
import { parse } from '../../../server/src/syntax/parse.ts';

/** Longer than a lens, so that what runs is named and not shown as it is written. */
const LONG = '--some-option-that-makes-the-line-a-long-one';

/** RUN instructions, and what they are called. */
const CASES: readonly (readonly [run: string, title: string])[] = [
  // Short ones are shown as they are.
  ['RUN python -m pip install flask', 'python -m pip install flask'],

  // Questions start no program.
  [
    'RUN [ -x "$(command -v curl)" ] && [ -x "$(command -v git)" ]',
    '[ -x "$(command -v curl)" ] && [ -x "$(comm…',
  ],
  [`RUN command -v curl >/dev/null || apk add ${LONG} curl`, 'apk add'],
  [`RUN which node && type npm && node build.js ${LONG}`, 'node build.js'],
  [`RUN command npm ci ${LONG}`, 'npm ci'],

  // Interpreters, by what they run.
  [`RUN /opt/venv/bin/python -m pip install ${LONG} -r requirements.txt`, 'python -m pip install'],
  [
    `RUN python3.12 -um venv ${LONG} /opt/venv && /opt/venv/bin/pip install flask`,
    'python3.12 -m venv, pip install',
  ],
  [`RUN python -W ignore manage.py collectstatic --noinput ${LONG}`, 'python manage.py collectstatic'],
  [`RUN python -c "import nltk; nltk.download('punkt', quiet=True)"`, 'python -c'],
  [`RUN curl -fsSL https://example.org/install-it.py | python3 - ${LONG}`, 'curl, python3'],
  [`RUN node --max-old-space-size=4096 ./scripts/build.js ${LONG}`, 'node build.js'],
  [`RUN php -d memory_limit=-1 artisan optimize ${LONG}`, 'php artisan optimize'],
  [`RUN php bin/console cache:clear ${LONG} && php -r 'echo 1;'`, 'php console cache:clear, php -r'],
  [`RUN ruby config/tune.rb ${LONG}`, 'ruby tune.rb'],
  [`RUN java -Djarmode=layertools -jar build/application.jar extract`, 'java application.jar'],
  [`RUN python "$SCRIPT" ${LONG}`, 'python'],
  [`RUN python python python ${LONG}`, 'python python'],

  // Programs by their files' names, with the subcommand of tools.
  [`RUN /usr/local/lib/somewhere/very/deep/bin/install-it.sh`, 'install-it.sh'],
  [`RUN "\${CONDA_DIR}/envs/\${env_name}/bin/pip" install 'flake8'`, 'pip install'],
  [`RUN ./configure ${LONG} && make -j 4 PREFIX=/usr install`, './configure, make install'],
  [`RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile`, 'rails assets:precompile'],
  [`RUN ./gradlew -x test --no-daemon bootJar ${LONG}`, './gradlew bootJar'],
  [`RUN helm plugin install https://github.com/hypnoglow/helm-s3.git`, 'helm plugin install'],
  [`RUN deno cache --lock=deno.lock ${LONG} tasks/vite.ts`, 'deno cache'],
  [`RUN npm ci ${LONG} && npm run --silent build`, 'npm ci, npm run build'],
  [`RUN make -j "$(nproc)" ${LONG}`, 'make'],

  // What merely runs another program.
  [`RUN sudo -u node -E npm install -g ${LONG}`, 'npm install'],
  [`RUN sudo -E env FOO=1 time pip install ${LONG}`, 'pip install'],
  [`RUN find . -name '*.sh' -print0 | xargs -0 -n 1 chmod +x ${LONG}`, 'find, chmod'],
  [`RUN gosu app /opt/venv/bin/garak ${LONG}`, 'garak'],
  [`RUN su-exec app:app php artisan migrate ${LONG}`, 'php artisan migrate'],
  [`RUN runuser -u app -- bundle exec rake assets:precompile ${LONG}`, 'rake assets:precompile'],
  [`RUN conda run -n env python -m nltk.downloader punkt ${LONG}`, 'python -m nltk.downloader'],
  [`RUN corepack pnpm install ${LONG} && corepack prepare pnpm@9`, 'pnpm install, corepack prepare'],
  [`RUN sudo ${LONG}`, 'sudo'],

  // What a variable puts in front of a command is no program.
  ['RUN ${DEBUG:+env RUST_BACKTRACE=1} cargo build --release', 'cargo build'],
  [`RUN \${SUDO+sudo -E} \${X:+env X="$X"} npm ci ${LONG}`, 'npm ci'],
  [`RUN \${COMMAND:+echo "$COMMAND" ${LONG}}`, `\${COMMAND:+echo "$COMMAND" ${LONG.slice(0, 16)}…`],
  ['RUN $SOME_PROGRAM_OF_THE_BUILD install --with-an-option', '$SOME_PROGRAM_OF_THE_BUILD'],

  // Shells: a script by its name, and what is written on the command line.
  [`RUN bash -x /tmp/library-scripts/common-debian.sh ${LONG}`, 'common-debian.sh'],
  [`RUN sh gradlew build ${LONG}`, 'gradlew build'],
  [`RUN curl -fsSL https://example.org/a-long-name.sh | bash -s -- -y`, 'curl, bash'],
  [`RUN curl -fsSL https://example.org/a-long-name.sh | bash /dev/stdin -y`, 'curl, bash'],
  [`RUN bash <(curl -fsSL https://example.org/a-long-name.sh)`, 'bash'],
  [
    'RUN bash -lc "source ~/.nvm/nvm.sh && nvm install 22 && npm install -g yarn"',
    'nvm install, npm install',
  ],
  ["RUN bash -o pipefail -euxc 'curl https://example.org/a | tar x'", 'curl, tar'],
  [`RUN gosu rails sh -c 'HOME=/tmp /opt/venv/bin/garak --list_probes' || echo "failed"`, 'garak'],
  [`RUN su - app -c "umask 0002 && . /usr/nvm.sh && nvm install \${NODE_VERSION}"`, 'nvm install'],
  [`RUN runuser -l app -c 'cd /srv && npm ci' && echo "and the rest"`, 'npm ci'],
  [`RUN ["bash", "-c", "cd /srv && npm ci && npm run build --silent"]`, 'npm ci, npm run build'],
  ['RUN bash -c "${SOME_SCRIPT_OF_THE_BUILD} --with an option"', 'bash'],
  [`RUN bash run.sh -c 'curl https://example.org/some/thing'`, 'run.sh'],

  [`RUN sh -c "" && npm ci ${LONG}`, 'sh, npm ci'],
  [`RUN sh -c '"" x' && npm ci ${LONG}`, 'npm ci'],
  [`RUN "" ${LONG}`, `"" ${LONG.slice(0, 40)}…`],

  // What a shell of Linux would read otherwise is shown as it is written.
  [
    String.raw`RUN C:\tools\setup.exe /quiet && del C:\tools\setup.exe`,
    String.raw`C:\tools\setup.exe /quiet && del C:\tools\s…`,
  ],

  // Installs, downloads and builds in an `if` or a loop come before the rest.
  [
    `RUN case "$(uname -m)" in aarch64) exit 1 ;; *) /opt/conda/bin/conda install -y pytorch ;; esac && /opt/conda/bin/conda clean -ya`,
    'conda install, conda clean',
  ],
  [
    `RUN for p in torch torchvision; do pip install --no-cache-dir "$p" ${LONG}; done && ldconfig`,
    'pip install, ldconfig',
  ],
  [
    `RUN if [ "$GPU" = 1 ]; then pip3 install -r gpu.txt; else python3 -m pip install -r cpu.txt; fi && python3 -c "import psycopg2"`,
    'pip3 install, python3 -m pip install, …',
  ],
  [
    `RUN n=0; until [ "$n" -ge 5 ]; do if wget -q -O /tmp/models.tgz https://example.org/x; then break; fi; sleep 3; done; tar -xzf /tmp/x; du -sh /opt`,
    'wget, tar',
  ],
  [
    `RUN for u in a b; do f="$(basename "$u")"; wget -O "$f" "$u" ${LONG} || break; sleep 1; done; ls -l`,
    'wget',
  ],
  [`RUN chown app /srv && if ! id app; then useradd app ${LONG}; fi`, 'useradd, chown'],
  [`RUN if [ -n "$X" ]; then apt-get purge -y ${LONG} gcc; fi && ldconfig && tar -c /srv`, 'ldconfig, tar'],
  [
    `RUN git clone ${LONG} x && if true; then git fetch && git checkout y; fi && git config a b && pip3 install .`,
    'git clone, git fetch, pip3 install, …',
  ],
  [`RUN echo "${LONG}" && ls -l /a && sleep 1 && du -sh /a`, 'ls, du'],
  [`RUN tar xf "$(curl -sL ${LONG})" && chmod +x /srv/a`, 'tar, chmod'],
  [`RUN chmod +x /srv/a && pip install ${LONG} && ldconfig`, 'chmod, pip install, ldconfig'],

  // Variables that a file sets, and a script that is run that way.
  [`RUN . /opt/venv/bin/activate && python setup.py build ${LONG}`, 'python setup.py'],
  [`RUN cd /tmp/galen-ide && . /tmp/galen-ide/assembleAndInstall.sh`, '. assembleAndInstall.sh'],
];

describe('the name of a RUN', () => {
  for (const [run, title] of CASES) {
    it(run, () => {
      const file = parse(`FROM a\n${run}\n`);
      const instruction = file.instructions[1];
      assert.equal(instruction && commandTitle(file, instruction), title);
    });
  }
});
