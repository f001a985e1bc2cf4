/* terminator, interdigitTimeout, playTones, mute: keys as audio and beside it. */
#include "kit.h"

#include <stdlib.h>

enum { SECOND = 8000, LOUD = -10 };

static mixminus_engine *engine;
static mixminus_participant who, others[3];
/* How many ticks there were before the line's first sample. */
static uint64_t before;

static void begin(const mixminus_join_options *how)
{
    engine = engine_new();
    for (size_t i = 0; i < COUNT(others); i++) {
        others[i] = caller(engine, "r");
    }
    who = call_new(engine);
    before = ticks(engine, 2);
    join(engine, who, how);
    forget(engine);
}

static void end(void)
{
    forget(engine);
    DO(mixminus_engine_free(engine));
}

/* Says all of it, a frame a tick, and keeps what the others hear, if `heard` is not NULL. */
static void say(const int16_t *samples, size_t count, int16_t *heard[])
{
    int16_t waste[FRAME];

    CHECK(count % FRAME == 0);
    for (size_t at = 0; at < count; at += FRAME) {
        DO(mixminus_participant_write(engine, who, samples + at, FRAME, NULL));
        ticks(engine, 1);
        for (size_t i = 0; i < COUNT(others); i++) {
            int16_t *const to = heard == NULL ? waste : heard[i] + at;

            DO(mixminus_participant_read(engine, others[i], to, FRAME, NULL));
        }
    }
    hear(engine);
}

static void say_nothing(size_t frames)
{
    static const int16_t silence[FRAME];

    for (size_t i = 0; i < frames; i++) {
        say(silence, FRAME, NULL);
    }
}

static void it_ended_by(char key)
{
    const mixminus_conference_end over = end_of(engine, who);

    EQUAL(over.reason, MIXMINUS_END_TERMINATOR);
    EQUAL(over.digit, key);
    EQUAL(over.text_len, 0);
    EQUAL(room_of(engine, who), 0);
    EQUAL(last_event(MIXMINUS_EVENT_LEFT, who)->reason, MIXMINUS_END_TERMINATOR);
    EQUAL(last_event(MIXMINUS_EVENT_LEFT, who)->value, key);
}

static void it_goes_on(void)
{
    EQUAL(end_of(engine, who).reason, MIXMINUS_END_NONE);
    CHECK(room_of(engine, who) != 0);
}

static void among_digits_over_speech_the_terminator_leaves_in_the_tick_that_detects_it(void)
{
    static int16_t line[4 * SECOND];
    const mixminus_join_options how = options_with("r", '#');

    memset(line, 0, sizeof line);
    begin(&how);
    add_speech(line, COUNT(line), 3);
    add_tones(line, 8037, 800, '5', LOUD);
    add_tones(line, 14011, 800, '*', LOUD);
    add_tones(line, 24050, 800, '#', LOUD);
    say(line, COUNT(line), NULL);
    it_ended_by('#');
    EQUAL(count_events(MIXMINUS_EVENT_DTMF_BEGAN, who), 3);
    const mixminus_event *const key = last_event(MIXMINUS_EVENT_DTMF_BEGAN, who);
    EQUAL(key->digit, '#');
    EQUAL(key->tick, nth_event(MIXMINUS_EVENT_LEFT, who, 0)->tick);
    CHECK(labs((long)(key->dtmf_position - before * FRAME) - 24050) <= 40);
    end();
}

static void each_of_the_sixteen_keys_may_be_the_terminator(void)
{
    for (const char *key = "0123456789*#ABCD"; *key != 0; key++) {
        int16_t line[20 * FRAME] = {0};
        const mixminus_join_options how = options_with("r", *key);

        begin(&how);
        add_tones(line, 500, 800, *key == '1' ? '2' : '1', LOUD);
        say(line, COUNT(line), NULL);
        it_goes_on();
        memset(line, 0, sizeof line);
        add_tones(line, 500, 800, *key, LOUD);
        say(line, COUNT(line), NULL);
        it_ended_by(*key);
        end();
    }
}

