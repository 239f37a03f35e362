// Boost.Graph.
#pragma once
#include <goray/goray.h>

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace boost {
struct vecS;
struct directedS;
template <typename Edges, typename Vertices, typename Direction>
class adjacency_list {
 public:
  adjacency_list();
  explicit adjacency_list(std::size_t vertices);
};
}  // namespace boost

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Edge = std::pair<int, int>;

struct GORAY_TASKS Tasks {
  std::map<int, double> Distances(const std::vector<Edge>& edges,
                                  const std::vector<double>& weights, int from) const;
  std::list<int> TopologicalOrder(const std::vector<Edge>& edges) const;
  // `std::vector<std::set<int>>`: Python's sets cannot be in a set
  std::set<std::set<int>> Components(const std::vector<Edge>& edges) const;
  std::map<Edge, double> Betweenness(const std::vector<Edge>& edges) const;
  std::set<Edge> SpanningTree(const std::map<Edge, double>& weights) const;
  std::shared_ptr<Graph> Build(const std::vector<Edge>& edges) const;
  void AddEdge(Graph& graph, int from, int to) const;
  std::size_t Vertices(const Graph& graph) const;
  std::optional<std::vector<int>> Path(const std::shared_ptr<Graph>& graph, int from, int to) const;
  void Visit(const Graph& graph, int from, const std::function<void(int)>& at_vertex) const;
  std::deque<int> BreadthFirst(const std::shared_ptr<const Graph>& graph, int from) const;
  int MaximumFlow(const std::map<Edge, int>& capacities, int from, int to) const;
};
