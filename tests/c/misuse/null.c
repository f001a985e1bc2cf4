/* NULL for every pointer argument of every function that may not have one. */
#include "misuse.h"

#define NULL_ARGUMENT(call) MISUSE(#call, ERR_INVALID_ARGUMENT, call)

static void inits(void)
{
    NULL_ARGUMENT(mixminus_engine_config_init(NULL, sizeof(mixminus_engine_config)));
    NULL_ARGUMENT(mixminus_driver_config_init(NULL, sizeof(mixminus_driver_config)));
    NULL_ARGUMENT(mixminus_driver_report_init(NULL, sizeof(mixminus_driver_report)));
    NULL_ARGUMENT(mixminus_participant_config_init(NULL, sizeof(mixminus_participant_config)));
    NULL_ARGUMENT(mixminus_participant_info_init(NULL, sizeof(mixminus_participant_info)));
    NULL_ARGUMENT(mixminus_join_options_init(NULL, sizeof(mixminus_join_options)));
    NULL_ARGUMENT(mixminus_write_info_init(NULL, sizeof(mixminus_write_info)));
    NULL_ARGUMENT(mixminus_read_info_init(NULL, sizeof(mixminus_read_info)));
    NULL_ARGUMENT(mixminus_room_info_init(NULL, sizeof(mixminus_room_info)));
    NULL_ARGUMENT(mixminus_room_template_init(NULL, sizeof(mixminus_room_template)));
    NULL_ARGUMENT(mixminus_account_quota_init(NULL, sizeof(mixminus_account_quota)));
    NULL_ARGUMENT(mixminus_engine_stats_init(NULL, sizeof(mixminus_engine_stats)));
    NULL_ARGUMENT(mixminus_participant_stats_init(NULL, sizeof(mixminus_participant_stats)));
}

