import type { RuleDocs } from '../types.ts';

/** The page of `image/floating-base`. */
export const floatingBaseDocs: RuleDocs = {
  whatItDoes: 'Reports `FROM` of an image that has no tag and no digest, or the tag `latest`.',
  whyItMatters:
    'Without a tag Docker takes `latest`, and its publisher moves that tag to another image at will. Then every step of the stage runs again on a base that nobody chose, which may be a new major version. A version as tag says what you want; a digest pins exactly one image.',
  examples: [
    {
      title: 'No tag',
      files: {},
      before: 'FROM alpine\nRUN apk add --no-cache curl\n',
      after: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n',
      fix: undefined,
    },
  ],
  fixSafety:
    'There is no fix: which version is wanted is for you to say, and Strata does not ask registries.',
  staysSilent:
    'Silent for `scratch`, for names of stages, for images with a digest or another tag, for names with a variable in them, and in stages that are not built.',
};
