// SPDX-License-Identifier: Apache-2.0
#include "debugging/stack.h"

#include <cxxabi.h>
#include <pthread.h>
#include <unwind.h>

#include <exception>
#include <mutex>
#include <new>
#include <typeinfo>

#include "debugging/call_frame.h"

// Where the functions lie that GORAY_ENDS_STACKS; the linker's. Weak, as a test may have none.
extern "C" {
extern const char __start_goray_ends_stacks[]  // NOLINT
    __attribute__((visibility("hidden"), weak));
extern const char __stop_goray_ends_stacks[]  // NOLINT
    __attribute__((visibility("hidden"), weak));
}

namespace goray::debugging {

constinit thread_local const CallFrame* call_frame = nullptr;
constinit bool watches_calls = false;

namespace {

bool EndsStack(std::uintptr_t address) {
  return address >= reinterpret_cast<std::uintptr_t>(__start_goray_ends_stacks) &&
         address < reinterpret_cast<std::uintptr_t>(__stop_goray_ends_stacks);
}

}  // namespace

// Frames above `from`; the unwinder gives a frame's stack pointer, its lowest address.
struct Stack::Walk {
  Stack& stack;
  std::uintptr_t from;
  bool drops_handler;  // what is before a signal's frame

  static _Unwind_Reason_Code Visit(_Unwind_Context* context, void* data) {
    Walk& walk = *static_cast<Walk*>(data);
    Stack& stack = walk.stack;
    if (_Unwind_GetCFA(context) < walk.from) return _URC_NO_REASON;
    int is_exact = 0;
    const std::uintptr_t address = _Unwind_GetIPInfo(context, &is_exact);
    if (is_exact != 0 && walk.drops_handler) stack.size_ = 0;
    if (address == 0 || EndsStack(address) || stack.size_ == kMaxFrames) return _URC_END_OF_STACK;
    // A return address is behind its call.
    stack.frames_[stack.size_++] = is_exact != 0 ? address : address - 1;
    return _URC_NO_REASON;
  }
};

void Stack::Capture(std::uintptr_t from) {
  size_ = 0;
  Walk walk{*this, from, false};
  _Unwind_Backtrace(&Walk::Visit, &walk);
}

void Stack::CaptureCrash() {
  size_ = 0;
  Walk walk{*this, 0, true};
  _Unwind_Backtrace(&Walk::Visit, &walk);
}

namespace {

// What this thread threw last.
thread_local void* last_thrown = nullptr;

// Differs from that of any other thread.
const void* ThisThread() { return static_cast<const void*>(&last_thrown); }

// An exception of this library that is alive.
struct Thrown {
  const void* exception;
  const void* thread;
  void (*destroy)(void*);
  Stack stack;
  Thrown* next;
};

// Exceptions that are alive, by address. Few at a time; a chain a bucket.
class ThrownTable {
 public:
  ThrownTable() {
    // The child of a fork has only the forking thread: nobody else could unlock.
    pthread_atfork([] { TheTable().mutex_.lock(); }, [] { TheTable().mutex_.unlock(); },
                   [] { TheTable().mutex_.unlock(); });
  }

  static ThrownTable& TheTable() {
    static auto* const table = new ThrownTable();  // exceptions may outlive `main`
    return *table;
  }

  void Add(Thrown* thrown) {
    const std::lock_guard lock(mutex_);
    Thrown*& first = Bucket(thrown->exception);
    thrown->next = first;
    first = thrown;
  }
  Thrown* Remove(const void* exception) {
    const std::lock_guard lock(mutex_);
    Thrown** link = &Bucket(exception);
    while (*link != nullptr && (*link)->exception != exception) link = &(*link)->next;
    Thrown* const found = *link;
    if (found != nullptr) *link = found->next;
    return found;
  }
  bool Has(const void* exception) {
    const std::lock_guard lock(mutex_);
    return Find(exception) != nullptr;
  }
  bool IsOf(const void* thread, const void* exception) {
    const std::lock_guard lock(mutex_);
    const Thrown* const thrown = Find(exception);
    return thrown != nullptr && thrown->thread == thread;
  }
  bool Copy(const void* exception, Stack& stack) {
    const std::lock_guard lock(mutex_);
    const Thrown* const thrown = Find(exception);
    if (thrown != nullptr) stack = thrown->stack;
    return thrown != nullptr;
  }

