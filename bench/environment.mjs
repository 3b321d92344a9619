import process from 'node:process';

/**
 * The environment of programs that are measured: without what a machine tells every Node process (`NODE_OPTIONS`,
 * `NODE_EXTRA_CA_CERTS`, …). Reading a company's certificates alone takes twice as long as all else that Node does when it starts.
 */
export const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_')),
);
