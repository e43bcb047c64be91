// While one line is being written, the rest of the document keeps its model, and there is one problem.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueAt } from '../../../server/src/core/kubernetes/plain-value.ts';
import { nodeValue } from '../../../server/src/core/model/node-value.ts';
import { readYamlDocument } from '../../../server/src/core/yaml/read-yaml.ts';

const before = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n  replicas: 3\n';
const after = `  template:
    spec:
      containers:
        - name: nginx
          image: nginx
  serviceName: web
`;

const lines: Readonly<Record<string, string | undefined>> = {
  '  minReadySeconds': 'colon-missing',
  '  minReadySeconds:': undefined,
  '  updateStrategy: {': 'bracket-unclosed',
  '  updateStrategy: { type: "On': 'bracket-unclosed',
  '  updateStrategy: { type: OnDelete ]': 'bracket-unexpected',
  '  x: [a, b': 'bracket-unclosed',
  '  x: "half': 'quote-unclosed',
  "  x: 'half": 'quote-unclosed',
  '  x: a: b': 'colon-unexpected',
  '  x: @': 'bad-scalar-start',
  '  x: *.example.com': 'bad-scalar-start',
  '  x: - a': 'unexpected-text',
  '  x: "a" b': 'unexpected-text',
  '   x: 1': 'bad-indentation',
  ' x: 1': 'bad-indentation',
  '\tx: 1': 'tab-indentation',
  '  - a': 'unexpected-text',
  '  }': 'bracket-unexpected',
  '  "min': 'colon-missing',
};

for (const [line, code] of Object.entries(lines)) {
  test(`the line ${JSON.stringify(line)} costs ${code ?? 'nothing'}, and nothing else`, () => {
    const document = readYamlDocument(`${before}${line}\n${after}`);
    assert.deepEqual(
      document.problems.map((problem) => problem.code),
      code === undefined ? [] : [code],
    );
    const { value } = nodeValue(document.root, document);
    assert.equal(valueAt(value, ['spec', 'replicas']), 3);
    assert.equal(valueAt(value, ['spec', 'serviceName']), 'web');
    assert.equal(valueAt(value, ['spec', 'template', 'spec', 'containers', 0, 'image']), 'nginx');
  });
}
