/* say, joinPrompt and leavePrompt: who hears what plays, and when. */
#include "kit.h"

enum { HALF = FRAME / 2, SECOND_TICKS = 1000 / TICK_MS };

static mixminus_engine *engine;

/* A prompt of `count` samples, all of one value but that they tell their order. */
static mixminus_prompt prompt_of(int16_t first, size_t count)
{
    int16_t samples[8 * FRAME];
    mixminus_prompt_config config;
    mixminus_prompt prompt;

    CHECK(count <= COUNT(samples));
    for (size_t n = 0; n < count; n++) {
        samples[n] = (int16_t)(first + (int16_t)n);
    }
    DO(mixminus_prompt_config_init(&config, sizeof config));
    config.account = "a";
    config.account_len = 1;
    config.samples = samples;
    config.count = count;
    DO(mixminus_prompt_new(engine, &config, &prompt));
    return prompt;
}

/* What it reads is `first`, `first` + 1, ... for that many samples, and then nothing; whatever comes before `from`. */
static void hears_from(size_t from, mixminus_participant who, int first, size_t count)
{
    int16_t frame[FRAME];

    DO(mixminus_participant_read(engine, who, frame, FRAME, NULL));
    for (size_t n = from; n < FRAME; n++) {
        EQUAL(frame[n], n < count ? first + (int)n : 0);
    }
}

static void hears(mixminus_participant who, int first, size_t count)
{
    hears_from(0, who, first, count);
}

static void say(mixminus_participant who, mixminus_sound sound, mixminus_play *play)
{
    DO(mixminus_participant_say(engine, who, sound, NULL, play));
}

