/* A telephone line for mixminus_call_io: what the caller says waits in it, what it hears is kept. */
#ifndef LINE_H
#define LINE_H

#include "kit.h"

enum { LINE_SAMPLES = 64 * FRAME };

struct line {
    pthread_mutex_t lock;
    /* What the caller says, and how far it was read. At most `at_once` samples a read; 0: as many as are asked for. */
    int16_t said[LINE_SAMPLES];
    size_t said_count, read_count, at_once;
    /* What it hears. */
    int16_t heard[LINE_SAMPLES];
    size_t heard_count;
    int hung_up;
    /* How many calls of its functions there were, and whether the wake descriptor was seen readable. */
    int calls, woken;
    /* Becomes readable when the caller speaks or hangs up. */
    int pipe[2];
    /* Called in hung_up, if set. */
    void (*in_hung_up)(struct line *);
    void *user;
    /* If set, waits do not end by themselves; whether one goes on. */
    int sleeps, is_asleep;
    /* If set, reads claim to have read far more than there was room for. */
    int lies;
    /* With line_io_ex: what is known of the samples that wait, passed on once, and what was reported of the last frame. */
    mixminus_write_info known;
    mixminus_read_info last;
    int is_known;
};

void line_init(struct line *line);
/* The table for it. */
mixminus_call_io line_io(struct line *line);
/* The same with read_ex and write_ex. */
mixminus_call_io line_io_ex(struct line *line);
/* As line_say; the line knows so many samples lost before them. */
void line_say_after_loss(struct line *line, const int16_t *samples, size_t count, uint32_t lost);
void line_say(struct line *line, const int16_t *samples, size_t count);
void line_hang_up(struct line *line);
size_t line_heard(struct line *line);
int line_calls(struct line *line);
/* From now on its waits end only by a descriptor; returns when one has begun. */
void line_sleep(struct line *line);
void line_free(struct line *line);

#endif
