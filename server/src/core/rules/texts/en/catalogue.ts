// All rule texts in English.

import type { RuleCatalogue } from '../rule-texts.ts';
import { addressTexts } from './addresses.ts';
import { identityTexts } from './identity.ts';
import { labelTexts } from './labels.ts';
import { operationTexts } from './operation.ts';
import { storageTexts } from './storage.ts';

export const RULE_TEXTS: RuleCatalogue = {
  ...identityTexts,
  ...labelTexts,
  ...addressTexts,
  ...storageTexts,
  ...operationTexts,
};