/* In the audio and beside it; in each way in which the options may stand. */
static void the_terminator_works_whatever_else_is_set(void)
{
    for (unsigned set = 0; set < 32; set++) {
        int16_t line[20 * FRAME] = {0};
        mixminus_join_options how = options_with("r", '*');

        how.mute = set & 1;
        how.deaf = set >> 1 & 1;
        how.detect_dtmf = set >> 2 & 1;
        how.play_tones = set >> 3 & 1;
        begin(&how);
        if ((set >> 4 & 1) != 0) {
            say_nothing(3);
            inject(engine, who, '*');
            say_nothing(1);
        } else {
            add_tones(line, 500, 800, '*', LOUD);
            say(line, COUNT(line), NULL);
            EQUAL(count_events(MIXMINUS_EVENT_DTMF_BEGAN, who), how.detect_dtmf);
        }
        it_ended_by('*');
        end();
    }
}

static void it_works_when_mute_is_changed_while_it_is_in(void)
{
    const mixminus_join_options how = options_with("r", '*');
    int16_t line[20 * FRAME] = {0};

    begin(&how);
    say_nothing(2);
    DO(mixminus_participant_set_mute(engine, who, 1));
    DO(mixminus_participant_set_detect_dtmf(engine, who, 0));
    DO(mixminus_participant_set_play_tones(engine, who, 1));
    add_tones(line, 500, 800, '*', LOUD);
    say(line, COUNT(line), NULL);
    it_ended_by('*');
    end();
}

static void without_a_terminator_no_key_ends_it_and_the_interdigit_timeout_means_nothing(void)
{
    mixminus_join_options how = options("r");
    int16_t line[20 * FRAME] = {0};

    how.interdigit_timeout_ms = 3000;
    begin(&how);
    for (const char *key = "0123456789*#ABCD"; *key != 0; key++) {
        memset(line, 0, sizeof line);
        add_tones(line, 500, 800, *key, LOUD);
        say(line, COUNT(line), NULL);
        inject(engine, who, *key);
        say_nothing(20);
        inject_end(engine, who, *key);
        say_nothing(1);
    }
    EQUAL(count_events(MIXMINUS_EVENT_DTMF_BEGAN, who), 32);
    it_goes_on();
    end();
}

/* A wrong key at tick 0, and then presses beside the audio at those ticks; whether it has ended after the last. */
static int locked(uint32_t timeout_ms, const char *keys, const uint64_t *at)
{
    mixminus_join_options how = options_with("r", '*');
    uint64_t tick = 0;

    how.interdigit_timeout_ms = timeout_ms;
    begin(&how);
    say_nothing(5);
    for (size_t i = 0; keys[i] != 0; i++) {
        say_nothing((size_t)(at[i] - tick));
        it_goes_on();
        inject(engine, who, keys[i]);
        say_nothing(1);
        tick = at[i] + 1;
        if (room_of(engine, who) != 0) {
            inject_end(engine, who, keys[i]);
        }
        EQUAL(count_events(MIXMINUS_EVENT_DTMF_BEGAN, who), i + 1); /* they are reported */
    }
    const int ended = room_of(engine, who) == 0;
    if (ended) {
        it_ended_by('*');
    }
    end();
    return ended;
}

static void after_a_wrong_key_no_key_counts_until_the_timeout_has_passed_since_its_onset(void)
{
    EQUAL(locked(1000, "1*", (const uint64_t[]){0, 49}), 0);
    EQUAL(locked(1000, "1*", (const uint64_t[]){0, 50}), 1);
    EQUAL(locked(980, "1*", (const uint64_t[]){0, 49}), 1);
    EQUAL(locked(981, "1*", (const uint64_t[]){0, 49}), 0);
    EQUAL(locked(0, "1*", (const uint64_t[]){0, 1}), 1);
    EQUAL(locked(3600000, "1*", (const uint64_t[]){0, 2000}), 0);
    /* Keys within it do not lengthen it, wrong or right. */
    EQUAL(locked(1000, "123*", (const uint64_t[]){0, 20, 48, 50}), 1);
    EQUAL(locked(1000, "1**", (const uint64_t[]){0, 49, 50}), 1);
    /* A wrong key after it begins another. */
    EQUAL(locked(1000, "12*", (const uint64_t[]){0, 50, 99}), 0);
    EQUAL(locked(1000, "12*", (const uint64_t[]){0, 50, 100}), 1);
}

