#include "passes/derivatives/MinCut.h"
#include <algorithm>

using namespace mf::passes;

/// Distances from the source along edges with capacity left; whether the sink is among what is reached.
bool MinCut::layer(int source, int sink) {
  level.assign(edges.size(), -1);
  llvm::SmallVector<int> queue{source};
  level[source] = 0;
  for (size_t at = 0; at < queue.size(); ++at)
    for (const Edge &e : edges[queue[at]])
      if (e.rest > 0 && level[e.to] < 0) {
        level[e.to] = level[queue[at]] + 1;
        queue.push_back(e.to);
      }
  return level[sink] >= 0;
}

/// A flow of at most `limit` from the node to the sink, along edges that lead one level further. Paths are as long as the graph is deep,
/// so that this keeps its own stack.
int64_t MinCut::push(int node, int sink, int64_t limit) {
  llvm::SmallVector<std::pair<int, int64_t>> path{{node, limit}}; // nodes, and what may flow into each
  while (!path.empty()) {
    auto [at, flow] = path.back();
    if (at == sink) {
      for (size_t i = 0; i + 1 < path.size(); ++i) {
        Edge &e = edges[path[i].first][next[path[i].first]];
        e.rest -= flow;
        edges[e.to][e.back].rest += flow;
      }
      return flow;
    }
    int &i = next[at];
    while (i < (int)edges[at].size() && !(edges[at][i].rest > 0 && level[edges[at][i].to] == level[at] + 1))
      ++i;
    if (i < (int)edges[at].size()) {
      path.push_back({edges[at][i].to, std::min(flow, edges[at][i].rest)});
    } else {
      path.pop_back();
      if (!path.empty())
        ++next[path.back().first];
    }
  }
  return 0;
}

llvm::SmallVector<bool> MinCut::reached(int source, int sink) {
  while (layer(source, sink)) {
    next.assign(edges.size(), 0);
    while (push(source, sink, kUnlimited)) {
    }
  }
  llvm::SmallVector<bool> side;
  for (int l : level)
    side.push_back(l >= 0);
  return side;
}
