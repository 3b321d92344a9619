import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

function image(...lines: readonly string[]): string {
  return stage('maven:3.9-eclipse-temurin-21', ...lines);
}

function pom(artifact: string, ...more: readonly string[]): string {
  return `<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n<artifactId>${artifact}</artifactId>\n${more.join('\n')}\n</project>\n`;
}

function dependencies(...artifacts: readonly string[]): string {
  return `<dependencies>${artifacts.map((one) => `<dependency><artifactId>${one}</artifactId></dependency>`).join('')}</dependencies>`;
}

const PARENT = '<parent><groupId>g</groupId><artifactId>shop</artifactId></parent>';
const BOOT = '<parent><artifactId>spring-boot-starter-parent</artifactId><relativePath/></parent>';

const MAVEN: Files = {
  'pom.xml': pom('app', BOOT, dependencies('spring-boot-starter-web')),
  'src/main/java/App.java': '',
};

const WRAPPED: Files = {
  ...MAVEN,
  mvnw: '#!/bin/sh\n',
  '.mvn/wrapper/maven-wrapper.properties': 'wrapperVersion=3.3.2\n',
};

const MODULES: Files = {
  'pom.xml': pom('shop', '<modules><module>core</module><module>web</module></modules>'),
  'core/pom.xml': pom('core', PARENT, dependencies('guava')),
  'core/src/main/java/Core.java': '',
  'web/pom.xml': pom('web', PARENT, dependencies('core', 'jetty')),
  'web/src/main/java/Web.java': '',
};

const POMS = ['COPY pom.xml ./', 'COPY core/pom.xml core/', 'COPY web/pom.xml web/'];
const OFFLINE = 'RUN mvn dependency:go-offline';
const WHY = 'review: adds a step';

