// Claims against volumes, what is asked for, and what becomes of the data.

import type { VNode } from 'preact';
import type { Picture, StoragePicture } from '../picture.ts';
import { texts } from '../texts/en.ts';

/** A matrix larger than this is cut; the overview still shows every claim with its volume. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 40;

const SIGNS = { binds: '●', fits: '○', unfit: '×' } as const;

export function Storage(properties: { readonly picture: Picture }): VNode {
  const { storage } = properties.picture;
  if (storage.claims.length === 0) return <p class="explanation">{texts.storageNone}</p>;
  return (
    <div class="storage">
      <p class="summary">{texts.storageRequested(storage.requested)}</p>
      <Matrix storage={storage} />
      {storage.provisioned.length > 0 && (
        <section>
          <h2>{texts.provisionedTitle}</h2>
          <ul class="plain-list">
            {storage.provisioned.slice(0, MOST_ROWS).map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
          {storage.provisioned.length > MOST_ROWS && <p>{texts.omitted(storage.provisioned.length - MOST_ROWS)}</p>}
        </section>
      )}
      <Fates storage={storage} />
    </div>
  );
}

function Matrix(properties: { readonly storage: StoragePicture }): VNode {
  const { claims, volumes, cells } = properties.storage;
  return (
    <section>
      <h2 id="matrix-title">{texts.matrixTitle}</h2>
      {volumes.length === 0 ? (
        <p class="explanation">{texts.matrixEmpty}</p>
      ) : (
        <div class="scroller">
          <table aria-labelledby="matrix-title">
            <thead>
              <tr>
                <td />
                {volumes.slice(0, MOST_COLUMNS).map((volume) => (
                  <th key={volume} scope="col">
                    {volume}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {claims.slice(0, MOST_ROWS).map((claim, row) => (
                <tr key={claim}>
                  <th scope="row">{claim}</th>
                  {volumes.slice(0, MOST_COLUMNS).map((volume, column) => {
                    const cell = cells[row]?.[column];
                    return (
                      <td key={volume} class={cell ? `fit-${cell.fit}` : ''}>
                        {cell && (
                          <span>
                            {SIGNS[cell.fit]} {texts.fits[cell.fit]}
                            {cell.reasons.length > 0 && <small>{cell.reasons.join('; ')}</small>}
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {claims.length > MOST_ROWS && <p class="omitted">{texts.omitted(claims.length - MOST_ROWS)}</p>}
    </section>
  );
}

function Fates(properties: { readonly storage: StoragePicture }): VNode {
  const { fates } = properties.storage;
  return (
    <section>
      <h2 id="fates-title">{texts.fatesTitle}</h2>
      <div class="scroller">
        <table aria-labelledby="fates-title">
          <thead>
            <tr>
              <th scope="col">{texts.fateColumns.claim}</th>
              <th scope="col">{texts.fateColumns.onScaleIn}</th>
              <th scope="col">{texts.fateColumns.onDeletion}</th>
            </tr>
          </thead>
          <tbody>
            {fates.slice(0, MOST_ROWS).map((fate) => (
              <tr key={fate.claim} class={fate.losesData ? 'loses-data' : ''}>
                <th scope="row">
                  {fate.claim}
                  {fate.losesData && <span class="badge">{texts.losesData}</span>}
                </th>
                <td>{fate.onScaleIn}</td>
                <td>{fate.onDeletion}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
