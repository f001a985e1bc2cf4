/* What the files of the call library share. */
#ifndef INTERNAL_H
#define INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mixminus_call.h"

enum { RATE_HZ = 8000, FRAME_MS = 20, FRAME = RATE_HZ * FRAME_MS / 1000, MAX_OTHERS = 64 };

/* What happens to the call at a given time. */
enum happening_kind { PRESS, SPEAK, SIGNAL, HANG_UP };

struct happening {
    enum happening_kind kind;
    /* Milliseconds from the answer. */
    uint64_t at_ms;
    /* Digits, path of a file, or name of a signal. */
    char *text;
    /* SPEAK: what is in the file. */
    mixminus_prompt prompt;
};

/* How `say` speaks. */
enum voice { TONE, ESPEAK };

struct plan {
    struct happening *happenings;
    size_t count;
    uint32_t capacity;
    enum voice voice;
};

struct mixminus_call {
    mixminus_engine *engine;
    mixminus_participant caller;
    /* In a room of its own: what is played to it is the audio of the caller's line. */
    mixminus_participant line;
    /* The other members, two for each of the latest rooms; the next one is put, or replaced, at next_other. */
    mixminus_participant others[MAX_OTHERS];
    size_t next_other;
    struct plan plan;
    /* The next happening. */
    size_t next;
    /* Ticks since the answer. */
    uint64_t ticks;
    /* The play that a say waits for; 0 once it has ended. */
    mixminus_play awaited;
    /* MIXMINUS_OK while the call lasts, then the status of further requests. */
    int32_t over;
};

/* arguments.c: reads the arguments. Returns a status; mixminus_call_error has the message. */
int32_t plan_read(struct plan *plan, const char *const *arguments, size_t count);
void plan_free(struct plan *plan);
/* Sets the message of mixminus_call_error and returns the status. */
int32_t call_failure(int32_t status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* voice.c: the engine's synthesizer; user is a const enum voice *. */
int32_t voice_speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
                    mixminus_speech *speech);
bool voice_has_espeak(void);

/* transcript.c: prints a line with the time of the call. */
void transcript(const mixminus_call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));
void transcript_say(const mixminus_call *call, const char *text, size_t text_len);
void transcript_options(const mixminus_call *call, const mixminus_join_options *options);
void transcript_end(const mixminus_call *call, const mixminus_join_options *options,
                    const mixminus_conference_end *end);

/* clock.c: one frame of virtual time. */
void clock_tick(mixminus_call *call);

#endif
