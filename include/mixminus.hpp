// mixminus for C++17: mixminus.h with RAII, exceptions and spans. Header only; link the same library.
//
// Control calls throw mixminus::error. The audio calls (engine::tick; participant::write, write_ex, write_encoded, flush,
// mark, read, read_ex, read_encoded; tap::read) are noexcept and return a mixminus_status, as real-time code needs it.
// mixminus.h documents what a call does, the threads that may make it and its statuses, under the name of the C
// function.
//
//     mixminus::engine engine;                                         // 8000 Hz, 20 ms
//     engine.start();                                                  // or engine.tick() every 20 ms
//     mixminus::participant caller = engine.new_participant();
//     caller.join("1337");
//     std::array<std::int16_t, 160> frame{};
//     while (next_packet(frame)) {
//         caller.write(frame);
//         caller.read(frame);
//         send(frame);
//     }                                                                // freed at the end of its scope
#ifndef MIXMINUS_HPP
#define MIXMINUS_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "mixminus.h"

namespace mixminus {

// A control call that failed: its status, and the message of mixminus_last_error in what().
class error : public std::runtime_error {
public:
    explicit error(mixminus_status status)
        : std::runtime_error(std::string(mixminus_status_str(status)) + ": " + mixminus_last_error()),
          status_(status) {}
    mixminus_status status() const noexcept { return status_; }

private:
    mixminus_status status_;
};

// Throws if the status is not MIXMINUS_OK.
inline void check(mixminus_status status) {
    if (status != MIXMINUS_OK) {
        throw error(status);
    }
}

// A pointer and a size: from an array, from anything with data() and size(), or from the two.
template <class T>
class span {
public:
    constexpr span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <class C, class = std::enable_if_t<
                           std::is_convertible_v<decltype(std::data(std::declval<C &>())), T *> &&
                           !std::is_same_v<std::remove_cv_t<C>, span>>>
    constexpr span(C &container) noexcept : data_(std::data(container)), size_(std::size(container)) {}
    constexpr T *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }

private:
    T *data_;
    std::size_t size_;
};

namespace detail {
template <class T>
T initial(mixminus_status (*init)(T *, std::size_t)) {
    T value;
    check(init(&value, sizeof value));
    return value;
}
}  // namespace detail

// The structs of mixminus.h, with their defaults.
inline mixminus_engine_config engine_config() { return detail::initial(mixminus_engine_config_init); }
inline mixminus_driver_config driver_config() { return detail::initial(mixminus_driver_config_init); }
inline mixminus_join_options join_options() { return detail::initial(mixminus_join_options_init); }
inline mixminus_room_template room_template() { return detail::initial(mixminus_room_template_init); }
inline mixminus_account_quota account_quota() { return detail::initial(mixminus_account_quota_init); }
inline mixminus_say_options say_options() { return detail::initial(mixminus_say_options_init); }
inline mixminus_write_info write_info() { return detail::initial(mixminus_write_info_init); }
inline mixminus_read_info read_info() { return detail::initial(mixminus_read_info_init); }
inline mixminus_telephone_event telephone_event() { return detail::initial(mixminus_telephone_event_init); }
inline mixminus_conference_end conference_end() { return detail::initial(mixminus_conference_end_init); }

// How a conference, or a say that waits, moves the audio of its call's line, on the thread that made the call. Derive
// from it. The library does not use it after that call has returned. These functions must not throw.
class call_io {
public:
    virtual ~call_io() = default;
    // Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has
    // passed.
    virtual void wait(int wake_fd, std::uint32_t timeout_ms) noexcept = 0;
    // Takes samples that the line has received, as many as fit, and returns how many, 0 if there are none now.
    virtual std::size_t read(span<std::int16_t> samples) noexcept = 0;
    // The same with what the host knows about the samples, for mixminus_participant_write_ex; override it for a line with
    // losses or timestamps. Only this one is called.
    virtual std::size_t read_ex(span<std::int16_t> samples, mixminus_write_info &info) noexcept {
        static_cast<void>(info);
        return read(samples);
    }
    // Gives one frame to the line to send. Does not wait.
    virtual void write(span<const std::int16_t> samples) noexcept = 0;
    // The same with what mixminus_participant_read_ex reports about the samples. Only this one is called.
    virtual void write_ex(span<const std::int16_t> samples, const mixminus_read_info &info) noexcept {
        static_cast<void>(info);
        write(samples);
    }
    // Returns true if the line was hung up.
    virtual bool hung_up() noexcept = 0;
};

