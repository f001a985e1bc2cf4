/* The frame of the program: counts, prints, and makes the engines that the chapters misuse. */
#include "misuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Shared with the processes that fork from this one. */
static struct {
    int misuses, failures;
} *counted;

void misuse(const char *name, mixminus_status due, mixminus_status got)
{
    counted->misuses++;
    printf("%3d  %-64s  %s\n", counted->misuses, name, mixminus_status_str(got));
    if (got != due) {
        counted->failures++;
        printf("     DUE: %s (%s)\n", mixminus_status_str(due), mixminus_last_error());
    }
}

void stage(mixminus_status status, const char *call)
{
    if (status != MIXMINUS_OK) {
        printf("     %s: %s: %s\n", call, mixminus_status_str(status), mixminus_last_error());
        exit(EXIT_FAILURE);
    }
}

void fact(int holds, const char *condition)
{
    if (!holds) {
        counted->failures++;
        printf("     NOT TRUE: %s\n", condition);
    }
}

void config_of_small_engine(mixminus_engine_config *config)
{
    STAGE(mixminus_engine_config_init(config, sizeof *config));
    config->max_participants = 8;
    config->max_rooms = 3;
    config->room_capacity = 3;
    config->command_queue = 64;
    config->event_queue = 64;
}

mixminus_engine *small_engine(void)
{
    mixminus_engine_config config;
    mixminus_engine *engine;

    config_of_small_engine(&config);
    STAGE(mixminus_engine_new(&config, &engine));
    return engine;
}

mixminus_participant caller(mixminus_engine *engine)
{
    mixminus_participant_config config;
    mixminus_participant participant;

    STAGE(mixminus_participant_config_init(&config, sizeof config));
    config.account = "a";
    config.account_len = 1;
    config.environment = "e";
    config.environment_len = 1;
    STAGE(mixminus_participant_new(engine, &config, &participant));
    return participant;
}

mixminus_join_options options(void)
{
    mixminus_join_options value;

    STAGE(mixminus_join_options_init(&value, sizeof value));
    value.conference_id = "r";
    value.conference_id_len = 1;
    return value;
}

mixminus_participant caller_in_room(mixminus_engine *engine, mixminus_room *room)
{
    const mixminus_participant participant = caller(engine);
    const mixminus_join_options join = options();

    STAGE(mixminus_participant_join(engine, participant, &join, room));
    return participant;
}

void ticks(mixminus_engine *engine, int count)
{
    for (int i = 0; i < count; i++) {
        STAGE(mixminus_engine_tick(engine, NULL));
    }
}

void wait_for(void *user, int32_t wake_fd, uint32_t timeout_ms)
{
    (void)user, (void)wake_fd, (void)timeout_ms;
}

size_t read_nothing(void *user, int16_t *samples, size_t capacity)
{
    (void)user, (void)samples, (void)capacity;
    return 0;
}

void write_nowhere(void *user, const int16_t *samples, size_t count)
{
    (void)user, (void)samples, (void)count;
}

int32_t not_hung_up(void *user)
{
    (void)user;
    return 0;
}

size_t read_ex_nothing(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info)
{
    (void)user, (void)samples, (void)capacity, (void)info;
    return 0;
}

void write_ex_nowhere(void *user, const int16_t *samples, size_t count, const mixminus_read_info *info)
{
    (void)user, (void)samples, (void)count, (void)info;
}

int main(void)
{
    counted = mmap(NULL, sizeof *counted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counted == MAP_FAILED) {
        return EXIT_FAILURE;
    }
    FACT(strcmp(mixminus_last_error(), "") == 0);
    misuse_null();
    misuse_structs();
    misuse_values();
    misuse_handles();
    misuse_states();
    misuse_counts();
    misuse_prompts();
    misuse_taps();
    misuse_threads();
    misuse_cancelled();
    misuse_processes();
    FACT(counted->misuses >= 60);
    printf("%d misuses, %d failures\n", counted->misuses, counted->failures);
    return counted->failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
