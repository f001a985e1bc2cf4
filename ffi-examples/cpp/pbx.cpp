// A small PBX in C++17: six calls in one conference, one thread per call.
//
// Each call thread does what the media thread of a PBX does every 20 ms: it writes the frame that came from the caller
// and reads the frame that is sent to the caller. The main thread is the PBX's event loop: it sleeps on the engine's
// event file descriptor, mutes a caller, hangs another up, and shuts down.
//
// Instead of decoded speech, call n sends the constant 100 * 2^n. A sum of such constants shows exactly which calls are
// in it, so the program checks itself: it exits with 0 only if every caller has received the sum of the others, sample
// for sample, and never itself.
//
//     make
//     c++ -std=c++17 -Iinclude ffi-examples/cpp/pbx.cpp target/release/libmixminus.so -lpthread -o pbx
//     LD_LIBRARY_PATH=target/release ./pbx        # about a second
//     LD_LIBRARY_PATH=target/release ./pbx 60     # a conference of a minute

#include <poll.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "mixminus.hpp"

namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr unsigned calls = 6;
constexpr unsigned all = (1u << calls) - 1;
constexpr unsigned sample_rate_hz = 8000;
constexpr auto frame_time = 20ms;
constexpr std::size_t frame_samples = sample_rate_hz * 20 / 1000;
constexpr unsigned unit = 100;         // call n sends unit * 2^n
constexpr int frames_to_pass = 10;     // exact frames after which a call has passed a scene
constexpr auto deadline = 60s;         // time limit of a scene, long enough for a busy machine

using frame = std::array<std::int16_t, frame_samples>;

// One part of the conference: the calls that are present and those in the mix, as bit masks. The call threads read it
// every frame; it fits 64 bits, so that reading it is lock-free.
struct scene {
    std::uint32_t number;
    std::uint16_t present;
    std::uint16_t heard;
};

std::atomic<scene> current_scene{scene{0, all, all}};
static_assert(std::atomic<scene>::is_always_lock_free);
std::atomic<unsigned> passed_calls{0};  // (scene number << 16) | calls that have received the expected mix
std::atomic<bool> failed{false};

void fail(unsigned number, const char *what) {
    std::cerr << "call " + std::to_string(number) + ": " + what + "\n";
    failed = true;
}

void pass(unsigned scene_number, unsigned call) {
    unsigned old = passed_calls;
    while (old >> 16 == scene_number && !passed_calls.compare_exchange_weak(old, old | call)) {
    }
}

// The media thread of one call. It owns the participant, which is freed when the thread ends.
void run_call(mixminus::participant participant, unsigned number) {
    const unsigned own = 1u << number;
    frame said{}, heard{};
    said.fill(static_cast<std::int16_t>(unit << number));
    unsigned scene_number = ~0u;
    int exact_frames = 0;

    for (auto next = steady::now();; next += frame_time, std::this_thread::sleep_until(next)) {
        const scene now = current_scene;
        if ((now.present & own) == 0) {
            return;
        }
        if (now.number != scene_number) {
            scene_number = now.number;
            exact_frames = 0;
        }

        // The two calls of the audio path: wait-free, whatever other calls do.
        if (participant.write(said) != MIXMINUS_OK || participant.read(heard) != MIXMINUS_OK) {
            return fail(number, "a write or read failed");
        }

        const auto value = static_cast<unsigned>(heard[0]);
        if (!std::all_of(heard.begin(), heard.end(), [&](std::int16_t sample) { return sample == heard[0]; })) {
            continue;  // during a ramp
        }
        if (value % unit == 0 && (value / unit & own) != 0) {
            fail(number, "receives its own audio");
        }
        exact_frames += value == (now.heard & ~own) * unit;
        if (exact_frames == frames_to_pass) {
            pass(scene_number, own);
        }
    }
}

// Events that the event loop has counted.
struct {
    unsigned joined, left, changed, room_ended;
} seen;