// Called when a conference ends: at most one of the two, once, before the call returns. participant::conference
// rethrows an exception that one of them throws.
struct handlers {
    std::function<void(char digit)> on_choice;
    std::function<void(std::string_view name)> on_signal;
};

// How a conference ended.
struct conference_result {
    mixminus_end_reason reason = MIXMINUS_END_NONE;
    char digit = 0;             // MIXMINUS_END_TERMINATOR: the digit
    std::uint64_t signal = 0;   // MIXMINUS_END_SIGNAL: its number
    std::string text;           // MIXMINUS_END_SIGNAL: its name; MIXMINUS_END_REMOVED: the text

    conference_result() = default;
    explicit conference_result(const mixminus_conference_end &end)
        : reason(static_cast<mixminus_end_reason>(end.reason)), digit(static_cast<char>(end.digit)), signal(end.signal),
          text(end.text, end.text_len) {}
};

namespace detail {
// The handlers of a call, and the exception of one of them: none may pass through C.
struct handler_call {
    const handlers *functions;
    std::exception_ptr thrown;
    template <class Call>
    void run(Call &&call) noexcept {
        try {
            call(*functions);
        } catch (...) {
            thrown = std::current_exception();
        }
    }
};

inline mixminus_call_io io_table(call_io *io) {
    auto table = initial(mixminus_call_io_init);
    table.user = io;
    table.wait = [](void *user, std::int32_t fd, std::uint32_t ms) { static_cast<call_io *>(user)->wait(fd, ms); };
    table.read_ex = [](void *user, std::int16_t *samples, std::size_t capacity, mixminus_write_info *info) {
        return static_cast<call_io *>(user)->read_ex({samples, capacity}, *info);
    };
    table.write_ex = [](void *user, const std::int16_t *samples, std::size_t count, const mixminus_read_info *info) {
        static_cast<call_io *>(user)->write_ex({samples, count}, *info);
    };
    table.hung_up = [](void *user) { return std::int32_t{static_cast<call_io *>(user)->hung_up()}; };
    return table;
}
}  // namespace detail
inline mixminus_record_config record_config() { return detail::initial(mixminus_record_config_init); }

// A share of an engine, and what of its configuration the audio calls need. The last share frees the engine.
class engine_pointer {
public:
    explicit engine_pointer(const mixminus_engine_config &config)
        : sample_rate_hz_(config.sample_rate_hz), frame_ms_(config.frame_ms) {
        mixminus_engine *made = nullptr;
        check(mixminus_engine_new(&config, &made));
        engine_.reset(made, [](mixminus_engine *last) { static_cast<void>(mixminus_engine_free(last)); });
    }
    mixminus_engine *get() const noexcept { return engine_.get(); }
    // The rate of participants and rooms that name none.
    std::uint32_t sample_rate_hz() const noexcept { return sample_rate_hz_; }
    // Samples of a frame at a rate.
    std::size_t frame_samples(std::uint32_t sample_rate_hz) const noexcept {
        return std::size_t{sample_rate_hz} * frame_ms_ / 1000;
    }

private:
    std::shared_ptr<mixminus_engine> engine_;
    std::uint32_t sample_rate_hz_;
    std::uint32_t frame_ms_;
};

// Owns a tap and frees it. Move-only. It keeps the engine alive.
class tap {
public:
    tap(engine_pointer engine, std::uint64_t target, mixminus_tap_point point, std::uint32_t buffer_ms)
        : engine_(std::move(engine)) {
        check(mixminus_tap_new(engine_.get(), target, static_cast<std::uint32_t>(point), buffer_ms, &handle_));
        try {
            sample_rate_hz_ = info().sample_rate_hz;
        } catch (...) {
            static_cast<void>(mixminus_tap_free(engine_.get(), handle_));
            throw;
        }
    }
    tap(tap &&other) noexcept
        : engine_(std::move(other.engine_)), handle_(std::exchange(other.handle_, 0)),
          sample_rate_hz_(other.sample_rate_hz_) {}
    tap &operator=(tap &&other) noexcept {
        std::swap(engine_, other.engine_);
        std::swap(handle_, other.handle_);
        std::swap(sample_rate_hz_, other.sample_rate_hz_);
        return *this;
    }
    tap(const tap &) = delete;
    tap &operator=(const tap &) = delete;
    ~tap() {
        if (handle_ != 0) {
            static_cast<void>(mixminus_tap_free(engine_.get(), handle_));
        }
    }

    mixminus_tap handle() const noexcept { return handle_; }

    // The rate of its frames: that of the room, or of the participant's line.
    std::uint32_t sample_rate_hz() const noexcept { return sample_rate_hz_; }
    // Samples of each of its frames.
    std::size_t frame_samples() const noexcept { return engine_.frame_samples(sample_rate_hz_); }

