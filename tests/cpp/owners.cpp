// The last owner of an engine is destroyed by a handler, in the midst of the call that has called it: the engine is freed
// when that call returns, with its threads, and nothing hangs.
#include <dirent.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "mixminus.hpp"

namespace {

int failures = 0;

void fact(bool holds, const char *what) {
    if (!holds) {
        std::printf("NOT TRUE: %s\n", what);
        failures++;
    }
}

// The threads of this process. Those of an engine that was freed are gone: to free it joins them.
int threads() {
    DIR *const folder = ::opendir("/proc/self/task");
    int count = 0;
    while (const dirent *entry = ::readdir(folder)) {
        count += entry->d_name[0] != '.';
    }
    ::closedir(folder);
    return count;
}

// An engine that ticks by itself, and all that its only call owns of it.
struct call_state {
    std::optional<mixminus::engine> engine;
    std::optional<mixminus::participant> caller;
    std::optional<mixminus::prompt> prompt;
    call_state() {
        engine.emplace();
        engine->start();
        caller.emplace(engine->new_participant("acme", "production"));
        const std::int16_t samples[800] = {1};
        prompt.emplace(engine->new_prompt("acme", samples, 8000));
    }
    void forget() {
        prompt.reset();
        caller.reset();
        engine.reset();
    }
};

// A line without audio, whose functions may do anything.
class idle_line : public mixminus::call_io {
public:
    std::function<void()> on_wait;
    bool gone = false;
    void wait(int, std::uint32_t) noexcept override {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (on_wait) on_wait();
    }
    std::size_t read(mixminus::span<std::int16_t>) noexcept override { return 0; }
    void write(mixminus::span<const std::int16_t>) noexcept override {}
    bool hung_up() noexcept override { return gone; }
};

// A line that knows what it has lost, and looks at what is known of its frames.
class knowing_line : public idle_line {
public:
    int reads = 0, frames = 0;
    std::uint64_t last_tick = 0;
    bool in_order = true;
    std::size_t read_ex(mixminus::span<std::int16_t> samples, mixminus_write_info &info) noexcept override {
        if (++reads % 2 == 0) return 0;
        info.lost = 7;
        info.has_timestamp = 1;
        info.timestamp = 160 * static_cast<std::uint64_t>(reads);
        for (std::size_t i = 0; i < samples.size(); i++) samples.data()[i] = 1;
        return samples.size();
    }
    void write_ex(mixminus::span<const std::int16_t> samples, const mixminus_read_info &info) noexcept override {
        in_order = in_order && samples.size() == 160 && (info.real == 0 || info.tick > last_tick);
        last_tick = info.real == 0 ? last_tick : info.tick;
        gone = ++frames >= 3;
    }
};

// Runs body(call) on a call of its own, and looks whether that leaves a thread behind.
template <class Body>
void with_call(const char *what, Body &&body) {
    const int before = threads();
    {
        auto call = std::make_unique<call_state>();
        fact(threads() > before, "the engine has threads");
        body(*call);
    }
    fact(threads() == before, what);
}

}  // namespace

int main() {
    with_call("on_signal forgets the call", [](call_state &call) {
        mixminus::handlers handlers;
        handlers.on_signal = [&](std::string_view) { call.forget(); };
        idle_line line;
        line.on_wait = [&] {
            if (call.caller) call.caller->signal("now");
        };
        const auto end = call.caller->conference("1337", handlers, mixminus::join_options(), &line);
        fact(end.reason == MIXMINUS_END_SIGNAL, "ended by the signal");
    });
    with_call("on_choice forgets the call", [](call_state &call) {
        mixminus::handlers handlers;
        handlers.on_choice = [&](char) { call.forget(); };
        idle_line line;
        line.on_wait = [&, pressed = false]() mutable {
            if (!std::exchange(pressed, true)) call.caller->inject_dtmf_begin('*');
        };
        auto options = mixminus::join_options();
        options.terminator = '*';
        const auto end = call.caller->conference("1337", handlers, options, &line);
        fact(end.reason == MIXMINUS_END_TERMINATOR, "ended by the terminator");
    });
    with_call("a function of io forgets the call", [](call_state &call) {
        idle_line line;
        line.on_wait = [&] {
            call.forget();
            line.gone = true;
        };
        const auto end = call.caller->conference("1337", {}, mixminus::join_options(), &line);
        fact(end.reason == MIXMINUS_END_HANG_UP, "ended by hang-up");
    });
    with_call("a line that knows of losses", [](call_state &call) {
        knowing_line line;
        const auto end = call.caller->conference("1337", {}, mixminus::join_options(), &line);
        fact(end.reason == MIXMINUS_END_HANG_UP && line.frames == 3, "ended by the line");
        fact(line.reads > 0 && line.last_tick > 0 && line.in_order, "each frame has its tick");
    });
    with_call("a host that sleeps until a tick", [](call_state &call) {
        pollfd wait{call.engine->tick_fd(), POLLIN, 0};
        std::uint64_t ticks = 0;
        fact(::poll(&wait, 1, 10000) == 1 && ::read(wait.fd, &ticks, sizeof ticks) == sizeof ticks, "it is woken");
        fact(ticks > 0, "by a tick");
    });
    with_call("a say inside a handler forgets the call", [](call_state &call) {
        idle_line line, inner;
        inner.on_wait = [&] {
            call.forget();
            inner.gone = true;
        };
        mixminus::handlers handlers;
        handlers.on_signal = [&](std::string_view) {
            call.caller->say_blocking(call.prompt->handle(), &inner);
        };
        line.on_wait = [&] {
            if (call.caller) call.caller->signal("now");
        };
        call.caller->conference("1337", handlers, mixminus::join_options(), &line);
    });
    with_call("a handler that forgets the call and throws", [](call_state &call) {
        mixminus::handlers handlers;
        handlers.on_signal = [&](std::string_view) {
            call.forget();
            throw std::runtime_error("seven");
        };
        idle_line line;
        line.on_wait = [&] {
            if (call.caller) call.caller->signal("now");
        };
        bool thrown = false;
        try {
            call.caller->conference("1337", handlers, mixminus::join_options(), &line);
        } catch (const std::runtime_error &) {
            thrown = true;
        }
        fact(thrown, "the exception comes out of conference");
    });
    with_call("for_each_event forgets the call", [](call_state &call) {
        call.caller->join("1337");
        std::size_t events = 0;
        while (events == 0) {
            events = call.engine->for_each_event([&](const mixminus_event &) { call.forget(); });
        }
    });
    std::printf("%d failures\n", failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
