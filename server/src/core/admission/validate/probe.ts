// Probes and lifecycle hooks (P20 to P25; `validateHandler`, `validateProbe`).

import { headerNameErrors, SERVER_TEXTS } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, forbidden, invalid, invalidAll, notSupported, required } from '../check.ts';
import { child, type FieldPath } from '../field-path.ts';
import { fieldOf, isSet, listOf, numberOf, objectOf, objectsOf, textOf } from '../read.ts';
import { nonNegative, oneOf, oneOfIfSet, portNumberOrName } from './scalars.ts';

export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

const NUMBERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const SIGNALS =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX';
const linuxSignals: readonly string[] = [
  ...SIGNALS.split(' ').map((name) => `SIG${name}`),
  ...Array.from({ length: 15 }, (_, index) => `SIGRTMIN+${index + 1}`),
  ...Array.from({ length: 14 }, (_, index) => `SIGRTMAX-${index + 1}`),
].sort();

export function validateProbe(
  check: Check,
  probe: PlainObject,
  kind: ProbeKind,
  gracePeriod: number | undefined,
  path: FieldPath,
): void {
  validateHandler(check, probe, PROBE_HANDLERS, gracePeriod, path);
  for (const field of NUMBERS) nonNegative(check, 'P21', probe, field, path);
  const seconds = numberOf(probe, 'terminationGracePeriodSeconds');
  if (isSet(probe, 'terminationGracePeriodSeconds')) {
    const at = child(path, 'terminationGracePeriodSeconds');
    if (seconds <= 0) invalid(check, 'P22', at, seconds, SERVER_TEXTS['T-POS0']);
    if (kind === 'readinessProbe') invalid(check, 'P22', at, seconds, 'must not be set for readinessProbes');
  }
  const threshold = numberOf(probe, 'successThreshold');
  if (kind !== 'readinessProbe' && threshold !== 1) {
    invalid(check, 'P22', child(path, 'successThreshold'), threshold, 'must be 1');
  }
}

export function validateLifecycle(
  check: Check,
  lifecycle: PlainObject,
  gracePeriod: number | undefined,
  os: string | undefined,
  path: FieldPath,
): void {
  for (const hook of ['postStart', 'preStop']) {
    const handler = objectOf(lifecycle, hook);
    if (handler) validateHandler(check, handler, HOOK_HANDLERS, gracePeriod, child(path, hook));
  }
  if (!isSet(lifecycle, 'stopSignal')) return;
  const at = child(path, 'stopSignal');
  const signal = textOf(lifecycle, 'stopSignal');
  if (os === undefined) forbidden(check, 'P20', at, 'may not be set for containers with empty `spec.os.name`');
  else {
    const signals = os === 'windows' ? ['SIGKILL', 'SIGTERM'] : os === 'linux' ? linuxSignals : undefined;
    if (signals && !signals.includes(signal)) notSupported(check, 'P20', at, signal, signals);
  }
}

function validateHandler(
  check: Check,
  handler: PlainObject,
  kinds: readonly string[],
  gracePeriod: number | undefined,
  path: FieldPath,
): void {
  let count = 0;
  for (const kind of kinds) {
    const action = objectOf(handler, kind);
    if (!action) continue;
    const own = child(path, kind);
    if (count > 0) forbidden(check, 'P20', own, 'may not specify more than 1 handler type');
    else {
      count++;
      validateAction(check, kind, action, gracePeriod, own);
    }
  }
  if (count === 0) required(check, 'P20', path, 'must specify a handler type');
}

function validateAction(
  check: Check,
  kind: string,
  action: PlainObject,
  gracePeriod: number | undefined,
  path: FieldPath,
): void {
  switch (kind) {
    case 'exec':
      if (listOf(action, 'command').length === 0) required(check, 'P20', child(path, 'command'));
      break;
    case 'httpGet':
      validateHttpGet(check, action, path);
      break;
    case 'tcpSocket':
      portNumberOrName(check, 'P23', fieldOf(action, 'port'), child(path, 'port'));
      break;
    case 'grpc':
      portNumberOrName(check, 'P23', numberOf(action, 'port'), child(path, 'port'));
      oneOfIfSet(check, 'P23', action, 'mode', path, ['Plaintext', 'TLS']);
      break;
    default: {
      const seconds = numberOf(action, 'seconds');
      if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return;
      const text = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
      invalid(check, 'P25', path, seconds, text);
    }
  }
}

function validateHttpGet(check: Check, action: PlainObject, path: FieldPath): void {
  portNumberOrName(check, 'P23', fieldOf(action, 'port'), child(path, 'port'));
  oneOf(check, 'P24', action, 'scheme', path, ['HTTP', 'HTTPS']);
  for (const header of objectsOf(action, 'httpHeaders')) {
    const name = textOf(header, 'name');
    invalidAll(check, 'P24', child(path, 'httpHeaders'), name, headerNameErrors(name, check.minor));
  }
  if (!isSet(action, 'protocol')) return;
  const protocol = textOf(action, 'protocol');
  if (protocol !== 'HTTP1' && protocol !== 'HTTP2') {
    notSupported(check, 'P24', child(path, 'protocol'), protocol, ['HTTP1', 'HTTP2']);
  } else if (protocol === 'HTTP2' && textOf(action, 'scheme') !== 'HTTP') {
    invalid(check, 'P24', child(path, 'protocol'), protocol, 'is only supported with HTTP (H2C)');
  } else if (protocol === 'HTTP2' && textOf(action, 'host') !== '') {
    invalid(check, 'P24', child(path, 'host'), textOf(action, 'host'), 'must be empty when `protocol` is "HTTP2"');
  }
}
