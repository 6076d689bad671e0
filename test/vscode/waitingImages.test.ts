// How many images can wait for the next question, whatever a panel sends: the host counts on its own.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createSession, type SessionDeps, startConversation } from '../../src/host/session/session';
import { createConversationStore } from '../../src/host/session/store';
import { maxAttached } from '../../src/protocol/fromPanel';

suite('images that wait', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightread-waiting-'));
  const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const store = createConversationStore(vscode.Uri.file(folder));
  // Nothing is asked here, because the means for it are missing.
  const session = createSession(startConversation('Test'), { store } as unknown as SessionDeps);
  const waiting = () => session.conversation().images;

  suiteTeardown(() => {
    session.dispose();
    rmSync(folder, { recursive: true });
  });

  test('are as many as one question may have, also when all arrive at once', async () => {
    const added = await Promise.all(
      Array.from({ length: maxAttached + 20 }, (_, at) => session.addPastedImage(`${at}.gif`, dot)),
    );
    assert.equal(added.filter(Boolean).length, maxAttached);
    assert.equal(waiting().length, maxAttached);
    const kept = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(vscode.Uri.file(folder), session.id));
    assert.equal(kept.filter(([name]) => name.endsWith('.image')).length, maxAttached);
  });

  test('are no more one after the other, until one is taken back', async () => {
    assert.equal(await session.addPastedImage('more.gif', dot), false);
    const [first] = waiting();
    assert.ok(first);
    session.detachImage(first.id);
    assert.equal(await session.addPastedImage('more.gif', dot), true);
    assert.equal(await session.addPastedImage('still more.gif', dot), false);
  });
});
