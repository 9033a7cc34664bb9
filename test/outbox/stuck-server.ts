import { createServer, type Server, type Socket } from 'node:net';

/** A server that greets and then trickles one endless reply: it never falls silent, and it never gets anywhere. */
export class StuckServer {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.trickle(socket));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `smtp://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private trickle(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => {});
    socket.write('220 stuck.example.cn ESMTP\r\n');
    const timer = setInterval(() => socket.write('250-wait\r\n'), 20);
    socket.on('close', () => clearInterval(timer));
  }
}
