import assert from 'node:assert/strict';
import { buildModel } from '../../../server/src/model/build.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { neededOfContext } from '../../../server/src/fixes/context-reads/needed.ts';

const COPY = 'FROM a\nWORKDIR /app\nCOPY . .\n';
const MAKEFILES = 'GNUmakefile makefile Makefile';

/** `needed`: what would do instead of each other, in one text. */
const CASES: Readonly<Record<string, { readonly text: string; readonly needed: readonly string[] }>> = {
  'what make reads': { text: `${COPY}RUN make -j8 install`, needed: [MAKEFILES] },
  'what make is told to read': {
    text: `${COPY}RUN make -C tools -f a.mk`,
    needed: ['tools', 'tools/a.mk'],
  },
  'not what make might be told to read': { text: `${COPY}RUN make --file=a.mk`, needed: [] },
  'what CMake builds': {
    text: `${COPY}RUN apt-get install -y cmake && cmake -B build -DA=1 -GNinja && cmake --build build`,
    needed: ['CMakeLists.txt'],
  },
  'what CMake builds from a folder of its own, or is told to': {
    text: `${COPY}RUN mkdir build && cd build && cmake -DCMAKE_BUILD_TYPE=Release ..\nFROM a\nWORKDIR /app\nCOPY . .\nRUN cmake -S lib -B out .\nFROM a\nWORKDIR /app/out\nCOPY . /app\nRUN cmake /app`,
    needed: ['CMakeLists.txt', 'lib', 'lib/CMakeLists.txt', 'CMakeLists.txt'],
  },
  'nothing of what CMake does otherwise': {
    text: `${COPY}RUN cmake --build build\nFROM a\nWORKDIR /app\nCOPY . .\nRUN cmake -E echo x`,
    needed: [],
  },
  'what Meson builds': { text: `${COPY}RUN meson setup build --prefix=/usr`, needed: ['meson.build'] },
  'nothing of what Meson does otherwise': { text: `${COPY}RUN meson compile -C build`, needed: [] },
  'a project that pip installs': {
    text: `${COPY}RUN pip install --upgrade pip && pip install --no-cache-dir ".[dev]"`,
    needed: ['pyproject.toml setup.py'],
  },
  'projects that pip installs from folders': {
    text: `${COPY}RUN python3 -m pip install -e ./lib/ --target . flask ./a.whl -c c.txt`,
    needed: ['lib', 'lib/pyproject.toml lib/setup.py'],
  },
  'a project by its absolute path': {
    text: 'FROM a\nCOPY . /build\nWORKDIR /x\nRUN pip install /build',
    needed: ['pyproject.toml setup.py'],
  },
  'a project that Python packs': {
    text: `${COPY}RUN python -m build --wheel`,
    needed: ['pyproject.toml setup.py'],
  },
  'nothing of archives and addresses': {
    text: `${COPY}RUN pip install dist/*.whl git+https://a/b.git`,
    needed: [],
  },
  'a project, the folder of a command among it': {
    text: `${COPY}RUN npm --prefix web ci && cd ../app/api && npm ci`,
    needed: ['web', 'web/package.json', 'api/package.json'],
  },
  'what Go builds, or its sources alone': {
    text: `${COPY}RUN go build -o ./bin/x ./cmd/x ./...`,
    needed: ['go.mod go.work *.go', 'cmd/x'],
  },
  'the folder of a project in an option': {
    text: 'FROM a\nWORKDIR /src\nADD / /src/\nWORKDIR web\nRUN go build -C api',
    needed: ['web/api', 'web/api/go.mod web/api/go.work web/go.mod web/go.work go.mod go.work web/api/*.go'],
  },
  'a project file by its name': {
    text: `${COPY}RUN dotnet publish src/Web/Web.csproj -o /out`,
    needed: ['src/Web/Web.csproj'],
  },
  'a program of the sources': { text: `${COPY}RUN scripts/build.sh`, needed: ['scripts/build.sh'] },
  'what an interpreter is given': {
    text: `${COPY}RUN sh ./a.sh\nFROM a\nCOPY ./ .\nRUN python3 tools/b.py`,
    needed: ['a.sh', 'tools/b.py'],
  },
  'below what makes no files': {
    text: `${COPY}RUN apt-get install -y make && mkdir -p /out && chmod +x run\nENV A=b\nRUN make`,
    needed: ['run', MAKEFILES],
  },
  'a program behind the variables of a file from elsewhere': {
    text: `FROM debian\nCOPY . /data\nWORKDIR /data\nRUN . ~/.env && . "$HOME/.cargo/env" && . /etc/os-release && ./debian/util.sh x`,
    needed: ['debian/util.sh'],
  },
  'nothing behind a file of the sources that the shell takes in': {
    text: `${COPY}RUN . ./env.sh && ./a/b.sh\nRUN make`,
    needed: ['env.sh'],
  },
  'nothing behind a file of unknown name, or out of PATH': {
    text: `${COPY}RUN . $FILE && ./a/b.sh\nFROM a\nWORKDIR /app\nCOPY . .\nRUN . activate && make`,
    needed: [],
  },
  'files that are read': {
    text: `${COPY}RUN cat ./build/next.txt a b && cp -r conf/a.conf conf/b.conf /etc && sed -i "s/a/$B/" c.ini && mv d.txt /d`,
    needed: ['build/next.txt', 'a', 'b', 'conf/a.conf', 'conf/b.conf', 'c.ini', 'd.txt'],
  },
  'files that are read in a substitution, and what comes behind': {
    text: `${COPY}RUN echo "export V=$(cat ./build/next.txt | tr -d '\\n')" | tee ~/.env\nRUN . ~/.env && X=$(cat b.txt) && make`,
    needed: ['build/next.txt', 'b.txt', MAKEFILES],
  },
  'by absolute paths': {
    text: `${COPY}RUN cat /app/a.txt /etc/passwd && /app/tools/b.sh && /bin/sh -ex /app/c.sh`,
    needed: ['a.txt', 'tools/b.sh'],
  },
  'nothing of the image itself': {
    text: `FROM a\nWORKDIR /\nCOPY . /\nRUN cat /etc/os-release && cat conf/a.ini && /bin/sh /usr/bin/x.sh`,
    needed: ['conf/a.ini'],
  },
  'a script that a shell is given behind options': {
    text: `${COPY}RUN bash -ex tools/a\nFROM a\nWORKDIR /app\nCOPY . .\nRUN python3 -u b.py`,
    needed: ['tools/a', 'b.py'],
  },
  'nothing of scripts that are given by options': {
    text: `${COPY}RUN python3 -m http.server a/b\nFROM a\nWORKDIR /app\nCOPY . .\nRUN sh -c "$X" a/b`,
    needed: [],
  },
  'in another directory': { text: `${COPY}RUN cd web && cat a.txt`, needed: ['web/a.txt'] },
  'nothing in a directory that is not known': { text: `${COPY}RUN cd $X && cat a.txt`, needed: [] },
  'nothing that may be missing': {
    text: `${COPY}RUN cat a || true; cat b | c || true\nFROM a\nWORKDIR /app\nCOPY . .\nRUN { cat a; cat b; } || true; cat c 2>/dev/null; X=$(cat d || echo 0)\nRUN [ -f e ] && . ./e`,
    needed: [],
  },
  'nothing that only the build knows': {
    text: `${COPY}RUN cat $A *.txt - ~/x && cp $B /x && sed "$C" "$D" && cp -t /x e && sed -e f -f g h`,
    needed: [],
  },
  'nothing that is written': {
    text: `${COPY}RUN cat > a.txt && cp /x/b.txt ./b.txt && cat a.txt b.txt && echo x > c.txt && cat c.txt`,
    needed: [],
  },
  'nothing of folders that are filled': {
    text: `${COPY}RUN cp -r /opt/conf . && cat conf/a\nRUN tar -xf /x.tar && cat b\nRUN make`,
    needed: [],
  },
  'nothing of folders that were filled above the copy': {
    text: `FROM a\nWORKDIR /app\nRUN git clone https://a/b.git\nRUN tar -xzf /x.tgz -C web\nCOPY . .\nRUN cat b/x web/y && sh c.sh`,
    needed: ['c.sh'],
  },
  'nothing of a clone into the same folder': {
    text: 'FROM a\nWORKDIR /app\nRUN apk add git && git clone -b v1 https://a/b.git .\nCOPY . .\nRUN ./c.sh',
    needed: [],
  },
  'nothing that an install may have built': {
    text: `${COPY}RUN mvn package && cp target/a.jar /a.jar\nRUN cat b`,
    needed: ['pom.xml'],
  },
  'nothing out of the folders of an install': {
    text: `${COPY}RUN npm ci && ./node_modules/.bin/tsc\nFROM a\nWORKDIR /app\nCOPY . .\nRUN python -m venv venv && venv/bin/celery\nFROM a\nWORKDIR /app\nCOPY . .\nRUN composer install && vendor/bin/phpunit`,
    needed: ['package.json', 'composer.json'],
  },
  'in a stage that is built from it': {
    text: 'FROM a AS b\nWORKDIR /app\nCOPY . .\nFROM b\nRUN make',
    needed: [MAKEFILES],
  },
  'of a mount': {
    text: 'FROM a\nWORKDIR /app\nRUN --mount=type=bind,target=. make\nRUN make',
    needed: [MAKEFILES],
  },
  'nothing without a copy of all': { text: 'FROM a\nWORKDIR /app\nCOPY web .\nRUN make', needed: [] },
  'nothing in another stage': { text: `${COPY}FROM b\nWORKDIR /app\nRUN make`, needed: [] },
  'nothing beside the copy': { text: `${COPY}WORKDIR /src\nRUN make\nWORKDIR ../apps\nRUN make`, needed: [] },
  'nothing in a folder that the base image says': { text: 'FROM a\nCOPY . /\nRUN make', needed: [] },
  'nothing where it goes, while nobody knows where the copy is': {
    text: 'FROM a\nCOPY . .\nRUN cd /opt && make',
    needed: [],
  },
  'nothing where a command may have made it': {
    text: `${COPY}RUN ./configure && make\nRUN npm ci`,
    needed: ['configure'],
  },
  'nothing that is named above': {
    text: 'FROM a\nWORKDIR /app\nRUN curl -o build.sh https://example.org\nCOPY . .\nRUN ./build.sh',
    needed: [],
  },
  'nothing that is asked for': { text: `${COPY}RUN test -f Makefile && make`, needed: [] },
  'nothing that another copy may bring': {
    text: `${COPY}COPY --from=b /src/package.json ./\nRUN npm ci`,
    needed: [],
  },
  'nothing that a mount may bring': {
    text: `${COPY}RUN --mount=type=bind,source=a.mk,target=Makefile make`,
    needed: [],
  },
  'nothing of packages by name': { text: `${COPY}RUN npm install express && pip install flask`, needed: [] },
  'nothing where variables decide': { text: `${COPY}RUN make -C $DIR\nRUN ./$SCRIPT`, needed: [] },
};

describe('what the commands of a Dockerfile need of its context', () => {
  for (const [what, { text, needed }] of Object.entries(CASES)) {
    it(what, () => {
      const found = neededOfContext(buildModel(parse(text)));
      assert.deepEqual(
        found.map((need) => need.join(' ')),
        needed,
      );
    });
  }
});