    // Wait-free; one reader per tap. Takes as many frames as fit into both: frame k has its samples from
    // samples[k * frame_samples()] on, and its description in frames[k]. count receives how many were taken.
    mixminus_status read(span<std::int16_t> samples, span<mixminus_tap_frame> frames, std::size_t &count) noexcept {
        const std::size_t fitting = samples.size() / frame_samples();
        return mixminus_tap_read(engine_.get(), handle_, samples.data(), frames.data(), sizeof(mixminus_tap_frame),
                                 fitting < frames.size() ? fitting : frames.size(), &count);
    }
    mixminus_tap_info info() const {
        auto info = detail::initial(mixminus_tap_info_init);
        check(mixminus_tap_get_info(engine_.get(), handle_, &info));
        return info;
    }

private:
    engine_pointer engine_;
    mixminus_tap handle_ = 0;
    std::uint32_t sample_rate_hz_ = 0;
};

// Owns a recording and stops it, which waits for the disk for at most 5 seconds. Move-only. It keeps the engine alive.
class recording {
public:
    recording(engine_pointer engine, mixminus_recording handle) noexcept
        : engine_(std::move(engine)), handle_(handle) {}
    recording(recording &&other) noexcept
        : engine_(std::move(other.engine_)), handle_(std::exchange(other.handle_, 0)), stopped_(other.stopped_) {}
    recording &operator=(recording &&other) noexcept {
        std::swap(engine_, other.engine_);
        std::swap(handle_, other.handle_);
        std::swap(stopped_, other.stopped_);
        return *this;
    }
    recording(const recording &) = delete;
    recording &operator=(const recording &) = delete;
    ~recording() {
        if (handle_ != 0) {
            static_cast<void>(mixminus_recording_stop(engine_.get(), handle_, nullptr));
        }
    }

    mixminus_recording handle() const noexcept { return handle_; }

    void pause() { check(mixminus_recording_pause(engine_.get(), handle_)); }
    void resume() { check(mixminus_recording_resume(engine_.get(), handle_)); }
    mixminus_recording_info info() const {
        auto info = detail::initial(mixminus_recording_info_init);
        check(mixminus_recording_get_info(engine_.get(), handle_, &info));
        return info;
    }
    // Completes the files. Returns within 5 seconds.
    mixminus_recording_info stop() {
        auto info = detail::initial(mixminus_recording_info_init);
        stopped_ = handle_;
        check(mixminus_recording_stop(engine_.get(), std::exchange(handle_, 0), &info));
        return info;
    }
    // The absolute path of a file (mixminus_recording_get_file), also after the recording was stopped.
    std::string file(std::uint32_t track, std::uint32_t file) const {
        std::string path(4096 + 16, '\0');
        std::size_t length = 0;
        check(mixminus_recording_get_file(engine_.get(), handle_ != 0 ? handle_ : stopped_, track, file, &path[0],
                                          path.size(), &length));
        path.resize(length < path.size() ? length : path.size());
        return path;
    }

private:
    engine_pointer engine_;
    mixminus_recording handle_ = 0;
    mixminus_recording stopped_ = 0;
};

// A track of a recording. path must stay valid until the recording has started.
inline mixminus_record_track record_track(std::uint64_t target, mixminus_tap_point point, std::string_view path) {
    return {target, static_cast<std::uint32_t>(point), 0, path.data(), path.size()};
}

// A room: a handle that may be copied. It owns nothing; the room ends when its last participant leaves.
class room {
public:
    room(engine_pointer engine, mixminus_room handle) noexcept : engine_(std::move(engine)), handle_(handle) {}
    mixminus_room handle() const noexcept { return handle_; }

    mixminus_room_info info() const {
        auto info = detail::initial(mixminus_room_info_init);
        check(mixminus_room_get_info(engine_.get(), handle_, &info));
        return info;
    }
    // In the order in which they joined.
    std::vector<mixminus_participant> participants() const {
        std::vector<mixminus_participant> list(16);
        for (;;) {
            std::size_t count = 0;
            check(mixminus_room_participants(engine_.get(), handle_, list.data(), list.size(), &count));
            const bool complete = count <= list.size();
            list.resize(count);
            if (complete) {
                return list;
            }
        }
    }
    void close() { check(mixminus_room_close(engine_.get(), handle_)); }
    void set_locked(bool locked) { check(mixminus_room_set_locked(engine_.get(), handle_, locked)); }
    // Moves all participants to another room; their conferences continue.
    room merge_into(std::string_view conference_id) {
        mixminus_room target = 0;
        check(mixminus_room_merge(engine_.get(), handle_, conference_id.data(), conference_id.size(), &target));
        return {engine_, target};
    }
    // Its members and their states as of an event sequence number, which sequence receives; it may be null.
    std::vector<mixminus_room_member> snapshot(std::uint64_t *sequence = nullptr) const {
        std::vector<mixminus_room_member> list(16);
        for (;;) {
            std::size_t count = 0;
            check(mixminus_room_snapshot(engine_.get(), handle_, list.data(), sizeof(mixminus_room_member),
                                         list.size(), &count, sequence, nullptr));
            const bool complete = count <= list.size();
            list.resize(count);
            if (complete) {
                return list;
            }
        }
    }

