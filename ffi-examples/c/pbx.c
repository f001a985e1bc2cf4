/*
 * A small PBX: six calls in one conference, one thread per call.
 *
 * Each call thread does what the media thread of a PBX does every 20 ms: it writes the frame that came from the caller
 * and reads the frame that is sent to the caller. The main thread is the PBX's event loop: it sleeps on the engine's
 * event file descriptor, mutes a caller, hangs another up, and shuts down.
 *
 * Instead of decoded speech, call n sends the constant 100 * 2^n. A sum of such constants shows exactly which calls are
 * in it, so the program checks itself: it exits with 0 only if every caller has received the sum of the others, sample
 * for sample, and never itself.
 *
 *     make
 *     cc -std=c99 -Iinclude ffi-examples/c/pbx.c target/release/libmixminus.so -lpthread -o pbx
 *     LD_LIBRARY_PATH=target/release ./pbx        # about a second
 *     LD_LIBRARY_PATH=target/release ./pbx 60     # a conference of a minute
 */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mixminus.h"

enum {
    CALLS = 6,
    ALL = (1 << CALLS) - 1,
    SAMPLE_RATE_HZ = 8000,
    FRAME_MS = 20,
    FRAME_SAMPLES = SAMPLE_RATE_HZ * FRAME_MS / 1000,
    UNIT = 100,                 /* call n sends UNIT * 2^n */
    FRAMES_TO_PASS = 10,        /* exact frames after which a call has passed a scene */
    DEADLINE_S = 60             /* time limit of a scene, long enough for a busy machine */
};

/* The state of the PBX, shared by its threads. Sets of calls are bit masks. */
static struct {
    pthread_mutex_t lock;
    int scene;                  /* number of the current scene */
    unsigned heard;             /* calls that are in the mix in this scene */
    unsigned hanging_up;        /* calls that have to hang up */
    unsigned passed;            /* calls that have received the expected mix */
} pbx = {PTHREAD_MUTEX_INITIALIZER, 0, 0, 0, 0};

struct call {
    mixminus_engine *engine;
    mixminus_participant participant;
    unsigned number;
};

/* A failed call ends the program; a PBX would only end that phone call. */
static void check(mixminus_status status, const char *what)
{
    if (status != MIXMINUS_OK) {
        fprintf(stderr, "%s: %s: %s\n", what, mixminus_status_str(status), mixminus_last_error());
        exit(EXIT_FAILURE);
    }
}
#define CHECK(call) check((call), #call)

static void fail(const struct call *call, const char *what)
{
    fprintf(stderr, "call %u: %s\n", call->number, what);
    exit(EXIT_FAILURE);
}

/* Absolute deadlines: a late frame does not delay the next ones. */
static void sleep_until_next_frame(struct timespec *next)
{
    next->tv_nsec += FRAME_MS * 1000000L;
    if (next->tv_nsec >= 1000000000L) {
        next->tv_nsec -= 1000000000L;
        next->tv_sec += 1;
    }
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, next, NULL) != 0) {
    }
}

/* The value of all samples of a frame, or -1 during a ramp. */
static int settled_value(const int16_t *frame)
{
    for (int i = 1; i < FRAME_SAMPLES; i++) {
        if (frame[i] != frame[0]) {
            return -1;
        }
    }
    return frame[0];
}

static void *run_call(void *argument)
{
    struct call *call = argument;
    const unsigned own = 1u << call->number;
    int16_t said[FRAME_SAMPLES], heard[FRAME_SAMPLES];
    int scene = -1, exact_frames = 0;
    struct timespec next;

    for (int i = 0; i < FRAME_SAMPLES; i++) {
        said[i] = (int16_t)(UNIT << call->number);
    }
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (;;) {
        pthread_mutex_lock(&pbx.lock);
        if (scene != pbx.scene) {
            scene = pbx.scene;
            exact_frames = 0;
        }
        const int expected = (int)(pbx.heard & ~own) * UNIT;
        const int hang_up = (pbx.hanging_up & own) != 0;
        pthread_mutex_unlock(&pbx.lock);
        if (hang_up) {
            break;
        }

        /* The two calls of the audio path: wait-free, whatever other calls do. */
        if (mixminus_participant_write(call->engine, call->participant, said, FRAME_SAMPLES, NULL) != MIXMINUS_OK ||
            mixminus_participant_read(call->engine, call->participant, heard, FRAME_SAMPLES, NULL) != MIXMINUS_OK) {
            fail(call, "a write or read failed");
        }

        const int value = settled_value(heard);
        if (value > 0 && value % UNIT == 0 && ((unsigned)(value / UNIT) & own) != 0) {
            fail(call, "receives its own audio");
        }
        exact_frames += value == expected;
        if (exact_frames == FRAMES_TO_PASS) {
            pthread_mutex_lock(&pbx.lock);
            if (scene == pbx.scene) {
                pbx.passed |= own;
            }
            pthread_mutex_unlock(&pbx.lock);
        }
        sleep_until_next_frame(&next);
    }
    CHECK(mixminus_participant_free(call->engine, call->participant));
    return NULL;
}

/* Events that the event loop has counted. */
static struct {
    int joined, left, changed, room_ended;
} seen;

