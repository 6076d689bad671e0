import type * as vscode from 'vscode';
import type { Turn } from '../../core/conversation/conversation';

/** One answered request, as it's stored: figures and names, no text and no image. */
export interface UsageRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly provider: string;
  readonly model: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
  readonly costBasis?: 'billed' | 'computed';
}

export interface UsageLedger {
  add(turn: Turn): void;
  all(): readonly UsageRecord[];
  /** USD of this calendar month, as far as costs are known. */
  monthUsd(): number;
  clear(): Promise<void>;
}

const maxRecords = 5000;
const key = 'usage';

/** Usage, stored on this machine. The oldest of more than 5,000 records are dropped. */
export function createUsageLedger(memory: vscode.Memento, log: vscode.LogOutputChannel): UsageLedger {
  const all = () => memory.get<readonly UsageRecord[]>(key) ?? [];
  return {
    all,
    monthUsd: () => {
      const now = new Date();
      const start = new Date(now.getFullYear(), now.getMonth(), 1).getTime();
      return all().reduce((sum, record) => sum + (record.at >= start ? (record.costUsd ?? 0) : 0), 0);
    },
    add: (turn) => {
      if (turn.providerId === 'offline' || !turn.usage) {
        return;
      }
      const record: UsageRecord = {
        at: Date.now(),
        provider: turn.providerLabel,
        model: turn.model,
        inputTokens: turn.usage.inputTokens,
        outputTokens: turn.usage.outputTokens,
        costUsd: turn.cost?.usd,
        costBasis: turn.cost?.basis,
      };
      memory
        .update(key, [...all(), record].slice(-maxRecords))
        .then(undefined, (error: unknown) => log.warn(`usage: ${String(error)}`));
    },
    clear: async () => memory.update(key, undefined),
  };
}
