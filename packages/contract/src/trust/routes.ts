/** Who I am, signing in and out, and who has looked. */
import { z } from 'zod';
import { PERMISSIONS, ROLES } from '@medspiller/domain';
import { idSchema } from '../facts/values.ts';
import { route } from '../route.ts';

/** The rooms of the menu that have a screen; which of them a person has follows from the permissions. */
export const ROOMS = ['citizens', 'caseload', 'status', 'exchange'] as const;
export type RoomName = (typeof ROOMS)[number];

export const me = route({
  method: 'GET',
  path: '/api/me',
  access: 'signed_in',
  summary: 'The employee who is signed in, what they may do, and what day it is.',
  answer: z.object({
    employee_id: z.number().int(),
    name: z.string(),
    initials: z.string(),
    role: z.enum(ROLES),
    team: z.string().nullable(),
    permissions: z.array(z.enum(PERMISSIONS)),
    rooms: z.array(z.enum(ROOMS)),
    municipality: z.string(),
    today: z.string(),
    demo: z.boolean(),
    /** The embedded last resort is running: nothing of value should be kept in it. */
    trial_database: z.boolean(),
    /** Open cases of one's own; the number beside the menu's "my citizens". Null without the permission. */
    own_cases: z.number().int().nullable(),
    /** To be sent as header x-csrf-token with everything that changes something. */
    csrf_token: z.string(),
  }),
});

export const signOut = route({
  method: 'POST',
  path: '/api/sign-out',
  access: 'signed_in',
  summary: 'End the session, here and in the database.',
  answer: z.object({
    signed_out: z.literal(true),
    /** Where the browser goes next: the identity provider's own sign-out, or the sign-in page. */
    next: z.string(),
  }),
});

export const signInPage = route({
  method: 'GET',
  path: '/api/sign-in',
  access: 'anyone',
  summary:
    'What the sign-in page shows: the municipality, and in the demo the persons to choose between.',
  answer: z.object({
    municipality: z.string(),
    demo: z.boolean(),
    persons: z.array(
      z.object({
        /** Posted as a plain form to /sign-in, with `to`: the path to return to. Everybody else follows the link /sign-in?to=… */
        login: z.string(),
        name: z.string(),
        role: z.enum(ROLES),
        team: z.string().nullable(),
        why: z.object({ da: z.string(), en: z.string() }),
      }),
    ),
  }),
});

export const lookups = route({
  method: 'GET',
  path: '/api/citizens/:citizen_id/lookups',
  access: 'see_lookups',
  summary: 'Who has looked at a citizen, latest first.',
  params: z.object({ citizen_id: idSchema }),
  answer: z.object({
    lookups: z.array(
      z.object({
        at: z.string(),
        name: z.string().nullable(),
        role: z.enum(ROLES).nullable(),
        action: z.string(),
      }),
    ),
  }),
});

export const health = route({
  method: 'GET',
  path: '/api/health',
  access: 'anyone',
  summary: 'Whether the server and its database answer.',
  answer: z.object({ ok: z.literal(true), version: z.string() }),
});