static void handle_event(const mixminus_event *event)
{
    switch (event->kind) {
    case MIXMINUS_EVENT_JOINED:
        printf("tick %4" PRIu64 "  call %" PRIu64 " joins\n", event->tick, event->user);
        seen.joined++;
        break;
    case MIXMINUS_EVENT_CHANGED:
        printf("tick %4" PRIu64 "  call %" PRIu64 " is %s\n", event->tick, event->user,
               event->state & MIXMINUS_STATE_MUTED ? "muted" : "unmuted");
        seen.changed++;
        break;
    case MIXMINUS_EVENT_LEFT:
        printf("tick %4" PRIu64 "  call %" PRIu64 " leaves, reason %" PRIu32 "\n", event->tick, event->user,
               event->reason);
        seen.left += event->reason == MIXMINUS_END_HANG_UP;
        break;
    case MIXMINUS_EVENT_ROOM_ENDED:
        printf("tick %4" PRIu64 "  the room ends\n", event->tick);
        seen.room_ended++;
        break;
    default: /* kinds of later versions */
        break;
    }
}

/* Sleeps until events wait, for at most a frame, and handles them. */
static void serve_events(mixminus_engine *engine, int fd)
{
    struct pollfd wait = {fd, POLLIN, 0};
    mixminus_event events[16];
    size_t count;

    poll(&wait, 1, FRAME_MS);
    do {
        CHECK(mixminus_engine_poll(engine, events, sizeof events[0], 16, &count));
        for (size_t i = 0; i < count; i++) {
            handle_event(&events[i]);
        }
    } while (count == 16);
}

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A scene: the calls that are present, and those in the mix. Serves events until all present calls have passed. */
static void play_scene(mixminus_engine *engine, int fd, const char *name, unsigned present, unsigned heard,
                       double least_s)
{
    const double start_s = now_s();
    int done;

    printf("           -- %s\n", name);
    pthread_mutex_lock(&pbx.lock);
    pbx.scene++;
    pbx.heard = heard;
    pbx.hanging_up = ALL & ~present;
    pbx.passed = 0;
    pthread_mutex_unlock(&pbx.lock);
    do {
        serve_events(engine, fd);
        pthread_mutex_lock(&pbx.lock);
        done = pbx.passed == present;
        pthread_mutex_unlock(&pbx.lock);
        if (now_s() - start_s > DEADLINE_S + least_s) {
            fprintf(stderr, "%s: not all callers receive the expected mix\n", name);
            exit(EXIT_FAILURE);
        }
    } while (!done || now_s() - start_s < least_s);
}

static mixminus_engine *start_engine(void)
{
    mixminus_engine_config config;
    mixminus_driver_config drivers;
    mixminus_driver_report report;
    mixminus_engine *engine;

    CHECK(mixminus_engine_config_init(&config, sizeof config));
    config.sample_rate_hz = SAMPLE_RATE_HZ;
    config.frame_ms = FRAME_MS;
    config.max_participants = 64;
    config.max_cap_ms = 200;
    CHECK(mixminus_engine_new(&config, &engine));
    CHECK(mixminus_driver_config_init(&drivers, sizeof drivers));
    CHECK(mixminus_driver_report_init(&report, sizeof report));
    drivers.realtime_priority = 20;
    CHECK(mixminus_engine_start(engine, &drivers, &report));
    if (report.realtime_errno != 0) {
        printf("           no real-time priority: %s\n", strerror(report.realtime_errno));
    }
    return engine;
}

static mixminus_participant answer_call(mixminus_engine *engine, unsigned number)
{
    mixminus_participant_config config;
    mixminus_join_options options;
    mixminus_participant participant;

    CHECK(mixminus_participant_config_init(&config, sizeof config));
    config.account = "acme";
    config.account_len = strlen("acme");
    config.environment = "production";
    config.environment_len = strlen("production");
    config.user = number;
    CHECK(mixminus_participant_new(engine, &config, &participant));
    CHECK(mixminus_join_options_init(&options, sizeof options));
    options.conference_id = "1337";
    options.conference_id_len = strlen("1337");
    options.prefill_ms = 60; /* the call thread may be late */
    options.cap_ms = 160;
    CHECK(mixminus_participant_join(engine, participant, &options, NULL));
    return participant;
}

int main(int argc, char **argv)
{
    const double least_s = argc > 1 ? atof(argv[1]) : 0.0;
    struct call calls[CALLS];
    pthread_t threads[CALLS];
    int32_t fd;

    mixminus_engine *engine = start_engine();
    CHECK(mixminus_engine_event_fd(engine, &fd));
    for (unsigned n = 0; n < CALLS; n++) {
        calls[n] = (struct call){engine, answer_call(engine, n), n};
    }
    pbx.heard = ALL;
    for (unsigned n = 0; n < CALLS; n++) {
        if (pthread_create(&threads[n], NULL, run_call, &calls[n]) != 0) {
            return EXIT_FAILURE;
        }
    }

    play_scene(engine, fd, "everyone hears all others", ALL, ALL, least_s);
    CHECK(mixminus_participant_set_mute(engine, calls[0].participant, 1));
    play_scene(engine, fd, "call 0 is muted", ALL, ALL & ~1u, 0.0);
    play_scene(engine, fd, "call 5 hangs up", ALL & ~32u, ALL & ~33u, 0.0);
    CHECK(mixminus_participant_set_mute(engine, calls[0].participant, 0));
    play_scene(engine, fd, "call 0 is unmuted", ALL & ~32u, ALL & ~32u, 0.0);
    play_scene(engine, fd, "all hang up", 0, 0, 0.0);
    for (unsigned n = 0; n < CALLS; n++) {
        pthread_join(threads[n], NULL);
    }
    while (!seen.room_ended) { /* the drivers tick, so it does */
        serve_events(engine, fd);
    }
    CHECK(mixminus_engine_stop(engine));
    CHECK(mixminus_engine_free(engine));

    const int passed = seen.joined == CALLS && seen.left == CALLS && seen.changed >= 2;
    printf("%d joined, %d left, %d changes: %s\n", seen.joined, seen.left, seen.changed, passed ? "passed" : "FAILED");
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
