/* struct_size: too small, not a size, too large; with what is not known zero and not zero. */
#include "misuse.h"

#include <stdio.h>
#include <string.h>

/* A struct as a host of a later version has it: with more behind it. */
#define LATER(type)                    \
    union {                            \
        type now;                      \
        unsigned char bytes[5000];     \
    }

/*
 * Misuses of the size of one struct that a call reads. `use` is a call with &later.now.
 * Sizes that no host has; then a later host that uses what the library does not know, and one that does not.
 */
#define SIZES(type, init, use, good)                                                       \
    do {                                                                                   \
        LATER(type) later;                                                                 \
        static const uint32_t sizes[] = {0, 3, 4, sizeof(type) - 1, sizeof(type) - 4,      \
                                         sizeof(type) + 1, 4097, 4104, UINT32_MAX};        \
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {                      \
            memset(&later, 0, sizeof later);                                               \
            MISUSE("a size that no " #type " has: _init", ERR_STRUCT_SIZE,                 \
                   init(&later.now, sizes[i]));                                            \
            STAGE(init(&later.now, sizeof later.now));                                     \
            later.now.struct_size = sizes[i];                                              \
            MISUSE("a size that no " #type " has", ERR_STRUCT_SIZE, use);                  \
        }                                                                                  \
        STAGE(init(&later.now, sizeof(type) + 16));                                        \
        good;                                                                              \
        MISUSE("a later " #type ", nothing new used", OK, use);                            \
        later.bytes[sizeof(type) + 15] = 1;                                                \
        MISUSE("a later " #type ", something new used", ERR_STRUCT_SIZE, use);             \
    } while (0)

/* The same for a struct that a call fills in: what the library does not know is set to zero. */
#define FILLED_SIZES(type, init, use)                                                      \
    do {                                                                                   \
        LATER(type) later;                                                                 \
        static const uint32_t sizes[] = {0, 4, sizeof(type) - 4, sizeof(type) + 1, 4104};  \
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {                      \
            STAGE(init(&later.now, sizeof later.now));                                     \
            later.now.struct_size = sizes[i];                                              \
            MISUSE("a size that no " #type " has", ERR_STRUCT_SIZE, use);                  \
        }                                                                                  \
        memset(&later, 7, sizeof later);                                                   \
        later.now.struct_size = sizeof(type) + 16;                                         \
        MISUSE("a later " #type, OK, use);                                                 \
        FACT(later.now.struct_size == sizeof(type) + 16);                                  \
        FACT(later.bytes[sizeof(type)] == 0 && later.bytes[sizeof(type) + 15] == 0);       \
        FACT(later.bytes[sizeof(type) + 16] == 7);                                         \
    } while (0)

/* The tables of mixminus_conference; a signal that waits ends each as it starts. */
static void read_by_conferences(mixminus_engine *engine)
{
    const mixminus_participant who = caller(engine);
    const mixminus_join_options join = options();

    SIZES(mixminus_call_io, mixminus_call_io_init,
          mixminus_conference(engine, who, &join, &later.now, NULL, NULL),
          (later.now.wait = wait_for, later.now.read = read_nothing, later.now.write = write_nowhere,
           later.now.hung_up = not_hung_up,
           stage(mixminus_participant_signal(engine, who, "x", 1, NULL, NULL), "signal")));
    const mixminus_participant other = caller(engine);
    SIZES(mixminus_call_handlers, mixminus_call_handlers_init,
          mixminus_conference(engine, other, &join, NULL, &later.now, NULL),
          stage(mixminus_participant_signal(engine, other, "x", 1, NULL, NULL), "signal"));
    FILLED_SIZES(mixminus_conference_end, mixminus_conference_end_init,
                 mixminus_participant_conference_end(engine, other, &later.now));
    LATER(mixminus_conference_end) later;
    STAGE(mixminus_conference_end_init(&later.now, sizeof later.now));
    later.now.struct_size = 4;
    MISUSE("an end that a conference cannot fill", ERR_STRUCT_SIZE,
           mixminus_conference(engine, other, &join, NULL, NULL, &later.now));
    MISUSE("none of these has joined", ERR_NOT_IN_ROOM, mixminus_participant_leave(engine, other));
    STAGE(mixminus_participant_free(engine, who));
    STAGE(mixminus_participant_free(engine, other));
}

/* What a function of the host says of the samples that it gives, with a struct of its own version. */
static struct {
    uint32_t size, lost, has_timestamp;
    /* A byte to set, and whether to go by the struct as the library has prepared it. */
    size_t at;
    int prepared, reads;
    /* The message of the last call. */
    char error[128];
} said;

static size_t read_ex_said(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info)
{
    (void)user, (void)samples, (void)capacity;
    FACT(info->struct_size == sizeof *info && info->lost == 0 && info->has_timestamp == 0);
    if (!said.prepared) {
        STAGE(mixminus_write_info_init(info, sizeof *info + 16));
        info->struct_size = said.size;
    }
    info->lost = said.lost;
    info->has_timestamp = said.has_timestamp;
    if (said.at > 0) {
        ((unsigned char *)info)[said.at] = 1;
    }
    said.reads++;
    return 0;
}

static int32_t hung_up(void *user)
{
    (void)user;
    return 1;
}

static int32_t hung_up_after_a_read(void *user)
{
    (void)user;
    return said.reads > 0;
}

#define SAID(name, status)                                                                  \
    do {                                                                                    \
        who = caller(engine);                                                               \
        said.reads = 0;                                                                     \
        MISUSE(name, status, mixminus_conference(engine, who, &join, &io, NULL, NULL));     \
        snprintf(said.error, sizeof said.error, "%s", mixminus_last_error());               \
        MISUSE("it has left", ERR_NOT_IN_ROOM, mixminus_participant_leave(engine, who));    \
        STAGE(mixminus_participant_free(engine, who));                                      \
        ticks(engine, 1);                                                                   \
    } while (0)

static void said_by_functions(mixminus_engine *engine)
{
    const mixminus_join_options join = options();
    mixminus_participant who;
    mixminus_call_io io;

    STAGE(mixminus_call_io_init(&io, sizeof io));
    io.wait = wait_for;
    io.read_ex = read_ex_said;
    io.write_ex = write_ex_nowhere;
    io.hung_up = hung_up_after_a_read;
    said.prepared = 1;
    SAID("read_ex says nothing", OK);
    said.has_timestamp = 2;
    SAID("read_ex: has_timestamp = 2", ERR_INVALID_ARGUMENT);
    FACT(strcmp(said.error, "has_timestamp: 2, must be 0 or 1") == 0);
    said.has_timestamp = 0;
    said.lost = UINT32_MAX;
    SAID("read_ex: all lost", OK);
    said.at = sizeof(mixminus_write_info);
    SAID("read_ex: a later field, in silence", ERR_STRUCT_SIZE);
    said.prepared = 0;
    said.at = 0;
    static const uint32_t sizes[] = {0, 4, sizeof(mixminus_write_info) + 1, 4104, UINT32_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        said.size = sizes[i];
        SAID("read_ex: a size that no mixminus_write_info has", ERR_STRUCT_SIZE);
    }
    said.size = sizeof(mixminus_write_info) + 16;
    SAID("read_ex: a later mixminus_write_info, nothing new used", OK);
    said.at = sizeof(mixminus_write_info) + 15;
    SAID("read_ex: a later mixminus_write_info, something new used", ERR_STRUCT_SIZE);

    /* A host of the first version has no such functions; what lies behind its table is not looked at. */
    said.at = 0;
    io.struct_size = offsetof(mixminus_call_io, read_ex);
    SAID("a table of the first version without read", ERR_INVALID_ARGUMENT);
    io.read = read_nothing;
    io.write = write_nowhere;
    io.hung_up = hung_up;
    SAID("a table of the first version", OK);
}

static void read_by_calls(mixminus_engine *engine, mixminus_participant one)
{
    const int16_t samples[160] = {0};
    uint64_t bytes;
    mixminus_participant made;

    SIZES(mixminus_engine_config, mixminus_engine_config_init, mixminus_engine_memory_bytes(&later.now, &bytes),
          (void)0);
    SIZES(mixminus_write_info, mixminus_write_info_init,
          mixminus_participant_write_ex(engine, one, samples, 160, &later.now, NULL), (void)0);
    SIZES(mixminus_room_template, mixminus_room_template_init,
          mixminus_room_template_set(engine, "a", 1, "e", 1, "s", 1, &later.now), (void)0);
    SIZES(mixminus_account_quota, mixminus_account_quota_init,
          mixminus_account_quota_set(engine, "b", 1, &later.now), (void)0);
    SIZES(mixminus_participant_config, mixminus_participant_config_init,
          mixminus_participant_new(engine, &later.now, &made),
          (later.now.account = later.now.environment = "a", later.now.account_len = later.now.environment_len = 1));
    const mixminus_participant two = caller(engine);
    SIZES(mixminus_join_options, mixminus_join_options_init,
          mixminus_participant_join(engine, two, &later.now, NULL),
          (later.now.conference_id = "s", later.now.conference_id_len = 1));
    SIZES(mixminus_driver_config, mixminus_driver_config_init, mixminus_engine_start(engine, &later.now, NULL),
          (void)0);
    STAGE(mixminus_engine_stop(engine));
}

static void filled_in_by_calls(mixminus_engine *engine, mixminus_participant one, mixminus_room room)
{
    int16_t samples[160];
    mixminus_driver_config drivers;

    FILLED_SIZES(mixminus_participant_info, mixminus_participant_info_init,
                 mixminus_participant_get_info(engine, one, &later.now));
    FILLED_SIZES(mixminus_participant_stats, mixminus_participant_stats_init,
                 mixminus_participant_get_stats(engine, one, &later.now));
    FILLED_SIZES(mixminus_engine_stats, mixminus_engine_stats_init, mixminus_engine_get_stats(engine, &later.now));
    FILLED_SIZES(mixminus_room_info, mixminus_room_info_init, mixminus_room_get_info(engine, room, &later.now));
    FILLED_SIZES(mixminus_read_info, mixminus_read_info_init,
                 mixminus_participant_read_ex(engine, one, samples, 160, &later.now));
    STAGE(mixminus_driver_config_init(&drivers, sizeof drivers));
    FILLED_SIZES(mixminus_driver_report, mixminus_driver_report_init,
                 mixminus_engine_start(engine, &drivers, &later.now));
    STAGE(mixminus_engine_stop(engine));
}

/* Events are elements of an array; their size is an argument. */
static void events(mixminus_engine *engine)
{
    struct {
        mixminus_event event;
        uint64_t more;
    } later[4];
    mixminus_event event;
    size_t count;

    MISUSE("events of 0 bytes", ERR_STRUCT_SIZE, mixminus_engine_poll(engine, &event, 0, 1, &count));
    MISUSE("events of too few bytes", ERR_STRUCT_SIZE,
           mixminus_engine_poll(engine, &event, sizeof event - 8, 1, &count));
    MISUSE("events of an odd size", ERR_STRUCT_SIZE, mixminus_engine_poll(engine, &event, sizeof event + 1, 1, &count));
    MISUSE("events of SIZE_MAX bytes", ERR_STRUCT_SIZE, mixminus_engine_poll(engine, &event, SIZE_MAX, 1, &count));
    ticks(engine, 1);
    memset(later, 7, sizeof later);
    MISUSE("events of a later version", OK, mixminus_engine_poll(engine, &later[0].event, sizeof later[0], 3, &count));
    FACT(count >= 2 && later[0].event.sequence == 1 && later[1].event.sequence == 2);
    FACT(later[0].more == 0 && later[1].more == 0 && later[3].more == UINT64_C(0x0707070707070707));
}

void misuse_structs(void)
{
    mixminus_engine *engine = small_engine();
    mixminus_room room;
    const mixminus_participant one = caller_in_room(engine, &room);

    events(engine);
    read_by_conferences(engine);
    said_by_functions(engine);
    filled_in_by_calls(engine, one, room);
    read_by_calls(engine, one);
    STAGE(mixminus_engine_free(engine));
}
