/*
 * Misuses of the C ABI, each answered by a status.
 *
 * The program prints a line a misuse: its number, its name, the status. It exits with 0 only if each status is the one
 * that is due.
 */
#ifndef MISUSE_H
#define MISUSE_H

#define _DEFAULT_SOURCE /* sigaction, mmap, fork and random addresses to protect, with -std=c99 */

#include <stddef.h>
#include <stdint.h>

#include "mixminus.h"

/* One misuse: the call must answer MIXMINUS_##status. */
#define MISUSE(name, status, call) misuse((name), MIXMINUS_##status, (call))
/* A call that sets the stage for a misuse: the program ends if it fails. */
#define STAGE(call) stage((call), #call)
/* A fact that must hold after a misuse. */
#define FACT(condition) fact((condition) != 0, #condition)

void misuse(const char *name, mixminus_status due, mixminus_status got);
void stage(mixminus_status status, const char *call);
void fact(int holds, const char *condition);

/* An engine of 8000 Hz and 20 ms, of eight participants, three rooms and no drivers. */
mixminus_engine *small_engine(void);
/* The same with something changed by the caller of config_of_small_engine. */
void config_of_small_engine(mixminus_engine_config *config);
/* A participant of account "a" in environment "e". */
mixminus_participant caller(mixminus_engine *engine);
/* Options for room "r". */
mixminus_join_options options(void);
/* The same participant in room "r". */
mixminus_participant caller_in_room(mixminus_engine *engine, mixminus_room *room);
void ticks(mixminus_engine *engine, int count);
/* For a mixminus_call_io: a line on which nothing happens. */
void wait_for(void *user, int32_t wake_fd, uint32_t timeout_ms);
size_t read_nothing(void *user, int16_t *samples, size_t capacity);
void write_nowhere(void *user, const int16_t *samples, size_t count);
int32_t not_hung_up(void *user);
size_t read_ex_nothing(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info);
void write_ex_nowhere(void *user, const int16_t *samples, size_t count, const mixminus_read_info *info);

/* The chapters. */
void misuse_null(void);
void misuse_structs(void);
void misuse_values(void);
void misuse_handles(void);
void misuse_states(void);
void misuse_counts(void);
void misuse_prompts(void);
void misuse_taps(void);
void misuse_threads(void);
void misuse_cancelled(void);
void misuse_processes(void);

#endif
