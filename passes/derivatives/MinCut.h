// The cheapest set of values to keep, as a minimum cut: Dinic, "Algorithm for solution of a problem of maximum flow", 1970.
#pragma once
#include "llvm/ADT/SmallVector.h"
#include <cstdint>

namespace mf::passes {

/// A directed graph with capacities, and the side of its minimum cut that the source is on.
class MinCut {
public:
  static constexpr int64_t kUnlimited = INT64_MAX / 4;
  int addNode() {
    edges.emplace_back();
    return (int)edges.size() - 1;
  }
  void addEdge(int from, int to, int64_t capacity) {
    edges[from].push_back({to, (int)edges[to].size(), capacity});
    edges[to].push_back({from, (int)edges[from].size() - 1, 0});
  }
  /// Which nodes the source still reaches when the flow to the sink is largest: the smallest such set.
  llvm::SmallVector<bool> reached(int source, int sink);

private:
  struct Edge {
    int to, back;
    int64_t rest;
  };
  bool layer(int source, int sink);
  int64_t push(int node, int sink, int64_t limit);

  llvm::SmallVector<llvm::SmallVector<Edge, 4>> edges;
  llvm::SmallVector<int> level, next;
};

} // namespace mf::passes
