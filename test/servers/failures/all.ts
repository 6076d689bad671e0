import { cloudFailures } from './cloud';
import type { Failure } from './failure';
import { gatewayFailures } from './gateways';
import { laterFailures } from './later';
import { localFailures } from './local';

/** Every body that was seen somewhere, in the order of the documentation. */
export const failures: readonly Failure[] = [...cloudFailures, ...gatewayFailures, ...localFailures, ...laterFailures];
