/** What a programme is: one YAML file in `programmes/`, checked against `programmes/schema/programme.schema.json`. */
import type { TargetGroup } from '../people/kinds.ts';
import type { LocalText } from './indicator.ts';

export type Direction = 'at_least' | 'at_most';

/** What of a figure a target speaks of: its share (0–1), or how many are in its numerator. */
export type Measure = 'share' | 'count';

/**
 * A target: by the end of a month, the share or count is to be at least or at most a value.
 * A figure that has a share may have targets in people: Varde went from 49 passive persons to at most 25, then 20.
 */
export interface Target {
  readonly month: string;
  readonly value: number;
  readonly measure: Measure;
  readonly direction: Direction;
}

/** A row of the status table. */
export interface ProgrammeIndicator {
  /** The id of a definition in the catalogue. */
  readonly id: string;
  /** The programme's own words for it; the catalogue's where empty. */
  readonly title: LocalText | null;
  readonly targets: readonly Target[];
  /** Null where nothing says whether more or less is better; then there are no targets either. */
  readonly direction: Direction | null;
  /** True where the direction is ours because the source gives none. */
  readonly directionIsOurs: boolean;
  /** Decimals of percentages on screen and in print. */
  readonly decimals: number;
}

export interface Programme {
  readonly id: string;
  readonly basedOn: string | null;
  readonly title: LocalText;
  readonly description: LocalText;
  /** Where the programme's facts come from, in words. */
  readonly source: string;
  readonly from: string;
  readonly to: string;
  /** The month whose status everything is compared with. */
  readonly zeroPoint: string;
  readonly targetGroups: readonly TargetGroup[];
  readonly minimumAge: number | null;
  readonly capLow: number | null;
  readonly capHigh: number | null;
  readonly parameters: Readonly<Record<string, number>>;
  readonly groups: Readonly<Record<string, LocalText>>;
  /** Rows in groups with a heading. */
  readonly sections: readonly {
    readonly title: LocalText;
    readonly indicators: readonly ProgrammeIndicator[];
  }[];
  readonly grantOre: number | null;
}
