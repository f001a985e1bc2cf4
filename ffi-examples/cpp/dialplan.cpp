// A small dialplan host in C++17: telephone lines, and an application that each call runs on its own thread.
//
// The application says a welcome, joins conference "1337" until its caller presses star, and says goodbye. It is a few
// lines long, because say_blocking and conference block until they are over. Meanwhile they move the audio of the call's
// line, through a mixminus::call_io.
//
// A line is a UDP port, where a PBX would use RTP: each datagram is 20 ms of audio, 160 samples of 16 bits. The first
// datagram is an incoming call; an empty datagram hangs up. Prompts are WAV files. Enter, or the end of the input, ends
// the program.
//
//     make
//     c++ -std=c++17 -Iinclude ffi-examples/cpp/dialplan.cpp target/release/libmixminus.so -lpthread -o dialplan
//     LD_LIBRARY_PATH=target/release ./dialplan 5004 2 demo/prompts
//
// To talk to each other, run this in two other windows, each with a microphone:
//
//     arecord -q -t raw -f S16_LE -r 8000 -F 20000 | socat -b 320 - UDP:127.0.0.1:5004,shut-null,null-eof | aplay -q -t raw -f S16_LE -r 8000

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "mixminus.hpp"

namespace {

// The prompts of the application.
struct voices {
    mixminus::prompt welcome, disconnecting, goodbye;
    voices(mixminus::engine &engine, const std::string &folder)
        : welcome(engine.new_prompt_file("acme", folder + "/welcome.wav")),
          disconnecting(engine.new_prompt_file("acme", folder + "/disconnecting.wav")),
          goodbye(engine.new_prompt_file("acme", folder + "/goodbye.wav")) {}
};

// The application: what a dialplan author writes. Control calls throw errors.
void application(mixminus::participant &call, const voices &say, mixminus::call_io &line) {
    if (call.say_blocking(say.welcome.handle(), &line) != MIXMINUS_SAY_COMPLETED) {
        return;
    }
    auto options = mixminus::join_options();
    options.terminator = '*';
    options.play_tones = 1;
    options.prefill_ms = 60;  // network jitter
    options.cap_ms = 160;
    mixminus::handlers handlers;
    handlers.on_choice = [&](char) { call.say_blocking(say.disconnecting.handle(), &line); };
    if (call.conference("1337", handlers, options, &line).reason != MIXMINUS_END_HANG_UP) {
        call.say_blocking(say.goodbye.handle(), &line);
    }
}

[[noreturn]] void fail(const char *what) { throw std::system_error(errno, std::generic_category(), what); }

// Readable once the program has to end.
int quit_fd = -1;

bool is_readable(int fd) {
    pollfd one{fd, POLLIN, 0};
    return ::poll(&one, 1, 0) != 0;
}

// A line: what a PBX already has, behind the four functions of a call_io. Only wait blocks.
class udp_line : public mixminus::call_io {
public:
    explicit udp_line(unsigned port) : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
            ::getsockname(socket_, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
            fail("a line");
        }
        port_ = ntohs(address.sin_port);
    }
    udp_line(const udp_line &) = delete;
    udp_line &operator=(const udp_line &) = delete;
    ~udp_line() override { ::close(socket_); }

    unsigned port() const { return port_; }

    // Waits for a call. Returns false if the program has to end.
    bool answer() {
        for (;;) {
            pollfd either[2] = {{socket_, POLLIN, 0}, {quit_fd, POLLIN, 0}};
            char first;
            ::poll(either, 2, -1);
            if (either[1].revents != 0) {
                return false;
            }
            if (receive(&first, 1, peer_) > 0) {
                gone_ = false;
                return true;
            }
        }
    }
    // Sends the hang-up, and drops what the caller sends until it arrives.
    void hang_up() {
        pollfd more{socket_, POLLIN, 0};
        sockaddr_in from{};
        char rest;
        write({static_cast<const std::int16_t *>(nullptr), 0});
        while (::poll(&more, 1, 100) > 0) {
            receive(&rest, 1, from);
        }
    }

    void wait(int wake_fd, std::uint32_t timeout_ms) noexcept override {
        pollfd any[3] = {{socket_, POLLIN, 0}, {quit_fd, POLLIN, 0}, {wake_fd, POLLIN, 0}};
        ::poll(any, 3, static_cast<int>(timeout_ms));  // poll ignores a descriptor of -1
    }
    std::size_t read(mixminus::span<std::int16_t> samples) noexcept override {
        sockaddr_in from{};
        const auto bytes = receive(samples.data(), samples.size() * sizeof *samples.data(), from);
        // For another sender the line is busy.
        if (bytes < 0 || from.sin_port != peer_.sin_port || from.sin_addr.s_addr != peer_.sin_addr.s_addr) {
            return 0;
        }
        gone_ = gone_ || bytes == 0;
        return static_cast<std::size_t>(bytes) / sizeof *samples.data();
    }
    void write(mixminus::span<const std::int16_t> samples) noexcept override {
        // A datagram that the network does not take is lost, as with RTP.
        static_cast<void>(::sendto(socket_, samples.data(), samples.size() * sizeof *samples.data(), MSG_DONTWAIT,
                                   reinterpret_cast<const sockaddr *>(&peer_), sizeof peer_));
    }
    bool hung_up() noexcept override { return gone_ || is_readable(quit_fd); }

private:
    // Receives a datagram from any sender. Returns its length, or -1 if none waits.
    ssize_t receive(void *bytes, std::size_t room, sockaddr_in &from) noexcept {
        socklen_t size = sizeof from;
        return ::recvfrom(socket_, bytes, room, MSG_DONTWAIT, reinterpret_cast<sockaddr *>(&from), &size);
    }

    int socket_;
    unsigned port_ = 0;
    sockaddr_in peer_{};
    bool gone_ = false;
};

// The thread of a line: one call after the other.
void serve(mixminus::engine &engine, const voices &say, udp_line &line) {
    while (line.answer()) {
        try {
            mixminus::participant call = engine.new_participant("acme", "production");
            application(call, say, line);
        } catch (const std::exception &error) {
            std::cerr << error.what() << "\n";
        }
        line.hang_up();
    }
}

void run(unsigned first_port, unsigned count, const std::string &folder) {
    auto config = mixminus::engine_config();  // 8000 Hz, 20 ms
    config.prefill_ms = 60;
    config.max_cap_ms = 160;
    mixminus::engine engine(config);
    const voices say(engine, folder);
    std::vector<std::unique_ptr<udp_line>> lines;
    for (unsigned number = 0; number < count; ++number) {
        lines.push_back(std::make_unique<udp_line>(first_port == 0 ? 0 : first_port + 2 * number));
        std::cout << "line " << number << ": port " << lines.back()->port() << std::endl;
    }
    int quit[2];
    if (::pipe(quit) != 0) {
        fail("a pipe");
    }
    quit_fd = quit[0];
    engine.start();
    std::vector<std::thread> threads;
    for (const auto &line : lines) {
        threads.emplace_back(serve, std::ref(engine), std::ref(say), std::ref(*line));
    }
    std::string rest;
    std::getline(std::cin, rest);
    // All lines hang up.
    ::close(quit[1]);
    for (auto &thread : threads) {
        thread.join();
    }
    ::close(quit[0]);
}

}  // namespace

int main(int argc, char **argv) {
    try {
        run(argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 5004,
            argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 2, argc > 3 ? argv[3] : "demo/prompts");
        return EXIT_SUCCESS;
    } catch (const std::exception &error) {
        std::cerr << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