static void a_prompt_is_said_before_in_and_after_a_conference_to_that_session_alone(void)
{
    engine = engine_new();
    const mixminus_participant who = call_new(engine), other = caller(engine, "r");
    const mixminus_prompt prompt = prompt_of(1000, FRAME + HALF);
    const mixminus_join_options how = options("r");
    mixminus_play plays[3];

    for (int part = 0; part < 3; part++) {
        if (part == 1) {
            join(engine, who, &how);
        }
        if (part == 2) {
            DO(mixminus_participant_leave(engine, who));
            ticks(engine, 1);
            hears(who, 0, 0);
            hears(other, 0, 0);
        }
        say(who, prompt, &plays[part]);
        ticks(engine, 1);
        hears(who, 1000, FRAME);
        hears(other, 0, 0);
        ticks(engine, 1);
        hears(who, 1000 + FRAME, HALF);
        hears(other, 0, 0);
    }
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_PLAY_ENDED, who), 3);
    for (size_t part = 0; part < 3; part++) {
        const mixminus_event *const end = nth_event(MIXMINUS_EVENT_PLAY_ENDED, who, part);

        EQUAL(end->value, plays[part]);
        EQUAL(end->outcome, MIXMINUS_PLAY_COMPLETED);
    }
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void while_the_application_s_conference_runs_the_host_may_still_play_to_it(void)
{
    engine = engine_new();
    const mixminus_prompt prompt = prompt_of(1000, FRAME);
    struct app app;

    app_init(&app, engine, call_new(engine), "r", '*');
    app_start(&app);
    ticks(engine, 1);
    hears(app.who, 0, 0);
    say(app.who, prompt, NULL);
    ticks(engine, 1);
    hears(app.who, 1000, FRAME);
    CHECK(!app_has_returned(&app));
    DO(mixminus_participant_hang_up(engine, app.who));
    app_wait_ticking(&app);
    APP_ENDED(&app, MIXMINUS_END_HANG_UP, 0, 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static mixminus_prompt of_handler;

static void say_in_handler(struct app *app)
{
    say(app->who, of_handler, NULL);
}

static void in_a_handler_say_is_legal(void)
{
    engine = engine_new();
    of_handler = prompt_of(1000, FRAME);
    struct app app;

    app_init(&app, engine, call_new(engine), "r", '*');
    app.in_handler = say_in_handler;
    app_start(&app);
    inject(engine, app.who, '*');
    ticks(engine, 1);
    app_wait(&app);
    APP_ENDED(&app, MIXMINUS_END_TERMINATOR, 1, 0);
    hears(app.who, 0, 0);
    ticks(engine, 1);
    hears(app.who, 1000, FRAME);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

/* It joins, and all who are in hear that; it leaves, and all who stay hear that. */
static void of_a_join_and_a_leave(uint32_t mute)
{
    engine = engine_new();
    const mixminus_participant who = call_new(engine), other = caller(engine, "r"), away = caller(engine, "s");
    mixminus_join_options how = options("r");

    how.join_prompt = prompt_of(1000, FRAME + HALF);
    how.leave_prompt = prompt_of(5000, HALF);
    how.mute = mute;
    ticks(engine, 1);
    hears(other, 0, 0);
    hears(away, 0, 0);
    join(engine, who, &how);
    ticks(engine, 1);
    /* The room fades in for it within 5 ms. */
    hears_from(FRAME / 4, who, 1000, FRAME);
    hears(other, 1000, FRAME);
    hears(away, 0, 0);
    ticks(engine, 1);
    hears(who, 1000 + FRAME, HALF);
    hears(other, 1000 + FRAME, HALF);
    ticks(engine, 1);
    hears(who, 0, 0);
    hears(other, 0, 0);
    DO(mixminus_participant_leave(engine, who));
    for (int tick = 0; tick < 3; tick++) {
        ticks(engine, 1);
        hears(other, 5000, tick == 1 ? HALF : 0);
        hears(away, 0, 0);
        hears(who, 0, 0);
    }
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_PLAY_ENDED, 0), 0);
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void join_and_leave_prompts_are_played_to_all_in_the_room_muted_or_not(void)
{
    of_a_join_and_a_leave(0);
    of_a_join_and_a_leave(1);
}

static void either_may_be_a_beep_or_nothing(void)
{
    int16_t frame[FRAME];

    for (mixminus_sound sound = MIXMINUS_SOUND_NONE; sound <= MIXMINUS_SOUND_BEEP; sound++) {
        engine = engine_new();
        const mixminus_participant other = caller(engine, "r");
        mixminus_join_options how = options("r");
        int loudest = 0;

        EQUAL(how.join_prompt, MIXMINUS_SOUND_NONE);
        EQUAL(how.leave_prompt, MIXMINUS_SOUND_NONE);
        how.join_prompt = sound;
        join(engine, call_new(engine), &how);
        for (int tick = 0; tick < 10; tick++) {
            ticks(engine, 1);
            DO(mixminus_participant_read(engine, other, frame, FRAME, NULL));
            for (int n = 0; n < FRAME; n++) {
                loudest = frame[n] > loudest ? frame[n] : loudest;
            }
        }
        CHECK(sound == MIXMINUS_SOUND_NONE ? loudest == 0 : loudest > 500);
        DO(mixminus_engine_free(engine));
    }
}

static void a_hundred_joins_in_a_second_are_one_sound(void)
{
    mixminus_engine_config settings = config();

    settings.max_participants = 101;
    engine = engine_with(&settings);
    const mixminus_participant listener = caller(engine, "r");
    mixminus_join_options how = options("r");

    how.join_prompt = prompt_of(1000, HALF);
    ticks(engine, 1);
    hears(listener, 0, 0);
    for (int tick = 0; tick < SECOND_TICKS; tick++) {
        if (tick % 2 == 0) {
            for (int i = 0; i < 4 && members_of(engine, room_of(engine, listener)) < 100; i++) {
                join(engine, call_new(engine), &how);
            }
        }
        ticks(engine, 1);
        hears(listener, 1000, tick == 0 ? HALF : 0);
    }
    EQUAL(members_of(engine, room_of(engine, listener)), 100);
    DO(mixminus_engine_free(engine));
}

static void an_announcement_to_many_rooms_begins_in_one_tick(void)
{
    static const char *const ids[] = {"a", "b", "c"};
    mixminus_participant calls[COUNT(ids)];
    mixminus_room rooms[COUNT(ids)];
    mixminus_play plays[COUNT(ids)];

    engine = engine_new();
    const mixminus_participant away = caller(engine, "d");
    for (size_t i = 0; i < COUNT(ids); i++) {
        calls[i] = caller(engine, ids[i]);
        rooms[i] = room_of(engine, calls[i]);
    }
    ticks(engine, 1);
    hears(away, 0, 0);
    for (size_t i = 0; i < COUNT(ids); i++) {
        hears(calls[i], 0, 0);
    }
    DO(mixminus_rooms_say(engine, rooms, COUNT(ids), prompt_of(1000, HALF), NULL, plays));
    ticks(engine, 1);
    for (size_t i = 0; i < COUNT(ids); i++) {
        hears(calls[i], 1000, HALF);
    }
    hears(away, 0, 0);
    hear(engine);
    EQUAL(count_events(MIXMINUS_EVENT_PLAY_ENDED, 0), COUNT(ids));
    forget(engine);
    DO(mixminus_engine_free(engine));
}

static void a_session_s_prompts_play_one_after_the_other_and_can_be_stopped(void)
{
    engine = engine_new();
    const mixminus_participant who = call_new(engine);
    const mixminus_prompt prompt = prompt_of(1000, FRAME);
    mixminus_play plays[3];
    int16_t frame[FRAME];
    size_t real = 1;

    for (size_t i = 0; i < 3; i++) {
        say(who, prompt, &plays[i]);
    }
    DO(mixminus_play_stop(engine, plays[1]));
    for (int tick = 0; tick < 2; tick++) {
        ticks(engine, 1);
        hears(who, 1000, FRAME);
    }
    ticks(engine, 1);
    DO(mixminus_participant_read(engine, who, frame, FRAME, &real));
    EQUAL(real, 0);
    hear(engine);
    for (size_t i = 0; i < 3; i++) {
        const mixminus_event *end = NULL;

        for (size_t nth = 0; (end = nth_event(MIXMINUS_EVENT_PLAY_ENDED, who, nth)) != NULL; nth++) {
            if (end->value == (int64_t)plays[i]) {
                break;
            }
        }
        CHECK(end != NULL && end->outcome == (i == 1 ? MIXMINUS_PLAY_STOPPED : MIXMINUS_PLAY_COMPLETED));
    }
    DUE(ERR_STALE_HANDLE, mixminus_play_stop(engine, plays[0]));
    forget(engine);
    DO(mixminus_engine_free(engine));
}

void sounds(void)
{
    a_prompt_is_said_before_in_and_after_a_conference_to_that_session_alone();
    while_the_application_s_conference_runs_the_host_may_still_play_to_it();
    in_a_handler_say_is_legal();
    join_and_leave_prompts_are_played_to_all_in_the_room_muted_or_not();
    either_may_be_a_beep_or_nothing();
    a_hundred_joins_in_a_second_are_one_sound();
    an_announcement_to_many_rooms_begins_in_one_tick();
    a_session_s_prompts_play_one_after_the_other_and_can_be_stopped();
}
