// The program's own sentences, made from ids and facts. A second language is a second object of this shape.

import { NEWEST_MINOR, OLDEST_MINOR } from '../core/kubernetes/cluster-profile.ts';
import type { FileNote } from './host.ts';

export const texts = {
  help: `Usage: statefulset COMMAND [OPTION…] PATH…

Commands:
  check PATH…       report what is wrong in Kubernetes manifests
  fix PATH…         apply the safe repairs to the files
  simulate PATH…    play what a cluster would make of the manifests, or a scenario file

Options of check and fix:
  --format FORMAT               human, json, sarif or github (default human)
  --fail-on SEVERITY            exit with 1 at findings of error, warning, info or hint (default warning)
  --rule ID=SEVERITY            error, warning, info, hint or off; may be repeated
  --advice on|off               report what is only good advice (default on)
  --exclude GLOB                leave files out; may be repeated
  --before PATH                 manifests that run already: report edits that the API server forbids
  --base REFERENCE              the same, with the files of a Git reference such as HEAD
  --write-baseline FILE         write the findings as known ones; a project file names them as its baseline
  --bound-claims NAMES          claims of --before or --base that are bound, besides those that say so

Options of all commands:
  --kubernetes-version VERSION  1.${OLDEST_MINOR} to 1.${NEWEST_MINOR} (default 1.${NEWEST_MINOR})
  --feature-gates NAME=BOOLEAN  gates that differ from their defaults; several with commas
  --cluster-domain DOMAIN       (default cluster.local)
  --default-storage-class NAME  auto, none or the class's name (default auto)
  --namespace NAME              of objects that name none (default default)
  --color, --no-color           force or forbid colours

Options of simulate:
  --scenario FILE               the steps to play; without it the manifests are applied and settle
  --format human|json
  --watch-format                print the lines that kubectl get pods --watch would print

  --help, --version

Exit code: 0 clean, 1 findings at or above --fail-on or expectations that failed, 2 wrong usage or a crash.
`,
  missingPath: (path: string): string => `${path}: no such file or folder`,
  unreadablePath: (path: string): string => `${path}: cannot be read`,
  unknownCommand: (command: string): string => `unknown command "${command}"; see statefulset --help`,
  noCommand: 'a command is missing; see statefulset --help',
  noPath: 'a PATH is missing; see statefulset --help',
  scenarioAndPaths: 'simulate takes --scenario or PATHs, not both; the steps of a scenario name its files',
  unknownOption: (message: string): string => `${message}; see statefulset --help`,
  unknownVersion: (version: string): string =>
    `Kubernetes version "${version}" is not known; known are 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`,
  unknownChoice: (option: string, value: string, choices: readonly string[]): string =>
    `--${option} "${value}" is not one of ${choices.join(', ')}`,
  wrongPair: (option: string, value: string): string => `--${option} "${value}" is not of the form NAME=VALUE`,
  unknownReference: (reference: string): string => `Git reference "${reference}" is not known`,
  note: (note: FileNote['note']): string => {
    switch (note) {
      case 'not-text':
        return 'is not text, or not encoded in UTF-8, and was left out';
      case 'too-long':
        return 'is too long and was left out';
      case 'link-loop':
        return 'is a link to a folder that holds it and was left out';
      case 'gone':
        return 'cannot be read and was left out';
    }
  },
  clean: (files: number): string => `no findings in ${files} ${files === 1 ? 'file' : 'files'}`,
  counts: (counts: { error: number; warning: number; info: number; hint: number }, files: number): string => {
    const parts = [
      part(counts.error, 'error', 'errors'),
      part(counts.warning, 'warning', 'warnings'),
      part(counts.info, 'information', 'informations'),
      part(counts.hint, 'hint', 'hints'),
    ].filter((text) => text !== '');
    return `${parts.join(', ')} in ${files} ${files === 1 ? 'file' : 'files'}`;
  },
  fix: (title: string): string => `fix: ${title}`,
  fixed: (edits: number, files: number): string =>
    edits === 0
      ? 'nothing to repair safely'
      : `${edits} ${edits === 1 ? 'repair' : 'repairs'} in ${files} ${files === 1 ? 'file' : 'files'}`,
  baselineWritten: (findings: number, file: string): string =>
    `${findings} ${findings === 1 ? 'finding is' : 'findings are'} known in ${file}`,
  progress: (done: number, all: number): string => `checking ${done} of ${all} files`,
};

function part(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