/** Maven, Gradle and sbt: single builds, builds of several modules, wrappers, and what only a person can tell. */
export const JVM_CASES: readonly Case[] = [
  {
    id: 'mvn package',
    dockerfile: image('COPY . .', 'RUN mvn -B clean package -DskipTests'),
    files: MAVEN,
    expected: {
      review: image(
        'COPY pom.xml ./',
        'RUN mvn -B dependency:go-offline',
        'COPY . .',
        'RUN mvn -B clean package -DskipTests',
      ),
      title: `(${WHY})`,
    },
  },
  {
    id: 'what wraps mvn package, and what of it the download needs',
    dockerfile: image('COPY . .', 'RUN time sudo -E env MAVEN_OPTS=-Dhttps.proxyHost=p mvn package'),
    files: MAVEN,
    expected: {
      review: image(
        'COPY pom.xml ./',
        'RUN sudo -E env MAVEN_OPTS=-Dhttps.proxyHost=p mvn dependency:go-offline',
        'COPY . .',
        'RUN time sudo -E env MAVEN_OPTS=-Dhttps.proxyHost=p mvn package',
      ),
      title: WHY,
    },
  },
  {
    id: 'mvn package below pom.xml and src',
    dockerfile: image('COPY pom.xml .', 'COPY src ./src', 'RUN mvn package'),
    files: MAVEN,
    expected: {
      review: image('COPY pom.xml .', OFFLINE, 'COPY src ./src', 'RUN mvn package'),
      title: WHY,
    },
  },
  {
    id: 'sources and pom.xml in a folder that the sources make',
    dockerfile: 'FROM maven\nCOPY src /srv/src\nCOPY pom.xml /srv\nRUN mvn -f /srv/pom.xml package\n',
    files: MAVEN,
    expected: {
      review:
        'FROM maven\nCOPY pom.xml /srv/\nRUN cd /srv && mvn dependency:go-offline\nCOPY src /srv/src\nCOPY pom.xml /srv\nRUN mvn -f /srv/pom.xml package\n',
      title: WHY,
    },
  },
  {
    id: 'mvn dependency:go-offline below the sources',
    dockerfile: image('COPY . .', OFFLINE, 'RUN mvn package -o'),
    files: MAVEN,
    expected: { safe: image('COPY pom.xml ./', OFFLINE, 'COPY . .', 'RUN mvn package -o') },
  },
  {
    id: 'mvn dependency:go-offline first already',
    dockerfile: image('COPY pom.xml .', OFFLINE, 'COPY src src', 'RUN mvn package'),
    files: MAVEN,
    expected: 'silent',
  },
  {
    id: 'a build that may fail over the pom alone, as the first step',
    dockerfile: image('COPY pom.xml .', 'RUN mvn verify --fail-never', 'COPY src src', 'RUN mvn verify'),
    files: MAVEN,
    expected: 'silent',
  },
  {
    id: 'the local repository of Maven in a cache mount',
    dockerfile: image('COPY . .', 'RUN --mount=type=cache,target=/root/.m2 mvn package'),
    files: MAVEN,
    expected: 'silent',
  },
  {
    id: 'mvnw, whose mode is not known',
    dockerfile: image('COPY . .', 'RUN ./mvnw -B package'),
    files: WRAPPED,
    expected: {
      review: image(
        'COPY mvnw pom.xml ./',
        'COPY .mvn .mvn/',
        'RUN sh ./mvnw -B dependency:go-offline',
        'COPY . .',
        'RUN ./mvnw -B package',
      ),
      title: WHY,
    },
  },
  {
    id: 'mvnw made executable in the same RUN',
    dockerfile: image('COPY . .', 'RUN chmod +x mvnw && ./mvnw package -Pprod'),
    files: WRAPPED,
    expected: {
      review: image(
        'COPY mvnw pom.xml ./',
        'COPY .mvn .mvn/',
        'RUN sh ./mvnw -Pprod dependency:go-offline',
        'COPY . .',
        'RUN chmod +x mvnw && ./mvnw package -Pprod',
      ),
      title: WHY,
    },
  },
  {
    id: 'mvnw made executable in a RUN of its own, which the download does not need',
    dockerfile: image('COPY . .', 'RUN chmod +x mvnw', 'RUN ./mvnw package'),
    files: WRAPPED,
    expected: {
      review: image(
        'COPY mvnw pom.xml ./',
        'COPY .mvn .mvn/',
        'RUN sh ./mvnw dependency:go-offline',
        'COPY . .',
        'RUN chmod +x mvnw',
        'RUN ./mvnw package',
      ),
      title: WHY,
    },
  },
  {
    id: 'mvnw made executable for a download of its own, whose mode is not known',
    dockerfile: image('COPY . .', 'RUN chmod +x mvnw', 'RUN ./mvnw dependency:go-offline'),
    files: WRAPPED,
    expected: { none: '`RUN chmod +x mvnw` (line 4) may read or change the copied files' },
  },
  {
    id: 'mvnw that can be executed anyway',
    dockerfile: image('COPY . .', 'RUN chmod +x ./mvnw', 'RUN ./mvnw dependency:go-offline'),
    files: WRAPPED,
    modes: { mvnw: 0o755 },
    expected: {
      safe: image(
        'COPY mvnw pom.xml ./',
        'COPY .mvn .mvn/',
        'RUN ./mvnw dependency:go-offline',
        'COPY . .',
        'RUN chmod +x ./mvnw',
      ),
    },
  },
  {
    id: 'mvnw by its absolute path',
    dockerfile: image('COPY . .', 'RUN /app/mvnw package'),
    files: WRAPPED,
    expected: {
      review: image(
        'COPY mvnw pom.xml ./',
        'COPY .mvn .mvn/',
        'RUN sh ./mvnw dependency:go-offline',
        'COPY . .',
        'RUN /app/mvnw package',
      ),
      title: WHY,
    },
  },
  {
    id: 'mvnw by the path of another folder',
    dockerfile: image('COPY . .', 'RUN /opt/mvnw -f pom.xml package'),
    files: WRAPPED,
    expected: { none: '`/opt/mvnw` is not in the build context' },
  },
  {
    id: 'mvnw with line ends of Windows',
    dockerfile: image('COPY . .', 'RUN dos2unix mvnw', 'RUN sh mvnw package'),
    files: { ...WRAPPED, mvnw: '#!/bin/sh\r\n' },
    expected: { none: 'mvnw has line ends of Windows' },
  },
  {
    id: 'modules that depend on each other',
    dockerfile: image('COPY . .', 'RUN mvn -pl web -am package'),
    files: MODULES,
    expected: {
      review: image(
        ...POMS,
        'RUN mvn -pl web -am dependency:go-offline --fail-never',
        'COPY . .',
        'RUN mvn -pl web -am package',
      ),
      title: 'modules that depend on each other are only resolved by the build',
    },
  },
  {
    id: 'dependency:go-offline of all modules',
    dockerfile: image('COPY . .', OFFLINE, 'RUN mvn package'),
    files: MODULES,
    expected: { safe: image(...POMS, OFFLINE, 'COPY . .', 'RUN mvn package') },
  },
  {
    id: 'one module by its pom.xml, with the parent beside',
    dockerfile: image('COPY . .', 'RUN mvn -f core/pom.xml package'),
    files: MODULES,
    expected: {
      review: image(
        'COPY core/pom.xml core/',
        'COPY pom.xml ./',
        'RUN mvn -f core/pom.xml dependency:go-offline',
        'COPY . .',
        'RUN mvn -f core/pom.xml package',
      ),
      title: WHY,
    },
  },
  {
    id: 'a module that the context does not hold',
    dockerfile: image('COPY . .', 'RUN mvn package'),
    files: { 'pom.xml': MODULES['pom.xml'] ?? '', 'core/pom.xml': pom('core'), 'core/src/A.java': '' },
    expected: 'silent',
  },
  {
    id: 'settings beside the pom.xml',
    dockerfile: image('COPY . .', 'RUN mvn -s ci/settings.xml package'),
    files: { ...MAVEN, 'ci/settings.xml': '<settings/>' },
    expected: {
      review: image(
        'COPY pom.xml ./',
        'COPY ci/settings.xml ci/',
        'RUN mvn -s ci/settings.xml dependency:go-offline',
        'COPY . .',
        'RUN mvn -s ci/settings.xml package',
      ),
      title: WHY,
    },
  },
  {
    id: 'a dependency that lies in the project',
    dockerfile: image('COPY . .', 'RUN mvn package'),
    files: {
      ...MAVEN,
      'pom.xml': pom(
        'app',
        '<dependencies><dependency><artifactId>x</artifactId><scope>system</scope><systemPath>${project.basedir}/lib/x.jar</systemPath></dependency></dependencies>',
      ),
      'lib/x.jar': '',
    },
    expected: {
      review: image('COPY pom.xml ./', 'COPY lib/x.jar lib/', OFFLINE, 'COPY . .', 'RUN mvn package'),
      title: WHY,
    },
  },
  {
    id: 'a repository in the project',
    dockerfile: image('COPY . .', 'RUN mvn package'),
    files: {
      ...MAVEN,
      'pom.xml': pom(
        'app',
        '<repositories><repository><url>file://${project.basedir}/repo</url></repository></repositories>',
      ),
      'repo/a/a.jar': '',
    },
    expected: {
      review: image('COPY pom.xml ./', 'COPY repo repo/', OFFLINE, 'COPY . .', 'RUN mvn package'),
      title: 'is the local folder repo',
    },
  },
  {
    id: 'a pom.xml that installs files first',
    dockerfile: image('COPY . .', 'RUN mvn package'),
    files: {
      ...MAVEN,
      'pom.xml': pom(
        'app',
        '<build><plugins><plugin><artifactId>maven-install-plugin</artifactId><executions><execution><goals><goal>install-file</goal></goals></execution></executions></plugin></plugins></build>',
      ),
    },
    expected: { none: 'pom.xml installs files of the project first' },
  },
  ...nonRecursiveCases(),
  ...coordinateCases(),
  ...gradleCases(),
  ...sbtCases(),
];

