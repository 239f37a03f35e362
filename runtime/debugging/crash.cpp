// SPDX-License-Identifier: Apache-2.0
#include "debugging/crash.h"

#include <execinfo.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>

#include "debugging/call_frame.h"
#include "debugging/failure.h"
#include "debugging/stack.h"
#include "debugging/symbols.h"

// Where this library lies; the linker's.
extern "C" {
extern const char __ehdr_start[] __attribute__((visibility("hidden")));  // NOLINT
extern const char _end[] __attribute__((visibility("hidden")));          // NOLINT
}

namespace goray::debugging {
namespace {

struct Signal {
  int number;
  std::string_view name;
};
constexpr std::array kSignals{Signal{SIGSEGV, "SIGSEGV"}, Signal{SIGBUS, "SIGBUS"},
                              Signal{SIGFPE, "SIGFPE"}, Signal{SIGILL, "SIGILL"},
                              Signal{SIGABRT, "SIGABRT"}};
constexpr unsigned int kPatience = 10;  // seconds for a report
constexpr std::size_t kAlternateStack = 1 << 18;

std::array<struct sigaction, kSignals.size()> before{};
std::terminate_handler terminate_before = nullptr;
std::atomic<int> reporter = 0;  // the thread that reports, 0: none
std::atomic<bool> is_reported = false;
sigjmp_buf give_up;
volatile sig_atomic_t can_give_up = 0;  // whether `give_up` has a place to go to

int ThreadId() { return static_cast<int>(syscall(SYS_gettid)); }

// A line that is written without any memory but its own.
class Line {
 public:
  Line& operator<<(std::string_view text) {
    const std::size_t size = std::min(text.size(), sizeof text_ - size_);
    std::memcpy(text_ + size_, text.data(), size);
    size_ += size;
    return *this;
  }
  Line& operator<<(std::uintptr_t number) {
    std::array<char, 20> digits{};
    std::size_t start = digits.size();
    do digits[--start] = static_cast<char>('0' + number % 10);
    while ((number /= 10) != 0);
    return *this << std::string_view(digits.data() + start, digits.size() - start);
  }
  void Write() const {
    for (std::size_t done = 0; done < size_;) {
      const ssize_t count = write(STDERR_FILENO, text_ + done, size_ - done);
      if (count <= 0) return;
      done += static_cast<std::size_t>(count);
    }
  }