    // Announcements, and the loop for a participant that is alone. sound: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or
    // a prompt's handle.
    mixminus_play say(mixminus_sound sound, const mixminus_say_options &options = say_options()) {
        mixminus_play play = 0;
        check(mixminus_rooms_say(engine_.get(), &handle_, 1, sound, &options, &play));
        return play;
    }
    void say_stop() { check(mixminus_room_say_stop(engine_.get(), handle_)); }
    void set_alone_loop(mixminus_sound sound) {
        check(mixminus_room_set_alone_loop(engine_.get(), handle_, sound));
    }

    // A tap of the whole mix, with space for buffer_ms milliseconds.
    tap new_tap(std::uint32_t buffer_ms) const { return {engine_, handle_, MIXMINUS_TAP_MIX, buffer_ms}; }

private:
    engine_pointer engine_;
    mixminus_room handle_;
};

// Owns a prompt and frees it; what plays of it continues to its end. Move-only. It keeps the engine alive.
class prompt {
public:
    prompt(engine_pointer engine, const mixminus_prompt_config &config) : engine_(std::move(engine)) {
        check(mixminus_prompt_new(engine_.get(), &config, &handle_));
    }
    // Takes ownership of an existing prompt.
    prompt(engine_pointer engine, mixminus_prompt handle) noexcept : engine_(std::move(engine)), handle_(handle) {}
    prompt(prompt &&other) noexcept
        : engine_(std::move(other.engine_)), handle_(std::exchange(other.handle_, 0)) {}
    prompt &operator=(prompt &&other) noexcept {
        std::swap(engine_, other.engine_);
        std::swap(handle_, other.handle_);
        return *this;
    }
    prompt(const prompt &) = delete;
    prompt &operator=(const prompt &) = delete;
    ~prompt() {
        if (handle_ != 0) {
            static_cast<void>(mixminus_prompt_free(engine_.get(), handle_));
        }
    }

    // Use it where a call takes a mixminus_sound.
    mixminus_prompt handle() const noexcept { return handle_; }
    mixminus_prompt_info info() const {
        auto info = detail::initial(mixminus_prompt_info_init);
        check(mixminus_prompt_get_info(engine_.get(), handle_, &info));
        return info;
    }

private:
    engine_pointer engine_;
    mixminus_prompt handle_ = 0;
};

// Owns a participant, that is, one call, and frees it. Move-only. It keeps the engine alive.
class participant {
public:
    participant(engine_pointer engine, const mixminus_participant_config &config)
        : engine_(std::move(engine)),
          sample_rate_hz_(config.sample_rate_hz != 0 ? config.sample_rate_hz : engine_.sample_rate_hz()) {
        mixminus_participant made = 0;
        check(mixminus_participant_new(engine_.get(), &config, &made));
        handle_ = made;
    }
    participant(participant &&other) noexcept
        : engine_(std::move(other.engine_)), sample_rate_hz_(other.sample_rate_hz_),
          handle_(other.handle_.exchange(0)) {}
    participant &operator=(participant &&other) noexcept {
        std::swap(engine_, other.engine_);
        std::swap(sample_rate_hz_, other.sample_rate_hz_);
        handle_ = other.handle_.exchange(handle_);
        return *this;
    }
    participant(const participant &) = delete;
    participant &operator=(const participant &) = delete;
    ~participant() { free(); }

    mixminus_participant handle() const noexcept { return handle_; }

    // The rate of its line, in both directions.
    std::uint32_t sample_rate_hz() const noexcept { return sample_rate_hz_; }
    // Samples of a frame of its line.
    std::size_t frame_samples() const noexcept { return engine_.frame_samples(sample_rate_hz_); }

    // Frees the participant before the destructor does: the call has hung up. Other threads may be in any call on it:
    // calls that have begun complete safely, later ones get a handle status. Only one thread may move or destroy the
    // object, while no other is in a call on it.
    void free() noexcept {
        const mixminus_participant handle = handle_.exchange(0);
        if (handle != 0) {
            static_cast<void>(mixminus_participant_free(engine_.get(), handle));
        }
    }