/** `-N` builds one pom.xml and none of its modules, so that these are fetched for by the step that builds them. */
function nonRecursiveCases(): readonly Case[] {
  const files: Files = {
    ...MODULES,
    'pom.xml': pom('shop', '<packaging>pom</packaging><modules><module>core</module></modules>'),
  };
  const first = 'RUN mvn -B -N install';
  return [
    {
      id: 'mvn -N of the parent, and a module in its folder',
      dockerfile: image('COPY . .', first, 'WORKDIR /app/core', 'RUN mvn -B package'),
      files,
      expected: {
        review: image(
          'COPY core/pom.xml core/',
          'COPY pom.xml ./',
          'RUN cd /app/core && mvn -B dependency:go-offline',
          'COPY . .',
          first,
          'WORKDIR /app/core',
          'RUN mvn -B package',
        ),
        title: '`RUN mvn -B -N install` runs below it',
      },
    },
    {
      id: 'mvn -N of the parent, and a module that needs another one',
      dockerfile: image('COPY . .', first, 'WORKDIR /app/web', 'RUN mvn package'),
      files: {
        ...files,
        'pom.xml': pom(
          'shop',
          '<packaging>pom</packaging><modules><module>core</module><module>web</module></modules>',
        ),
      },
      expected: { none: 'web/pom.xml depends on core/pom.xml, which may have to be built first' },
    },
    {
      id: 'mvn -N of a pom.xml that builds nothing',
      dockerfile: image('COPY . .', 'RUN mvn --non-recursive install'),
      files,
      expected: 'silent',
    },
    {
      id: 'mvn -N of a pom.xml with code of its own',
      dockerfile: image('COPY . .', 'RUN mvn -N package'),
      files: MAVEN,
      expected: {
        review: image(
          'COPY pom.xml ./',
          'RUN mvn -N dependency:go-offline',
          'COPY . .',
          'RUN mvn -N package',
        ),
        title: WHY,
      },
    },
    {
      id: 'mvn -N dependency:go-offline first, which leaves out the modules',
      dockerfile: image('COPY pom.xml ./', 'RUN mvn -N dependency:go-offline', 'COPY . .', 'RUN mvn package'),
      files,
      expected: {
        review: image(
          'COPY pom.xml ./',
          'RUN mvn -N dependency:go-offline',
          'COPY core/pom.xml core/',
          OFFLINE,
          'COPY . .',
          'RUN mvn package',
        ),
        title: WHY,
      },
    },
  ];
}

