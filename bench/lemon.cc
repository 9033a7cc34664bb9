// LEMON's network simplex on a network read from standard input; prints its cost and CPU microseconds, best of a few.
#include <ctime>
#include <iostream>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <vector>

int main() {
  std::ios::sync_with_stdio(false);
  long long nodes, arcs, rounds;
  std::cin >> nodes >> arcs >> rounds;
  lemon::SmartDigraph graph;
  std::vector<lemon::SmartDigraph::Node> node;
  for (long long v = 0; v < nodes; v++) node.push_back(graph.addNode());
  lemon::SmartDigraph::NodeMap<long long> supply(graph);
  for (auto v : node) std::cin >> supply[v];
  lemon::SmartDigraph::ArcMap<long long> capacity(graph), cost(graph);
  for (long long a = 0; a < arcs; a++) {
    int from, to;
    std::cin >> from >> to;
    auto arc = graph.addArc(node[from], node[to]);
    std::cin >> capacity[arc] >> cost[arc];
  }
  long long total = 0, best = -1;
  for (long long round = 0; round < rounds; round++) {
    const std::clock_t began = std::clock();
    lemon::NetworkSimplex<lemon::SmartDigraph, long long, long long> simplex(graph);
    simplex.upperMap(capacity).costMap(cost).supplyMap(supply).run();
    total = simplex.totalCost<long long>();
    const long long took = (std::clock() - began) * 1000000LL / CLOCKS_PER_SEC;
    if (best < 0 || took < best) best = took;
  }
  std::cout << total << " " << best << "\n";
}
