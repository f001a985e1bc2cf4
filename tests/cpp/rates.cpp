// Lines and rooms at rates of their own: a call at 16 kHz and one at 8 kHz hear each other, and each object knows the
// length of its frames.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "mixminus.hpp"

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double tone_hz = 1000, amplitude = 8000;
constexpr int ticks = 60, settled = 10;

int failures = 0;

void fact(bool holds, const char *what) {
    if (!holds) {
        std::printf("NOT TRUE: %s\n", what);
        failures++;
    }
}

// A frame of a tone, that of the tick with this number.
std::vector<std::int16_t> tone(const mixminus::participant &call, int tick) {
    std::vector<std::int16_t> samples(call.frame_samples());
    for (std::size_t i = 0; i < samples.size(); i++) {
        const double n = static_cast<double>(i + samples.size() * static_cast<std::size_t>(tick));
        const double angle = 2 * pi * tone_hz * n / call.sample_rate_hz();
        samples[i] = static_cast<std::int16_t>(std::lround(amplitude * std::sin(angle)));
    }
    return samples;
}

// Is it a tone of that frequency, and as loud? By its crossings of zero, and by its power.
bool is_tone(const std::vector<std::int16_t> &samples, std::uint32_t rate_hz) {
    double power = 0;
    int crossings = 0;
    for (std::size_t i = 0; i < samples.size(); i++) {
        power += static_cast<double>(samples[i]) * samples[i];
        crossings += i > 0 && (samples[i - 1] < 0) != (samples[i] < 0);
    }
    const double seconds = static_cast<double>(samples.size()) / rate_hz;
    const double level = std::sqrt(2 * power / static_cast<double>(samples.size()));
    return seconds > 0.5 && std::abs(crossings - 2 * tone_hz * seconds) <= 2 &&
           std::abs(level - amplitude) < 0.02 * amplitude;
}

// Takes what waits in a tap, and adds the samples. Returns the number of frames.
std::size_t take(mixminus::tap &tap, std::vector<std::int16_t> &all) {
    std::vector<std::int16_t> samples(3 * tap.frame_samples() + 1);
    mixminus_tap_frame frames[8];
    std::size_t count = 0, total = 0;
    do {
        mixminus::check(tap.read(samples, frames, count));
        fact(count <= 3, "no more frames than the samples have space for");
        const auto end = samples.begin() + static_cast<std::ptrdiff_t>(count * tap.frame_samples());
        all.insert(all.end(), samples.begin(), end);
        total += count;
    } while (count > 0);
    return total;
}

// The wide call talks in a room of that rate, and the narrow one hears it.
void heard_across_rates(mixminus::engine &engine, std::uint32_t room_hz) {
    auto wide = engine.new_participant({}, {}, 0, 16000);
    auto narrow = engine.new_participant();
    fact(wide.sample_rate_hz() == 16000 && wide.frame_samples() == 320, "320 samples at 16 kHz");
    fact(narrow.sample_rate_hz() == 8000 && narrow.frame_samples() == 160, "160 samples at 8 kHz");
    fact(wide.info().sample_rate_hz == 16000 && narrow.info().sample_rate_hz == 8000, "the library agrees");
    auto options = mixminus::join_options();
    options.detect_dtmf = 0;
    const std::string name = std::to_string(room_hz);
    auto room = wide.join(name, options);
    narrow.join(name, options);
    fact(room.info().sample_rate_hz == room_hz, "the room has the rate of its template");

    auto mix = room.new_tap(2000);
    auto output = narrow.new_tap(MIXMINUS_TAP_OUTPUT, 2000);
    auto moved = wide.new_tap(MIXMINUS_TAP_BEFORE_MUTE, 2000);
    auto input = std::move(moved);
    fact(mix.sample_rate_hz() == room_hz && mix.frame_samples() == room_hz / 50, "a tap of the mix: the room's rate");
    fact(output.sample_rate_hz() == 8000 && output.frame_samples() == 160, "a tap of the output has the line's rate");
    fact(input.sample_rate_hz() == 16000 && input.frame_samples() == 320, "and so has one of the input");

    std::vector<std::int16_t> heard, frame(narrow.frame_samples()), own(wide.frame_samples());
    for (int tick = 0; tick < ticks; tick++) {
        const auto said = tone(wide, tick);
        std::size_t taken = 0, real = 0;
        mixminus::check(wide.write(said, &taken));
        mixminus::check(engine.tick());
        mixminus::check(narrow.read(frame, &real));
        mixminus::check(wide.read(own));
        fact(taken == 320 && real == 160, "a tick moves one frame of each line");
        for (const std::int16_t sample : own) fact(sample == 0, "it does not hear itself");
        if (tick >= settled) heard.insert(heard.end(), frame.begin(), frame.end());
    }
    fact(is_tone(heard, 8000), "the tone is heard at 8 kHz");
    for (auto *tap : {&mix, &output, &input}) {
        std::vector<std::int16_t> all;
        fact(take(*tap, all) == ticks, "a frame of every tick");
        all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(settled * tap->frame_samples()));
        fact(is_tone(all, tap->sample_rate_hz()), "the tone is in the tap");
    }
    std::vector<std::int16_t> small(input.frame_samples() - 1);
    mixminus_tap_frame one[1];
    std::size_t count = 0;
    fact(input.read(small, one, count) == MIXMINUS_ERR_INVALID_ARGUMENT, "less space than a frame is refused");
}

