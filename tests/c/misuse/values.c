/* Fields and arguments out of their range, a field at a time. */
#include "misuse.h"

#include <string.h>

#define MEMORY(field, value)                                                                \
    do {                                                                                    \
        config_of_small_engine(&config);                                                    \
        config.field = (value);                                                             \
        MISUSE("engine: " #field " = " #value, ERR_INVALID_ARGUMENT,                        \
               mixminus_engine_new(&config, &engine));                                      \
        FACT(engine == NULL && strlen(mixminus_last_error()) > 0);                          \
        MISUSE("memory: " #field " = " #value, ERR_INVALID_ARGUMENT,                        \
               mixminus_engine_memory_bytes(&config, &bytes));                              \
    } while (0)

static void engines(void)
{
    mixminus_engine_config config;
    mixminus_engine *engine;
    uint64_t bytes;

    MEMORY(sample_rate_hz, 0);
    MEMORY(sample_rate_hz, 11025);
    MEMORY(sample_rate_hz, 44101);
    config_of_small_engine(&config);
    config.sample_rate_hz = 22050;
    config.frame_ms = 10;
    MISUSE("engine: frames of 220.5 samples", ERR_INVALID_ARGUMENT,
           mixminus_engine_new(&config, &engine));
    FACT(strstr(mixminus_last_error(), "22050 needs frames of 20 ms") != NULL);
    MEMORY(frame_ms, 0);
    MEMORY(frame_ms, 30);
    MEMORY(max_participants, 0);
    MEMORY(max_participants, 1048576);
    MEMORY(max_participants, UINT32_MAX);
    MEMORY(max_rooms, 0);
    MEMORY(max_rooms, UINT32_MAX);
    MEMORY(room_capacity, 0);
    MEMORY(room_capacity, 1025);
    MEMORY(prefill_ms, 201);
    MEMORY(max_cap_ms, 59);
    MEMORY(max_cap_ms, 1001);
    MEMORY(max_write_ms, 9);
    MEMORY(max_write_ms, UINT32_MAX);
    MEMORY(command_queue, 15);
    MEMORY(command_queue, UINT32_MAX);
    MEMORY(event_queue, 15);
    MEMORY(event_queue, UINT32_MAX);
    MEMORY(max_plays, 15);
    MEMORY(max_plays, UINT32_MAX);
    MEMORY(lock_memory, 2);
    MEMORY(simd, 99);
    MEMORY(dtmf_look_ahead_ms, 21);
    MEMORY(dtmf_look_ahead_ms, UINT32_MAX);
    MEMORY(session_limit_s, 31536001);
    MEMORY(session_limit_s, UINT32_MAX);
    MEMORY(max_prompt_bytes, ((uint64_t)1 << 40) + 1);
    MEMORY(max_prompt_bytes, UINT64_MAX);
    MEMORY(max_name_bytes, 1023);
    MEMORY(max_name_bytes, UINT32_MAX);
    MEMORY(max_accounts, 1048576);
    MEMORY(max_accounts, UINT32_MAX);
    MEMORY(lines_8000, 1);
    FACT(strstr(mixminus_last_error(), "lines_8000: 1, must be 0") != NULL);
    MEMORY(lines_16000, 1048576);
    MEMORY(lines_48000, UINT32_MAX);
    MEMORY(agents, UINT32_MAX);
    MEMORY(reserved, 1);
    config_of_small_engine(&config);
    config.agents = 1;
    config.agent_rate_hz = 11025;
    MISUSE("engine: agents at 11025 Hz", ERR_INVALID_ARGUMENT, mixminus_engine_new(&config, &engine));
    config.agent_rate_hz = 0;
    config.agent_queue_ms = 999;
    MISUSE("engine: agents with 999 ms", ERR_INVALID_ARGUMENT, mixminus_engine_new(&config, &engine));
    config.agent_queue_ms = 60001;
    MISUSE("engine: agents with 60001 ms", ERR_INVALID_ARGUMENT, mixminus_engine_new(&config, &engine));
    config_of_small_engine(&config);
    config.frame_ms = 10;
    config.lines_22050 = 1;
    MISUSE("engine: lines with frames of 220.5 samples", ERR_INVALID_ARGUMENT,
           mixminus_engine_new(&config, &engine));
}

#define DRIVERS(field, value)                                                               \
    do {                                                                                    \
        STAGE(mixminus_driver_config_init(&config, sizeof config));                         \
        config.field = (value);                                                             \
        MISUSE("drivers: " #field " = " #value, ERR_INVALID_ARGUMENT,                       \
               mixminus_engine_start(engine, &config, NULL));                               \
    } while (0)

