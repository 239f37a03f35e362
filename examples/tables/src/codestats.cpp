// SPDX-License-Identifier: Apache-2.0
#include "codestats.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace codestats {
namespace {

using Counts = std::vector<std::optional<std::int64_t>>;

bool IsNameLetter(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

struct Measured {
  std::int64_t lines = 0;
  std::int64_t comments = 0;
  std::int64_t names = 0;
};

Measured MeasureText(std::string_view text) {
  Measured measured;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    ++measured.lines;
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] == '#') ++measured.comments;
    bool was_letter = false;
    for (const char letter : line) {
      const bool is_letter = IsNameLetter(letter);
      if (is_letter && !was_letter) ++measured.names;
      was_letter = is_letter;
    }
  }
  return measured;
}

}  // namespace

goray::Table Tasks::Measure(const goray::RecordBatch& files) const {
  const goray::ArrowColumn text = files["text"];
  Counts bytes(text.size());
  Counts lines(text.size());
  Counts comments(text.size());
  Counts names(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<std::string_view> file = text.Get<std::string_view>(i);
    if (!file) continue;
    const Measured measured = MeasureText(*file);
    bytes[i] = static_cast<std::int64_t>(file->size());
    lines[i] = measured.lines;
    comments[i] = measured.comments;
    names[i] = measured.names;
  }
  return goray::RecordBatchBuilder()
      .Add("path", files["path"])  // shared, not copied
      .Add("bytes", bytes)
      .Add("lines", lines)
      .Add("comments", comments)
      .Add("names", names)
      .Finish();
}

goray::RecordBatch Tasks::ByPackage(const goray::Table& measured) const {
  struct Sums {
    std::int64_t files = 0;
    Measured measured;
  };
  std::map<std::string, Sums, std::less<>> sums;
  for (const goray::RecordBatch& batch : measured.batches()) {
    const goray::ArrowColumn path = batch["path"];
    const goray::ArrowColumn lines = batch["lines"];
    const goray::ArrowColumn comments = batch["comments"];
    for (std::size_t i = 0; i < batch.num_rows(); ++i) {
      const std::string_view file = path.Get<std::string_view>(i).value_or("");
      const std::size_t slash = file.find('/');
      Sums& sum =
          sums[std::string(slash == std::string_view::npos ? "(modules)" : file.substr(0, slash))];
      ++sum.files;
      sum.measured.lines += lines.Get<std::int64_t>(i).value_or(0);
      sum.measured.comments += comments.Get<std::int64_t>(i).value_or(0);
    }
  }
  std::vector<std::pair<std::string, Sums>> sorted(sums.begin(), sums.end());
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) {
    return a.second.measured.lines > b.second.measured.lines;
  });
  std::vector<std::string> package;
  std::vector<std::int64_t> files;
  std::vector<std::int64_t> lines;
  std::vector<double> comments;
  for (const auto& [name, sum] : sorted) {
    package.push_back(name);
    files.push_back(sum.files);
    lines.push_back(sum.measured.lines);
    comments.push_back(static_cast<double>(sum.measured.comments) /
                       static_cast<double>(std::max<std::int64_t>(sum.measured.lines, 1)));
  }
  return goray::RecordBatchBuilder()
      .Add("package", package)
      .Add("files", std::move(files))
      .Add("lines", std::move(lines))
      .Add("comment_share", std::move(comments))
      .Finish();
}

goray::Table Judge::operator()(const goray::Table& measured) const {
  std::vector<goray::RecordBatch> judged;
  for (const goray::RecordBatch& batch : measured.batches()) {
    const goray::ArrowColumn lines = batch["lines"];
    std::vector<std::optional<bool>> is_long(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (const auto count = lines.Get<std::int64_t>(i))
        is_long[i] = std::cmp_greater(*count, limit_);
    }
    goray::RecordBatchBuilder columns;
    for (const std::string_view name : batch.names()) columns.Add(name, batch[name]);
    judged.push_back(columns.Add("is_long", is_long).Finish());
  }
  return goray::Table(std::move(judged));
}

}  // namespace codestats
