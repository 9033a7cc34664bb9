const UP = 1;
const DOWN = -1;

/**
 * The tree of a network simplex: each node but the root hangs on its parent by one arc. Children are a ring of
 * siblings, so that a subtree is cut, turned over and hung elsewhere in time of its own size.
 */
export class SpanningTree {
  readonly parent: Int32Array;
  /** The arc to the parent. */
  readonly arc: Int32Array;
  /** 1 when that arc goes to the parent, -1 when it comes from it. */
  readonly direction: Int8Array;
  readonly depth: Int32Array;
  /** Such that cost + potential of the tail - potential of the head is zero on every tree arc. */
  readonly potential: Float64Array;
  private readonly child: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;

  /** @param nodes with the root, which is the last */
  constructor(
    nodes: number,
    private readonly tail: Int32Array,
    private readonly cost: Float64Array,
  ) {
    this.parent = new Int32Array(nodes).fill(-1);
    this.arc = new Int32Array(nodes).fill(-1);
    this.direction = new Int8Array(nodes);
    this.depth = new Int32Array(nodes);
    this.potential = new Float64Array(nodes);
    this.child = new Int32Array(nodes).fill(-1);
    this.next = new Int32Array(nodes).fill(-1);
    this.previous = new Int32Array(nodes).fill(-1);
  }

  /** Hangs a node without children on a node of the tree. */
  plant(node: number, parent: number, arc: number): void {
    this.attach(node, parent, arc);
    this.settle(node);
  }

  /** Where the paths of two nodes to the root meet. */
  meeting(a: number, b: number): number {
    const { parent, depth } = this;
    let [left, right] = [a, b];
    while (left !== right) {
      if ((depth[left] as number) >= (depth[right] as number)) left = parent[left] as number;
      else right = parent[right] as number;
    }
    return left;
  }

  /**
   * Lets go of the arc above `cutNode` and hangs what is below it on `parent` by `arc` instead, at `node`, which becomes
   * the top of it.
   */
  move(cutNode: number, node: number, parent: number, arc: number): void {
    let [above, by, moved] = [parent, arc, node];
    for (;;) {
      const [oldParent, oldArc] = [this.parent[moved] as number, this.arc[moved] as number];
      this.detach(moved, oldParent);
      this.attach(moved, above, by);
      if (moved === cutNode) break;
      [above, by, moved] = [moved, oldArc, oldParent];
    }
    this.settle(node);
  }

  private detach(node: number, parent: number): void {
    const { child, next, previous } = this;
    const [before, after] = [previous[node] as number, next[node] as number];
    if (before < 0) child[parent] = after;
    else next[before] = after;
    if (after >= 0) previous[after] = before;
  }

  private attach(node: number, parent: number, arc: number): void {
    const { child, next, previous } = this;
    const first = child[parent] as number;
    this.parent[node] = parent;
    this.arc[node] = arc;
    this.direction[node] = this.tail[arc] === node ? UP : DOWN;
    previous[node] = -1;
    next[node] = first;
    if (first >= 0) previous[first] = node;
    child[parent] = node;
  }

  /** Depths and potentials of a node and all below it, from its parent's. */
  private settle(top: number): void {
    const { parent, depth, potential, child, next } = this;
    const above = parent[top] as number;
    const arc = this.arc[top] as number;
    const wanted = (potential[above] as number) - (this.direction[top] as number) * (this.cost[arc] as number);
    const shift = wanted - (potential[top] as number);
    let node = top;
    for (;;) {
      potential[node] = (potential[node] as number) + shift;
      depth[node] = (depth[parent[node] as number] as number) + 1;
      const down = child[node] as number;
      if (down >= 0) {
        node = down;
        continue;
      }
      while (node !== top && (next[node] as number) < 0) node = parent[node] as number;
      if (node === top) return;
      node = next[node] as number;
    }
  }
}