    room join(std::string_view conference_id, mixminus_join_options options = join_options()) {
        options.conference_id = conference_id.data();
        options.conference_id_len = conference_id.size();
        mixminus_room handle = 0;
        check(mixminus_participant_join(engine_.get(), handle_, &options, &handle));
        return {engine_, handle};
    }
    room move_to(std::string_view conference_id) {
        mixminus_room handle = 0;
        check(mixminus_participant_move(engine_.get(), handle_, conference_id.data(), conference_id.size(),
                                        &handle));
        return {engine_, handle};
    }
    void leave() { check(mixminus_participant_leave(engine_.get(), handle_)); }
    // Removes it from its room, with a text for its application.
    void remove(std::string_view text) {
        check(mixminus_participant_remove(engine_.get(), handle_, text.data(), text.size()));
    }
    // Reports that the call has hung up, without freeing the participant: a conference that waits returns.
    void hang_up() { check(mixminus_participant_hang_up(engine_.get(), handle_)); }

    // Joins, waits for the end, and calls the handler for it. Without io the host moves the audio on other threads. A
    // handler or a function of io may destroy this participant and every other owner of the engine: the engine is freed
    // when the outermost waiting call on this thread returns.
    conference_result conference(std::string_view conference_id, const handlers &functions = {},
                                 mixminus_join_options options = join_options(), call_io *io = nullptr) {
        options.conference_id = conference_id.data();
        options.conference_id_len = conference_id.size();
        detail::handler_call state{&functions, nullptr};
        auto c_handlers = detail::initial(mixminus_call_handlers_init);
        c_handlers.user = &state;
        c_handlers.on_choice = [](void *user, char digit) {
            static_cast<detail::handler_call *>(user)->run([&](const handlers &functions) {
                if (functions.on_choice) functions.on_choice(digit);
            });
        };
        c_handlers.on_signal = [](void *user, const char *name, std::size_t length) {
            static_cast<detail::handler_call *>(user)->run([&](const handlers &functions) {
                if (functions.on_signal) functions.on_signal(std::string_view(name, length));
            });
        };
        auto table = detail::io_table(io);
        auto end = conference_end();
        const engine_pointer alive = engine_;
        check(mixminus_conference(alive.get(), handle_, &options, io == nullptr ? nullptr : &table,
                                  &c_handlers, &end));
        if (state.thrown) {
            std::rethrow_exception(state.thrown);
        }
        return conference_result(end);
    }
    // How the last conference ended.
    conference_result last_conference() const {
        auto end = conference_end();
        check(mixminus_participant_conference_end(engine_.get(), handle_, &end));
        return conference_result(end);
    }
    // Sends a signal to the session. number receives its number; it may be null.
    mixminus_signal_outcome signal(std::string_view name, std::uint64_t *number = nullptr) {
        std::uint32_t outcome = 0;
        check(mixminus_participant_signal(engine_.get(), handle_, name.data(), name.size(), &outcome, number));
        return static_cast<mixminus_signal_outcome>(outcome);
    }
    void set_mute(bool mute) { check(mixminus_participant_set_mute(engine_.get(), handle_, mute)); }
    void set_deaf(bool deaf) { check(mixminus_participant_set_deaf(engine_.get(), handle_, deaf)); }
    // The rates at which the host writes and reads, Hz; 0: as it is.
    void set_rates(std::uint32_t write_rate_hz, std::uint32_t read_rate_hz) {
        check(mixminus_participant_set_rates(engine_.get(), handle_, write_rate_hz, read_rate_hz));
    }
    void set_gain(std::int32_t gain_mdb) { check(mixminus_participant_set_gain(engine_.get(), handle_, gain_mdb)); }

