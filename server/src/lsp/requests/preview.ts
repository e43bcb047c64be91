// The preview panel's requests: the model that the page draws, a repair that was pressed there, values that were tried.

import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Diagnosis } from '../../core/features/diagnostics/diagnosis.ts';
import { editsFor } from '../../core/features/edits/edits.ts';
import { editsOfFix } from '../../core/features/fixes/fixes.ts';
import { type PreviewData, type PreviewQuestion, previewData } from '../../core/features/preview/preview-data.ts';
import type { Change } from '../../core/rules/rule.ts';
import type { Span } from '../../core/text/span.ts';
import type { FileName, WorkspaceFile } from '../../core/workspace/snapshot.ts';
import {
  PREVIEW_CHANGED_NOTIFICATION,
  type PreviewFinding,
  type PreviewFixParameters,
  type PreviewModel,
  type PreviewModelParameters,
  type PreviewRefusal,
  type PreviewWriteParameters,
  type SetIdentity,
  type SourcePlace,
} from '../../protocol/preview-messages.ts';
import { previewModel } from '../preview-model.ts';
import { profileOf } from '../read-settings.ts';
import type { Session } from '../session.ts';
import { rangeIn } from '../to-lsp.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';
import { keyOf } from './code-actions.ts';

/** The model for a set or a place in a file. */
export function answerPreviewModel(session: Session, parameters: PreviewModelParameters): PreviewModel {
  const data = previewData(session.snapshot, questionOf(session, parameters));
  const diagnoses = diagnosesOfUnit(session, data);
  const profile = profileOf(session.settings);
  return previewModel(data, {
    placeOf: (name, span) => placeOf(session, name, span),
    uriOf: (name) => session.names.uriOf(name),
    findings: diagnoses.map(({ file, diagnosis }) => findingOf(session, file, diagnosis)),
    refusals: diagnoses.flatMap(({ file, diagnosis }) =>
      diagnosis.isRefused && diagnosis.manifest === data.shown?.resource.manifest
        ? [refusalOf(session, file, diagnosis)]
        : [],
    ),
    fallback: { minor: profile.minor, clusterDomain: profile.clusterDomain },
  });
}

/** The edit of a repair that was pressed in the page; null where its finding is gone. */
export function answerPreviewFix(session: Session, { set, finding, fix }: PreviewFixParameters): WorkspaceEdit | null {
  const data = previewData(session.snapshot, { set: setOf(session, set) });
  const found = diagnosesOfUnit(session, data).find(({ file, diagnosis }) => idOf(file, diagnosis) === finding);
  if (!found) return null;
  const options = { canMakeFiles: session.client.canCreateFiles };
  const edits = editsOfFix(session.snapshot, { diagnosis: found.diagnosis, fix }, options);
  return (edits && toWorkspaceEdit(session, edits)) ?? null;
}

/** The edit that writes tried values into the set's manifest; null where the set is gone. */
export function answerPreviewWrite(session: Session, { set, values }: PreviewWriteParameters): WorkspaceEdit | null {
  const { shown } = previewData(session.snapshot, { set: setOf(session, set) });
  if (!shown) return null;
  const changes = values.map(({ field, value }): Change => ({ do: 'set', resource: shown.resource, at: field, value }));
  const edits = editsFor(session.snapshot, changes, { canMakeFiles: false });
  return (edits && toWorkspaceEdit(session, edits)) ?? null;
}

/** Tells the editor that a shown preview may have changed: at most once per turn, and only an editor that has panels. */
export function announcePreviewChanges(session: Session): void {
  if (!session.client.isOurs) return;
  let isAnnounced = false;
  session.onChange(() => {
    if (isAnnounced) return;
    isAnnounced = true;
    session.host.soon(() => {
      isAnnounced = false;
      session.run(() => session.connection.sendNotification(PREVIEW_CHANGED_NOTIFICATION));
    });
  });
}

function questionOf(session: Session, { set, uri, position }: PreviewModelParameters): PreviewQuestion {
  if (set) return { set: setOf(session, set) };
  if (uri === undefined) return {};
  const name = session.names.nameOf(uri);
  const file = session.snapshot.files.get(name);
  if (!file || !position) return { file: name };
  return { file: name, offset: session.positions.offsetAt(file, position) };
}

function setOf(session: Session, { uri, namespace, name }: SetIdentity): NonNullable<PreviewQuestion['set']> {
  return { file: session.names.nameOf(uri), namespace, name };
}

function placeOf(session: Session, name: FileName, span: Span): SourcePlace {
  const file = session.snapshot.files.get(name);
  const range = file
    ? session.positions.rangeOf(file, span)
    : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { uri: session.names.uriOf(name), ...range };
}

interface PlacedDiagnosis {
  readonly file: WorkspaceFile;
  readonly diagnosis: Diagnosis;
}

/** What is found about the objects that the page shows. */
function diagnosesOfUnit(session: Session, { shown }: PreviewData): readonly PlacedDiagnosis[] {
  if (!shown) return [];
  const manifests = new Set(shown.objects.map(({ resource }) => resource.manifest));
  const names = new Set(shown.objects.map(({ resource }) => resource.file));
  return [...names].flatMap((name) => {
    const file = session.snapshot.files.get(name);
    if (!file) return [];
    return session
      .diagnosesOf(name)
      .filter(({ manifest }) => manifest !== undefined && manifests.has(manifest))
      .map((diagnosis) => ({ file, diagnosis }));
  });
}

function idOf(file: WorkspaceFile, diagnosis: Diagnosis): string {
  return `${file.name} ${keyOf(file, diagnosis)}`;
}

function findingOf(session: Session, file: WorkspaceFile, diagnosis: Diagnosis): PreviewFinding {
  const { rule, severity, message, fixes } = diagnosis;
  return {
    id: idOf(file, diagnosis),
    rule,
    severity,
    message,
    place: placeOfDiagnosis(session, file, diagnosis),
    fixes: fixes.map(({ id, title }) => ({ id, title })),
  };
}

function refusalOf(session: Session, file: WorkspaceFile, diagnosis: Diagnosis): PreviewRefusal {
  return {
    field: diagnosis.field ?? '',
    message: diagnosis.detail ?? diagnosis.message,
    place: placeOfDiagnosis(session, file, diagnosis),
  };
}

function placeOfDiagnosis(session: Session, file: WorkspaceFile, { document, span }: Diagnosis): SourcePlace {
  return { uri: session.names.uriOf(file.name), ...rangeIn(session, file, document, span) };
}
