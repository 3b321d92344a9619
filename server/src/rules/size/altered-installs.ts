import type { OwnershipChange } from './ownership-change.ts';

/** Whether a change surely gives files that a user (`root`, a name, a number) has installed another owner, or another mode. */
export function altersInstalled({ kind, program, value }: OwnershipChange, user: string): boolean {
  if (value === undefined) {
    return false;
  }
  if (kind === 'mode') {
    return value.literal && altersMode(value.text);
  }
  const [owner = '', group] = program === 'chgrp' ? ['', value.text] : value.text.split(/[:.]/, 2);
  const isOther = owner !== '' && userName(owner) !== user;
  if (user === 'root') {
    return isOther || (group !== undefined && group !== '' && userName(group) !== 'root');
  }
  // A name and a number may be one user, and so may a variable.
  return isOther && value.literal && isNumber(owner) === isNumber(user);
}

/** The user of `USER` or `--chown`, root by its name. */
export function userName(text: string): string {
  const [user = ''] = text.split(':', 1);
  return user === '0' ? 'root' : user;
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

/** Whether most files of an install get another mode: package managers write them with 644. */
function altersMode(mode: string): boolean {
  return /^[0-7]{3,4}$/.test(mode) ? !/^0?644$/.test(mode) : ALTERING.test(mode);
}

/** A clause that lets files be run, or lets others than their owner write them. */
const ALTERING = /(^|,)([ugoa]*\+[rwX]*x|[uo]*[ga][ugoa]*\+[rxX]*w|[ug]*o[ugoa]*\+[rxX]*w|u?go?[+=]u)/;