static void in_the_audio_the_lock_out_is_exact_within_the_accuracy_of_an_onset(void)
{
    for (int late = 0; late < 2; late++) {
        static int16_t line[3 * SECOND];
        mixminus_join_options how = options_with("r", '*');

        how.interdigit_timeout_ms = 1000;
        begin(&how);
        memset(line, 0, sizeof line);
        add_tones(line, 2000, 480, '1', LOUD);
        add_tones(line, 6000, 480, '2', LOUD);
        add_tones(line, (size_t)(late ? 10000 + 80 : 10000 - 80), 480, '*', LOUD);
        say(line, COUNT(line), NULL);
        EQUAL(count_events(MIXMINUS_EVENT_DTMF_BEGAN, who), 3);
        if (late) {
            it_ended_by('*');
        } else {
            it_goes_on();
        }
        end();
    }
}

/* The tone is on from the first sample to the last of the line, whose presses last longer than a conference. */
static void a_terminator_that_is_held_does_not_end_the_next_conference(void)
{
    static int16_t line[4 * SECOND];
    mixminus_join_options how = options_with("r", '*');

    for (unsigned detect = 0; detect < 2; detect++) {
        how.detect_dtmf = detect;
        begin(&how);
        memset(line, 0, sizeof line);
        add_tones(line, 500, COUNT(line) - 500, '*', LOUD);
        say(line, 20 * FRAME, NULL);
        it_ended_by('*');
        for (size_t round = 0; round < 3; round++) {
            join(engine, who, &how);
            say(line + 20 * FRAME, 20 * FRAME, NULL);
            it_goes_on();
            DO(mixminus_participant_leave(engine, who));
            say(line + 40 * FRAME, FRAME, NULL);
        }
        join(engine, who, &how);
        say(line + 20 * FRAME, 20 * FRAME, NULL);
        say_nothing(5);
        it_goes_on();
        say(line, 20 * FRAME, NULL);
        it_ended_by('*');
        end();
    }
}

static void nor_one_that_was_pressed_before_the_first(void)
{
    int16_t line[100 * FRAME] = {0};
    const mixminus_join_options how = options_with("r", '*');

    begin(&how);
    DO(mixminus_participant_leave(engine, who));
    add_tones(line, 0, COUNT(line), '*', LOUD);
    say(line, 20 * FRAME, NULL);
    join(engine, who, &how);
    say(line + 20 * FRAME, 80 * FRAME, NULL);
    it_goes_on();
    end();
}

static void nor_one_that_is_held_beside_the_audio(void)
{
    const mixminus_join_options how = options_with("r", '*');

    begin(&how);
    say_nothing(2);
    inject(engine, who, '*');
    say_nothing(1);
    it_ended_by('*');
    join(engine, who, &how);
    for (int packet = 0; packet < 10; packet++) {
        inject(engine, who, '*');
        say_nothing(1);
        it_goes_on();
    }
    inject_end(engine, who, '*');
    say_nothing(1);
    it_goes_on();
    inject(engine, who, '*');
    say_nothing(1);
    it_ended_by('*');
    end();
}

static void nor_one_that_comes_once_more_the_other_way(void)
{
    int16_t line[20 * FRAME] = {0};
    const mixminus_join_options how = options_with("r", '*');

    add_tones(line, 400, 1600, '*', LOUD);
    /* Beside the audio, then in it. */
    begin(&how);
    say_nothing(2);
    inject(engine, who, '*');
    say_nothing(1);
    it_ended_by('*');
    join(engine, who, &how);
    say(line, COUNT(line), NULL);
    it_goes_on();
    inject_end(engine, who, '*');
    say(line, COUNT(line), NULL);
    it_ended_by('*');
    end();
    /* In the audio, then beside it. */
    begin(&how);
    for (size_t at = 0; room_of(engine, who) != 0; at += FRAME) {
        CHECK(at < COUNT(line));
        say(line + at, FRAME, NULL);
    }
    it_ended_by('*');
    join(engine, who, &how);
    say_nothing(1);
    inject(engine, who, '*');
    say_nothing(20);
    it_goes_on();
    end();
}

