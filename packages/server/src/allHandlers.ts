/** Every room's handlers; the compiler asks for each route's. */
import type { RouteName } from '@medspiller/contract';
import { exchangeHandlers } from './facts/exchangeHandlers.ts';
import { factHandlers } from './facts/factHandlers.ts';
import type { Uploads } from './facts/uploads.ts';
import type { Handlers } from './handler.ts';
import { caseloadHandlers } from './people/caseload.ts';
import { citizenHandlers } from './people/citizenHandlers.ts';
import type { Services } from './services.ts';
import { steeringHandlers } from './steering/steeringHandlers.ts';
import type { SignIn } from './trust/signIn.ts';
import { trustHandlers, type DemoPersonToPick } from './trust/trustHandlers.ts';

export const allHandlers = (
  services: Services,
  parts: {
    readonly signIn: SignIn;
    readonly uploads: Uploads;
    readonly version: string;
    readonly demoPersons: readonly DemoPersonToPick[];
  },
): Handlers =>
  ({
    ...trustHandlers(services, parts),
    ...citizenHandlers(services),
    ...caseloadHandlers(services),
    ...steeringHandlers(services),
    ...factHandlers(services),
    ...exchangeHandlers(services, parts.uploads),
  }) satisfies Record<RouteName, unknown>;
