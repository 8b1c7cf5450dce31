/** What handlers work with. */
import type { Engine, Store } from '@medspiller/store';
import type { Clock } from './clock.ts';
import { HttpRefusal } from './refusal.ts';
import type { Programmes } from './steering/programmeFiles.ts';
import type { Configuration } from './trust/configuration.ts';
import type { Programme } from '@medspiller/domain';

export interface Services extends Programmes {
  readonly store: Store;
  readonly engine: Pick<Engine, 'kind'>;
  readonly clock: Clock;
  readonly configuration: Configuration;
}

/** A programme by the id in an address. */
export const programmeOf = ({ programmes }: Programmes, id: string): Programme => {
  const programme = programmes.get(id);
  if (programme === undefined) throw new HttpRefusal(404, 'not_found');
  return programme;
};