    // DTMF: how digits are treated, digits that arrive out of band, and digits to send. level_mdbm0: of each tone.
    void set_detect_dtmf(bool on) { check(mixminus_participant_set_detect_dtmf(engine_.get(), handle_, on)); }
    void set_play_tones(bool on) { check(mixminus_participant_set_play_tones(engine_.get(), handle_, on)); }
    void set_generate_dtmf(bool on) { check(mixminus_participant_set_generate_dtmf(engine_.get(), handle_, on)); }
    void inject_dtmf_begin(char digit, std::int32_t level_mdbm0 = -10000, std::uint32_t limit_ms = 0) {
        check(mixminus_participant_inject_dtmf_begin(engine_.get(), handle_, digit, level_mdbm0, limit_ms));
    }
    // SIP INFO: each call is one whole press.
    void inject_dtmf_press(char digit, std::uint32_t duration_ms, std::int32_t level_mdbm0 = -10000) {
        check(mixminus_participant_inject_dtmf_press(engine_.get(), handle_, digit, level_mdbm0, duration_ms));
    }
    // RFC 4733: pass on each packet as it arrives. mixminus::telephone_event() returns one to fill in.
    void telephone_event(const mixminus_telephone_event &event) {
        check(mixminus_participant_telephone_event(engine_.get(), handle_, &event));
    }
    void inject_dtmf_end(char digit) { check(mixminus_participant_inject_dtmf_end(engine_.get(), handle_, digit)); }
    void send_dtmf(std::string_view digits, std::int32_t level_mdbm0 = -10000, std::uint32_t on_ms = 100,
                   std::uint32_t off_ms = 100) {
        check(mixminus_participant_send_dtmf(engine_.get(), handle_, digits.data(), digits.size(), level_mdbm0,
                                             on_ms, off_ms));
    }

    // Prompts, on top of the room's audio or outside any room. sound: as for room::say.
    mixminus_play say(mixminus_sound sound, const mixminus_say_options &options = say_options()) {
        mixminus_play play = 0;
        check(mixminus_participant_say(engine_.get(), handle_, sound, &options, &play));
        return play;
    }
    mixminus_play say_text(std::string_view text, std::string_view voice = {},
                           const mixminus_say_options &options = say_options()) {
        mixminus_play play = 0;
        check(mixminus_participant_say_text(engine_.get(), handle_, text.data(), text.size(), voice.data(),
                                            voice.size(), &options, &play));
        return play;
    }
    // The same, waiting for the end, for an application. Without io the host moves the audio on other threads.
    mixminus_say_end say_blocking(mixminus_sound sound, call_io *io = nullptr,
                                  const mixminus_say_options &options = say_options()) {
        const auto table = detail::io_table(io);
        std::uint32_t end = MIXMINUS_SAY_NONE;
        const engine_pointer alive = engine_;
        check(mixminus_say(alive.get(), handle_, sound, &options, io == nullptr ? nullptr : &table, &end));
        return static_cast<mixminus_say_end>(end);
    }
    mixminus_say_end say_text_blocking(std::string_view text, call_io *io = nullptr, std::string_view voice = {},
                                       const mixminus_say_options &options = say_options()) {
        const auto table = detail::io_table(io);
        std::uint32_t end = MIXMINUS_SAY_NONE;
        const engine_pointer alive = engine_;
        check(mixminus_say_text(alive.get(), handle_, text.data(), text.size(), voice.data(), voice.size(), &options,
                                io == nullptr ? nullptr : &table, &end));
        return static_cast<mixminus_say_end>(end);
    }
    void say_stop() { check(mixminus_participant_say_stop(engine_.get(), handle_)); }
    void set_hold(bool hold, mixminus_sound sound = MIXMINUS_SOUND_NONE) {
        check(mixminus_participant_set_hold(engine_.get(), handle_, hold, sound));
    }

    mixminus_participant_info info() const {
        auto info = detail::initial(mixminus_participant_info_init);
        check(mixminus_participant_get_info(engine_.get(), handle_, &info));
        return info;
    }
    mixminus_participant_stats stats() const {
        auto stats = detail::initial(mixminus_participant_stats_init);
        check(mixminus_participant_get_stats(engine_.get(), handle_, &stats));
        return stats;
    }

    // A tap of its audio or output (MIXMINUS_TAP_BEFORE_MUTE, _AFTER_MUTE or _OUTPUT), with space for buffer_ms
    // milliseconds.
    tap new_tap(mixminus_tap_point point, std::uint32_t buffer_ms) const {
        return {engine_, handle_, point, buffer_ms};
    }