static void drivers(mixminus_engine *engine)
{
    mixminus_driver_config config;

    DRIVERS(clock, 2);
    DRIVERS(workers, 0);
    DRIVERS(workers, 65);
    DRIVERS(realtime_priority, 100);
    DRIVERS(cpu_count, 1);
    DRIVERS(cpu_count, 1025);
    DRIVERS(cpu_count, SIZE_MAX);
    MISUSE("no driver was left running", ERR_WRONG_MODE, mixminus_engine_stop(engine));
}

#define PARTICIPANT(field, value)                                                           \
    do {                                                                                    \
        STAGE(mixminus_participant_config_init(&config, sizeof config));                    \
        config.account = config.environment = name;                                         \
        config.account_len = config.environment_len = 255;                                  \
        config.field = (value);                                                             \
        MISUSE("participant: " #field " = " #value, ERR_INVALID_ARGUMENT,                   \
               mixminus_participant_new(engine, &config, &participant));                    \
        FACT(participant == 0);                                                             \
    } while (0)

static void participants(mixminus_engine *engine)
{
    static const char name[256];
    mixminus_participant_config config;
    mixminus_participant participant;

    PARTICIPANT(account_len, 0);
    PARTICIPANT(account_len, 256);
    FACT(strcmp(mixminus_last_error(), "account: length 256, must be 1 to 255") == 0);
    PARTICIPANT(account_len, SIZE_MAX);
    PARTICIPANT(environment_len, 0);
    PARTICIPANT(environment_len, 256);
    PARTICIPANT(reserved, 1);
    PARTICIPANT(agent, 1);
    PARTICIPANT(agent, 2);
    PARTICIPANT(sample_rate_hz, 11025);
    PARTICIPANT(sample_rate_hz, 48000);
    FACT(strstr(mixminus_last_error(), "48000, the rates of this engine are 8000") != NULL);
}

/* A host that names neither account nor environment gets "default" and "production". */
static void defaults(mixminus_engine *engine)
{
    mixminus_participant_config config;
    mixminus_participant participant;
    mixminus_join_options join = options();
    mixminus_room room, found;

    STAGE(mixminus_participant_config_init(&config, sizeof config));
    STAGE(mixminus_participant_new(engine, &config, &participant));
    STAGE(mixminus_participant_join(engine, participant, &join, &room));
    STAGE(mixminus_room_find(engine, "default", 7, "production", 10, join.conference_id, join.conference_id_len, &found));
    FACT(found == room);
    STAGE(mixminus_room_find(engine, NULL, 0, NULL, 0, join.conference_id, join.conference_id_len, &found));
    FACT(found == room);
    STAGE(mixminus_participant_free(engine, participant));
}

#define JOIN(field, value)                                                                  \
    do {                                                                                    \
        join = options();                                                                   \
        join.field = (value);                                                               \
        MISUSE("join: " #field " = " #value, ERR_INVALID_ARGUMENT,                          \
               mixminus_participant_join(engine, one, &join, NULL));                        \
    } while (0)

static void joins(mixminus_engine *engine)
{
    const mixminus_participant one = caller(engine);
    mixminus_join_options join;

    JOIN(conference_id_len, 0);
    JOIN(conference_id_len, 256);
    JOIN(conference_id_len, SIZE_MAX);
    JOIN(mute, 2);
    JOIN(deaf, UINT32_MAX);
    JOIN(talk_events, 2);
    JOIN(detect_dtmf, 2);
    JOIN(play_tones, 2);
    JOIN(generate_dtmf, UINT32_MAX);
    JOIN(gain_mdb, 24001);
    JOIN(gain_mdb, -60001);
    JOIN(gain_mdb, INT32_MIN);
    JOIN(prefill_ms, 201);
    JOIN(prefill_ms, UINT32_MAX - 1);
    JOIN(cap_ms, 19);
    JOIN(cap_ms, 101);
    JOIN(cap_ms, UINT32_MAX - 1);
    JOIN(terminator, 'E');
    JOIN(terminator, 1);
    JOIN(terminator, 256 + '1');
    JOIN(interdigit_timeout_ms, 3600001);
    JOIN(interdigit_timeout_ms, UINT32_MAX);
    mixminus_text names[65];
    static const char name[256] = "x";
    for (size_t i = 0; i < 65; i++) {
        names[i].bytes = name;
        names[i].length = 1;
    }
    join = options();
    join.allow_signals = names;
    join.allow_signals_len = 65;
    MISUSE("65 names of signals", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, one, &join, NULL));
    join.allow_signals_len = SIZE_MAX;
    MISUSE("SIZE_MAX names of signals", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, one, &join, NULL));
    join.allow_signals = (const mixminus_text *)(const void *)((const char *)names + 1);
    join.allow_signals_len = 1;
    MISUSE("names of signals at an odd address", ERR_INVALID_ARGUMENT,
           mixminus_participant_join(engine, one, &join, NULL));
    names[63].length = 256;
    join.allow_signals = names;
    join.allow_signals_len = 64;
    MISUSE("a name of 256 bytes among 64", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, one, &join, NULL));
    MISUSE("none of these has joined", ERR_NOT_IN_ROOM, mixminus_participant_leave(engine, one));
    STAGE(mixminus_participant_free(engine, one));
}

