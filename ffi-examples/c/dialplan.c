/*
 * A small dialplan host: telephone lines, and an application that each call runs on its own thread.
 *
 * The application says a welcome, joins conference "1337" until its caller presses star, and says goodbye. It is a few
 * lines long, because mixminus_say_text and mixminus_conference block until they are over. Meanwhile they move the audio
 * of the call's line, through the four functions of a mixminus_call_io.
 *
 * A line is a UDP port, where a PBX would use RTP: each datagram is 20 ms of audio, 160 samples of 16 bits. The first
 * datagram is an incoming call; an empty datagram hangs up. espeak-ng speaks the texts if it is installed; otherwise WAV
 * files are played. Enter, or the end of the input, ends the program.
 *
 *     make
 *     cc -std=c99 -Iinclude ffi-examples/c/dialplan.c target/release/libmixminus.so -lpthread -o dialplan
 *     LD_LIBRARY_PATH=target/release ./dialplan 5004 2 demo/prompts
 *
 * To talk to each other, run this in two other windows, each with a microphone:
 *
 *     arecord -q -t raw -f S16_LE -r 8000 -F 20000 | socat -b 320 - UDP:127.0.0.1:5004,shut-null,null-eof | aplay -q -t raw -f S16_LE -r 8000
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mixminus.h"

enum { MAX_LINES = 64 };

/* Readable once the program has to end. */
static int quit_fd;

struct line {
    mixminus_engine *engine;
    int socket;
    unsigned number;
    pthread_t thread;
    /* The current call, and the address of its caller. */
    mixminus_participant caller;
    struct sockaddr_in peer;
    mixminus_call_io io;
    int hung_up;
};

/* An error here is a defect of this program, and ends it. */
static void check(mixminus_status status, const char *what)
{
    if (status != MIXMINUS_OK) {
        fprintf(stderr, "%s: %s: %s\n", what, mixminus_status_str(status), mixminus_last_error());
        exit(EXIT_FAILURE);
    }
}
#define CHECK(call) check((call), #call)

/* ---- The application: what a dialplan author writes. ---- */

/* Returns when the text has been played; 0 if the call has hung up. */
static int say(struct line *call, const char *text)
{
    uint32_t end = MIXMINUS_SAY_NONE;
    const mixminus_status status =
        mixminus_say_text(call->engine, call->caller, text, strlen(text), NULL, 0, NULL, &call->io, &end);

    if (status != MIXMINUS_OK) {
        fprintf(stderr, "line %u: \"%s\": %s\n", call->number, text, mixminus_last_error());
    }
    return end == MIXMINUS_SAY_COMPLETED;
}

static void on_choice(void *user, char digit)
{
    struct line *const call = user;

    printf("line %u: left by %c\n", call->number, digit);
    say(call, "Disconnecting.");
}

static void application(struct line *call)
{
    mixminus_join_options options;
    mixminus_call_handlers handlers;
    mixminus_conference_end end;

    if (!say(call, "Welcome. Press star to leave the conference.")) {
        return;
    }
    CHECK(mixminus_join_options_init(&options, sizeof options));
    options.conference_id = "1337";
    options.conference_id_len = 4;
    options.terminator = '*';
    options.play_tones = 1;
    options.prefill_ms = 60; /* network jitter */
    options.cap_ms = 160;
    CHECK(mixminus_call_handlers_init(&handlers, sizeof handlers));
    handlers.user = call;
    handlers.on_choice = on_choice;
    CHECK(mixminus_conference_end_init(&end, sizeof end));
    if (mixminus_conference(call->engine, call->caller, &options, &call->io, &handlers, &end) != MIXMINUS_OK) {
        fprintf(stderr, "line %u: %s\n", call->number, mixminus_last_error()); /* for example, the room is full */
    }
    if (end.reason != MIXMINUS_END_HANG_UP) {
        say(call, "Goodbye.");
    }
}

/* ---- The line: what a PBX already has, behind the four functions of mixminus_call_io. Only wait blocks. ---- */

static void wait_for_line(void *user, int32_t wake_fd, uint32_t timeout_ms)
{
    struct line *const line = user;
    struct pollfd any[3] = {{line->socket, POLLIN, 0}, {quit_fd, POLLIN, 0}, {wake_fd, POLLIN, 0}};

    poll(any, 3, (int)timeout_ms); /* poll ignores a descriptor of -1 */
}

