/* conferenceId: which room it names, who shares it, how many it holds; and the defaults of the options. */
#include "kit.h"

#include <stdio.h>

static mixminus_status join_bytes(mixminus_engine *engine, mixminus_participant who, const char *id, size_t length,
                                  mixminus_room *room)
{
    mixminus_join_options how = options("");

    how.conference_id = id;
    how.conference_id_len = length;
    return mixminus_participant_join(engine, who, &how, room);
}

static void the_same_id_in_two_accounts_or_environments_is_two_rooms(void)
{
    static const char *const keys[][3] = {
        {"a", "production", "1337"}, {"b", "production", "1337"},  {"a", "development", "1337"},
        {"ap", "roduction", "1337"}, {"a", "production1", "337"}, {"a", "production", "1337\1"},
    };
    mixminus_engine *const engine = engine_new();
    mixminus_participant calls[COUNT(keys)];
    mixminus_room rooms[COUNT(keys)];
    int16_t frame[FRAME];

    for (size_t i = 0; i < COUNT(keys); i++) {
        const mixminus_join_options how = options(keys[i][2]);

        calls[i] = call_of(engine, keys[i][0], keys[i][1]);
        rooms[i] = join(engine, calls[i], &how);
        EQUAL(room_named(engine, keys[i][0], keys[i][1], keys[i][2]), rooms[i]);
        for (size_t k = 0; k < i; k++) {
            CHECK(rooms[k] != rooms[i]);
        }
    }
    /* One talks, and nobody else hears anything. */
    for (int tick = 0; tick < 10; tick++) {
        memset(frame, 0, sizeof frame);
        add_speech(frame, FRAME, 1);
        frame[0] = 9000;
        DO(mixminus_participant_write(engine, calls[0], frame, FRAME, NULL));
        ticks(engine, 1);
        for (size_t i = 1; i < COUNT(keys); i++) {
            DO(mixminus_participant_read(engine, calls[i], frame, FRAME, NULL));
            for (int n = 0; n < FRAME; n++) {
                EQUAL(frame[n], 0);
            }
        }
    }
    for (size_t i = 0; i < COUNT(keys); i++) {
        EQUAL(members_of(engine, rooms[i]), 1);
    }
    DO(mixminus_engine_free(engine));
}