static void arguments(mixminus_engine *engine)
{
    static const char long_name[256] = "name";
    mixminus_room room;
    const mixminus_participant one = caller_in_room(engine, &room);
    mixminus_room_template settings;
    mixminus_write_info info;
    const int16_t samples[160] = {0};
    mixminus_room page[1];
    uint64_t cursor = 0;
    size_t count;
    mixminus_participant_info rates;

    MISUSE("write_rate_hz = 11025", ERR_INVALID_ARGUMENT, mixminus_participant_set_rates(engine, one, 11025, 0));
    FACT(strcmp(mixminus_last_error(), "write_rate_hz: 11025, must be 0 or 8000, 12000, 16000, 22050, 24000, 32000, "
                                       "44100 or 48000") == 0);
    MISUSE("read_rate_hz = 96000", ERR_INVALID_ARGUMENT, mixminus_participant_set_rates(engine, one, 16000, 96000));
    mixminus_participant_info_init(&rates, sizeof rates);
    MISUSE("rates are reported", OK, mixminus_participant_get_info(engine, one, &rates));
    FACT(rates.write_rate_hz == rates.sample_rate_hz && rates.read_rate_hz == rates.sample_rate_hz);
    MISUSE("rates that change nothing", OK, mixminus_participant_set_rates(engine, one, 0, 0));
    MISUSE("mute = 2", ERR_INVALID_ARGUMENT, mixminus_participant_set_mute(engine, one, 2));
    MISUSE("deaf = 2", ERR_INVALID_ARGUMENT, mixminus_participant_set_deaf(engine, one, 2));
    MISUSE("gain_mdb = 24001", ERR_INVALID_ARGUMENT, mixminus_participant_set_gain(engine, one, 24001));
    MISUSE("gain_mdb = -60001", ERR_INVALID_ARGUMENT, mixminus_participant_set_gain(engine, one, -60001));
    MISUSE("move to a name of 0 bytes", ERR_INVALID_ARGUMENT, mixminus_participant_move(engine, one, "", 0, NULL));
    MISUSE("move to a name of 256 bytes", ERR_INVALID_ARGUMENT,
           mixminus_participant_move(engine, one, long_name, 256, NULL));
    MISUSE("find an account of 0 bytes", ERR_INVALID_ARGUMENT,
           mixminus_room_find(engine, "", 0, "e", 1, "r", 1, &room));
    MISUSE("find an id of 256 bytes", ERR_INVALID_ARGUMENT,
           mixminus_room_find(engine, "a", 1, "e", 1, long_name, 256, &room));
    MISUSE("list the rooms of an account of 256 bytes", ERR_INVALID_ARGUMENT,
           mixminus_room_list(engine, long_name, 256, &cursor, page, 1, &count));
    MISUSE("list no rooms", ERR_INVALID_ARGUMENT, mixminus_room_list(engine, "a", 1, &cursor, page, 0, &count));
    MISUSE("the quota of an account of 0 bytes", ERR_INVALID_ARGUMENT, mixminus_account_quota_reset(engine, "", 0));
    MISUSE("locked = 2", ERR_INVALID_ARGUMENT, mixminus_room_set_locked(engine, room, 2));
    MISUSE("merge with a name of 0 bytes", ERR_INVALID_ARGUMENT, mixminus_room_merge(engine, room, "s", 0, NULL));
    MISUSE("merge with a name of 256 bytes", ERR_INVALID_ARGUMENT,
           mixminus_room_merge(engine, room, long_name, 256, NULL));
    MISUSE("a signal of 0 bytes", ERR_INVALID_ARGUMENT, mixminus_participant_signal(engine, one, "x", 0, NULL, NULL));
    MISUSE("a signal of SIZE_MAX bytes", ERR_INVALID_ARGUMENT,
           mixminus_participant_signal(engine, one, "x", SIZE_MAX, NULL, NULL));
    MISUSE("a removal with 256 bytes", ERR_INVALID_ARGUMENT,
           mixminus_participant_remove(engine, one, long_name, 256));
    STAGE(mixminus_room_template_init(&settings, sizeof settings));
    settings.limit_s = 31536001;
    MISUSE("a template of more than a year", ERR_INVALID_ARGUMENT,
           mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 0, &settings));
    STAGE(mixminus_room_template_init(&settings, sizeof settings));
    settings.sample_rate_hz = 1;
    MISUSE("a template of 1 Hz", ERR_INVALID_ARGUMENT,
           mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 0, &settings));
    settings.sample_rate_hz = 48000;
    MISUSE("a template of a rate that the engine does not have", ERR_INVALID_ARGUMENT,
           mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 0, &settings));
    STAGE(mixminus_room_template_init(&settings, sizeof settings));
    settings.capacity = 0;
    MISUSE("a template of capacity 0", ERR_INVALID_ARGUMENT,
           mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 0, &settings));
    settings.capacity = 1025;
    MISUSE("a template of capacity 1025", ERR_INVALID_ARGUMENT,
           mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 0, &settings));
    STAGE(mixminus_write_info_init(&info, sizeof info));
    info.has_timestamp = 2;
    MISUSE("has_timestamp = 2", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_ex(engine, one, samples, 160, &info, NULL));
    STAGE(mixminus_write_info_init(&info, sizeof info));
    info.starts_talkspurt = 2;
    MISUSE("starts_talkspurt = 2", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_ex(engine, one, samples, 160, &info, NULL));
    MISUSE("starts_talkspurt = 2, A-law", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_encoded(engine, one, samples, 160, MIXMINUS_ENCODING_ALAW, &info, NULL));
    uint8_t codes[160] = {77};
    MISUSE("encoding 4", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_encoded(engine, one, samples, 160, 4, NULL, NULL));
    MISUSE("read in encoding 4", ERR_INVALID_ARGUMENT,
           mixminus_participant_read_encoded(engine, one, codes, 160, UINT32_MAX, NULL));
    FACT(codes[0] == 77);
    FACT(strcmp(mixminus_status_str(1), "unknown status") == 0);
    FACT(strcmp(mixminus_status_str(INT32_MIN), "unknown status") == 0);
}