/** Poms are the same project where group and artifact agree. */
function coordinateCases(): readonly Case[] {
  const on = (group: string, artifact: string): string =>
    `<dependencies><dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId></dependency></dependencies>`;
  const parent = pom(
    'shop',
    '<groupId>g</groupId><modules><module>core</module><module>web</module></modules>',
  );
  const linked = (id: string, files: Files, isLinked: boolean): Case => ({
    id,
    dockerfile: image('COPY . .', 'RUN mvn package'),
    files,
    expected: {
      review: image(
        ...('core/pom.xml' in files ? POMS : ['COPY pom.xml ./']),
        isLinked ? `${OFFLINE} --fail-never` : OFFLINE,
        'COPY . .',
        'RUN mvn package',
      ),
      title: isLinked ? 'modules that depend on each other' : `(${WHY})`,
    },
  });
  const modules = (core: string, web: string): Files => ({
    'pom.xml': parent,
    'core/pom.xml': core,
    'core/src/main/java/Core.java': '',
    'web/pom.xml': web,
  });
  return [
    linked(
      'a dependency that only shares the name of the project',
      { ...MAVEN, 'pom.xml': pom('javalin', '<groupId>benchmark</groupId>', on('io.javalin', 'javalin')) },
      false,
    ),
    linked(
      'a dependency that only shares the name of a module',
      modules(pom('core', PARENT), pom('web', PARENT, on('org.other', 'core'))),
      false,
    ),
    linked(
      'a module by the group of the project, inherited',
      modules(pom('core', PARENT), pom('web', PARENT, on('${project.groupId}', 'core'))),
      true,
    ),
    linked(
      'a module of a group of its own',
      modules(pom('core', PARENT, '<groupId>h</groupId>'), pom('web', PARENT, on('h', 'core'))),
      true,
    ),
    linked(
      'a module by a group that only Maven can tell',
      modules(pom('core', PARENT), pom('web', PARENT, on('${group}', 'core'))),
      true,
    ),
  ];
}

