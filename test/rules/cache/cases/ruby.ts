import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const RAILS: Files = {
  Gemfile: [
    'source "https://rubygems.org"',
    'git_source(:github) { |repo| "https://github.com/#{repo}.git" }',
    '',
    'ruby "3.3.0" # as in .ruby-version',
    'gem "rails", "~> 7.1"',
    "gem 'pg', '>= 1.1',",
    '    require: false',
    'gem "bootsnap", require: false',
    'gem "x", github: "y/x", branch: "main"',
    'group :development, :test do',
    '  gem "debug", platforms: %i[ mri windows ]',
    'end',
    'gem "tzinfo-data" if Gem.win_platform?',
    'gem "rails-i18n", ENV.fetch("I18N", "~> 7")',
    '',
  ].join('\n'),
  'Gemfile.lock': '',
  'config.ru': '',
  'app/models/user.rb': '',
  'lib/tasks/x.rake': '',
};

const MANIFESTS = 'COPY Gemfile Gemfile.lock ./';
const MAY = 'bundle install may rewrite Gemfile.lock';

function ruby(...lines: readonly string[]): string {
  return stage('ruby:3.3', ...lines);
}

function withGemfile(gemfile: string, files: Files = {}): Files {
  return {
    ...RAILS,
    Gemfile: `source "https://rubygems.org"\ngem "rails"\n${gemfile}\n`,
    ...files,
  };
}

/** A frozen install, which is safe, so that only what the Gemfile says decides. */
const FROZEN = 'RUN bundle install --frozen';

function safe(id: string, gemfile: string, files: Files, ...copies: readonly string[]): Case {
  return {
    id: `bundler: ${id}`,
    dockerfile: ruby('COPY . .', FROZEN),
    files: withGemfile(gemfile, files),
    expected: { safe: ruby(...copies, FROZEN, 'COPY . .') },
  };
}

function none(id: string, gemfile: string, reason: string, files: Files = {}): Case {
  return {
    id: `bundler: ${id}`,
    dockerfile: ruby('COPY . .', FROZEN),
    files: withGemfile(gemfile, files),
    expected: { none: reason },
  };
}