 private:
  char text_[1024];
  std::size_t size_ = 0;
};

void WriteHead(std::string_view what) {
  std::array<char, 17> thread{};
  prctl(PR_GET_NAME, thread.data());
  Line line;
  line << "*** goray: " << what;
  const CallFrame* frame = call_frame;
  while (frame != nullptr && frame->callable->name.empty()) frame = frame->outer;
  if (frame != nullptr) {
    line << " in " << frame->callable->name << " (" << frame->callable->location << ")";
  } else {
    line << " outside of any task, in a thread of the library's own";
  }
  line << ", process " << static_cast<std::uintptr_t>(getpid()) << ", thread "
       << static_cast<std::uintptr_t>(ThreadId()) << " '" << thread.data() << "'\n";
  line.Write();
}

void WriteText(std::string_view text) {
  while (!text.empty()) {
    Line line;
    line << text.substr(0, 1000);
    line.Write();
    text.remove_prefix(std::min<std::size_t>(text.size(), 1000));
  }
}

bool IsOfThisLibrary(std::uintptr_t address) {
  return address >= reinterpret_cast<std::uintptr_t>(__ehdr_start) &&
         address < reinterpret_cast<std::uintptr_t>(_end);
}

bool ConcernsThisLibrary(const Stack& stack) {
  return call_frame != nullptr || std::ranges::any_of(stack.frames(), &IsOfThisLibrary);
}

void GiveUp(int) {
  if (can_give_up == 0) return;
  can_give_up = 0;
  siglongjmp(give_up, 1);
}

// To make text of a stack takes memory, whose lock the crash may have left behind; then there is no
// text but addresses.
void WriteStack(const Stack& stack) {
  struct sigaction on_alarm{};
  on_alarm.sa_handler = &GiveUp;
  on_alarm.sa_flags = SA_ONSTACK | SA_NODEFER;
  sigaction(SIGALRM, &on_alarm, nullptr);
  if (sigsetjmp(give_up, /*savemask=*/1) == 0) {
    can_give_up = 1;
    alarm(kPatience);
    const std::string text = StackText(stack);
    WriteText("C++ stack (most recent call last):" + (text.empty() ? "\n  unknown" : text) + "\n");
  } else {
    WriteText("C++ stack (most recent call first), as far as it is known:\n");
    std::array<void*, Stack::kMaxFrames> addresses{};
    int count = 0;
    for (const std::uintptr_t frame : stack.frames()) {
      // NOLINTNEXTLINE(performance-no-int-to-ptr): what the C library takes
      addresses[static_cast<std::size_t>(count++)] = reinterpret_cast<void*>(frame);
    }
    backtrace_symbols_fd(addresses.data(), count, STDERR_FILENO);
  }
  alarm(0);
  can_give_up = 0;
}

void Report(std::size_t index, const siginfo_t& info) {
  Stack stack;
  stack.CaptureCrash();
  if (!ConcernsThisLibrary(stack)) return;
  WriteHead(info.si_signo == SIGABRT ? "SIGABRT (abort)" : kSignals[index].name);
  WriteStack(stack);
}

void OnSignal(int number, siginfo_t* info, void*) {
  std::size_t index = 0;
  while (kSignals[index].number != number) ++index;
  int nobody = 0;
  if (reporter.compare_exchange_strong(nobody, ThreadId())) {
    if (!is_reported) Report(index, *info);
  } else if (nobody == ThreadId()) {
    GiveUp(number);  // the report itself crashed; it goes on without text, or ends here
  } else {
    while (true) pause();  // another thread reports, and ends the process
  }
  sigaction(number, &before[index], nullptr);
  reporter = 0;
  // A fault comes again by itself, with its own facts, when the instruction is done again.
  if (info->si_code <= 0) raise(number);
}

[[noreturn]] void OnTerminate() {
  if (std::current_exception() == nullptr) CatchLastThrown();
  if (const std::exception_ptr exception = std::current_exception()) {
    const Stack stack = StackOf(exception);
    const std::string what = "uncaught " + CurrentText();
    if (!is_reported.exchange(true)) {
      WriteHead(what);
      WriteText("C++ stack (most recent call last):" + StackText(stack) + "\n");
    }
  }
  if (terminate_before != nullptr) terminate_before();
  std::abort();
}

bool IsAskedFor() {
  const char* const value = std::getenv("GORAY_CRASH_HANDLER");  // NOLINT(concurrency-mt-unsafe)
  watches_calls = value != nullptr;                              // a worker has it in any case
  return value != nullptr && (std::string_view(value) == "1" || value == std::to_string(getpid()));
}

// The stack that a thread's signal handlers run on.
class AlternateStack {
 public:
  AlternateStack() {
    memory_ = mmap(nullptr, kAlternateStack, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (memory_ == MAP_FAILED) return;
    stack_t own{};
    own.ss_sp = memory_;
    own.ss_size = kAlternateStack;
    sigaltstack(&own, &before_);
  }
  ~AlternateStack() {
    if (memory_ == MAP_FAILED) return;
    sigaltstack(&before_, nullptr);
    munmap(memory_, kAlternateStack);
  }
  AlternateStack(const AlternateStack&) = delete;
  AlternateStack& operator=(const AlternateStack&) = delete;

 private:
  void* memory_;
  stack_t before_{};
};

}  // namespace

constinit bool has_crash_reports = false;

bool InstallCrashReports() {
  if (has_crash_reports || !IsAskedFor()) return has_crash_reports;
  has_crash_reports = true;
  Stack stack;
  stack.CaptureCrash();  // loads what it needs
  terminate_before = std::set_terminate(&OnTerminate);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    struct sigaction action{};
    action.sa_sigaction = &OnSignal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigaction(kSignals[i].number, &action, &before[i]);
  }
  return true;
}

void UseAlternateStack() { thread_local const AlternateStack stack; }

}  // namespace goray::debugging