function gradleCases(): readonly Case[] {
  const GRADLE: Files = {
    'settings.gradle': "rootProject.name = 'app'\n",
    'build.gradle': "plugins { id 'java' }\ndependencies { implementation 'a:b:1' }\n",
    gradlew: '#!/bin/sh\n',
    'gradle/wrapper/gradle-wrapper.properties': '',
    'src/main/java/App.java': '',
  };
  const KOTLIN: Files = {
    'settings.gradle.kts': [
      'pluginManagement { includeBuild("build-logic") }',
      'rootProject.name = "shop"',
      '// include(":old")',
      'include(":app", ":libs:core")',
      'project(":libs:core").projectDir = file("libraries/core")',
      '',
    ].join('\n'),
    'build.gradle.kts': '',
    'gradle.properties': '',
    'gradle/libs.versions.toml': '',
    'build-logic/build.gradle.kts': '',
    'build-logic/src/main/kotlin/java.gradle.kts': '',
    'app/build.gradle.kts': 'plugins { application }\n',
    'app/src/main/kotlin/App.kt': '',
    'libraries/core/build.gradle.kts': '',
    'libraries/core/src/main/kotlin/Core.kt': '',
  };
  const BUILD = ['COPY gradlew settings.gradle build.gradle ./', 'COPY gradle gradle/'];
  const SHARED = [
    'COPY settings.gradle.kts build.gradle.kts gradle.properties ./',
    'COPY gradle gradle/',
    'COPY app/build.gradle.kts app/',
    'COPY libraries/core/build.gradle.kts libraries/core/',
    'COPY build-logic build-logic/',
  ];
  const script = (text: string, more: Files = {}): Files => ({ ...GRADLE, 'build.gradle': text, ...more });
  const none = (id: string, files: Files, reason: string): Case => ({
    id,
    dockerfile: image('COPY . .', 'RUN gradle build'),
    files,
    expected: { none: reason },
  });
  return [
    {
      id: 'gradlew bootJar',
      dockerfile: image('COPY . .', 'RUN ./gradlew bootJar --no-daemon'),
      files: GRADLE,
      expected: {
        review: image(
          ...BUILD,
          'RUN sh ./gradlew dependencies --no-daemon',
          'COPY . .',
          'RUN ./gradlew bootJar --no-daemon',
        ),
        title: 'it fetches the wrapper, plugins and metadata; jars may still come with the build',
      },
    },
    {
      id: 'gradlew by its absolute path',
      dockerfile: image(
        'COPY gradle gradle',
        'COPY build.gradle settings.gradle gradlew ./',
        'COPY src src',
        'RUN /app/gradlew --no-daemon build',
      ),
      files: GRADLE,
      expected: {
        review: image(
          'COPY gradle gradle',
          'COPY build.gradle settings.gradle gradlew ./',
          'RUN sh ./gradlew dependencies --no-daemon',
          'COPY src src',
          'RUN /app/gradlew --no-daemon build',
        ),
        title: WHY,
      },
    },
    {
      id: 'gradlew by its absolute path, from a folder below',
      dockerfile: image('COPY . .', 'WORKDIR /app/src', 'RUN /app/gradlew build'),
      files: GRADLE,
      expected: {
        review: image(
          ...BUILD,
          'WORKDIR /app/src',
          'RUN cd /app && sh ./gradlew dependencies --no-daemon',
          'COPY . /app/',
          'RUN /app/gradlew build',
        ),
        title: WHY,
      },
    },
    {
      id: 'gradle build as the user of the image',
      dockerfile: image(
        'COPY --chown=gradle:gradle . /home/gradle/src',
        'WORKDIR /home/gradle/src',
        'RUN gradle build --no-daemon -x test',
      ),
      files: GRADLE,
      expected: {
        review: image(
          'COPY --chown=gradle:gradle settings.gradle build.gradle /home/gradle/src/',
          'COPY --chown=gradle:gradle gradle /home/gradle/src/gradle/',
          'WORKDIR /home/gradle/src',
          'RUN gradle dependencies --no-daemon',
          'COPY --chown=gradle:gradle . /home/gradle/src',
          'RUN gradle build --no-daemon -x test',
        ),
        title: 'it fetches plugins and metadata; jars may still come with the build',
      },
    },
    {
      id: 'a build of several projects in Kotlin',
      dockerfile: image('COPY . .', 'RUN gradle build'),
      files: KOTLIN,
      expected: {
        review: image(
          ...SHARED,
          'RUN gradle dependencies :app:dependencies :libs:core:dependencies --no-daemon',
          'COPY . .',
          'RUN gradle build',
        ),
        title: 'an included build is the local folder build-logic',
      },
    },
    {
      id: 'one project of several',
      dockerfile: image('COPY . .', 'RUN gradle :app:installDist'),
      files: KOTLIN,
      expected: {
        review: image(
          ...SHARED,
          'RUN gradle :app:dependencies --no-daemon',
          'COPY . .',
          'RUN gradle :app:installDist',
        ),
        title: WHY,
      },
    },
    {
      id: 'gradle dependencies first already',
      dockerfile: image(
        'COPY build.gradle settings.gradle gradlew ./',
        'COPY gradle gradle',
        'RUN ./gradlew dependencies',
        'COPY . .',
        'RUN ./gradlew build',
      ),
      files: GRADLE,
      expected: 'silent',
    },
    {
      id: 'a task of the project that downloads, first already',
      dockerfile: image(
        'COPY ["build.gradle", "settings.gradle", "gradlew", "./"]',
        'COPY gradle gradle',
        'RUN chmod +x gradlew',
        'RUN ./gradlew downloadRepos',
        'COPY . .',
        'RUN chmod +x gradlew',
        'RUN ./gradlew installDist',
      ),
      files: GRADLE,
      expected: 'silent',
    },
    {
      id: 'gradle dependencies below the sources',
      dockerfile: image('COPY . .', 'RUN gradle dependencies', 'RUN gradle build'),
      files: { ...GRADLE, '.dockerignore': '**/.gradle\n' },
      expected: {
        review: image(
          'COPY settings.gradle build.gradle ./',
          'COPY gradle gradle/',
          'RUN gradle dependencies',
          'COPY . .',
          'RUN gradle build',
        ),
        title: 'build scripts may read more files',
      },
    },
    {
      id: "Gradle's home in a cache mount",
      dockerfile: image('COPY . .', 'RUN --mount=type=cache,target=/home/gradle/.gradle gradle build'),
      files: GRADLE,
      expected: 'silent',
    },
    none(
      'a version from git',
      script("version = 'git describe --tags'.execute().text.trim()\n"),
      'build.gradle asks git',
    ),
    none(
      'a plugin that asks git',
      script("plugins { id 'com.palantir.git-version' version '3.0.0' }\n"),
      'build.gradle asks git',
    ),
    none(
      'projects from a loop',
      {
        ...GRADLE,
        'settings.gradle': 'file(\'modules\').eachDir { include ":modules:${it.name}" }\n',
      },
      'in settings.gradle `include` names what only Gradle can tell',
    ),
    none(
      'a project without a build script',
      {
        ...GRADLE,
        'settings.gradle': "include 'core'\n",
        'core/src/A.java': '',
      },
      'core has no build script',
    ),
    {
      id: 'a script that is applied, and a file that is read',
      dockerfile: image('COPY . .', 'RUN gradle build'),
      files: script(
        "apply from: \"$rootDir/gradle/publish.gradle\"\napply from: 'lint.gradle'\nversion = file('VERSION').text.trim()\n",
        { 'gradle/publish.gradle': '', 'lint.gradle': '', VERSION: '1.0' },
      ),
      expected: {
        review: image(
          'COPY settings.gradle build.gradle lint.gradle VERSION ./',
          'COPY gradle gradle/',
          'RUN gradle dependencies --no-daemon',
          'COPY . .',
          'RUN gradle build',
        ),
        title: 'build.gradle reads files',
      },
    },
    {
      id: 'files that are read and git that is asked when a task runs',
      dockerfile: image('COPY . .', 'RUN gradle build'),
      files: script(
        [
          'tasks.named("jar") {',
          '  doLast {',
          `    def text = file("x").text.replace('}', "\${'{'.length()}")`,
          '    if (text) { new File(text).eachLine { println it } }',
          '  }',
          '}',
          "task tag { doFirst({ 'git describe'.execute().text }) }",
          'tasks.jar.doLast() { file("y").text }',
          '',
        ].join('\n'),
      ),
      expected: {
        review: image(
          'COPY settings.gradle build.gradle ./',
          'COPY gradle gradle/',
          'RUN gradle dependencies --no-daemon',
          'COPY . .',
          'RUN gradle build',
        ),
        title: WHY,
      },
    },
    none(
      'a file that is read behind what a task does',
      script('jar { doLast { println "${1}" } }\nversion = file(name).text\n'),
      'build.gradle reads files',
    ),
    none(
      'a file that is read where the end of what a task does can’t be told',
      script('jar { doLast { def open = text =~ /{/ } }\nversion = file(name).text\n'),
      'build.gradle reads files',
    ),
    none(
      'a file that is read behind a text between slashes',
      script('jar { doLast { return /{/ } }\nversion = file(name).text\n}\n'),
      'build.gradle reads files',
    ),
    {
      id: 'files that are read when the task runs that moves',
      dockerfile: image('COPY . .', 'RUN gradle downloadAll', 'RUN gradle build'),
      files: script('task downloadAll { doLast { file("list").readLines() } }\n'),
      expected: { none: 'build.gradle reads files' },
    },
    none(
      'a script that can’t be told',
      script('apply from: scriptOf(name)\n'),
      'applies a script that only Gradle can tell',
    ),
  ];
}

