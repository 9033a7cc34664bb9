import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What to do with a packet on its way to the server: let it pass, lose it, lose the answer to it, or garble its last letter. */
export type Verdict = 'pass' | 'lose' | 'lose-answer' | 'garble';

export interface TcpProxy {
  readonly port: number;
  /** Asked for every chunk a client sends. A lost packet or answer breaks the connection. */
  judge: (chunk: Buffer) => Verdict;
  readonly connections: () => number;
  /** Breaks all connections and refuses new ones. */
  stop(): Promise<void>;
}

/** Stands between the driver and the server, to break a connection at a chosen statement. */
export async function tcpProxy(host: string, port: number): Promise<TcpProxy> {
  let accepted = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    accepted++;
    const upstream = connect({ host, port, noDelay: true });
    let deaf = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => (open.delete(socket), client.destroy(), upstream.destroy()));
    }
    client.on('data', (chunk: Buffer) => {
      const verdict = proxy.judge(chunk);
      if (verdict === 'lose') return client.destroy();
      deaf ||= verdict === 'lose-answer';
      if (verdict === 'garble') chunk.writeUInt8(0x58, chunk.length - 1);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => (deaf ? client.destroy() : client.write(chunk)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    judge: () => 'pass',
    connections: () => accepted,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  return proxy;
}
