import type { RuleDocs } from '../types.ts';

/** The page of `ports/listens-on-loopback`. */
export const listensOnLoopbackDocs: RuleDocs = {
  whatItDoes:
    'Reports a server that listens on `127.0.0.1`, `localhost` or `::1` on a port that `EXPOSE` names or Compose publishes, or that `EXPOSE` means while it names another (`ports/expose-differs-from-listen`): by an option (`uvicorn --host 127.0.0.1`), a variable (`FLASK_RUN_HOST`), a copied file (`gunicorn.conf.py`, an nginx configuration), a script of `package.json`, or because that is its default (`flask run`, `vite`, `manage.py runserver`). Of several images that Compose or Bake builds from the file each is looked at, but for those that are for work by their names (`dev`, `test`).',
  whyItMatters:
    'A container has a loopback address of its own. A published port leads to the address that the container has on its network, and there nothing listens: the connection is refused, although everything works inside of the container.',
  examples: [
    {
      title: 'An option',
      files: {},
      before: 'FROM python:3.12\nEXPOSE 8000\nCMD ["uvicorn", "main:app", "--host", "127.0.0.1"]\n',
      after: 'FROM python:3.12\nEXPOSE 8000\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0"]\n',
      fix: 'Replace 127.0.0.1 by 0.0.0.0',
    },
    {
      title: 'The default of the development server',
      files: {},
      before: 'FROM python:3.12\nEXPOSE 5000\nCMD ["flask", "run"]\n',
      after: 'FROM python:3.12\nEXPOSE 5000\nCMD ["flask", "run", "--host=0.0.0.0"]\n',
      fix: 'Add --host=0.0.0.0',
    },
  ],
  fixSafety:
    'Always for review: the program is then reachable from outside of the container, which is what the port is for, but a development server may not be made for it.',
  staysSilent:
    'Silent where neither `EXPOSE` nor Compose names or means the port, for programs that Strata does not know, for scripts, where another server is started in front of the program (`service nginx start && gunicorn …`), for values that are only known when the container starts, where Compose gives another command or `network_mode: host`, and for Dockerfiles in `.devcontainer`, whose ports are forwarded and not published.',
};