function sbtCases(): readonly Case[] {
  const SBT: Files = {
    'build.sbt': 'lazy val core = project\nlazy val web = (project in file("web")).dependsOn(core)\n',
    'project/build.properties': 'sbt.version=1.10.0\n',
    'project/plugins.sbt': '',
    'project/target/x.class': '',
    'core/build.sbt': '',
    'core/src/main/scala/Core.scala': '',
    'web/src/main/scala/Web.scala': '',
  };
  const COPIES = [
    'COPY build.sbt ./',
    'COPY project/build.properties project/plugins.sbt project/',
    'COPY core/build.sbt core/',
  ];
  return [
    {
      id: 'sbt assembly',
      dockerfile: image('COPY . .', 'RUN sbt clean assembly'),
      files: SBT,
      expected: {
        review: image(...COPIES, 'RUN sbt update', 'COPY . .', 'RUN sbt clean assembly'),
        title: WHY,
      },
    },
    ...scopedCases(SBT, COPIES),
    {
      id: 'sbt update first already',
      dockerfile: image(
        'COPY build.sbt .',
        'COPY project project',
        'RUN sbt update',
        'COPY . .',
        'RUN sbt stage',
      ),
      files: SBT,
      expected: 'silent',
    },
    {
      id: 'sbt update below the sources',
      dockerfile: image('COPY . .', 'RUN sbt update', 'RUN sbt stage'),
      files: { ...SBT, '.dockerignore': '**/target\n' },
      expected: {
        review: image(...COPIES, 'RUN sbt update', 'COPY . .', 'RUN sbt stage'),
        title: 'the build definition may read more files',
      },
    },
    {
      id: 'a build.sbt that reads files',
      dockerfile: image('COPY . .', 'RUN sbt stage'),
      files: { ...SBT, 'build.sbt': 'version := IO.read(file("VERSION"))\n' },
      expected: { none: 'build.sbt reads files' },
    },
  ];
}