// Frames are exact at rates that are no multiple of 1 kHz.
void exact_frames() {
    auto config = mixminus::engine_config();
    config.sample_rate_hz = 22050;
    config.lines_44100 = 1;
    mixminus::engine engine(config);
    auto narrow = engine.new_participant();
    auto wide = engine.new_participant({}, {}, 0, 44100);
    fact(narrow.frame_samples() == 441 && wide.frame_samples() == 882, "441 and 882 samples");
    auto tap = wide.new_tap(MIXMINUS_TAP_OUTPUT, 100);
    fact(tap.frame_samples() == 882, "also of a tap");
}

// A call changes its codec and stays in its room.
void changed_rates(mixminus::engine &engine) {
    auto caller = engine.new_participant();
    auto other = engine.new_participant();
    auto options = mixminus::join_options();
    options.detect_dtmf = 0;
    caller.join("re-INVITE", options);
    other.join("re-INVITE", options);
    caller.set_rates(16000, 16000);
    const auto info = caller.info();
    fact(info.sample_rate_hz == 8000 && info.write_rate_hz == 16000 && info.read_rate_hz == 16000, "its new rates");
    const std::vector<std::int16_t> said(320, 1000), answered(160, -500);
    std::vector<std::int16_t> wide(320), narrow(160);
    for (int tick = 0; tick < settled; tick++) {
        std::size_t taken = 0, real = 0;
        mixminus::check(caller.write(said, &taken));
        mixminus::check(other.write(answered));
        mixminus::check(engine.tick());
        mixminus::check(caller.read(wide, &real));
        mixminus::check(other.read(narrow));
        fact(taken == 320 && real == 320, "a frame at 16 kHz");
    }
    fact(wide.back() == -500 && narrow.back() == 1000, "both hear each other");
}

void refused(mixminus::engine &engine) {
    mixminus_status status = MIXMINUS_OK;
    std::string message;
    try {
        engine.new_participant({}, {}, 0, 48000);
    } catch (const mixminus::error &error) {
        status = error.status();
        message = error.what();
    }
    fact(status == MIXMINUS_ERR_INVALID_ARGUMENT, "a rate without lines is refused");
    fact(message.find("48000, the rates of this engine are 8000, 16000") != std::string::npos, "with the rates");
    auto settings = mixminus::room_template();
    settings.sample_rate_hz = 48000;
    try {
        engine.set_room_template({}, {}, "48000", settings);
        fact(false, "also for a template");
    } catch (const mixminus::error &error) {
        fact(error.status() == MIXMINUS_ERR_INVALID_ARGUMENT, "also for a template");
    }
}

}  // namespace

int main() {
    auto config = mixminus::engine_config();
    config.lines_16000 = 2;
    config.prefill_ms = 0;
    mixminus::engine engine(config);
    auto settings = mixminus::room_template();
    settings.sample_rate_hz = 16000;
    engine.set_room_template({}, {}, "16000", settings);
    heard_across_rates(engine, 8000);
    heard_across_rates(engine, 16000);
    exact_frames();
    changed_rates(engine);
    refused(engine);
    std::printf("%d failures\n", failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
