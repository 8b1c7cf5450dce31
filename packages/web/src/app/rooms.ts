/** Where the rooms of the menu are, and their marks. */
import type { RoomName } from '@medspiller/contract';
import type { IconName } from './icons.tsx';

export const ROOM_PATHS = {
  citizens: '/borgere',
  caseload: '/belastning',
  status: '/status',
  exchange: '/data',
} as const satisfies Record<RoomName, string>;

export const ROOM_ICONS = {
  citizens: 'people',
  caseload: 'bars',
  status: 'table',
  exchange: 'exchange',
} as const satisfies Record<RoomName, IconName>;