/* Receives a datagram from any sender. Returns its length, or -1 if none waits. */
static ssize_t receive(struct line *line, void *bytes, size_t room, struct sockaddr_in *from)
{
    socklen_t size = sizeof *from;

    memset(from, 0, sizeof *from);
    return recvfrom(line->socket, bytes, room, MSG_DONTWAIT, (struct sockaddr *)from, &size);
}

static size_t read_line(void *user, int16_t *samples, size_t capacity)
{
    struct line *const line = user;
    struct sockaddr_in from;
    const ssize_t bytes = receive(line, samples, capacity * sizeof samples[0], &from);

    /* For another sender the line is busy. */
    if (bytes < 0 || from.sin_port != line->peer.sin_port || from.sin_addr.s_addr != line->peer.sin_addr.s_addr) {
        return 0;
    }
    line->hung_up |= bytes == 0;
    return (size_t)bytes / sizeof samples[0];
}

static void write_line(void *user, const int16_t *samples, size_t count)
{
    struct line *const line = user;

    /* A datagram that the network does not take is lost, as with RTP. */
    (void)!sendto(line->socket, samples, count * sizeof samples[0], MSG_DONTWAIT, (struct sockaddr *)&line->peer,
                  sizeof line->peer);
}

static int32_t is_hung_up(void *user)
{
    struct line *const line = user;
    struct pollfd quit = {quit_fd, POLLIN, 0};

    return line->hung_up || poll(&quit, 1, 0) != 0;
}

/* Sends the hang-up, and drops what the caller sends until it arrives. */
static void hang_up(struct line *line)
{
    struct pollfd more = {line->socket, POLLIN, 0};
    struct sockaddr_in from;
    char rest;

    write_line(line, NULL, 0);
    while (poll(&more, 1, 100) > 0) {
        receive(line, &rest, 1, &from);
    }
}

/* The thread of a line: one call after the other. */
static void *serve(void *argument)
{
    struct line *const line = argument;
    struct pollfd either[2] = {{line->socket, POLLIN, 0}, {quit_fd, POLLIN, 0}};
    mixminus_participant_config config;

    CHECK(mixminus_participant_config_init(&config, sizeof config));
    config.account = "acme";
    config.account_len = 4;
    config.environment = "production";
    config.environment_len = 10;
    config.user = line->number;
    CHECK(mixminus_call_io_init(&line->io, sizeof line->io));
    line->io.user = line;
    line->io.wait = wait_for_line;
    line->io.read = read_line;
    line->io.write = write_line;
    line->io.hung_up = is_hung_up;
    for (;;) {
        char first;

        poll(either, 2, -1);
        if (either[1].revents != 0) {
            return NULL;
        }
        if (receive(line, &first, 1, &line->peer) <= 0) {
            continue;
        }
        printf("line %u: a call\n", line->number);
        line->hung_up = 0;
        CHECK(mixminus_participant_new(line->engine, &config, &line->caller));
        application(line);
        CHECK(mixminus_participant_free(line->engine, line->caller));
        printf("line %u: %s\n", line->number, line->hung_up ? "the caller has hung up" : "the application has ended");
        fflush(stdout);
        hang_up(line);
    }
}

/* ---- Texts: espeak-ng, or files. ---- */

/* Reads a descriptor to its end. The caller frees the bytes. NULL without memory. */
static uint8_t *read_all(int fd, size_t *length)
{
    uint8_t *bytes = NULL;
    size_t room = 0;
    ssize_t count = 0;

    *length = 0;
    do {
        *length += (size_t)count;
        if (room - *length < 4096) {
            uint8_t *const more = realloc(bytes, room = 2 * room + 65536);

            if (more == NULL) {
                break;
            }
            bytes = more;
        }
        count = read(fd, bytes + *length, room - *length);
    } while (count > 0);
    return bytes;
}