/** Bundler: domain.md 6.3, cases 54 and 55. */
export const RUBY_CASES: readonly Case[] = [
  {
    id: 'bundler: a Rails application',
    dockerfile: ruby('COPY . .', 'RUN bundle install', 'RUN bundle exec rake assets:precompile'),
    files: RAILS,
    expected: {
      review: ruby(MANIFESTS, 'RUN bundle install', 'COPY . .', 'RUN bundle exec rake assets:precompile'),
      title: MAY,
    },
  },
  {
    id: 'bundler: frozen by a variable, as in the Dockerfile of a new Rails project',
    dockerfile: ruby(
      'ENV RAILS_ENV="production" BUNDLE_DEPLOYMENT="1" BUNDLE_PATH="/usr/local/bundle"',
      'COPY . .',
      'RUN bundle install',
    ),
    files: RAILS,
    expected: {
      safe: ruby(
        'ENV RAILS_ENV="production" BUNDLE_DEPLOYMENT="1" BUNDLE_PATH="/usr/local/bundle"',
        MANIFESTS,
        'RUN bundle install',
        'COPY . .',
      ),
    },
  },
  {
    id: 'bundler: a variable that freezes, with gems among the sources',
    dockerfile: ruby('ENV BUNDLE_DEPLOYMENT=true', 'COPY . .', 'RUN bundle install'),
    files: RAILS,
    expected: {
      safe: ruby('ENV BUNDLE_DEPLOYMENT=true', MANIFESTS, 'RUN bundle install', 'COPY . .'),
      ignore: 'vendor/bundle\n.dockerignore\n',
    },
  },
  {
    id: 'bundler: a variable that is switched off in front of the command',
    dockerfile: ruby('ENV BUNDLE_FROZEN=true', 'COPY . .', 'RUN BUNDLE_FROZEN=false bundle install'),
    files: RAILS,
    expected: {
      review: ruby('ENV BUNDLE_FROZEN=true', MANIFESTS, 'RUN BUNDLE_FROZEN=false bundle install', 'COPY . .'),
      title: MAY,
    },
  },
  {
    id: 'bundler: frozen by a setting',
    dockerfile: ruby(
      'COPY . .',
      'RUN bundle config set --local deployment true && bundle config set --local path /gems && bundle install',
    ),
    files: RAILS,
    expected: {
      safe: ruby(
        MANIFESTS,
        'RUN bundle config set --local deployment true && bundle config set --local path /gems && bundle install',
        'COPY . .',
      ),
    },
  },
  {
    id: 'bundler: a setting in a RUN of its own moves along',
    dockerfile: ruby('COPY . .', 'RUN bundle config set frozen true', 'RUN bundle install --deployment'),
    files: RAILS,
    expected: {
      safe: ruby(
        'RUN bundle config set frozen true',
        MANIFESTS,
        'RUN bundle install --deployment',
        'COPY . .',
      ),
      ignore: 'vendor/bundle\n.dockerignore\n',
    },
  },
  {
    id: 'bundler: frozen',
    dockerfile: ruby('COPY . .', 'RUN bundle install --deployment --path /usr/local/bundle'),
    files: RAILS,
    expected: {
      safe: ruby(MANIFESTS, 'RUN bundle install --deployment --path /usr/local/bundle', 'COPY . .'),
    },
  },
  {
    id: 'bundler: settings and a tool in front',
    dockerfile: ruby(
      'COPY . .',
      "RUN gem install bundler -v 2.5.0 && bundle config set --local without 'development test' && bundle install -j$(nproc)",
    ),
    files: RAILS,
    expected: {
      review: ruby(
        MANIFESTS,
        "RUN gem install bundler -v 2.5.0 && bundle config set --local without 'development test' && bundle install -j$(nproc)",
        'COPY . .',
      ),
      title: MAY,
    },
  },
  {
    id: 'bundler: into a folder of the project',
    dockerfile: ruby('COPY . .', 'RUN bundle install --deployment'),
    files: RAILS,
    expected: {
      safe: ruby(MANIFESTS, 'RUN bundle install --deployment', 'COPY . .'),
      ignore: 'vendor/bundle\n.dockerignore\n',
    },
  },
  {
    id: 'bundler: settings of the context',
    dockerfile: ruby('COPY . .', FROZEN),
    files: { ...RAILS, '.bundle/config': '' },
    expected: {
      review: ruby(MANIFESTS, 'COPY .bundle/config .bundle/', FROZEN, 'COPY . .'),
      title: '.bundle/config',
    },
  },
  {
    id: 'bundler: no lock file',
    dockerfile: ruby('COPY . .', 'RUN bundle'),
    files: {
      Gemfile: 'source "https://rubygems.org"\ngem "rack"\n',
      'app.rb': '',
    },
    expected: {
      review: ruby('COPY Gemfile ./', 'RUN bundle', 'COPY . .'),
      title: 'no lock file',
    },
  },
  {
    id: 'bundler: frozen without a lock file fails anyway',
    dockerfile: ruby('COPY . .', FROZEN),
    files: { Gemfile: 'gem "rack"\n', 'app.rb': '' },
    expected: 'silent',
  },
  {
    id: 'bundler: manifests first already',
    dockerfile: ruby(
      'COPY Gemfile* ./',
      'RUN bundle install',
      'COPY . .',
      'RUN bundle exec rake assets:precompile',
    ),
    files: RAILS,
    expected: 'silent',
  },
  {
    id: 'bundler: gems by name are no manifest install',
    dockerfile: ruby('RUN gem install rails', 'COPY . .', 'CMD ["rails", "s"]'),
    files: RAILS,
    expected: 'silent',
  },
  {
    id: '54 gemspec',
    dockerfile: ruby('COPY . .', FROZEN),
    files: withGemfile('gemspec', {
      'app.gemspec': [
        '# frozen_string_literal: true',
        'lib = File.expand_path("../lib", __FILE__)',
        '$LOAD_PATH.unshift(lib) unless $LOAD_PATH.include?(lib)',
        'require "app/version"',
        'Gem::Specification.new do |spec|',
        '  spec.version = App::VERSION',
        '  spec.description = File.read(File.join(__dir__, "README.md"))',
        '  spec.files = Dir["lib/**/*"]',
        'end',
      ].join('\n'),
      'lib/app/version.rb': '',
      'lib/app.rb': '',
      'README.md': '',
    }),
    expected: {
      review: ruby(
        'COPY Gemfile Gemfile.lock app.gemspec README.md ./',
        'COPY lib/app/version.rb lib/app/',
        FROZEN,
        'COPY . .',
      ),
      title: 'app.gemspec may read more files',
    },
  },
  safe(
    '55 ruby file:',
    'ruby file: ".ruby-version"',
    { '.ruby-version': '3.3.0' },
    'COPY Gemfile Gemfile.lock .ruby-version ./',
  ),
  safe(
    'File.read of a version',
    'ruby File.read(".ruby-version").strip',
    { '.ruby-version': '3.3.0' },
    'COPY Gemfile Gemfile.lock .ruby-version ./',
  ),
  safe(
    'a version read in other words',
    'ruby File.read(File.expand_path("../.ruby-version", __FILE__)).strip',
    { '.ruby-version': '3.3.0' },
    'COPY Gemfile Gemfile.lock .ruby-version ./',
  ),
  safe(
    'further Gemfiles',
    'eval_gemfile "gemfiles/Gemfile.common"\neval_gemfile "Gemfile.local" if File.exist?("Gemfile.local")',
    { 'gemfiles/Gemfile.common': 'gem "rake"\n' },
    MANIFESTS,
    'COPY gemfiles/Gemfile.common gemfiles/',
  ),
  {
    id: 'bundler: local gems',
    dockerfile: ruby('COPY . .', FROZEN),
    files: withGemfile('gem "core", path: "engines/core"\npath "components" do\n  gem "a"\nend', {
      'engines/core/core.gemspec': '',
      'components/a/a.gemspec': '',
    }),
    expected: {
      review: ruby(
        MANIFESTS,
        'COPY engines/core engines/core/',
        'COPY components components/',
        FROZEN,
        'COPY . .',
      ),
      title: 'a gem of Gemfile is the local folder engines/core',
    },
  },
  {
    id: 'bundler: a Gemfile of another name',
    dockerfile: ruby('COPY . .', 'RUN bundle install --frozen --gemfile=gemfiles/Gemfile.prod'),
    files: {
      'app.rb': '',
      'gemfiles/Gemfile.prod': 'gem "rack"\n',
      'gemfiles/Gemfile.prod.lock': '',
    },
    expected: {
      safe: ruby(
        'COPY gemfiles/Gemfile.prod gemfiles/Gemfile.prod.lock gemfiles/',
        'RUN bundle install --frozen --gemfile=gemfiles/Gemfile.prod',
        'COPY . .',
      ),
    },
  },
  none('a local gem outside', 'gem "x", path: "../x"', 'a gem of Gemfile is `../x`'),
  none('the project itself as a gem', 'gem "x", path: "."', 'a gem of Gemfile is `.`'),
  {
    id: 'bundler: a missing version file: the build fails anyway',
    dockerfile: ruby('COPY . .', FROZEN),
    files: withGemfile('ruby file: ".ruby-version"'),
    expected: 'silent',
  },
  none(
    'files by pattern',
    'Dir["engines/*"].each { |d| gem File.basename(d), path: d }',
    'Gemfile has the line',
  ),
  none('a folder that is only known at run time', 'gem "x", path: ENV["X"]', 'Gemfile has the line'),
  none('a program', 'gem "x", `git describe`', 'Gemfile has the line'),
  none('another file of Ruby', 'require_relative "lib/gems"', 'Gemfile has the line'),
  none('a local repository', 'gem "x", git: "../x"', 'Gemfile has the line'),
  none('a Gemfile that is missing', 'eval_gemfile ENV["OTHER"]', 'Gemfile has the line'),
  none('a gemspec that reads files', 'gemspec', "reads files that can't be told", {
    'app.gemspec': 'Gem::Specification.new do |s|\n  s.version = File.read(path)\nend\n',
  }),
  none('a gemspec that is missing', 'gemspec', 'the gemspec is not in the build context'),
  ...['vendor', './vendor/'].map((vendor): Case => ({
    id: `the line of Rails, which copies packages of others: ${vendor}`,
    dockerfile: ruby(`COPY Gemfile Gemfile.lock ${vendor} ./`, 'RUN bundle install', 'COPY . .'),
    files: { ...RAILS, 'vendor/.keep': '', 'vendor/javascript/x.js': '' },
    expected: 'silent',
  })),
  {
    id: 'the line of Rails without a context',
    dockerfile: ruby('COPY Gemfile Gemfile.lock vendor/ ./', 'RUN bundle install', 'COPY . .'),
    files: undefined,
    expected: 'silent',
  },
  {
    id: 'the line of Rails, with sources: no gems lie below the folder of those',
    dockerfile: ruby(
      'ENV BUNDLE_DEPLOYMENT=1',
      'COPY Gemfile Gemfile.lock vendor app ./',
      'RUN bundle install',
    ),
    files: { ...RAILS, 'vendor/javascript/x.js': '', 'app/a.rb': '' },
    expected: {
      safe: ruby(
        'ENV BUNDLE_DEPLOYMENT=1',
        'COPY Gemfile Gemfile.lock ./',
        'RUN bundle install',
        'COPY vendor app ./',
      ),
      ignore: 'app/vendor/bundle\n',
    },
  },
  ...['bundle lock --add-platform x86_64-linux', 'bundle update --bundler'].map((lock): Case => ({
    id: `bundler: a lock file that the RUN changes itself: ${lock}`,
    dockerfile: ruby('COPY . .', `RUN ${lock} && bundle install --frozen`),
    files: RAILS,
    expected: { none: `\`${lock}\` writes the lock file, which the COPY may restore` },
  })),
  {
    id: 'bundler: a lock file that the RUN changes behind the install, and below the sources again',
    dockerfile: ruby('COPY . .', `${FROZEN} && bundle lock --add-platform x86_64-linux`),
    files: RAILS,
    expected: {
      review: ruby(MANIFESTS, FROZEN, 'COPY . .', 'RUN bundle lock --add-platform x86_64-linux'),
      title: 'the RUN is cut in two',
    },
  },
];
