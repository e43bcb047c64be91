// The peer lists of a workload or ConfigMap, once per resource and unit.

import type { Resource, UnitView } from '../../workspace/snapshot.ts';
import { type KnownAddress, knownAddressesOf } from './known-addresses.ts';
import type { RawAddress } from './parse-addresses.ts';
import { type PeerList, peerListsOf } from './peer-lists.ts';
import type { PlacedText } from './placed-texts.ts';

export interface PlacedPeerList {
  readonly text: PlacedText;
  readonly list: PeerList;
}

export function listsOf(resource: Resource, unit: UnitView): readonly PlacedPeerList[] {
  const byText = new Map<PlacedText, KnownAddress[]>();
  for (const address of knownAddressesOf(resource, unit)) {
    const group = byText.get(address.text);
    if (group === undefined) byText.set(address.text, [address]);
    else group.push(address);
  }
  return [...byText].flatMap(([text, addresses]) => peerListsOf(text.text, addresses).map((list) => ({ text, list })));
}

/** All addresses that are elements of lists, also the names in front of them. */
export function listedIn(resource: Resource, unit: UnitView): ReadonlySet<RawAddress> {
  const listed = new Set<RawAddress>();
  const lists = listsOf(resource, unit);
  if (lists.length === 0) return listed;
  for (const address of knownAddressesOf(resource, unit))
    if (
      lists.some(
        ({ text, list }) => text === address.text && address.raw.start >= list.start && address.raw.end <= list.end,
      )
    )
      listed.add(address.raw);
  return listed;
}