 private:
  static constexpr std::size_t kBuckets = 64;

  const Thrown* Find(const void* exception) {
    const Thrown* thrown = Bucket(exception);
    while (thrown != nullptr && thrown->exception != exception) thrown = thrown->next;
    return thrown;
  }
  Thrown*& Bucket(const void* exception) {
    return buckets_[reinterpret_cast<std::uintptr_t>(exception) / 64 % kBuckets];
  }

  std::mutex mutex_;
  std::array<Thrown*, kBuckets> buckets_{};
};

// In place of the exception's own destructor, so that no other exception at the same address is
// taken for it.
void Forget(void* exception) {
  Thrown* const thrown = ThrownTable::TheTable().Remove(exception);
  if (thrown == nullptr) return;
  if (thrown->destroy != nullptr) thrown->destroy(exception);
  delete thrown;
}

// What the last search for a handler on this thread that reached the dispatch saw.
struct Watched {
  const void* exception = nullptr;
  Stack stack;
};
thread_local Watched watched;

}  // namespace

Stack StackOf(const std::exception_ptr& exception) {
  static_assert(sizeof(exception) == sizeof(void*));  // libstdc++ and libc++: the object's address
  const void* object = *reinterpret_cast<const void* const*>(&exception);
  Stack stack;
  if (!ThrownTable::TheTable().Copy(object, stack) && watched.exception == object)
    stack = watched.stack;
  return stack;
}

void CatchLastThrown() {
  if (std::uncaught_exceptions() == 0) return;
  // Another thread may have destroyed it, and thrown another one at its address.
  if (!ThrownTable::TheTable().IsOf(ThisThread(), last_thrown)) return;
  // Its header ends where it starts itself, in the ABI of all compilers.
  ::abi::__cxa_begin_catch(static_cast<_Unwind_Exception*>(last_thrown) - 1);
}

#ifdef __GLIBCXX__
// What the unwinder takes for the type of UnwindWatch, by the symbol below.
class WatchType : public std::type_info {
 public:
  WatchType() : std::type_info("N5goray9debugging11UnwindWatchE") {}

  // `object`: the exception's address. Called while the stack is as it was at the throw.
  bool __do_catch(const std::type_info*, void** object, unsigned) const override {
    watched.exception = *object;
    if (!ThrownTable::TheTable().Has(*object))
      watched.stack.Capture(reinterpret_cast<std::uintptr_t>(__builtin_dwarf_cfa()));
    return false;
  }
};

extern const WatchType kWatchType __asm__("_ZTIN5goray9debugging11UnwindWatchE");
[[gnu::used]] const WatchType kWatchType;
#else
UnwindWatch::~UnwindWatch() = default;
#endif

}  // namespace goray::debugging

extern "C" {

// The linker gives this library's throws to the first and its own to the second (`--wrap`).
[[noreturn]] void __real___cxa_throw(void* exception, std::type_info* type,  // NOLINT
                                     void (*destroy)(void*));
[[noreturn, gnu::used, gnu::visibility("hidden")]] void __wrap___cxa_throw(  // NOLINT
    void* exception, std::type_info* type, void (*destroy)(void*)) {
  using namespace goray::debugging;  // NOLINT(google-build-using-namespace)
  if (auto* const thrown =
          new (std::nothrow) Thrown{exception, ThisThread(), destroy, {}, nullptr}) {
    thrown->stack.Capture(reinterpret_cast<std::uintptr_t>(__builtin_dwarf_cfa()));
    ThrownTable::TheTable().Add(thrown);
    last_thrown = exception;
    destroy = &Forget;
  }
  __real___cxa_throw(exception, type, destroy);
}
}
