import { connect, type Socket } from 'node:net';

export interface Node {
  readonly host: string;
  readonly port: number;
}

const DOWN_MS = 4_000;

/** The servers of a cluster, the writer first. New connections go to the first that was not seen failing just now. */
export class Nodes {
  private readonly downUntil = new Map<Node, number>();
  private readonly nodeOf = new WeakMap<Socket, Node>();

  constructor(private readonly nodes: readonly [Node, ...Node[]]) {}

  /** A socket for mysql2's `stream` option. */
  connect(): Socket {
    const node = this.pick();
    const socket = connect({ host: node.host, port: node.port, noDelay: true, keepAlive: true });
    this.nodeOf.set(socket, node);
    socket.once('error', () => this.markDown(socket));
    return socket;
  }

  /** The node behind this socket failed: it is left alone for some seconds. */
  markDown(socket: Socket): void {
    const node = this.nodeOf.get(socket);
    if (node) this.downUntil.set(node, performance.now() + DOWN_MS);
  }

  private pick(): Node {
    const until = (node: Node) => this.downUntil.get(node) ?? 0;
    const now = performance.now();
    const healthy = this.nodes.find((node) => until(node) <= now);
    return healthy ?? this.nodes.reduce((best, node) => (until(node) < until(best) ? node : best));
  }
}
