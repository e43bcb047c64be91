// For programs: the shape is documented in `docs/cli.md` and only grows.

import type { Answer } from '../../core/admission/answer.ts';
import type { Manifest } from '../../core/model/manifest.ts';
import type { Report, ReportedFinding, ReportedObject } from '../report.ts';

export function writeJson(report: Report): string {
  const value = {
    version: 1,
    kubernetesVersion: report.kubernetesVersion,
    findings: report.findings.map(jsonFinding),
    objects: report.objects.map(jsonObject),
    ...(report.notes.length > 0 ? { notes: report.notes } : {}),
    counts: report.counts,
  };
  // Facts may hold integers beyond the doubles, which JSON of JavaScript cannot write; they never leave this program.
  return `${JSON.stringify(value, null, 2)}\n`;
}

function jsonObject({ file, document, manifest, answers }: ReportedObject): unknown {
  const { answer, apply, serverSideApply } = answers;
  return {
    file,
    document,
    ...(manifest.item === undefined ? {} : { item: manifest.item }),
    ...identity(manifest),
    answer: jsonAnswer(answer),
    ...(apply === undefined ? {} : { apply: jsonAnswer(apply) }),
    ...(serverSideApply === undefined ? {} : { serverSideApply: jsonAnswer(serverSideApply) }),
  };
}

/** In the server's own shape: of a cause only what the server says. */
function jsonAnswer({ accepted, status, reason, message, causes, warnings }: Answer): unknown {
  return {
    accepted,
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    causes: causes.map((cause) => ({ field: cause.field, reason: cause.reason, message: cause.message })),
    warnings: [...new Set(warnings.map(({ text }) => text))],
  };
}

function identity({ apiVersion, kind, namespace, name }: Manifest): object {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function jsonFinding(finding: ReportedFinding): unknown {
  const { diagnosis } = finding;
  const { manifest } = diagnosis;
  return {
    rule: diagnosis.rule,
    severity: diagnosis.severity,
    message: diagnosis.message,
    ...(diagnosis.detail === undefined ? {} : { detail: diagnosis.detail }),
    file: finding.file,
    document: finding.document,
    ...(manifest?.item === undefined ? {} : { item: manifest.item }),
    range: finding.range,
    ...(manifest === undefined ? {} : { object: identity(manifest) }),
    ...(diagnosis.field === undefined ? {} : { field: diagnosis.field }),
    refused: diagnosis.isRefused,
    related: finding.related,
    fixes: diagnosis.fixes.map(({ id, title }) => ({ id, title })),
  };
}
