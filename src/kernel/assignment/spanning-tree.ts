const UP = 1;
const DOWN = -1;

/**
 * The tree of a network simplex: each node but the root hangs on its parent by one arc. A thread runs through all nodes,
 * each before what is below it, so that what is below a node is one piece of the thread; hanging a subtree elsewhere
 * costs as much as the path that turns over (Barr, Glover and Klingman 1979, as in LEMON).
 */
export class SpanningTree {
  readonly parent: Int32Array;
  /** The arc to the parent. */
  readonly arc: Int32Array;
  /** 1 when that arc goes to the parent, -1 when it comes from it. */
  readonly direction: Int8Array;
  /** Such that cost + potential of the tail - potential of the head is zero on every tree arc. */
  readonly potential: Float64Array;
  private readonly thread: Int32Array;
  private readonly before: Int32Array;
  /** Nodes of the subtree, the node itself included, and the last of them in the thread. */
  private readonly size: Int32Array;
  private readonly last: Int32Array;
  private readonly turned: Int32Array;

  /**
   * Every node hangs on the root, which is the last, by an arc of its own.
   * @param tail by arc
   * @param first the arc of node 0; the others follow
   */
  constructor(
    nodes: number,
    private readonly tail: Int32Array,
    private readonly cost: Float64Array,
    first: number,
  ) {
    const root = nodes - 1;
    this.parent = new Int32Array(nodes).fill(root);
    this.arc = Int32Array.from({ length: nodes }, (_, v) => first + v);
    this.direction = new Int8Array(nodes);
    this.potential = new Float64Array(nodes);
    this.thread = Int32Array.from({ length: nodes }, (_, v) => v + 1);
    this.before = Int32Array.from({ length: nodes }, (_, v) => v - 1);
    this.size = new Int32Array(nodes).fill(1);
    this.last = Int32Array.from({ length: nodes }, (_, v) => v);
    this.turned = new Int32Array(nodes + 1);
    this.parent[root] = -1;
    this.arc[root] = -1;
    this.thread[root] = 0;
    this.before[0] = root;
    // The thread ends where it began.
    this.thread[Math.max(0, root - 1)] = root;
    this.before[root] = Math.max(0, root - 1);
    this.size[root] = nodes;
    this.last[root] = Math.max(0, root - 1);
    for (let v = 0; v < root; v++) {
      this.direction[v] = tail[first + v] === v ? UP : DOWN;
      this.potential[v] = -(this.direction[v] as number) * (cost[first + v] as number);
    }
  }

  /** Where the paths of two nodes to the root meet. */
  meeting(a: number, b: number): number {
    const { parent, size } = this;
    let [left, right] = [a, b];
    while (left !== right) {
      if ((size[left] as number) < (size[right] as number)) left = parent[left] as number;
      else right = parent[right] as number;
    }
    return left;
  }

  /**
   * Lets go of the arc above `cut` and hangs what is below it on `parent` by `arc` instead, at `node`, which becomes the
   * top of it.
   * @param join where the paths of `node` and `parent` to the root met
   */
  move(cut: number, node: number, parent: number, arc: number, join: number): void {
    const { before, last, size } = this;
    const [oldBefore, oldSize, oldLast] = [before[cut] as number, size[cut] as number, last[cut] as number];
    const oldParent = this.parent[cut] as number;
    if (node === cut) this.shift(node, parent, oldBefore, oldLast);
    else this.turn(cut, node, parent, oldBefore, oldLast);
    this.parent[node] = parent;
    this.arc[node] = arc;
    this.direction[node] = this.tail[arc] === node ? UP : DOWN;
    size[node] = oldSize;
    const upTo = last[join] === parent ? join : -1;
    const newLast = last[cut] as number;
    for (let v = parent; v !== -1 && last[v] === parent; v = this.parent[v] as number) last[v] = newLast;
    const ends = join !== oldBefore && parent !== oldBefore ? oldBefore : newLast;
    for (let v = oldParent; v !== upTo && last[v] === oldLast; v = this.parent[v] as number) last[v] = ends;
    for (let v = parent; v !== join; v = this.parent[v] as number) size[v] = (size[v] as number) + oldSize;
    for (let v = oldParent; v !== join; v = this.parent[v] as number) size[v] = (size[v] as number) - oldSize;
    this.settle(node, parent, arc);
  }

  /** Takes a whole subtree out of the thread and puts it in after another node. */
  private shift(node: number, parent: number, oldBefore: number, oldLast: number): void {
    const { thread, before } = this;
    if (thread[parent] === node) return;
    const rest = thread[oldLast] as number;
    thread[oldBefore] = rest;
    before[rest] = oldBefore;
    const next = thread[parent] as number;
    thread[parent] = node;
    before[node] = parent;
    thread[oldLast] = next;
    before[next] = oldLast;
  }

  /** The same with the path from `node` up to `cut` turned over. */
  private turn(cut: number, node: number, above: number, oldBefore: number, oldLast: number): void {
    const { parent, thread, before, last, size, arc, direction, turned } = this;
    const goesOn = (oldBefore === above ? thread[oldLast] : thread[above]) as number;
    let [stem, newParent] = [node, above];
    let end = last[node] as number;
    let after = thread[end] as number;
    let count = 0;
    thread[above] = node;
    turned[count++] = above;
    while (stem !== cut) {
      const next = parent[stem] as number;
      thread[end] = next;
      turned[count++] = end;
      const previous = before[stem] as number;
      thread[previous] = after;
      before[after] = previous;
      parent[stem] = newParent;
      newParent = stem;
      stem = next;
      end = (last[stem] === last[newParent] ? before[newParent] : last[stem]) as number;
      after = thread[end] as number;
    }
    parent[cut] = newParent;
    thread[end] = goesOn;
    before[goesOn] = end;
    last[cut] = end;
    if (oldBefore !== above) {
      thread[oldBefore] = after;
      before[after] = oldBefore;
    }
    for (let at = 0; at < count; at++) {
      const v = turned[at] as number;
      before[thread[v] as number] = v;
    }
    let held = 0;
    for (let v = cut; v !== node;) {
      const up = parent[v] as number;
      arc[v] = arc[up] as number;
      direction[v] = -(direction[up] as number);
      held += (size[v] as number) - (size[up] as number);
      size[v] = held;
      last[up] = end;
      v = up;
    }
  }

  /** Potentials of a node and all below it, from its parent's. */
  private settle(node: number, parent: number, arc: number): void {
    const { potential, thread } = this;
    const wanted = (potential[parent] as number) - (this.direction[node] as number) * (this.cost[arc] as number);
    const change = wanted - (potential[node] as number);
    const end = thread[this.last[node] as number] as number;
    for (let v = node; v !== end; v = thread[v] as number) potential[v] = (potential[v] as number) + change;
  }
}
