/**
 * What a program that looks after the system reads besides its words, as absolute paths: folders and files that a copy may bring, so that
 * the one can't pass the other. Undefined for programs that read nothing of that kind. By ldconfig(8), locale-gen(8),
 * update-ca-certificates(8), a2enmod(8) and phpenmod(8).
 */
export function systemReads(name: string): readonly string[] | undefined {
  return READS.get(name);
}

const LIBRARIES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib'];

const APACHE = ['/etc/apache2'];

const READS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ldconfig', [...LIBRARIES, '/etc/ld.so.conf', '/etc/ld.so.conf.d']],
  ['locale-gen', ['/etc/locale.gen', '/usr/share/i18n', '/usr/local/share/i18n']],
  ['localedef', ['/usr/share/i18n']],
  [
    'update-ca-certificates',
    ['/etc/ca-certificates.conf', '/usr/share/ca-certificates', '/usr/local/share/ca-certificates'],
  ],
  ['a2enmod', APACHE],
  ['a2dismod', APACHE],
  ['a2dissite', APACHE],
  ['phpenmod', ['/etc/php']],
]);
