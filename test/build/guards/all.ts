import { commands, expressions, json, pages, preparing, printing, settings } from './acting';
import { blind } from './blind';
import type { Guard } from './guard';
import { fetching, network, opening, sending } from './network';
import { reading } from './reading';
import { saying } from './saying';
import { tables } from './tables';
import { writing } from './writing';

export const guards: readonly Guard[] = [
  blind,
  saying,
  reading,
  writing,
  network,
  opening,
  sending,
  fetching,
  commands,
  expressions,
  json,
  printing,
  settings,
  pages,
  preparing,
  tables,
];