static void engines(mixminus_engine *engine)
{
    mixminus_engine_config config;
    mixminus_driver_config drivers;
    mixminus_engine_stats stats;
    mixminus_event event;
    mixminus_engine *made = engine;
    uint64_t bytes;
    uint32_t simd;
    int32_t fd = 7;
    size_t count = 7;

    config_of_small_engine(&config);
    STAGE(mixminus_driver_config_init(&drivers, sizeof drivers));
    STAGE(mixminus_engine_stats_init(&stats, sizeof stats));
    NULL_ARGUMENT(mixminus_engine_memory_bytes(NULL, &bytes));
    NULL_ARGUMENT(mixminus_engine_memory_bytes(&config, NULL));
    NULL_ARGUMENT(mixminus_engine_new(NULL, &made));
    FACT(made == NULL);
    NULL_ARGUMENT(mixminus_engine_new(&config, NULL));
    MISUSE("mixminus_engine_free(NULL)", OK, mixminus_engine_free(NULL));
    NULL_ARGUMENT(mixminus_engine_tick(NULL, &bytes));
    NULL_ARGUMENT(mixminus_engine_service(NULL));
    NULL_ARGUMENT(mixminus_engine_simd_level(NULL, &simd));
    NULL_ARGUMENT(mixminus_engine_simd_level(engine, NULL));
    NULL_ARGUMENT(mixminus_engine_start(NULL, &drivers, NULL));
    NULL_ARGUMENT(mixminus_engine_start(engine, NULL, NULL));
    NULL_ARGUMENT(mixminus_engine_stop(NULL));
    NULL_ARGUMENT(mixminus_engine_poll(NULL, &event, sizeof event, 1, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_engine_poll(engine, NULL, sizeof event, 1, &count));
    NULL_ARGUMENT(mixminus_engine_poll(engine, &event, sizeof event, 1, NULL));
    NULL_ARGUMENT(mixminus_engine_event_fd(NULL, &fd));
    FACT(fd == -1);
    NULL_ARGUMENT(mixminus_engine_event_fd(engine, NULL));
    NULL_ARGUMENT(mixminus_engine_get_stats(NULL, &stats));
    NULL_ARGUMENT(mixminus_engine_get_stats(engine, NULL));
}

static void participants(mixminus_engine *engine, mixminus_participant one)
{
    mixminus_participant_config config, part;
    mixminus_participant_info info;
    mixminus_participant_stats stats;
    mixminus_participant made = 7;
    mixminus_room room = 7;
    mixminus_join_options join = options();

    STAGE(mixminus_participant_config_init(&config, sizeof config));
    STAGE(mixminus_participant_info_init(&info, sizeof info));
    STAGE(mixminus_participant_stats_init(&stats, sizeof stats));
    config.account = config.environment = "a";
    config.account_len = config.environment_len = 1;
    NULL_ARGUMENT(mixminus_participant_new(NULL, &config, &made));
    FACT(made == 0);
    NULL_ARGUMENT(mixminus_participant_new(engine, NULL, &made));
    NULL_ARGUMENT(mixminus_participant_new(engine, &config, NULL));
    part = config;
    part.account = NULL;
    MISUSE("an account that is NULL", ERR_INVALID_ARGUMENT, mixminus_participant_new(engine, &part, &made));
    part = config;
    part.environment = NULL;
    MISUSE("an environment that is NULL", ERR_INVALID_ARGUMENT, mixminus_participant_new(engine, &part, &made));
    NULL_ARGUMENT(mixminus_participant_free(NULL, one));
    NULL_ARGUMENT(mixminus_participant_set_mute(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_deaf(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_gain(NULL, one, 0));
    NULL_ARGUMENT(mixminus_participant_set_detect_keys(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_play_tones(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_set_sound_keys(NULL, one, 1));
    NULL_ARGUMENT(mixminus_participant_inject_dtmf_begin(NULL, one, '1', 0, 0));
    NULL_ARGUMENT(mixminus_participant_inject_dtmf_end(NULL, one, '1'));
    NULL_ARGUMENT(mixminus_participant_send_dtmf(NULL, one, "1", 1, -10000, 100, 100));
    NULL_ARGUMENT(mixminus_participant_send_dtmf(engine, one, NULL, 1, -10000, 100, 100));
    NULL_ARGUMENT(mixminus_participant_send_dtmf(engine, one, NULL, 0, -10000, 100, 100));
    NULL_ARGUMENT(mixminus_participant_get_info(NULL, one, &info));
    NULL_ARGUMENT(mixminus_participant_get_info(engine, one, NULL));
    NULL_ARGUMENT(mixminus_participant_get_stats(NULL, one, &stats));
    NULL_ARGUMENT(mixminus_participant_get_stats(engine, one, NULL));
    NULL_ARGUMENT(mixminus_participant_join(NULL, one, &join, &room));
    FACT(room == 0);
    NULL_ARGUMENT(mixminus_participant_join(engine, one, NULL, &room));
    join.conference_id = NULL;
    MISUSE("a conference id that is NULL", ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, one, &join, &room));
    NULL_ARGUMENT(mixminus_participant_leave(NULL, one));
    NULL_ARGUMENT(mixminus_participant_move(NULL, one, "s", 1, &room));
    NULL_ARGUMENT(mixminus_participant_move(engine, one, NULL, 1, &room));
}

static void audio(mixminus_engine *engine, mixminus_participant one)
{
    int16_t samples[160] = {0};
    mixminus_write_info written;
    mixminus_read_info read;
    size_t count = 7;

    STAGE(mixminus_write_info_init(&written, sizeof written));
    STAGE(mixminus_read_info_init(&read, sizeof read));
    NULL_ARGUMENT(mixminus_participant_write(NULL, one, samples, 160, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_participant_write(engine, one, NULL, 160, &count));
    NULL_ARGUMENT(mixminus_participant_write_ex(NULL, one, samples, 160, &written, &count));
    NULL_ARGUMENT(mixminus_participant_write_ex(engine, one, NULL, 160, &written, &count));
    NULL_ARGUMENT(mixminus_participant_write_ex(engine, one, samples, 160, NULL, &count));
    NULL_ARGUMENT(mixminus_participant_read(NULL, one, samples, 160, &count));
    NULL_ARGUMENT(mixminus_participant_read(engine, one, NULL, 160, &count));
    NULL_ARGUMENT(mixminus_participant_read_ex(NULL, one, samples, 160, &read));
    NULL_ARGUMENT(mixminus_participant_read_ex(engine, one, NULL, 160, &read));
    NULL_ARGUMENT(mixminus_participant_read_ex(engine, one, samples, 160, NULL));
    MISUSE("a write that does not want to know", OK, mixminus_participant_write(engine, one, samples, 160, NULL));
    MISUSE("a read that does not want to know", OK, mixminus_participant_read(engine, one, samples, 160, NULL));
}

static void rooms(mixminus_engine *engine, mixminus_room room)
{
    mixminus_room_info info;
    mixminus_participant list[4];
    mixminus_room found = 7, page[4];
    uint64_t cursor = 0;
    size_t count = 7;

    STAGE(mixminus_room_info_init(&info, sizeof info));
    NULL_ARGUMENT(mixminus_room_find(NULL, "a", 1, "e", 1, "r", 1, &found));
    FACT(found == 0);
    NULL_ARGUMENT(mixminus_room_find(engine, NULL, 1, "e", 1, "r", 1, &found));
    NULL_ARGUMENT(mixminus_room_find(engine, "a", 1, NULL, 1, "r", 1, &found));
    NULL_ARGUMENT(mixminus_room_find(engine, "a", 1, "e", 1, NULL, 1, &found));
    NULL_ARGUMENT(mixminus_room_find(engine, "a", 1, "e", 1, "r", 1, NULL));
    NULL_ARGUMENT(mixminus_room_get_info(NULL, room, &info));
    NULL_ARGUMENT(mixminus_room_get_info(engine, room, NULL));
    NULL_ARGUMENT(mixminus_room_participants(NULL, room, list, 4, &count));
    FACT(count == 0);
    NULL_ARGUMENT(mixminus_room_participants(engine, room, NULL, 4, &count));
    NULL_ARGUMENT(mixminus_room_participants(engine, room, list, 4, NULL));
    NULL_ARGUMENT(mixminus_room_list(NULL, "a", 1, &cursor, page, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, NULL, 1, &cursor, page, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, "a", 1, NULL, page, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, "a", 1, &cursor, NULL, 4, &count));
    NULL_ARGUMENT(mixminus_room_list(engine, "a", 1, &cursor, page, 4, NULL));
    NULL_ARGUMENT(mixminus_room_close(NULL, room));
}

static void settings(mixminus_engine *engine)
{
    mixminus_room_template room;
    mixminus_account_quota quota;

    STAGE(mixminus_room_template_init(&room, sizeof room));
    STAGE(mixminus_account_quota_init(&quota, sizeof quota));
    NULL_ARGUMENT(mixminus_room_template_set(NULL, "a", 1, "e", 1, "r", 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, NULL, 1, "e", 1, "r", 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, "a", 1, NULL, 1, "r", 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, "a", 1, "e", 1, NULL, 1, &room));
    NULL_ARGUMENT(mixminus_room_template_set(engine, "a", 1, "e", 1, "r", 1, NULL));
    NULL_ARGUMENT(mixminus_room_template_remove(NULL, "a", 1, "e", 1, "r", 1));
    NULL_ARGUMENT(mixminus_room_template_remove(engine, NULL, 1, "e", 1, "r", 1));
    NULL_ARGUMENT(mixminus_room_template_remove(engine, "a", 1, NULL, 1, "r", 1));
    NULL_ARGUMENT(mixminus_room_template_remove(engine, "a", 1, "e", 1, NULL, 1));
    NULL_ARGUMENT(mixminus_account_quota_set(NULL, "a", 1, &quota));
    NULL_ARGUMENT(mixminus_account_quota_set(engine, NULL, 1, &quota));
    NULL_ARGUMENT(mixminus_account_quota_set(engine, "a", 1, NULL));
    NULL_ARGUMENT(mixminus_account_quota_reset(NULL, "a", 1));
    NULL_ARGUMENT(mixminus_account_quota_reset(engine, NULL, 1));
}

void misuse_null(void)
{
    mixminus_engine *engine = small_engine();
    mixminus_room room;
    const mixminus_participant one = caller_in_room(engine, &room);

    inits();
    engines(engine);
    participants(engine, one);
    audio(engine, one);
    rooms(engine, room);
    settings(engine);
    STAGE(mixminus_engine_free(engine));
}
