// Repairs and silencing under the light bulb, and everything safe at once as a source action. Edits are made when the
// client asks for them, wherever it can ask.

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';
import type { Diagnosis } from '../../core/features/diagnostics/diagnosis.ts';
import type { WorkspaceEdits } from '../../core/features/edits/edits.ts';
import { fixesOfRule, safeFixes } from '../../core/features/fixes/choose-fixes.ts';
import { type ChosenFix, editsOfFix, editsOfFixes, isMakingFile } from '../../core/features/fixes/fixes.ts';
import { type SuppressionPlace, suppressionEdits, suppressionPlaces } from '../../core/features/fixes/suppress.ts';
import type { FileName, WorkspaceFile } from '../../core/workspace/snapshot.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { offsetOf, rangeIn, toDiagnostic } from '../to-lsp.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

export const FIX_ALL_KIND = 'source.fixAll.statefulset';

/** What a lazy action carries: enough to find the finding again in whatever the texts have become. */
type ActionData =
  | { readonly do: 'fix'; readonly file: FileName; readonly finding: string; readonly fix: string }
  | { readonly do: 'fix-rule'; readonly file: FileName | null; readonly rule: string; readonly fix: string }
  | { readonly do: 'fix-safe'; readonly file: FileName }
  | { readonly do: 'suppress'; readonly file: FileName; readonly finding: string; readonly place: SuppressionPlace };

export function codeActions(session: Session, { textDocument, range, context }: CodeActionParams): CodeAction[] {
  const name = session.names.nameOf(textDocument.uri);
  const file = session.snapshot.files.get(name);
  if (file === undefined || !session.settings.enable) return [];
  const all = session.diagnosesOf(name);
  const actions: CodeAction[] = [];
  if (isAsked(context.only, CodeActionKind.QuickFix)) {
    const here = all.filter((diagnosis) => touches(rangeIn(session, file, diagnosis.document, diagnosis.span), range));
    for (const diagnosis of here) actions.push(...repairs(session, file, diagnosis, all));
    for (const diagnosis of here) actions.push(...silencings(session, file, diagnosis));
  }
  // On save and by command only: in the light bulb's menu it would be in everybody's way.
  if (context.only !== undefined && isAsked(context.only, FIX_ALL_KIND) && safeFixes(all).length > 0)
    actions.push(action(session, texts.fixAllSafe, FIX_ALL_KIND, { do: 'fix-safe', file: name }));
  return actions.filter((one) => one.data !== undefined || one.edit !== undefined);
}

/** Adds the edit to an action that came without. */
export function resolveCodeAction(session: Session, unresolved: CodeAction): CodeAction {
  // Only this server wrote `data`.
  const data = unresolved.data as ActionData | undefined;
  if (data === undefined) return unresolved;
  const edit = editOf(session, data);
  return edit === undefined ? unresolved : { ...unresolved, edit };
}

function repairs(
  session: Session,
  file: WorkspaceFile,
  diagnosis: Diagnosis,
  all: readonly Diagnosis[],
): readonly CodeAction[] {
  const actions: CodeAction[] = [];
  const diagnostics = [toDiagnostic(session, file, diagnosis)];
  const { snapshot, client } = session;
  const fixes = diagnosis.fixes.filter(
    ({ id }) => client.canCreateFiles || !isMakingFile(snapshot, { diagnosis, fix: id }),
  );
  for (const { id, title, isPreferred } of fixes) {
    const data: ActionData = { do: 'fix', file: file.name, finding: keyOf(file, diagnosis), fix: id };
    actions.push({ ...action(session, title, CodeActionKind.QuickFix, data, diagnostics), isPreferred });
  }
  for (const { id, title } of fixes) {
    const { rule } = diagnosis;
    if (fixesOfRule(all, rule, id).length > 1)
      actions.push(
        action(
          session,
          texts.fixRuleInFile(title),
          CodeActionKind.QuickFix,
          { do: 'fix-rule', file: file.name, rule, fix: id },
          diagnostics,
        ),
      );
    if (session.countOfRule(rule) > fixesOfRule(all, rule, id).length)
      actions.push(
        action(
          session,
          texts.fixRuleInWorkspace(title),
          CodeActionKind.QuickFix,
          { do: 'fix-rule', file: null, rule, fix: id },
          diagnostics,
        ),
      );
  }
  return actions;
}

function silencings(session: Session, file: WorkspaceFile, diagnosis: Diagnosis): readonly CodeAction[] {
  return suppressionPlaces(diagnosis).map((place) => {
    const data: ActionData = { do: 'suppress', file: file.name, finding: keyOf(file, diagnosis), place };
    const title = texts.suppress(diagnosis.rule, place);
    return action(session, title, CodeActionKind.QuickFix, data, [toDiagnostic(session, file, diagnosis)]);
  });
}

function action(
  session: Session,
  title: string,
  kind: string,
  data: ActionData,
  diagnostics?: Diagnostic[],
): CodeAction {
  const base: CodeAction = { title, kind, ...(diagnostics === undefined ? {} : { diagnostics }) };
  if (session.client.resolvesCodeActionEdits) return { ...base, data };
  const edit = editOf(session, data);
  return edit === undefined ? base : { ...base, edit };
}

function editOf(session: Session, data: ActionData): CodeAction['edit'] | undefined {
  const edits = engineEdits(session, data);
  return edits === undefined ? undefined : toWorkspaceEdit(session, edits);
}

function engineEdits(session: Session, data: ActionData): WorkspaceEdits | undefined {
  const { snapshot, client } = session;
  const options = { canMakeFiles: client.canCreateFiles };
  if (data.do === 'fix-rule') {
    const names = data.file === null ? [...snapshot.files.keys()] : [data.file];
    const chosen: ChosenFix[] = names.flatMap((name) => fixesOfRule(session.diagnosesOf(name), data.rule, data.fix));
    return editsOfFixes(snapshot, chosen, options).edits;
  }
  if (data.do === 'fix-safe') return editsOfFixes(snapshot, safeFixes(session.diagnosesOf(data.file)), options).edits;
  const file = snapshot.files.get(data.file);
  if (file === undefined) return undefined;
  const diagnosis = session.diagnosesOf(data.file).find((one) => keyOf(file, one) === data.finding);
  if (diagnosis === undefined) return undefined;
  if (data.do === 'fix') return editsOfFix(snapshot, { diagnosis, fix: data.fix }, options);
  const edits = suppressionEdits(diagnosis, data.place, texts.suppressionReason);
  if (edits === undefined) return undefined;
  const offset = offsetOf(file, diagnosis.document);
  const moved = edits.map(({ span, newText }) => ({
    span: { start: span.start + offset, end: span.end + offset },
    newText,
  }));
  return { files: [{ file: file.name, edits: moved }], newFiles: [], isShared: false };
}

/** Tells findings of a file apart by what they are about, so that an edit elsewhere does not lose them. */
export function keyOf(file: WorkspaceFile, { rule, document, manifest, field, finding, message }: Diagnosis): string {
  const index = file.documents.find((placed) => placed.document === document)?.index ?? 0;
  return JSON.stringify([rule, index, manifest?.item ?? null, field ?? null, finding?.place.part ?? null, message]);
}

function isAsked(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