/** A project that is built by its name is resolved by its name: that of the folder may not know it. */
function scopedCases(files: Files, copies: readonly string[]): readonly Case[] {
  const scoped = (command: string, update: string, definition = ''): Case => ({
    id: `${command} of a project by its name`,
    dockerfile: image('COPY . .', `RUN ${command}`),
    files: { ...files, 'build.sbt': `${definition}${files['build.sbt'] ?? ''}` },
    expected: { review: image(...copies, `RUN ${update}`, 'COPY . .', `RUN ${command}`), title: WHY },
  });
  return [
    scoped('sbt web/assembly', 'sbt web/update'),
    scoped('sbt "project web" assembly', 'sbt web/update'),
    scoped('sbt clean core/Test/compile web/assembly', 'sbt core/update web/update'),
    scoped('sbt Test/compile compile', 'sbt update'),
    scoped('sbt App/stage', 'sbt App/update', 'lazy val App = project\n'),
    scoped('sbt zio-http/assembly', 'sbt zio-http/update', 'lazy val `zio-http` = project\n'),
    {
      id: 'sbt of a project that the definition does not name',
      dockerfile: image('COPY . .', 'RUN sbt api/stage'),
      files,
      expected: { none: 'build.sbt names no project `api`' },
    },
  ];
}
