// Writes the pages of all rules, their list, and the rule settings of package.json, from rules, texts and fixtures.
// Run by `npm run generate`; a test fails when what is written differs from what this would write.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '../server/src/core/rules/registry.ts';
import type { Rule, RuleFamily } from '../server/src/core/rules/rule.ts';
import { RULE_TEXTS } from '../server/src/core/rules/texts/en/catalogue.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const FAMILIES: Readonly<Record<RuleFamily, string>> = {
  identity: 'Identity and Services',
  labels: 'Labels and selectors',
  names: 'Names',
  addresses: 'Addresses of Pods in texts',
  storage: 'Storage',
  rollout: 'Roll-out',
  scheduling: 'Disruption, scaling, scheduling',
  network: 'Network and probes',
  references: 'References',
  yaml: 'YAML',
  systems: 'Known systems',
  comments: 'Comments',
};

/** All files that are generated, by path from the root. */
export function generatedRuleFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const rule of RULES) files.set(`docs/rules/${rule.id}.md`, page(rule));
  files.set('docs/rules/README.md', list());
  files.set('package.json', withRuleSettings(readFileSync(join(root, 'package.json'), 'utf8')));
  return files;
}

function page(rule: Rule): string {
  const texts = RULE_TEXTS[rule.id];
  if (texts === undefined) throw new Error(`no texts for ${rule.id}`);
  const fixes = Object.entries(texts.fixes ?? {});
  const [firing, clean] = [example(rule.id, true), example(rule.id, false)];
  const lines = [
    `# ${rule.id}`,
    '',
    texts.summary,
    '',
    `Severity: ${rule.severity}${rule.isAdvice === true ? ', only good advice: `statefulset.advice` turns it off' : ''}.`,
    `Looks at: ${rule.kinds.join(', ')}.`,
    `Since version ${rule.since}.`,
    '',
    '## Why',
    '',
    ...sentences(texts.why),
    `Kubernetes: <https://kubernetes.io/docs/${rule.reference}>`,
    '',
    '## Reported',
    '',
    '```yaml',
    firing,
    '```',
    '',
    '## Accepted',
    '',
    '```yaml',
    clean,
    '```',
    ...(fixes.length === 0
      ? []
      : [
          '',
          '## Fixes',
          '',
          ...fixes.map(([id, title]) => `- \`${id}\`: ${title.replaceAll(/\{(\w+)[^{}]*\}/g, '…')}`),
        ]),
    '',
    '## When to turn it off',
    '',
    texts.turnOff,
    '',
    '```yaml',
    `# statefulset-disable-next-line ${rule.id}: the reason`,
    '```',
    '',
    `Or for a whole object by the annotation \`vscode-statefulset/disable: ${rule.id}\`, or everywhere by the setting \`"statefulset.rules": { "${rule.id}": "off" }\`.`,
    '',
  ];
  return lines.join('\n');
}

/** One sentence per line. */
function sentences(text: string): readonly string[] {
  return text.split(/(?<=[.!?]) (?=[A-Z`])/);
}

function example(rule: string, isFiring: boolean): string {
  const folder = join(root, 'test', 'rules', rule);
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.fixed.yaml'));
  for (const name of names.sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (new RegExp(`# *\\^+ \\w+ ${rule}: `).test(text) === isFiring) return text.trimEnd();
  }
  throw new Error(`${rule} has no ${isFiring ? 'firing' : 'clean'} fixture`);
}

function list(): string {
  const lines = ['# Rules', '', `${RULES.length} rules, each with its own page.`, ''];
  for (const [family, title] of Object.entries(FAMILIES)) {
    const rules = RULES.filter((rule) => rule.family === family);
    if (rules.length === 0) continue;
    lines.push(`## ${title}`, '', '| rule | severity | what | fixes |', '| --- | --- | --- | --- |');
    for (const rule of rules) {
      const fixes = Object.keys(rule.fixes).map((id) => `\`${id}\``);
      const severity = rule.isAdvice === true ? `${rule.severity} (advice)` : rule.severity;
      lines.push(
        `| [${rule.id}](${rule.id}.md) | ${severity} | ${RULE_TEXTS[rule.id]?.summary ?? ''} | ${fixes.join(', ')} |`,
      );
    }
    lines.push('');
  }
  return lines.join('\n');
}

/** The setting `statefulset.rules` with one property per rule; the rest of the file stays as it is. */
function withRuleSettings(source: string): string {
  const manifest = JSON.parse(source) as {
    contributes?: { configuration?: { properties?: Record<string, Record<string, unknown>> } };
  };
  const setting = manifest.contributes?.configuration?.properties?.['statefulset.rules'];
  if (setting === undefined) return source;
  setting['properties'] = Object.fromEntries(
    RULES.map((rule) => [
      rule.id,
      {
        type: 'string',
        enum: ['off', 'hint', 'info', 'warning', 'error'],
        default: rule.severity,
        markdownDescription: RULE_TEXTS[rule.id]?.summary ?? '',
      },
    ]),
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of generatedRuleFiles()) writeFileSync(join(root, path), text);