    // The audio path: wait-free; one writer and one reader per participant. taken and real may be null.
    mixminus_status write(span<const std::int16_t> samples, std::size_t *taken = nullptr) noexcept {
        return mixminus_participant_write(engine_.get(), handle_, samples.data(), samples.size(), taken);
    }
    mixminus_status write_ex(span<const std::int16_t> samples, const mixminus_write_info &info,
                             std::size_t *taken = nullptr) noexcept {
        return mixminus_participant_write_ex(engine_.get(), handle_, samples.data(), samples.size(), &info, taken);
    }
    // Drops all that was written and has not been heard yet.
    mixminus_status flush() noexcept { return mixminus_participant_flush(engine_.get(), handle_); }
    // Marks the place after what was written last: MIXMINUS_EVENT_MARK_HEARD or _MARK_FLUSHED follows, with value.
    mixminus_status mark(std::int64_t value) noexcept {
        return mixminus_participant_mark(engine_.get(), handle_, value);
    }
    // In the line's own encoding: count samples of std::int16_t, float or std::uint8_t, as the encoding says.
    mixminus_status write_encoded(const void *samples, std::size_t count, mixminus_encoding encoding,
                                  const mixminus_write_info *info = nullptr, std::size_t *taken = nullptr) noexcept {
        return mixminus_participant_write_encoded(engine_.get(), handle_, samples, count,
                                                  static_cast<std::uint32_t>(encoding), info, taken);
    }
    mixminus_status read_encoded(void *samples, std::size_t count, mixminus_encoding encoding,
                                 mixminus_read_info *info = nullptr) noexcept {
        return mixminus_participant_read_encoded(engine_.get(), handle_, samples, count,
                                                 static_cast<std::uint32_t>(encoding), info);
    }
    mixminus_status read(span<std::int16_t> samples, std::size_t *real = nullptr) noexcept {
        return mixminus_participant_read(engine_.get(), handle_, samples.data(), samples.size(), real);
    }
    mixminus_status read_ex(span<std::int16_t> samples, mixminus_read_info &info) noexcept {
        return mixminus_participant_read_ex(engine_.get(), handle_, samples.data(), samples.size(), &info);
    }

private:
    engine_pointer engine_;
    std::uint32_t sample_rate_hz_;
    std::atomic<mixminus_participant> handle_{0};
};

// Shares an engine with its participants, rooms, prompts, taps and recordings: the last of them frees it. Move-only.
class engine {
public:
    explicit engine(const mixminus_engine_config &config = engine_config()) : engine_(config) {}
    engine(engine &&) noexcept = default;
    engine &operator=(engine &&) noexcept = default;
    engine(const engine &) = delete;
    engine &operator=(const engine &) = delete;

    // For calls of mixminus.h that have no method.
    mixminus_engine *get() const noexcept { return engine_.get(); }

    static std::uint64_t memory_bytes(const mixminus_engine_config &config) {
        std::uint64_t bytes = 0;
        check(mixminus_engine_memory_bytes(&config, &bytes));
        return bytes;
    }

    // An account or environment that is left out, or {}: "default", "production". sample_rate_hz: of its line; 0: that
    // of the engine; else that or one of which the engine's configuration has lines (lines_16000 and so on).
    participant new_participant(std::string_view account = {}, std::string_view environment = {},
                                std::uint64_t user = 0, std::uint32_t sample_rate_hz = 0) {
        auto config = detail::initial(mixminus_participant_config_init);
        config.account = account.data();
        config.account_len = account.size();
        config.environment = environment.data();
        config.environment_len = environment.size();
        config.user = user;
        config.sample_rate_hz = sample_rate_hz;
        return participant(engine_, config);
    }

    // Mono samples, resampled to each rate of the engine.
    prompt new_prompt(std::string_view account, span<const std::int16_t> samples, std::uint32_t sample_rate_hz) {
        auto config = detail::initial(mixminus_prompt_config_init);
        config.account = account.data();
        config.account_len = account.size();
        config.samples = samples.data();
        config.count = samples.size();
        config.sample_rate_hz = sample_rate_hz;
        return prompt(engine_, config);
    }
    // From the contents of a WAV file, or from the file at a path.
    prompt new_prompt_wav(std::string_view account, span<const std::uint8_t> wav) {
        mixminus_prompt made = 0;
        check(mixminus_prompt_new_wav(get(), account.data(), account.size(), wav.data(), wav.size(), &made));
        return prompt(engine_, made);
    }
    prompt new_prompt_file(std::string_view account, std::string_view path) {
        mixminus_prompt made = 0;
        check(mixminus_prompt_new_file(get(), account.data(), account.size(), path.data(), path.size(), &made));
        return prompt(engine_, made);
    }
    // Plays to 1 to 1024 rooms, each listed once, beginning in one tick.
    std::vector<mixminus_play> say(span<const mixminus_room> rooms, mixminus_sound sound,
                                   const mixminus_say_options &options = say_options()) {
        std::vector<mixminus_play> plays(rooms.size());
        check(mixminus_rooms_say(get(), rooms.data(), rooms.size(), sound, &options, plays.data()));
        return plays;
    }
    void stop_play(mixminus_play play) { check(mixminus_play_stop(get(), play)); }

    // The audio path: one tick of the host's clock. number receives the number of the tick; it may be null.
    mixminus_status tick(std::uint64_t *number = nullptr) noexcept { return mixminus_engine_tick(get(), number); }

