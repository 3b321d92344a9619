import { memberAt, members } from '../../formats/members.ts';
import { yamlValue } from '../../formats/yaml.ts';
import { placeFrom, placeWithin } from '../compose/places.ts';
import { matrixRows, type MatrixRow } from './matrix.ts';

/** A build that a workflow of GitHub Actions runs. */
export interface WorkflowBuild {
  /** The place of the workflow's file. */
  readonly file: string;
  /** Its job's key. */
  readonly job: string;
  /** The places of the context's folder and of the Dockerfile. */
  readonly context: string;
  readonly dockerfile: string;
  /** The stage that is asked for; the last one when undefined. */
  readonly target: string | undefined;
}

/** Where a workflow lies. */
export interface WorkflowPlace {
  readonly file: string;
  /** The repository's root, in which its steps run. */
  readonly root: string;
}

/** `docker/build-push-action@v6`, and those that take its inputs: `depot/build-push-action@v1`. */
const ACTION = /^[\w.-]+\/build-push-action(@|$)/;

/** Texts without it name no such action, and need not be parsed. */
const HINT = 'build-push-action';

/** Builds of one file that are looked at, with those of each run of a matrix. */
const MAX_BUILDS = 1000;

/**
 * The builds of a workflow whose context and Dockerfile are written, in the values of its matrix and its `env` at most
 * (github.com/docker/build-push-action, "inputs"). Empty for a text that is no workflow.
 */
export function workflowBuilds(text: string, place: WorkflowPlace): readonly WorkflowBuild[] {
  const workflow = text.includes(HINT) ? yamlValue(text) : undefined;
  const found = new Map<string, WorkflowBuild>();
  let left = MAX_BUILDS;
  for (const [name, job] of members(memberAt(workflow, 'jobs')) ?? []) {
    const steps = memberAt(job, 'steps');
    const uses = (Array.isArray(steps) ? steps : []).filter((step) =>
      ACTION.test(textOf(memberAt(step, 'uses')) ?? ''),
    );
    const rows = uses.length === 0 ? [] : matrixRows(memberAt(job, 'strategy', 'matrix'));
    for (const step of uses) {
      const environment = [step, job, workflow].map((one) => members(memberAt(one, 'env')));
      for (const row of rows.slice(0, left)) {
        left -= 1;
        const build = buildOf(memberAt(step, 'with'), place, (expression) =>
          valueOf(expression, row, environment),
        );
        if (build !== undefined) {
          found.set(JSON.stringify([name, build]), { file: place.file, job: name, ...build });
        }
      }
    }
  }
  return [...found.values()];
}

type Lookup = (expression: string) => string | undefined;

/** The context of an action that names none is the repository itself, which Git fetches; `{{defaultContext}}:api` is a folder of it. */
const DEFAULT = /^\{\{defaultContext\}\}(?::(.*))?$/;

/** Undefined where the context or the Dockerfile is not known, or is none of this repository. */
function buildOf(
  inputs: unknown,
  { root }: WorkflowPlace,
  lookup: Lookup,
): Pick<WorkflowBuild, 'context' | 'dockerfile' | 'target'> | undefined {
  const input = (name: string): string | undefined => {
    const text = textOf(memberAt(inputs, name));
    return text === undefined || text === '' ? '' : expanded(text, lookup)?.trim();
  };
  const [context, file, target] = ['context', 'file', 'target'].map(input);
  if (context === undefined || file === undefined || /^([\w+.-]+:\/\/|git@|-$)/.test(context)) {
    return undefined;
  }
  const fetched = DEFAULT.exec(context === '' ? '{{defaultContext}}' : context);
  const folder = placeFrom(root, (fetched === null ? context : fetched[1]) ?? '.');
  // A path of the machine counts from where the step runs, one of what Git fetches from the context.
  const dockerfile =
    file === '' ? placeFrom(folder, 'Dockerfile') : placeFrom(fetched === null ? root : folder, file);
  return placeWithin(root, folder) === undefined
    ? undefined
    : { context: folder, dockerfile, target: target === '' ? undefined : target };
}

/** Longer expressions are more than a name. */
const EXPRESSION = /\$\{\{(.{0,200}?)\}\}/g;

/** A text with the values of its expressions; undefined where one is not known. */
function expanded(text: string, lookup: Lookup): string | undefined {
  const value = text.replace(EXPRESSION, (whole, expression: string) => lookup(expression.trim()) ?? whole);
  return value.includes('${{') ? undefined : value;
}

function valueOf(
  expression: string,
  row: MatrixRow,
  environment: readonly (ReadonlyMap<string, unknown> | undefined)[],
): string | undefined {
  const [head, ...path] = expression.split('.');
  const [name = ''] = path;
  if (expression === 'github.workspace') {
    return '.';
  }
  if (head === 'env' && path.length === 1) {
    return textOf(environment.find((one) => one?.has(name) === true)?.get(name));
  }
  return head === 'matrix' && path.length > 0 ? textOf(memberAt(row.get(name), ...path.slice(1))) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
