/* How long a session and a room last: on the engine's clock, to the tick. */
#include "kit.h"

static void a_session_lasts_two_hours_to_the_tick_and_is_warned_a_minute_before(void)
{
    const uint64_t end = 2 * 3600 * 50, warning = end - 60 * 50;
    mixminus_engine *const engine = engine_new();
    const mixminus_participant in = caller(engine, "r"), out = call_new(engine);
    const mixminus_join_options how = options("r");

    EQUAL(ticks(engine, warning - 1), warning - 1);
    const mixminus_participant younger = caller(engine, "r");
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_WARNING, 0), 0);
    ticks(engine, 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_WARNING, 0), 2);
    EQUAL(nth_event(MIXMINUS_EVENT_SESSION_WARNING, in, 0)->tick, warning);
    EQUAL(nth_event(MIXMINUS_EVENT_SESSION_WARNING, in, 0)->value, 60000);
    EQUAL(nth_event(MIXMINUS_EVENT_SESSION_WARNING, out, 0)->value, 60000);
    ticks(engine, end - warning - 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 0);
    CHECK(room_of(engine, in) != 0);
    EQUAL(ticks(engine, 1), end);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 2);
    EQUAL(nth_event(MIXMINUS_EVENT_SESSION_EXPIRED, in, 0)->tick, end);
    EQUAL(nth_event(MIXMINUS_EVENT_SESSION_EXPIRED, out, 0)->tick, end);
    EQUAL(count_events(MIXMINUS_EVENT_LEFT, 0), 1);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, in, 0)->tick, end);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, in, 0)->reason, MIXMINUS_END_TIME_LIMIT);
    EQUAL(end_of(engine, in).reason, MIXMINUS_END_TIME_LIMIT);
    EQUAL(end_of(engine, out).reason, MIXMINUS_END_NONE);
    CHECK(room_of(engine, younger) != 0);

    /* What it asks for later gets SESSION_EXPIRED; it may be freed. */
    const mixminus_participant both[] = {in, out};
    for (int i = 0; i < 2; i++) {
        struct app app;

        DUE(ERR_SESSION_EXPIRED, mixminus_participant_join(engine, both[i], &how, NULL));
        app_init(&app, engine, both[i], "r", 0);
        app_run(&app);
        EQUAL(app.status, MIXMINUS_ERR_SESSION_EXPIRED);
        EQUAL(signal_to(engine, both[i], "x"), MIXMINUS_SIGNAL_NO_SESSION);
        DO(mixminus_participant_free(engine, both[i]));
    }
    ticks(engine, 100);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static mixminus_engine *engine_limited(uint32_t seconds, uint32_t frame_ms)
{
    mixminus_engine_config settings = config();

    settings.session_limit_s = seconds;
    settings.frame_ms = frame_ms;
    return engine_with(&settings);
}

static void a_limit_counts_from_the_birth_of_the_session_whatever_it_does(void)
{
    for (uint32_t frame_ms = 10; frame_ms <= 20; frame_ms += 10) {
        mixminus_engine *const engine = engine_limited(3, frame_ms);
        mixminus_join_options how = options("r");
        const uint64_t birth = ticks(engine, 17), end = birth + 3000 / frame_ms;
        const mixminus_participant who = call_new(engine);

        while (ticks(engine, 1) < end - 1) {
            DO(mixminus_participant_join(engine, who, &how, NULL));
            ticks(engine, 1);
            DO(mixminus_participant_leave(engine, who));
        }
        join(engine, who, &how);
        EQUAL(ticks(engine, 1), end);
        EQUAL(end_of(engine, who).reason, MIXMINUS_END_TIME_LIMIT);
        forget(engine);
        DO(mixminus_engine_free(engine));
    }
}