void handle_event(const mixminus_event &event) {
    std::cout << "tick " << event.tick << "  ";
    switch (event.kind) {
    case MIXMINUS_EVENT_ROOM_OPENED:
        std::cout << "the room opens\n";
        break;
    case MIXMINUS_EVENT_JOINED:
        std::cout << "call " << event.user << " joins\n";
        seen.joined++;
        break;
    case MIXMINUS_EVENT_CHANGED:
        std::cout << "call " << event.user << (event.state & MIXMINUS_STATE_MUTED ? " is muted\n" : " is unmuted\n");
        seen.changed++;
        break;
    case MIXMINUS_EVENT_LEFT:
        std::cout << "call " << event.user << " leaves, reason " << event.reason << "\n";
        seen.left += event.reason == MIXMINUS_END_HANG_UP;
        break;
    case MIXMINUS_EVENT_ROOM_ENDED:
        std::cout << "the room ends\n";
        seen.room_ended++;
        break;
    default:  // kinds of later versions
        std::cout << "event " << event.kind << "\n";
        break;
    }
}

class pbx {
public:
    explicit pbx(mixminus::engine &engine) : engine_(engine), fd_(engine.event_fd()) {}

    // Sleeps until events wait, for at most a frame, and handles them.
    void serve_events() {
        pollfd wait{fd_, POLLIN, 0};
        ::poll(&wait, 1, 20);
        engine_.for_each_event(handle_event);
    }

    // Serves events until all present calls have passed, for at least `least`.
    void play_scene(const char *name, unsigned present, unsigned heard, steady::duration least = 0s) {
        const auto start = steady::now();
        const unsigned number = ++scenes_;
        std::cout << "-- " << name << "\n";
        passed_calls = number << 16;
        current_scene = scene{number, static_cast<std::uint16_t>(present), static_cast<std::uint16_t>(heard)};
        while ((!failed && passed_calls != (number << 16 | present)) || steady::now() - start < least) {
            serve_events();
            if (steady::now() - start > deadline + least) {
                throw std::runtime_error(std::string(name) + ": not all callers receive the expected mix");
            }
        }
    }

    void wait_for_the_end_of_the_room() {
        for (const auto end = steady::now() + deadline; seen.room_ended == 0 && steady::now() < end;) {
            serve_events();
        }
    }

private:
    mixminus::engine &engine_;
    int fd_;
    unsigned scenes_ = 0;
};

// Hangs all calls up and waits for their threads, also when an exception ends the conference.
struct call_threads {
    std::vector<std::thread> threads;
    void hang_up() {
        scene last = current_scene;
        last.present = 0;
        current_scene = last;
        for (std::thread &thread : threads) {
            thread.join();
        }
        threads.clear();
    }
    ~call_threads() { hang_up(); }
};

mixminus::engine start_engine() {
    auto config = mixminus::engine_config();
    config.sample_rate_hz = sample_rate_hz;
    config.max_participants = 64;
    config.max_cap_ms = 200;
    mixminus::engine engine(config);
    auto drivers = mixminus::driver_config();
    drivers.realtime_priority = 20;
    const auto report = engine.start(drivers);
    if (report.realtime_errno != 0) {
        std::cout << "no real-time priority: " << std::strerror(report.realtime_errno) << "\n";
    }
    return engine;
}

bool run(steady::duration least) {
    mixminus::engine engine = start_engine();
    pbx pbx(engine);
    call_threads threads;
    mixminus_participant first = 0;
    auto options = mixminus::join_options();
    options.prefill_ms = 60;  // the call thread may be late
    options.cap_ms = 160;
    for (unsigned number = 0; number < calls; ++number) {
        mixminus::participant call = engine.new_participant("acme", "production", number);
        call.join("1337", options);
        if (number == 0) {
            first = call.handle();
        }
        threads.threads.emplace_back(run_call, std::move(call), number);
    }

    pbx.play_scene("everyone hears all others", all, all, least);
    mixminus::check(mixminus_participant_set_mute(engine.get(), first, 1));
    pbx.play_scene("call 0 is muted", all, all & ~1u);
    pbx.play_scene("call 5 hangs up", all & ~32u, all & ~33u);
    mixminus::check(mixminus_participant_set_mute(engine.get(), first, 0));
    pbx.play_scene("call 0 is unmuted", all & ~32u, all & ~32u);
    threads.hang_up();
    pbx.wait_for_the_end_of_the_room();
    engine.stop();
    std::cout << seen.joined << " joined, " << seen.left << " left, " << seen.changed << " changes\n";
    return !failed && seen.joined == calls && seen.left == calls && seen.changed >= 2 && seen.room_ended == 1;
}

}  // namespace

int main(int argc, char **argv) {
    try {
        const bool passed = run(std::chrono::seconds(argc > 1 ? std::atoi(argv[1]) : 0));
        std::cout << (passed ? "passed" : "FAILED") << "\n";
        return passed ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception &error) {
        std::cerr << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
