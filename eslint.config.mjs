import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { WALLS } from './test/repo/walls.mjs';

/** One block a room: what it may not import, and why. The same table feeds test/repo/walls.test.ts. */
const walls = WALLS.map(({ room, forbidden, reason }) => ({
  files: [`${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: forbidden, message: reason }] }],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', '.vscode-test/', 'node_modules/', 'examples/', 'test/truth/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['*.mjs', 'test/repo/*.mjs', 'scripts/*.mjs', 'test/e2e/host/*.mjs'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  ...walls,
);