/* The WAV data of espeak-ng for a text; NULL if it is not installed. */
static uint8_t *spoken(char *text, size_t *length)
{
    extern char **environ;
    char *const command[] = {"espeak-ng", "--stdout", "-v", "en-gb", "--", text, NULL};
    posix_spawn_file_actions_t actions;
    uint8_t *wav = NULL;
    int fds[2];
    pid_t child;

    if (pipe(fds) != 0) {
        return NULL;
    }
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
    const int failed = posix_spawnp(&child, command[0], &actions, NULL, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(fds[1]);
    if (!failed) {
        wav = read_all(fds[0], length);
        waitpid(child, NULL, 0);
    }
    close(fds[0]);
    return wav;
}

/* The WAV data of the file for a text; NULL if there is none. */
static uint8_t *from_file(const char *folder, const char *text, size_t *length)
{
    static const char *const FILES[][2] = {
        {"Welcome. Press star to leave the conference.", "welcome"},
        {"Disconnecting.", "disconnecting"},
        {"Goodbye.", "goodbye"},
    };
    uint8_t *wav = NULL;

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        if (strcmp(text, FILES[i][0]) == 0) {
            char path[4096];

            snprintf(path, sizeof path, "%s/%s.wav", folder, FILES[i][1]);
            const int fd = open(path, O_RDONLY | O_CLOEXEC);
            wav = fd < 0 ? NULL : read_all(fd, length);
            close(fd);
        }
    }
    return wav;
}

/* The engine's synthesizer. It runs on the threads that call say, on several at once. */
static int32_t speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
                     mixminus_speech *speech)
{
    char *const copy = strndup(text, text_len);
    size_t length = 0;
    uint8_t *wav = NULL;

    (void)voice;
    (void)voice_len;
    if (copy != NULL) {
        wav = spoken(copy, &length);
    }
    if (copy != NULL && length == 0) {
        free(wav);
        wav = from_file(user, copy, &length);
    }
    const mixminus_status status = mixminus_speech_add_wav(speech, wav, length);
    free(wav);
    free(copy);
    return status;
}

/* ---- The host. ---- */

static void open_line(struct line *line, mixminus_engine *engine, unsigned number, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    socklen_t size = sizeof address;

    line->engine = engine;
    line->number = number;
    line->socket = socket(AF_INET, SOCK_DGRAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (line->socket < 0 || fcntl(line->socket, F_SETFD, FD_CLOEXEC) != 0 ||
        bind(line->socket, (struct sockaddr *)&address, size) != 0 ||
        getsockname(line->socket, (struct sockaddr *)&address, &size) != 0) {
        perror("a line");
        exit(EXIT_FAILURE);
    }
    printf("line %u: port %u\n", number, (unsigned)ntohs(address.sin_port));
    fflush(stdout);
    if (pthread_create(&line->thread, NULL, serve, line) != 0) {
        perror("a thread");
        exit(EXIT_FAILURE);
    }
}

int main(int argc, char **argv)
{
    static struct line lines[MAX_LINES];
    const unsigned first_port = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 5004;
    unsigned count = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 2;
    char *const prompts = argc > 3 ? argv[3] : "demo/prompts";
    mixminus_engine_config config;
    mixminus_driver_config drivers;
    mixminus_engine *engine;
    int quit[2];
    char byte;

    if (pipe(quit) != 0) {
        perror("pipe");
        return EXIT_FAILURE;
    }
    fcntl(quit[0], F_SETFD, FD_CLOEXEC);
    fcntl(quit[1], F_SETFD, FD_CLOEXEC);
    quit_fd = quit[0];
    count = count < MAX_LINES ? count : MAX_LINES;
    CHECK(mixminus_engine_config_init(&config, sizeof config)); /* 8000 Hz, 20 ms */
    config.max_participants = MAX_LINES;
    config.prefill_ms = 60;
    config.max_cap_ms = 160;
    CHECK(mixminus_engine_new(&config, &engine));
    CHECK(mixminus_engine_set_synthesizer(engine, speak, prompts));
    CHECK(mixminus_driver_config_init(&drivers, sizeof drivers));
    CHECK(mixminus_engine_start(engine, &drivers, NULL));
    for (unsigned i = 0; i < count; i++) {
        open_line(&lines[i], engine, i, first_port == 0 ? 0 : first_port + 2 * i);
    }
    while (read(STDIN_FILENO, &byte, 1) > 0 && byte != '\n') {
    }
    /* All lines hang up. The engine is freed after the last call. */
    close(quit[1]);
    for (unsigned i = 0; i < count; i++) {
        pthread_join(lines[i].thread, NULL);
        close(lines[i].socket);
    }
    CHECK(mixminus_engine_free(engine));
    return EXIT_SUCCESS;
}
