/* After a fork, and when there is not as much memory as is asked for. */
#include "misuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define FORKED(call) MISUSE("child: " #call, ERR_FORKED, call)

/* In the child every call on the parent's engine answers the same, whatever its threads were doing. */
static void in_the_child(mixminus_engine *e, mixminus_participant one, mixminus_room room)
{
    mixminus_participant_config config;
    mixminus_participant_info participant_info;
    mixminus_participant_stats participant_stats;
    mixminus_driver_config drivers;
    mixminus_engine_stats stats;
    mixminus_room_info room_info;
    mixminus_room_template settings;
    mixminus_account_quota quota;
    mixminus_write_info written;
    mixminus_read_info heard;
    mixminus_join_options join = options();
    mixminus_participant made;
    mixminus_room page[4], found;
    mixminus_event event;
    int16_t s[160] = {0};
    uint64_t cursor = 0;
    uint32_t simd;
    int32_t fd;
    size_t n;

    STAGE(mixminus_participant_config_init(&config, sizeof config));
    config.account = config.environment = "a";
    config.account_len = config.environment_len = 1;
    STAGE(mixminus_participant_info_init(&participant_info, sizeof participant_info));
    STAGE(mixminus_participant_stats_init(&participant_stats, sizeof participant_stats));
    STAGE(mixminus_driver_config_init(&drivers, sizeof drivers));
    STAGE(mixminus_engine_stats_init(&stats, sizeof stats));
    STAGE(mixminus_room_info_init(&room_info, sizeof room_info));
    STAGE(mixminus_room_template_init(&settings, sizeof settings));
    STAGE(mixminus_account_quota_init(&quota, sizeof quota));
    STAGE(mixminus_write_info_init(&written, sizeof written));
    STAGE(mixminus_read_info_init(&heard, sizeof heard));
    FORKED(mixminus_engine_service(e));
    FORKED(mixminus_engine_simd_level(e, &simd));
    FORKED(mixminus_engine_start(e, &drivers, NULL));
    FORKED(mixminus_engine_stop(e));
    FORKED(mixminus_engine_tick(e, NULL));
    FORKED(mixminus_engine_poll(e, &event, sizeof event, 1, &n));
    FORKED(mixminus_engine_event_fd(e, &fd));
    FORKED(mixminus_engine_tick_fd(e, &fd));
    FACT(fd == -1);
    FORKED(mixminus_engine_get_stats(e, &stats));
    FORKED(mixminus_participant_new(e, &config, &made));
    FORKED(mixminus_participant_join(e, one, &join, NULL));
    FORKED(mixminus_participant_leave(e, one));
    FORKED(mixminus_participant_move(e, one, "s", 1, NULL));
    FORKED(mixminus_participant_set_rates(e, one, 16000, 16000));
    FORKED(mixminus_participant_set_mute(e, one, 1));
    FORKED(mixminus_participant_set_deaf(e, one, 1));
    FORKED(mixminus_participant_set_gain(e, one, 0));
    FORKED(mixminus_participant_get_info(e, one, &participant_info));
    FORKED(mixminus_participant_get_stats(e, one, &participant_stats));
    FORKED(mixminus_participant_write(e, one, s, 160, NULL));
    FORKED(mixminus_participant_write_ex(e, one, s, 160, &written, NULL));
    FORKED(mixminus_participant_read(e, one, s, 160, NULL));
    FORKED(mixminus_participant_read_ex(e, one, s, 160, &heard));
    FORKED(mixminus_participant_write_encoded(e, one, s, 160, MIXMINUS_ENCODING_F32, NULL, NULL));
    FORKED(mixminus_participant_read_encoded(e, one, s, 160, MIXMINUS_ENCODING_S16, NULL));
    FORKED(mixminus_participant_flush(e, one));
    FORKED(mixminus_participant_mark(e, one, 1));
    FORKED(mixminus_participant_free(e, one));
    FORKED(mixminus_room_find(e, "a", 1, "e", 1, "r", 1, &found));
    FORKED(mixminus_room_get_info(e, room, &room_info));
    FORKED(mixminus_room_participants(e, room, &made, 1, &n));
    FORKED(mixminus_room_list(e, "a", 1, &cursor, page, 4, &n));
    FORKED(mixminus_room_close(e, room));
    FORKED(mixminus_room_template_set(e, "a", 1, "e", 1, "r", 1, &settings));
    FORKED(mixminus_room_template_remove(e, "a", 1, "e", 1, "r", 1));
    FORKED(mixminus_account_quota_set(e, "a", 1, &quota));
    FORKED(mixminus_account_quota_reset(e, "a", 1));
    FORKED(mixminus_engine_free(e));

    /* An engine of its own works there. */
    mixminus_engine *own = small_engine();
    ticks(own, 2);
    MISUSE("child: its own engine", OK, mixminus_engine_free(own));
}

static void fork_while_drivers_run(void)
{
    mixminus_engine *engine = small_engine();
    mixminus_room room;
    const mixminus_participant one = caller_in_room(engine, &room);
    mixminus_driver_config drivers;
    int status = -1;

    STAGE(mixminus_driver_config_init(&drivers, sizeof drivers));
    STAGE(mixminus_engine_start(engine, &drivers, NULL));
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        in_the_child(engine, one, room);
        fflush(stdout);
        execlp("true", "true", (char *)NULL); /* becomes another program, as a host's children do */
        _exit(EXIT_FAILURE);
    }
    FACT(child > 0 && waitpid(child, &status, 0) == child);
    FACT(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
    MISUSE("parent: goes on", OK, mixminus_participant_set_mute(engine, one, 1));
    STAGE(mixminus_engine_stop(engine));
    MISUSE("parent: frees", OK, mixminus_engine_free(engine));
}

/* The largest engine that a configuration can ask for: a refusal, not a crash, where the machine has not that much. */
static void more_than_there_is(void)
{
    mixminus_engine_config config;
    mixminus_engine *engine;
    uint64_t bytes;

    STAGE(mixminus_engine_config_init(&config, sizeof config));
    config.sample_rate_hz = 48000;
    config.max_participants = 1048575;
    config.max_rooms = 1048575;
    config.max_cap_ms = 1000;
    config.max_write_ms = 1000;
    config.command_queue = 1048576;
    config.event_queue = 1048576;
    MISUSE("the size of the largest engine", OK, mixminus_engine_memory_bytes(&config, &bytes));
    const uint64_t machine = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
    if (bytes > machine) {
        MISUSE("the largest engine", ERR_OUT_OF_MEMORY, mixminus_engine_new(&config, &engine));
        FACT(engine == NULL);
    }
}

/* The process may open no more files: a status, and it works once it may. */
static void no_descriptors(void)
{
    mixminus_engine *engine = small_engine();
    struct rlimit limit;
    int32_t fd = 7;

    FACT(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    const struct rlimit none = {.rlim_cur = 0, .rlim_max = limit.rlim_max};
    fflush(stdout);
    FACT(setrlimit(RLIMIT_NOFILE, &none) == 0);
    MISUSE("a tick descriptor beyond the limit", ERR_SYSTEM, mixminus_engine_tick_fd(engine, &fd));
    FACT(fd == -1 && strstr(mixminus_last_error(), "eventfd: ") != NULL);
    ticks(engine, 1);
    FACT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    MISUSE("a tick descriptor within the limit", OK, mixminus_engine_tick_fd(engine, &fd));
    FACT(fd >= 0);
    STAGE(mixminus_engine_free(engine));
    FACT(write(fd, "x", 1) == -1);
}

void misuse_processes(void)
{
    no_descriptors();
    fork_while_drivers_run();
    more_than_there_is();
}