/* A caller has a line that is quite silent; the one before it in the same place has pressed the same key. */
static void the_first_key_of_a_silent_line_counts_whoever_was_there_before(void)
{
    mixminus_engine_config settings = config();
    const mixminus_join_options how = options_with("r", '*');
    int16_t line[20 * FRAME] = {0};

    settings.max_participants = 4;
    engine = engine_with(&settings);
    for (size_t i = 0; i < COUNT(others); i++) {
        others[i] = caller(engine, "r");
    }
    add_tones(line, 10 * FRAME, 10 * FRAME, '*', LOUD);
    for (int generation = 0; generation < 3; generation++) {
        who = call_new(engine);
        for (int round = 0; round < 3; round++) {
            join(engine, who, &how);
            say(line, COUNT(line), NULL);
            it_ended_by('*');
            say_nothing(10);
        }
        DO(mixminus_participant_free(engine, who));
        ticks(engine, 1);
        forget(engine);
    }
    end();
}

/* What each of the others hears of a key that is pressed for half a second, in dBm0. */
static void heard_of_a_key(const mixminus_join_options *how, int injected, double levels[3])
{
    static int16_t line[SECOND], heard[3][SECOND];
    int16_t *all[3] = {heard[0], heard[1], heard[2]};

    memset(line, 0, sizeof line);
    begin(how);
    say_nothing(10);
    if (injected) {
        inject(engine, who, '6');
    } else {
        add_tones(line, 1600, 4000, '6', LOUD);
    }
    say(line, COUNT(line), all);
    it_goes_on();
    EQUAL(count_events(MIXMINUS_EVENT_DTMF_BEGAN, who), 1);
    for (int i = 0; i < 3; i++) {
        levels[i] = key_level(heard[i] + 2400, 3200, '6');
    }
    if (!injected && !how->play_tones) {
        /* Nor its first and last milliseconds. */
        for (int n = 0; n < SECOND; n++) {
            CHECK(abs(heard[0][n]) < 400);
        }
    }
    end();
}

static void with_play_tones_off_no_other_hears_a_key_and_with_it_on_all_do(void)
{
    double levels[3];

    for (unsigned set = 0; set < 8; set++) {
        mixminus_join_options how = options_with("r", '*');
        const int injected = (set & 4) != 0;

        how.play_tones = set & 1;
        how.mute = set >> 1 & 1;
        heard_of_a_key(&how, injected, levels);
        for (int i = 0; i < 3; i++) {
            if (how.play_tones && !how.mute) {
                CHECK(levels[i] > LOUD - 1 && levels[i] < LOUD + 1);
            } else {
                CHECK(levels[i] < -70);
            }
        }
    }
}

static void the_tail_of_the_terminator_is_swallowed_and_the_session_goes_on(void)
{
    static int16_t line[SECOND], heard[3][SECOND];
    int16_t *all[3] = {heard[0], heard[1], heard[2]};
    const mixminus_join_options how = options_with("r", '*');

    memset(line, 0, sizeof line);
    begin(&how);
    say_nothing(10);
    add_tones(line, 1600, 6000, '*', LOUD);
    say(line, COUNT(line), all);
    it_ended_by('*');
    for (int i = 0; i < 3; i++) {
        CHECK(key_level(heard[i] + 1600, 6000, '*') < -50);
        for (int n = 2400; n < SECOND; n++) {
            EQUAL(heard[i][n], 0);
        }
    }
    join(engine, who, &how);
    say_nothing(2);
    it_goes_on();
    end();
}

void terminators(void)
{
    among_digits_over_speech_the_terminator_leaves_in_the_tick_that_detects_it();
    each_of_the_sixteen_keys_may_be_the_terminator();
    the_terminator_works_whatever_else_is_set();
    it_works_when_mute_is_changed_while_it_is_in();
    without_a_terminator_no_key_ends_it_and_the_interdigit_timeout_means_nothing();
    after_a_wrong_key_no_key_counts_until_the_timeout_has_passed_since_its_onset();
    in_the_audio_the_lock_out_is_exact_within_the_accuracy_of_an_onset();
    a_terminator_that_is_held_does_not_end_the_next_conference();
    nor_one_that_was_pressed_before_the_first();
    nor_one_that_is_held_beside_the_audio();
    nor_one_that_comes_once_more_the_other_way();
    the_first_key_of_a_silent_line_counts_whoever_was_there_before();
    with_play_tones_off_no_other_hears_a_key_and_with_it_on_all_do();
    the_tail_of_the_terminator_is_swallowed_and_the_session_goes_on();
}