static void the_first_to_join_makes_the_room_and_the_last_to_leave_ends_it(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant first = caller(engine, "r"), second = caller(engine, "r");
    const mixminus_room room = room_of(engine, first);

    EQUAL(room_of(engine, second), room);
    ticks(engine, 1);
    DO(mixminus_participant_leave(engine, first));
    ticks(engine, 1);
    EQUAL(room_named(engine, "a", "production", "r"), room);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_OPENED, 0), 1);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_ENDED, 0), 0);
    DO(mixminus_participant_leave(engine, second));
    ticks(engine, 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_ENDED, 0), 1);
    EQUAL(room_named(engine, "a", "production", "r"), 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void an_id_is_1_to_255_bytes(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant who = call_new(engine);
    char id[256];
    mixminus_room room = 7;

    memset(id, 'x', sizeof id);
    DUE(ERR_INVALID_ARGUMENT, join_bytes(engine, who, id, 0, &room));
    EQUAL(room, 0);
    CHECK(strcmp(mixminus_last_error(), "conference_id: length 0, must be 1 to 255") == 0);
    DUE(ERR_INVALID_ARGUMENT, join_bytes(engine, who, id, 256, &room));
    CHECK(strcmp(mixminus_last_error(), "conference_id: length 256, must be 1 to 255") == 0);
    DUE(ERR_INVALID_ARGUMENT, join_bytes(engine, who, NULL, 4, &room));
    for (size_t length = 1; length <= 255; length += 254) {
        mixminus_room_info info;

        DO(join_bytes(engine, who, id, length, &room));
        DO(mixminus_room_info_init(&info, sizeof info));
        DO(mixminus_room_get_info(engine, room, &info));
        EQUAL(info.conference_id_len, length);
        CHECK(memcmp(info.conference_id, id, length) == 0);
        DO(mixminus_participant_leave(engine, who));
        ticks(engine, 1);
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void ids_are_compared_byte_by_byte(void)
{
    static const struct {
        const char *bytes;
        size_t length;
    } ids[] = {
        {"\0", 1},          {"\0\0", 2},     {"a", 1},          {"a\0", 2},   {"a\0b", 3},       {"A", 1},
        {" a", 2},          {"a ", 2},       {"\xff", 1},       {"\xc3", 1},  {"\xc3\xa9", 2},   {"e\xcc\x81", 3},
        {"\xed\xa0\x80", 3}, {"*", 1},       {"%s%n", 4},       {"../a", 4},  {"\xf0\x9f\x98", 3},
    };
    mixminus_engine_config settings = config();
    mixminus_room rooms[COUNT(ids)];

    settings.max_participants = 64;
    settings.max_rooms = 64;
    mixminus_engine *const engine = engine_with(&settings);
    for (size_t i = 0; i < COUNT(ids); i++) {
        mixminus_room again;

        DO(join_bytes(engine, call_new(engine), ids[i].bytes, ids[i].length, &rooms[i]));
        DO(join_bytes(engine, call_new(engine), ids[i].bytes, ids[i].length, &again));
        EQUAL(again, rooms[i]);
        EQUAL(members_of(engine, rooms[i]), 2);
    }
    ticks(engine, 1);
    for (size_t i = 0; i < COUNT(ids); i++) {
        EQUAL(members_of(engine, rooms[i]), 2);
        for (size_t k = 0; k < i; k++) {
            CHECK(rooms[k] != rooms[i]);
        }
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void a_join_never_changes_a_live_room(void)
{
    mixminus_engine *const engine = engine_new();
    mixminus_room_template settings;
    const mixminus_join_options how = options("r");

    DO(mixminus_room_template_init(&settings, sizeof settings));
    EQUAL(settings.capacity, 100);
    EQUAL(settings.limit_s, 0);
    settings.capacity = 2;
    DO(mixminus_room_template_set(engine, "a", 1, "production", 10, "r", 1, &settings));
    const mixminus_participant first = caller(engine, "r");
    settings.capacity = 3;
    DO(mixminus_room_template_set(engine, "a", 1, "production", 10, "r", 1, &settings));
    const mixminus_participant second = caller(engine, "r"), third = call_new(engine);
    DUE(ERR_ROOM_FULL, mixminus_participant_join(engine, third, &how, NULL));
    DO(mixminus_participant_leave(engine, first));
    DO(mixminus_participant_leave(engine, second));
    caller(engine, "r");
    caller(engine, "r");
    join(engine, third, &how);
    DUE(ERR_ROOM_FULL, mixminus_participant_join(engine, first, &how, NULL));
    DO(mixminus_engine_free(engine));
}

/* Each tick the same: everyone but the first says `level`, and the first hears the sum of them. */
static void all_hear(mixminus_engine *engine, const mixminus_participant *calls, int count, int16_t level, int due_sum)
{
    int16_t frame[FRAME];

    for (int tick = 0; tick < 3; tick++) {
        for (int n = 0; n < FRAME; n++) {
            frame[n] = level;
        }
        for (int i = 1; i < count; i++) {
            DO(mixminus_participant_write(engine, calls[i], frame, FRAME, NULL));
        }
        ticks(engine, 1);
        DO(mixminus_participant_read(engine, calls[0], frame, FRAME, NULL));
    }
    for (int n = 0; n < FRAME; n++) {
        EQUAL(frame[n], due_sum);
    }
}

static void a_room_holds_100_and_the_101st_disturbs_no_one(void)
{
    mixminus_engine_config settings = config();
    mixminus_participant calls[101];
    mixminus_join_options how = options("full");

    settings.max_participants = 128;
    mixminus_engine *const engine = engine_with(&settings);
    EQUAL(settings.room_capacity, 100);
    how.detect_dtmf = 0;
    how.play_tones = 1;
    for (int i = 0; i < 101; i++) {
        calls[i] = call_new(engine);
        if (i < 100) {
            join(engine, calls[i], &how);
        }
    }
    all_hear(engine, calls, 100, 100, 9900);
    forget(engine);
    mixminus_room room = 7;
    DUE(ERR_ROOM_FULL, mixminus_participant_join(engine, calls[100], &how, &room));
    EQUAL(room, 0);
    CHECK(strcmp(mixminus_last_error(), "the room has its most participants already, 100") == 0);
    all_hear(engine, calls, 100, 100, 9900);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_JOINED, 0) + count_events(MIXMINUS_EVENT_LEFT, 0), 0);
    EQUAL(end_of(engine, calls[100]).reason, MIXMINUS_END_NONE);

    how.conference_id = "free";
    join(engine, calls[100], &how);
    DO(mixminus_participant_leave(engine, calls[100]));
    DO(mixminus_participant_leave(engine, calls[50]));
    how.conference_id = "full";
    room = join(engine, calls[100], &how);
    EQUAL(members_of(engine, room), 100);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void a_session_is_in_one_room_at_most_and_in_any_number_one_after_the_other(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant who = call_new(engine);
    char id[8];

    for (int i = 0; i < 40; i++) {
        snprintf(id, sizeof id, "r%d", i);
        const mixminus_join_options how = options(id), other = options("other");

        const mixminus_room room = join(engine, who, &how);
        DUE(ERR_ALREADY_IN_ROOM, mixminus_participant_join(engine, who, &other, NULL));
        DUE(ERR_ALREADY_IN_ROOM, mixminus_participant_join(engine, who, &how, NULL));
        EQUAL(room_of(engine, who), room);
        EQUAL(room_named(engine, "a", "production", "other"), 0);
        ticks(engine, 1);
        DO(mixminus_participant_leave(engine, who));
        EQUAL(room_of(engine, who), 0);
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void the_defaults_are_those_of_the_contract(void)
{
    const mixminus_join_options how = options("r");

    EQUAL(how.mute, 0);
    EQUAL(how.play_tones, 0);
    EQUAL(how.terminator, 0);
    EQUAL(how.interdigit_timeout_ms, 0);
    CHECK(how.allow_signals == NULL);
    EQUAL(how.allow_signals_len, 0);
    EQUAL(config().session_limit_s, 7200);
}

static void a_terminator_is_exactly_one_of_the_sixteen_keys(void)
{
    mixminus_engine *const engine = engine_new();
    const mixminus_participant who = call_new(engine);
    mixminus_join_options how = options("r");

    for (uint32_t code = 0; code < 600; code++) {
        const int is_key = code < 128 && code > 0 && strchr("0123456789*#ABCDabcd", (int)code) != NULL;

        how.terminator = code;
        if (code == 0 || is_key) {
            DO(mixminus_participant_join(engine, who, &how, NULL));
            DO(mixminus_participant_leave(engine, who));
            ticks(engine, 1);
        } else {
            DUE(ERR_INVALID_ARGUMENT, mixminus_participant_join(engine, who, &how, NULL));
            CHECK(strstr(mixminus_last_error(), "terminator") != NULL);
        }
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
}

void conference_ids(void)
{
    the_same_id_in_two_accounts_or_environments_is_two_rooms();
    the_first_to_join_makes_the_room_and_the_last_to_leave_ends_it();
    an_id_is_1_to_255_bytes();
    ids_are_compared_byte_by_byte();
    a_join_never_changes_a_live_room();
    a_room_holds_100_and_the_101st_disturbs_no_one();
    a_session_is_in_one_room_at_most_and_in_any_number_one_after_the_other();
    the_defaults_are_those_of_the_contract();
    a_terminator_is_exactly_one_of_the_sixteen_keys();
}
