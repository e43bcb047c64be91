import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, runCli } from './support/run-cli.ts';

const clean = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: b\n';
const broken = `${clean}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n`;

test('clean manifests exit with 0 and one line', () => {
  using folder = folderWith({ 'a.yaml': clean });
  assert.deepEqual(runCli(['check', folder.path]), { code: 0, output: 'no findings in 1 file\n', errors: '' });
});

test('a finding has an excerpt with carets and exits with 1', () => {
  using folder = folderWith({ 'sub/a.yaml': broken });
  const { code, output } = runCli(['check', '.'], folder.path);
  assert.equal(code, 1);
  assert.match(output, /^sub\/a\.yaml:11:1 error .*\[yaml-tab-indentation\]\n {2}11 \| \tname: x\n {5}\| \^/);
  assert.match(output, /\n1 error in 1 file\n$/);
});

test('JSON has lines and columns from 1 and documents from 0', () => {
  using folder = folderWith({ 'a.yaml': broken });
  const { code, output } = runCli(['check', '--format', 'json', 'a.yaml'], folder.path);
  assert.equal(code, 1);
  const report = JSON.parse(output);
  assert.equal(report.version, 1);
  assert.equal(report.kubernetesVersion, '1.37');
  assert.deepEqual(report.counts, { error: 1, warning: 0, info: 0, hint: 0 });
  const [finding] = report.findings;
  assert.equal(finding.file, 'a.yaml');
  assert.equal(finding.document, 1);
  assert.deepEqual(finding.range.start, { line: 11, column: 1 });
  assert.equal(finding.refused, true);
});

test('SARIF and GitHub name the place', () => {
  using folder = folderWith({ 'sub/a.yaml': broken });
  const sarif = JSON.parse(runCli(['check', '--format', 'sarif', 'sub'], folder.path).output);
  assert.equal(sarif.version, '2.1.0');
  const [result] = sarif.runs[0].results;
  assert.equal(sarif.runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);
  assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, 'sub/a.yaml');
  assert.equal(result.locations[0].physicalLocation.region.startLine, 11);
  const github = runCli(['check', '--format', 'github', 'sub'], folder.path).output;
  assert.match(github, /^::error file=sub\/a\.yaml,line=11,endLine=11,col=1,/);
});

test('what is wrong with the call is one line and exit code 2', () => {
  using folder = folderWith({ 'a.yaml': clean });
  for (const [parameters, line] of [
    [['check', 'nothing.yaml'], /^nothing\.yaml: no such file or folder\n$/],
    [
      ['check', '--kubernetes-version', '1.20', 'a.yaml'],
      /^Kubernetes version "1\.20" is not known; known are 1\.27 to 1\.37\n$/,
    ],
    [['check', '--kubernetes-version', '1.99', 'a.yaml'], /1\.99/],
    [['check', '--nonsense', 'a.yaml'], /--nonsense.*; see statefulset --help\n$/],
    [['check', '--format', 'xml', 'a.yaml'], /^--format "xml" is not one of human, json, sarif, github\n$/],
    [['check'], /^a PATH is missing/],
    [['chekc', 'a.yaml'], /^unknown command "chekc"/],
    [[], /^a command is missing/],
  ] as const) {
    const { code, output, errors } = runCli(parameters, folder.path);
    assert.equal(code, 2, parameters.join(' '));
    assert.equal(output, '');
    assert.match(errors, line);
    assert.equal(errors.trim().split('\n').length, 1);
  }
});

test('empty, binary and wrongly encoded files and loops of links are notes; the rest is checked', () => {
  using folder = folderWith({
    'empty.yaml': '',
    'binary.yaml': Buffer.from([0, 1, 2, 3]),
    'utf16.yaml': Buffer.from(`\ufeff${clean}`, 'utf16le'),
    'latin1.yaml': Buffer.from('a: \xe4\n', 'latin1'),
    'sub/a.yaml': broken,
    'node_modules/x/a.yaml': broken,
    'ignored/a.yaml': broken,
    '.gitignore': 'ignored/\n',
  });
  symlinkSync(folder.path, join(folder.path, 'sub', 'loop'));
  const { code, output, errors } = runCli(['check', '.'], folder.path);
  assert.equal(code, 1);
  assert.equal(errors, '');
  for (const line of [
    'binary.yaml: is not text, or not encoded in UTF-8, and was left out',
    'latin1.yaml: is not text, or not encoded in UTF-8, and was left out',
    'sub/loop: is a link to a folder that holds it and was left out',
    '1 error in 3 files',
  ])
    assert.ok(output.includes(line), `${line} in\n${output}`);
});

test('--fail-on decides what counts', () => {
  using folder = folderWith({ 'a.yaml': clean });
  assert.equal(runCli(['check', '--fail-on', 'hint', folder.path]).code, 0);
});

test('--help and --version', () => {
  assert.match(runCli(['--help']).output, /^Usage: statefulset COMMAND/);
  assert.match(runCli(['--version']).output, /^\d+\.\d+\.\d+\n$/);
});
