import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { volatility, type Volatility } from '../moving/volatile-names.ts';

/** What is known of a variable's value by its name or, where that says nothing, by what a label of the image calls it. */
export function volatilityIn(model: Model, name: string): Volatility | undefined {
  return volatility(name) ?? labelled(model).get(name);
}

/**
 * The ARGs that only a build gives a value, and that labels say to be the version, the commit or the date of the image: `LABEL
 * version=$API_VERSION`. One with a default is changed on purpose, as any other constant.
 */
const labelled = rememberedWith((model: Model): ReadonlyMap<string, Volatility> => {
  const found = new Map<string, Volatility>();
  for (const { instruction } of model.nodes) {
    for (const { name, value } of instruction.keyword === 'LABEL'
      ? parsedOf(model.file, instruction).pairs
      : []) {
      const variable = ALONE.exec(value ?? '')?.[1] ?? '';
      const [, says = ''] = LABEL.exec(name) ?? [];
      if (variable !== '' && says !== '') {
        found.set(variable, says.toLowerCase() === 'version' ? 'release' : 'build');
      }
    }
  }
  if (found.size > 0) {
    for (const { instruction } of model.nodes) {
      for (const { name, value } of instruction.keyword === 'ARG'
        ? parsedOf(model.file, instruction).pairs
        : []) {
        if (value !== undefined) {
          found.delete(name);
        }
      }
    }
  }
  return found;
});

/** A variable and nothing else. */
const ALONE = /^["']?\$\{?(\w+)\}?["']?$/;

/** What labels call what they say of the image itself (the OCI's annotations, Label Schema and the name that people use alone). */
const LABEL =
  /^["']?(?:(?:org\.opencontainers\.image|org\.label-schema)\.)?(version|revision|created|vcs-ref|build-date)["']?$/i;
