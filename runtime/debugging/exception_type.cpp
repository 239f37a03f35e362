// SPDX-License-Identifier: Apache-2.0
#include "debugging/exception_type.h"

#include <goray/error.h>
#include <goray/exception.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <regex>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <variant>

#include "debugging/symbols.h"

namespace goray::debugging {
namespace {

// Descriptions of classes with bases, as the Itanium C++ ABI lays them out (2.9.5). <cxxabi.h> of
// libc++ does not declare them.
struct OneBase {
  const void* vtable;
  const char* name;
  const std::type_info* base;
};
struct SeveralBases {
  const void* vtable;
  const char* name;
  unsigned int flags;
  unsigned int count;
  struct {
    const std::type_info* type;
    long offset_flags;
  } bases[1];
};

void AddBases(const std::type_info& type, std::vector<const std::type_info*>& found) {
  const auto add = [&](const std::type_info* base) {
    const bool is_known =
        std::ranges::any_of(found, [&](const std::type_info* other) { return *other == *base; });
    if (!is_known) found.push_back(base);
  };
  const std::string_view kind = typeid(type).name();
  if (kind == "N10__cxxabiv120__si_class_type_infoE") {
    add(reinterpret_cast<const OneBase*>(&type)->base);
  } else if (kind == "N10__cxxabiv121__vmi_class_type_infoE") {
    const auto& several = *reinterpret_cast<const SeveralBases*>(&type);
    for (unsigned int i = 0; i < several.count; ++i) add(several.bases[i].type);
  }
}

// The nearest first, each once.
std::vector<const std::type_info*> BasesOf(const std::type_info& type) {
  std::vector<const std::type_info*> found;
  AddBases(type, found);
  for (std::size_t i = 0; i < found.size(); ++i) AddBases(*found[i], found);
  return found;
}

std::string NameOf(const std::type_info& type) { return Demangled(type.name()); }

class ExceptionTypes {
 public:
  static ExceptionTypes& Instance() {
    static auto* const types = new ExceptionTypes();  // calls may run while the process ends
    return *types;
  }

  void Register(const std::type_info& type, const char* python) {
    const std::lock_guard lock(mutex_);
    registered_[type] = python;
    known_.clear();
  }
  const ExceptionType& Find(const std::type_info& type) {
    const std::lock_guard lock(mutex_);
    const ExceptionType*& known = known_[type];
    if (known == nullptr) known = Describe(type);
    return *known;
  }

 private:
  // Never deleted: others may read it.
  const ExceptionType* Describe(const std::type_info& type) const {
    auto* const found = new ExceptionType{NameOf(type), {}, ""};
    if (const auto own = registered_.find(type); own != registered_.end())
      found->python = own->second;
    for (const std::type_info* base : BasesOf(type)) {
      if (std::string name = NameOf(*base); !name.starts_with("std::"))
        found->bases.push_back(std::move(name));
      const auto place = registered_.find(*base);
      if (found->python.empty() && place != registered_.end()) found->python = place->second;
    }
    if (found->python.empty()) found->python = "RuntimeError";
    return found;
  }

  std::mutex mutex_;
  // As Cython has it, except for what it does not know.
  std::unordered_map<std::type_index, const char*> registered_{
      {typeid(TypeError), "TypeError"},
      {typeid(ValueError), "ValueError"},
      {typeid(OverflowError), "OverflowError"},
      {typeid(TimeoutError), "TimeoutError"},
      // These are classes of gorayffi.errors.
      {typeid(CancelledError), "CancelledError"},
      {typeid(ObjectRefNotFoundError), "ObjectRefNotFoundError"},
      {typeid(ActorDiedError), "ActorDiedError"},
      {typeid(WorkerCrashedError), "WorkerCrashedError"},
      {typeid(ObjectLostError), "ObjectLostError"},
      {typeid(std::bad_alloc), "MemoryError"},
      {typeid(std::bad_cast), "TypeError"},
      {typeid(std::bad_typeid), "TypeError"},
      {typeid(std::bad_variant_access), "TypeError"},
      {typeid(std::invalid_argument), "ValueError"},
      {typeid(std::domain_error), "ValueError"},
      {typeid(std::length_error), "ValueError"},
      {typeid(std::regex_error), "ValueError"},
      {typeid(std::out_of_range), "IndexError"},
      {typeid(std::overflow_error), "OverflowError"},
      {typeid(std::underflow_error), "ArithmeticError"},
      {typeid(std::range_error), "ArithmeticError"},
      {typeid(std::system_error), "OSError"},  // filesystem_error and ios_base::failure too
  };
  std::unordered_map<std::type_index, const ExceptionType*> known_;
};

}  // namespace

const ExceptionType& TypeOf(const std::type_info& type) {
  return ExceptionTypes::Instance().Find(type);
}

}  // namespace goray::debugging

void goray::detail::RegisterExceptionType(const std::type_info& type, const char* python) {
  debugging::ExceptionTypes::Instance().Register(type, python);
}
