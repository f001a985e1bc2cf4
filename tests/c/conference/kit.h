/*
 * What the tests of conferences share. They run on the host's clock: nothing here waits for wall-clock time to pass.
 *
 * The program runs the chapters that its arguments name, and ends with 0 only if all that they say is true.
 */
#ifndef KIT_H
#define KIT_H

#define _DEFAULT_SOURCE /* usleep, pipe and poll, with -std=c99 */

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "mixminus.h"

/* Says where and ends the program, unless it is true. */
#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)
#define EQUAL(got, due) equal((int64_t)(got), (int64_t)(due), #got, __FILE__, __LINE__)
/* The call answers MIXMINUS_##status. */
#define DUE(status, call) due(MIXMINUS_##status, (call), #call, __FILE__, __LINE__)
#define DO(call) DUE(OK, call)
#define BYTES(got, got_length, text) bytes_are((got), (got_length), (text), sizeof(text) - 1, #got, __FILE__, __LINE__)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void check(int holds, const char *condition, const char *file, int line);
void equal(int64_t got, int64_t due, const char *what, const char *file, int line);
void due(mixminus_status due, mixminus_status got, const char *call, const char *file, int line);
void bytes_are(const void *got, size_t got_length, const char *due, size_t due_length, const char *what,
               const char *file, int line);

enum { FRAME = 160, TICK_MS = 20 };

/* 8000 Hz, 20 ms, no prefill. */
mixminus_engine_config config(void);
mixminus_engine *engine_with(const mixminus_engine_config *config);
mixminus_engine *engine_new(void);
/* A call of account "a" and environment "production", or of others. */
mixminus_participant call_new(mixminus_engine *engine);
mixminus_participant call_of(mixminus_engine *engine, const char *account, const char *environment);
/* The defaults, for a room of that name. */
mixminus_join_options options(const char *id);
mixminus_join_options options_with(const char *id, char terminator);
/* In that room. */
mixminus_participant caller(mixminus_engine *engine, const char *id);
mixminus_room join(mixminus_engine *engine, mixminus_participant who, const mixminus_join_options *options);
/* Why its last conference ended; it is in one, or was in none: MIXMINUS_END_NONE. */
mixminus_conference_end end_of(mixminus_engine *engine, mixminus_participant who);
mixminus_room room_of(mixminus_engine *engine, mixminus_participant who);
mixminus_room room_named(mixminus_engine *engine, const char *account, const char *environment, const char *id);
uint32_t members_of(mixminus_engine *engine, mixminus_room room);
uint32_t signal_to(mixminus_engine *engine, mixminus_participant who, const char *name);
uint32_t queued(mixminus_engine *engine, mixminus_participant who);
/* That many ticks; the number of the last. */
uint64_t ticks(mixminus_engine *engine, uint64_t count);
/* Presses a key beside the audio, and lets go of it. */
void inject(mixminus_engine *engine, mixminus_participant who, char key);
void inject_end(mixminus_engine *engine, mixminus_participant who, char key);

/* Events, as they were polled since the last forget. */
void hear(mixminus_engine *engine);
void forget(mixminus_engine *engine);
/* The nth (from 0) event of that kind and participant (0: any); NULL if there are not so many. */
const mixminus_event *nth_event(uint32_t kind, mixminus_participant who, size_t nth);
size_t count_events(uint32_t kind, mixminus_participant who);
/* The last of them. */
const mixminus_event *last_event(uint32_t kind, mixminus_participant who);

/* Audio: tones of a key added to samples, at dbm0 each, from sample `from` on, as many as `count`. */
void add_tones(int16_t *samples, size_t from, size_t count, char key, double dbm0);
/* Something like speech, different for each seed, about -20 dBm0. */
void add_speech(int16_t *samples, size_t count, uint32_t seed);
/* The level of one frequency in dBm0, by Goertzel's recurrence under a Hann window. */
double level_of(const int16_t *samples, size_t count, double hz);
/* The levels of both tones of a key; the lower of them. */
double key_level(const int16_t *samples, size_t count, char key);

/* An application: mixminus_conference on a thread of its own, and the end that it got. */
struct app {
    mixminus_engine *engine;
    mixminus_participant who;
    mixminus_join_options options;
    const mixminus_call_io *io;
    int no_handlers;
    /* Called by both handlers, if set. */
    void (*in_handler)(struct app *);
    void *user;
    /* What came of it. */
    mixminus_status status;
    mixminus_conference_end end;
    int choices, signals;
    char digit;
    char name[256];
    size_t name_len;
    int returned;
    pthread_mutex_t lock;
    pthread_t thread;
};

void app_init(struct app *app, mixminus_engine *engine, mixminus_participant who, const char *id, char terminator);
/* On this thread. */
void app_run(struct app *app);
/* On a thread of its own; returns when it is in its room. */
void app_start(struct app *app);
int app_has_returned(struct app *app);
/* Waits for its return, with ticks meanwhile or without. */
void app_wait(struct app *app);
void app_wait_ticking(struct app *app);
/* It returned OK, for that reason, and that many handlers of each kind were called. */
#define APP_ENDED(app, why, on_choice, on_signal)                                           \
    do {                                                                                    \
        EQUAL((app)->status, MIXMINUS_OK);                                                  \
        EQUAL((app)->end.reason, (why));                                                    \
        EQUAL((app)->choices, (on_choice));                                                 \
        EQUAL((app)->signals, (on_signal));                                                 \
    } while (0)

/* The chapters. */
void conference_ids(void);
void signal_vectors(void);
void terminators(void);
void time_limits(void);
void end_reasons(void);
void blocking_calls(void);
void call_audio(void);
void says(void);
void crowds(void);
void moderation(void);
void quotas(void);
void mute(void);
void sounds(void);

#endif