#define BEGIN(digit, level, limit) mixminus_participant_inject_dtmf_begin(engine, one, digit, level, limit)
#define PRESS(digit, level, duration)                                                        \
    mixminus_participant_inject_dtmf_press(engine, one, digit, level, duration)
#define SEND(digits, count, level, on, off)                                                 \
    mixminus_participant_send_dtmf(engine, one, digits, count, level, on, off)

/* A packet of a telephone event with one field that is out of its range. */
static void telephone_events(mixminus_engine *engine, mixminus_participant one)
{
    mixminus_telephone_event event;
    const uint32_t none[] = {16, 17, 36, 255};

    STAGE(mixminus_telephone_event_init(&event, sizeof event));
#define FIELD(field, bad, status)                                                            \
    do {                                                                                     \
        mixminus_telephone_event one_bad = event;                                            \
        one_bad.field = bad;                                                                 \
        MISUSE(#field " = " #bad, status, mixminus_participant_telephone_event(engine, one, &one_bad)); \
    } while (0)
    FIELD(event, 256, ERR_INVALID_ARGUMENT);
    FIELD(end, 2, ERR_INVALID_ARGUMENT);
    FIELD(volume, 64, ERR_INVALID_ARGUMENT);
    FIELD(duration, 65536, ERR_INVALID_ARGUMENT);
    FIELD(clock_rate, 999, ERR_INVALID_ARGUMENT);
    FIELD(clock_rate, 192001, ERR_INVALID_ARGUMENT);
    FIELD(struct_size, 0, ERR_STRUCT_SIZE);
    for (size_t at = 0; at < sizeof none / sizeof none[0]; at++) {
        event.event = none[at];
        MISUSE("an event that is no key", ERR_UNSUPPORTED, mixminus_participant_telephone_event(engine, one, &event));
    }
    event.event = 16;
    mixminus_participant_telephone_event(engine, one, &event);
    FACT(strcmp(mixminus_last_error(), "event: 16 (flash), must be 0 to 15 (a DTMF digit)") == 0);
    event.event = 15;
    MISUSE("a packet", OK, mixminus_participant_telephone_event(engine, one, &event));
    MISUSE("the same once more", OK, mixminus_participant_telephone_event(engine, one, &event));
}

static void keys(mixminus_engine *engine)
{
    static const char none[] = "EeG ,wpP+-.\x7f\xff";
    const char nul[1] = {0};
    const mixminus_participant one = caller_in_room(engine, NULL);

    MISUSE("detect_dtmf = 2", ERR_INVALID_ARGUMENT, mixminus_participant_set_detect_dtmf(engine, one, 2));
    MISUSE("play_tones = 2", ERR_INVALID_ARGUMENT, mixminus_participant_set_play_tones(engine, one, 2));
    MISUSE("generate_dtmf = 2", ERR_INVALID_ARGUMENT, mixminus_participant_set_generate_dtmf(engine, one, 2));
    for (const char *name = none; *name != 0; name++) {
        MISUSE("a key that is none begins", ERR_INVALID_ARGUMENT, BEGIN(*name, 0, 0));
        MISUSE("a key that is none ends", ERR_INVALID_ARGUMENT,
               mixminus_participant_inject_dtmf_end(engine, one, *name));
        MISUSE("a key that is none is sent", ERR_INVALID_ARGUMENT, SEND(name, 1, -10000, 100, 100));
    }
    MISUSE("NUL begins", ERR_INVALID_ARGUMENT, BEGIN(0, 0, 0));
    MISUSE("NUL is sent", ERR_INVALID_ARGUMENT, SEND(nul, 1, -10000, 100, 100));
    MISUSE("a key louder than 0 dBm0", ERR_INVALID_ARGUMENT, BEGIN('1', 1, 0));
    MISUSE("a key below -63 dBm0", ERR_INVALID_ARGUMENT, BEGIN('1', -63001, 0));
    MISUSE("a key for more than a minute", ERR_INVALID_ARGUMENT, BEGIN('1', 0, 60001));
    MISUSE("an end without a beginning", OK, mixminus_participant_inject_dtmf_end(engine, one, '1'));
    MISUSE("a key", OK, BEGIN('d', -63000, 60000));
    MISUSE("the same once more", OK, BEGIN('D', 0, 0));
    MISUSE("another key's end", OK, mixminus_participant_inject_dtmf_end(engine, one, '1'));
    MISUSE("NUL is pressed", ERR_INVALID_ARGUMENT, PRESS(0, 0, 100));
    MISUSE("a press louder than 0 dBm0", ERR_INVALID_ARGUMENT, PRESS('1', 1, 100));
    MISUSE("a press of 0 ms", ERR_INVALID_ARGUMENT, PRESS('1', 0, 0));
    MISUSE("a press of more than a minute", ERR_INVALID_ARGUMENT, PRESS('1', 0, 60001));
    MISUSE("a press", OK, PRESS('1', 0, 60000));
    telephone_events(engine, one);
    MISUSE("no digits", ERR_INVALID_ARGUMENT, SEND("1", 0, -10000, 100, 100));
    MISUSE("33 digits", ERR_INVALID_ARGUMENT, SEND("123456789012345678901234567890123", 33, -10000, 100, 100));
    MISUSE("SIZE_MAX digits", ERR_INVALID_ARGUMENT, SEND("1", SIZE_MAX, -10000, 100, 100));
    MISUSE("digits too loud", ERR_INVALID_ARGUMENT, SEND("1", 1, -2999, 100, 100));
    MISUSE("digits too quiet", ERR_INVALID_ARGUMENT, SEND("1", 1, -55001, 100, 100));
    MISUSE("digits too short", ERR_INVALID_ARGUMENT, SEND("1", 1, -10000, 19, 100));
    MISUSE("digits too long", ERR_INVALID_ARGUMENT, SEND("1", 1, -10000, 5001, 100));
    MISUSE("a pause too short", ERR_INVALID_ARGUMENT, SEND("1", 1, -10000, 100, 19));
    MISUSE("a pause too long", ERR_INVALID_ARGUMENT, SEND("1", 1, -10000, 100, UINT32_MAX));
    MISUSE("32 digits", OK, SEND("0123456789*#ABCDabcd0123456789*#", 32, -10000, 100, 100));
    MISUSE("and one more", ERR_QUEUE_FULL, SEND("1", 1, -10000, 100, 100));
    FACT(strcmp(mixminus_last_error(), "digits: 32 are waiting, must be at most 32 with these") == 0);
    STAGE(mixminus_participant_free(engine, one));
}

void misuse_values(void)
{
    mixminus_engine *engine = small_engine();

    engines();
    drivers(engine);
    participants(engine);
    defaults(engine);
    joins(engine);
    arguments(engine);
    keys(engine);
    STAGE(mixminus_engine_free(engine));
}