/* What a host sees that looks at no event: before the limit nothing, from then on each audio call with an info. */
static void audio_calls_report_that_the_time_is_over(void)
{
    mixminus_engine_config settings = config();
    int16_t frame[FRAME] = {0};

    settings.session_limit_s = 1;
    settings.max_participants = 1;
    mixminus_engine *const engine = engine_with(&settings);
    for (int life = 0; life < 3; life++) {
        const mixminus_participant who = life == 1 ? call_new(engine) : caller(engine, "r");
        mixminus_write_info sent;
        mixminus_read_info got;
        size_t taken = 7;

        DO(mixminus_write_info_init(&sent, sizeof sent));
        DO(mixminus_read_info_init(&got, sizeof got));
        for (int tick = 1; tick <= 60; tick++) {
            ticks(engine, 1);
            const int is_over = tick >= 50;
            if (is_over) {
                taken = 7;
                DUE(ERR_SESSION_EXPIRED, mixminus_participant_write_ex(engine, who, frame, FRAME, &sent, &taken));
                EQUAL(taken, 0);
            } else {
                DO(mixminus_participant_write_ex(engine, who, frame, FRAME, &sent, &taken));
                EQUAL(taken, FRAME);
            }
            DO(mixminus_participant_read_ex(engine, who, frame, FRAME, &got));
            EQUAL((got.flags & MIXMINUS_READ_SESSION_EXPIRED) != 0, is_over);
            EQUAL((got.flags & MIXMINUS_READ_NOT_IN_ROOM) != 0, is_over || life == 1);
            DO(mixminus_participant_write(engine, who, frame, FRAME, NULL));
        }
        /* A farewell is still heard. */
        DO(mixminus_participant_say(engine, who, MIXMINUS_SOUND_BEEP, NULL, NULL));
        ticks(engine, 1);
        DO(mixminus_participant_read_ex(engine, who, frame, FRAME, &got));
        EQUAL(got.real, FRAME);
        EQUAL(got.flags, MIXMINUS_READ_SESSION_EXPIRED | MIXMINUS_READ_NOT_IN_ROOM);
        memset(frame, 0, sizeof frame);
        DO(mixminus_participant_free(engine, who));
        ticks(engine, 10);
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void a_limit_of_a_minute_or_less_has_no_warning(void)
{
    for (uint32_t seconds = 59; seconds <= 61; seconds++) {
        mixminus_engine *const engine = engine_limited(seconds, 20);
        const mixminus_participant who = caller(engine, "r");

        ticks(engine, (uint64_t)seconds * 50);
        hear(engine);
        EQUAL(count_events(MIXMINUS_EVENT_SESSION_WARNING, who), seconds > 60);
        EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, who), 1);
        forget(engine);
        DO(mixminus_engine_free(engine));
    }
}

static void without_a_limit_a_session_lasts(void)
{
    mixminus_engine *const engine = engine_limited(0, 20);
    const mixminus_participant who = caller(engine, "r");

    ticks(engine, 2 * 3600 * 50 + 100);
    hear(engine);
    CHECK(room_of(engine, who) != 0);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_WARNING, 0) + count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

/* No time limit is reported for one that is freed in time; the next one in its slot has its own time. */
static void a_place_that_is_given_on_has_a_new_time(void)
{
    mixminus_engine_config settings = config();
    mixminus_participant who = 0;

    settings.max_participants = 1;
    settings.session_limit_s = 2;
    mixminus_engine *const engine = engine_with(&settings);
    for (int i = 0; i < 5; i++) {
        who = caller(engine, "r");
        ticks(engine, 60);
        DO(mixminus_participant_free(engine, who));
        ticks(engine, 1);
    }
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 0);
    who = caller(engine, "r");
    ticks(engine, 99);
    CHECK(room_of(engine, who) != 0);
    ticks(engine, 1);
    EQUAL(end_of(engine, who).reason, MIXMINUS_END_TIME_LIMIT);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, who), 1);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

/* Calls come and go while the clock stands; the last to have the place has its own time. */
static void a_clock_that_stands_keeps_no_place(void)
{
    mixminus_engine_config settings = config();
    mixminus_participant who = 0;

    settings.max_participants = 1;
    settings.session_limit_s = 2;
    mixminus_engine *const engine = engine_with(&settings);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++) {
            who = call_new(engine);
            if (i < 9) {
                DO(mixminus_participant_free(engine, who));
            }
        }
        ticks(engine, 99);
        hear(engine);
        EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 0);
        ticks(engine, 1);
        hear(engine);
        EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, who), 1);
        DO(mixminus_participant_free(engine, who));
        forget(engine);
    }
    DO(mixminus_engine_free(engine));
}

