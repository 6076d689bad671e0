// Ctrl+C while an image is being fetched. The web is a proxy on loopback: the command line fetches nothing from this machine.
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { cliFile, start } from './runCli';

test.skipIf(process.platform === 'win32')('Ctrl+C closes the connection to a server that never finishes', async () => {
  const asked = Promise.withResolvers<Socket>();
  const closed = Promise.withResolvers<void>();
  const proxy = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => closed.resolve());
    socket.once('data', () => asked.resolve(socket));
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const address = proxy.address();
  const http_proxy = `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
  const url = 'http://8.8.8.8/photo.png';
  const args = [cliFile, 'describe', '--provider', 'offline', '--allow-host', '8.8.8.8', url];
  const { child, ended } = start(process.execPath, args, { http_proxy });
  await asked.promise;
  child.kill('SIGINT');
  await closed.promise;
  expect(await ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Stopped.') });
  proxy.close();
});