    mixminus_driver_report start(const mixminus_driver_config &config = driver_config()) {
        auto report = detail::initial(mixminus_driver_report_init);
        check(mixminus_engine_start(get(), &config, &report));
        return report;
    }
    void stop() { check(mixminus_engine_stop(get())); }
    // Readable after each tick. Reading 8 bytes returns the number of ticks since the last read (std::uint64_t). The
    // engine owns it.
    int tick_fd() {
        std::int32_t fd = -1;
        check(mixminus_engine_tick_fd(get(), &fd));
        return fd;
    }
    void service() { check(mixminus_engine_service(get())); }

    int event_fd() {
        std::int32_t fd = -1;
        check(mixminus_engine_event_fd(get(), &fd));
        return fd;
    }
    std::size_t poll(span<mixminus_event> events) {
        std::size_t count = 0;
        check(mixminus_engine_poll(get(), events.data(), sizeof(mixminus_event), events.size(), &count));
        return count;
    }
    // Passes each queued event to handler(const mixminus_event &) and returns their number. The handler may destroy
    // this engine.
    template <class Handler>
    std::size_t for_each_event(Handler &&handler) {
        const engine_pointer alive = engine_;
        mixminus_event events[64];
        std::size_t total = 0;
        for (;;) {
            std::size_t count = 0;
            check(mixminus_engine_poll(alive.get(), events, sizeof(mixminus_event), std::size(events), &count));
            for (std::size_t i = 0; i < count; ++i) {
                handler(static_cast<const mixminus_event &>(events[i]));
            }
            total += count;
            if (count < std::size(events)) {
                return total;
            }
        }
    }

    recording record(span<const mixminus_record_track> tracks, const mixminus_record_config &config = record_config()) {
        mixminus_recording made = 0;
        check(mixminus_recording_start(get(), &config, tracks.data(), sizeof(mixminus_record_track), tracks.size(),
                                       &made));
        return {engine_, made};
    }

    // Returns an empty value if there is no such room.
    std::optional<room> find_room(std::string_view account, std::string_view environment,
                                  std::string_view conference_id) {
        mixminus_room handle = 0;
        const mixminus_status status =
            mixminus_room_find(get(), account.data(), account.size(), environment.data(), environment.size(),
                               conference_id.data(), conference_id.size(), &handle);
        if (status == MIXMINUS_ERR_NOT_FOUND) {
            return std::nullopt;
        }
        check(status);
        return room(engine_, handle);
    }
    std::vector<room> rooms(std::string_view account) {
        std::vector<room> list;
        std::uint64_t cursor = 0;
        do {
            mixminus_room page[64];
            std::size_t count = 0;
            check(mixminus_room_list(get(), account.data(), account.size(), &cursor, page, std::size(page), &count));
            for (std::size_t i = 0; i < count; ++i) {
                list.emplace_back(engine_, page[i]);
            }
        } while (cursor != 0);
        return list;
    }

    // An empty conference_id: all rooms of the account and environment. settings.sample_rate_hz: the rate at which the
    // room is mixed; lines of other rates are converted.
    void set_room_template(std::string_view account, std::string_view environment, std::string_view conference_id,
                           const mixminus_room_template &settings) {
        check(mixminus_room_template_set(get(), account.data(), account.size(), environment.data(),
                                         environment.size(), id_or_null(conference_id), conference_id.size(),
                                         &settings));
    }
    void remove_room_template(std::string_view account, std::string_view environment,
                              std::string_view conference_id) {
        check(mixminus_room_template_remove(get(), account.data(), account.size(), environment.data(),
                                            environment.size(), id_or_null(conference_id), conference_id.size()));
    }
    void set_account_quota(std::string_view account, const mixminus_account_quota &quota) {
        check(mixminus_account_quota_set(get(), account.data(), account.size(), &quota));
    }
    void reset_account_quota(std::string_view account) {
        check(mixminus_account_quota_reset(get(), account.data(), account.size()));
    }

    mixminus_engine_stats stats() const {
        auto stats = detail::initial(mixminus_engine_stats_init);
        check(mixminus_engine_get_stats(get(), &stats));
        return stats;
    }
    std::uint32_t simd_level() const {
        std::uint32_t simd = 0;
        check(mixminus_engine_simd_level(get(), &simd));
        return simd;
    }

private:
    static const char *id_or_null(std::string_view id) noexcept { return id.empty() ? nullptr : id.data(); }

    engine_pointer engine_;
};

}  // namespace mixminus

#endif  // MIXMINUS_HPP