static void a_thousand_sessions_may_end_in_one_tick(void)
{
    mixminus_engine_config settings = config();

    settings.max_participants = 1000;
    settings.max_rooms = 16;
    settings.session_limit_s = 1;
    mixminus_engine *const engine = engine_with(&settings);
    for (int i = 0; i < 1000; i++) {
        caller(engine, (const char[][2]){"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}[i % 10]);
    }
    ticks(engine, 49);
    forget(engine);
    ticks(engine, 1);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 1000);
    EQUAL(count_events(MIXMINUS_EVENT_LEFT, 0), 1000);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_ENDED, 0), 10);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void limit_rooms(mixminus_engine *engine, uint32_t seconds)
{
    mixminus_room_template settings;

    DO(mixminus_room_template_init(&settings, sizeof settings));
    settings.limit_s = seconds;
    DO(mixminus_room_template_set(engine, "a", 1, "production", 10, "timed", 5, &settings));
}

static void a_room_of_a_template_lasts_as_long_as_that_says_and_others_have_no_limit(void)
{
    mixminus_engine *const engine = engine_new();

    limit_rooms(engine, 90);
    ticks(engine, 5);
    const mixminus_participant first = caller(engine, "timed"), free = caller(engine, "free");
    const uint64_t opened = ticks(engine, 1);
    limit_rooms(engine, 1); /* for rooms to come */
    ticks(engine, 1000);
    const mixminus_participant late = caller(engine, "timed");
    ticks(engine, 500);
    hear(engine);
    const mixminus_event *const warned = nth_event(MIXMINUS_EVENT_ROOM_WARNING, 0, 0);
    CHECK(warned != NULL && warned->participant == 0 && warned->room == room_of(engine, first));
    EQUAL(warned->tick, opened + 30 * 50);
    EQUAL(warned->value, 60000);
    const uint64_t last = ticks(engine, 2999);
    CHECK(room_of(engine, first) != 0 && room_of(engine, late) != 0);
    EQUAL(ticks(engine, 1), opened + 90 * 50);
    EQUAL(end_of(engine, first).reason, MIXMINUS_END_TIME_LIMIT);
    EQUAL(end_of(engine, late).reason, MIXMINUS_END_TIME_LIMIT);
    hear(engine);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, first, 0)->tick, last + 1);
    EQUAL(nth_event(MIXMINUS_EVENT_LEFT, late, 0)->reason, MIXMINUS_END_TIME_LIMIT);
    EQUAL(count_events(MIXMINUS_EVENT_ROOM_WARNING, 0), 1);
    EQUAL(count_events(MIXMINUS_EVENT_SESSION_EXPIRED, 0), 0);
    CHECK(room_of(engine, free) != 0);
    /* The sessions go on; the next room of that id is a new one. */
    const mixminus_join_options how = options("timed");
    join(engine, first, &how);
    ticks(engine, 50);
    CHECK(room_of(engine, first) != 0);
    ticks(engine, 1);
    EQUAL(end_of(engine, first).reason, MIXMINUS_END_TIME_LIMIT);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void who_comes_to_a_room_by_a_move_goes_with_it(void)
{
    mixminus_engine *const engine = engine_new();

    limit_rooms(engine, 2);
    const mixminus_participant host = caller(engine, "timed"), guest = caller(engine, "r"), away = caller(engine, "timed");
    ticks(engine, 50);
    DO(mixminus_participant_move(engine, guest, "timed", 5, NULL));
    DO(mixminus_participant_move(engine, away, "r", 1, NULL));
    ticks(engine, 60);
    EQUAL(end_of(engine, host).reason, MIXMINUS_END_TIME_LIMIT);
    EQUAL(end_of(engine, guest).reason, MIXMINUS_END_TIME_LIMIT);
    CHECK(room_of(engine, away) != 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

void time_limits(void)
{
    a_session_lasts_two_hours_to_the_tick_and_is_warned_a_minute_before();
    a_limit_counts_from_the_birth_of_the_session_whatever_it_does();
    audio_calls_report_that_the_time_is_over();
    a_limit_of_a_minute_or_less_has_no_warning();
    without_a_limit_a_session_lasts();
    a_place_that_is_given_on_has_a_new_time();
    a_clock_that_stands_keeps_no_place();
    a_thousand_sessions_may_end_in_one_tick();
    a_room_of_a_template_lasts_as_long_as_that_says_and_others_have_no_limit();
    who_comes_to_a_room_by_a_move_goes_with_it();
}
